#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Debian package: what is in it, what Debian's checkers say, and what an upgrade leaves alone.

usage: debian_test.py build BUILD SOURCE WORK     packs BUILD into WORK; lintian, contents, units
       debian_test.py upgrade BUILD SOURCE WORK   installs that package below a root of its own, upgrades, removes it
       debian_test.py readers BUILD SOURCE WORK   what its unit publishes is read by servers as users of their own
Exit status 77 when a tool is missing. The machine's own dpkg database is read only.
"""
import contextlib
import csv
import datetime
import glob
import gzip
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

try:
    import dns.flags
    import dns.message
    import dns.query
except ImportError:
    dns = None

BUILD, SOURCE, WORK = (os.path.abspath(path) for path in sys.argv[2:5])
# The exposure of the service, times 10, as systemd-analyze counts it: 0 is none, 100 all.
EXPOSURE = 5


def run(*command, status=0, **options):
    options.setdefault("env", dict(os.environ, LC_ALL="C.UTF-8"))
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False, **options)
    assert done.returncode == status, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout


def need(*tools):
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        print("not tried without", *missing)
        sys.exit(77)


def package():
    (path,) = glob.glob(f"{WORK}/*.deb")
    return path


def field(path, name):
    return run("dpkg-deb", "-f", path, name).strip()


def check_contents():
    listed = {}
    for line in run("dpkg-deb", "-c", package()).splitlines():
        mode, owner, _, _, _, name = line.split(maxsplit=5)
        assert owner == "root/root", line
        if mode[0] == "d":
            assert mode == "drwxr-xr-x", line
        else:
            listed[name[1:]] = mode
    documents = ["README.md", "changelog.gz", "changelog.Debian.gz", "copyright"]
    documents += [f"examples/{name}" for name in os.listdir(f"{SOURCE}/blocklists/feed/examples")]
    wanted = {
        "/usr/bin/dgacast", "/usr/libexec/dgacast/dgacast-plugin-worker",
        "/usr/lib/systemd/system/dgacast-feed@.service", "/usr/lib/systemd/system/dgacast-feed@.timer",
        "/usr/lib/sysusers.d/dgacast.conf",
        "/usr/share/bash-completion/completions/dgacast", "/usr/share/fish/vendor_completions.d/dgacast.fish",
        "/usr/share/zsh/vendor-completions/_dgacast", "/usr/share/lintian/overrides/dgacast",
        *(f"/usr/share/man/man{name[-1]}/{name}.gz" for name in os.listdir(f"{BUILD}/tools/man")),
        *(f"/usr/share/doc/dgacast/{name}" for name in documents)}
    assert set(listed) == wanted, set(listed) ^ wanted
    programs = {"/usr/bin/dgacast", "/usr/libexec/dgacast/dgacast-plugin-worker"}
    assert {name for name, mode in listed.items() if "x" in mode} == programs, listed

    run("dpkg-deb", "-x", package(), f"{WORK}/tree")
    assert os.listdir(f"{WORK}/tree/etc/dgacast") == []
    assert {"dgacast.1", "dgacast-generate.1", "dgacast-feed.5"} < set(os.listdir(f"{BUILD}/tools/man"))
    for source, packed in ((f"{BUILD}/tools/man/dgacast.1", "man/man1/dgacast.1.gz"),
                           (f"{BUILD}/tools/man/dgacast-generate.1", "man/man1/dgacast-generate.1.gz"),
                           (f"{BUILD}/tools/man/dgacast-feed.5", "man/man5/dgacast-feed.5.gz"),
                           (f"{SOURCE}/CHANGELOG.md", "doc/dgacast/changelog.gz")):
        with open(source, "rb") as plain, gzip.open(f"{WORK}/tree/usr/share/{packed}") as file:
            assert plain.read() == file.read(), packed
    version = run(f"{WORK}/tree/usr/bin/dgacast", "--version").split()[1]
    assert field(package(), "Version") == version + "-1"
    changelog = f"{WORK}/tree/usr/share/doc/dgacast/changelog.Debian.gz"
    assert run("dpkg-parsechangelog", "-S", "Version", "-l", changelog).strip() == version + "-1"

    # Each library that the program loads comes with a package that it depends on.
    depends = set(re.findall(r"([a-z0-9.+-]+) \(>=", field(package(), "Depends")))
    loaded = [library for program in sorted(programs)
              for library in re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", WORK + "/tree" + program))]
    assert len(loaded) > 5, loaded
    assert "libcurl4" in re.split(r"[ ,|]+", field(package(), "Depends"))  # loaded when a feed is fetched by HTTP
    for library in loaded:
        # dpkg knows the path before the merge of /lib into /usr, or the one after it.
        owners = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True,
                                check=False).stdout
        assert {line.split(":")[0] for line in owners.splitlines()} & depends, (library, owners, depends)


def check_plugin():
    """A plugin runs in the worker of the package, wherever the package's tree lies."""
    example = f"{SOURCE}/tests/plugin/example/example_vidro.lua"
    made = run(f"{WORK}/tree/usr/bin/dgacast", "generate", "example_vidro", "--on", "2026-11-24", "--plugin", example)
    assert len(made.splitlines()) == 100, made


def check_reproducible():
    """The same build and SOURCE_DATE_EPOCH, the same octets inside, whatever the umask."""
    made = []
    for mask in (0o022, 0o077):
        folder = f"{WORK}/again"
        shutil.rmtree(folder, ignore_errors=True)
        run("cpack", "--config", f"{BUILD}/CPackConfig.cmake", "-G", "DEB", "-B", folder, umask=mask,
            env=dict(os.environ, SOURCE_DATE_EPOCH="1795000000", LC_ALL="C.UTF-8"))
        (path,) = glob.glob(f"{folder}/*.deb")
        made.append([subprocess.run(["dpkg-deb", part, path], capture_output=True, check=True).stdout
                     for part in ("--ctrl-tarfile", "--fsys-tarfile")])
        shutil.rmtree(folder)
    assert made[0] == made[1], "two packages of one build differ"


def check_units():
    units = f"{WORK}/tree/usr/lib/systemd/system"
    folder = f"{WORK}/units"
    os.makedirs(folder)
    with open(f"{units}/dgacast-feed@.service", encoding="ascii") as file:
        service = file.read()
    for line in ("User=dgacast", "ProtectSystem=strict", "PrivateNetwork=yes", "IPAddressDeny=any", "LimitCORE=0",
                 "LoadCredential=minisign.key:/etc/dgacast/%i.key", "StateDirectory=dgacast/%i", "Restart=on-failure"):
        assert f"\n{line}\n" in service, line
    assert "DynamicUser=" not in service.replace("DynamicUser=)", ""), "readers could not go to /var/lib/private"
    # systemd would look for the program in the machine's own folders.
    assert "\nExecStart=dgacast " in service
    with open(f"{folder}/dgacast-feed@test.service", "w", encoding="ascii") as file:
        file.write(service.replace("\nExecStart=dgacast ", f"\nExecStart={WORK}/tree/usr/bin/dgacast "))
    shutil.copy(f"{units}/dgacast-feed@.timer", f"{folder}/dgacast-feed@test.timer")
    for unit in ("dgacast-feed@test.service", "dgacast-feed@test.timer"):
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", f"{folder}/{unit}"], capture_output=True,
                              text=True, check=False, timeout=100)
        assert done.returncode == 0 and "dgacast" not in done.stderr, (unit, done)
    shown = run("systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE}",
                f"{units}/dgacast-feed@.service")
    print(shown.splitlines()[-1])


def build():
    need("cpack", "lintian", "systemd-analyze", "dpkg-shlibdeps", "objdump")
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    run("cpack", "--config", f"{BUILD}/CPackConfig.cmake", "-G", "DEB", "-B", WORK)
    # Neither errors nor warnings. What lintian is told to pass over is in tools/packaging/debian/finish.cmake, with the reason.
    found = run("lintian", "--allow-root", "--fail-on", "none", "--show-overrides", package())
    assert not re.search("^[EW]: ", found, re.MULTILINE), found
    print(found, end="")
    check_contents()
    check_plugin()
    check_units()
    check_reproducible()


class Root:
    """A root folder with a dpkg database of its own, in which the libraries of the package are already there."""

    def __init__(self):
        self.path = f"{WORK}/root"
        shutil.rmtree(self.path, ignore_errors=True)
        for folder in ("dpkg/info", "dpkg/updates", "dgacast/resolvers"):
            os.makedirs(f"{self.path}/var/lib/{folder}")
        os.makedirs(f"{self.path}/etc")  # for systemd-sysusers
        # Of alternatives, the first: those of Debian 12.
        depends = [clause.split("|")[0].split()[0] for clause in field(package(), "Depends").split(",")]
        with open(f"{self.path}/var/lib/dpkg/status", "w", encoding="utf-8") as file:
            for name in depends:
                stanza = run("dpkg-query", "-s", name)
                file.write(stanza.rstrip("\n") + "\n\n")
                arch = re.search(r"^Architecture: (\S+)", stanza, re.MULTILINE)[1]
                full = f"{name}:{arch}" if re.search(r"^Multi-Arch: same$", stanza, re.MULTILINE) else name
                with open(f"{self.path}/var/lib/dpkg/info/{full}.list", "w", encoding="ascii"):
                    pass

    def dpkg(self, *arguments):
        return run("dpkg", f"--root={self.path}", "--force-script-chrootless", "--log=/dev/null", *arguments,
                   env=dict(os.environ, LC_ALL="C.UTF-8", PATH=os.environ["PATH"] + ":/usr/sbin:/sbin"))

    def state(self):
        """ "install ok installed 0.1.0-1", or None when dpkg knows nothing of the package."""
        done = subprocess.run(["dpkg-query", f"--admindir={self.path}/var/lib/dpkg", "-W", "-f", "${Status} ${Version}",
                               "dgacast"], capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else None

    def kept(self):
        """All that the administrator and the feeds made: path, mode, time and content."""
        found = {}
        for top in ("etc/dgacast", "var/lib/dgacast"):
            for base, folders, files in os.walk(f"{self.path}/{top}"):
                for name in folders + files:
                    path = os.path.join(base, name)
                    status = os.lstat(path)
                    content = os.readlink(path) if os.path.islink(path) else None
                    if content is None and name in files:
                        with open(path, "rb") as file:
                            content = file.read()
                    found[path] = (status.st_mode, status.st_mtime_ns, content)
        return found

    def run_feed(self, date):
        """What the unit does on this day, in this root: its ExecStart, with the key as a credential."""
        with open(f"{self.path}/usr/lib/systemd/system/dgacast-feed@.service", encoding="ascii") as file:
            unit = file.read()
        name, key = re.search(r"^LoadCredential=([^:]+):(.*)$", unit, re.MULTILINE).groups()
        credentials = f"{WORK}/credentials"
        os.makedirs(credentials, exist_ok=True)
        shutil.copy(self.path + key.replace("%i", "resolvers"), f"{credentials}/{name}")
        command = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1].replace("%i", "resolvers").split()
        command = [self.path + word if word.startswith("/") else word for word in command]
        midnight = datetime.datetime.fromisoformat(date + "T12:00:00+00:00")
        run(f"{self.path}/usr/bin/{command[0]}", *command[1:],
            env=dict(os.environ, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH=str(int(midnight.timestamp())),
                     CREDENTIALS_DIRECTORY=credentials))
        folder = f"{self.path}/var/lib/dgacast/resolvers"
        run(f"{self.path}/usr/bin/dgacast", "verify", folder, "--key", f"{WORK}/feed.pub")
        with open(f"{folder}/current/manifest.json", encoding="ascii") as file:
            manifest = json.load(file)
        assert manifest["date"] == date, manifest
        with open(f"{folder}/current/deltas/zone.csv", encoding="ascii", newline="") as file:
            return manifest, list(csv.DictReader(file))


def newer_package():
    """The same package as of a later version: --version says so, and its unit has another line. And both versions."""
    tree = f"{WORK}/newer"
    shutil.rmtree(tree, ignore_errors=True)
    run("dpkg-deb", "-R", package(), tree)
    old = field(package(), "Version").removesuffix("-1")
    new = old[:-1] + ("9" if old[-1] != "9" else "8")  # as long as the old one
    with open(f"{tree}/usr/bin/dgacast", "rb") as file:
        program = file.read()
    patched = program.replace(f"\0{old}\0".encode(), f"\0{new}\0".encode())  # what dgacast::version() gives
    assert patched != program
    with open(f"{tree}/usr/bin/dgacast", "wb") as file:
        file.write(patched)
    with open(f"{tree}/usr/lib/systemd/system/dgacast-feed@.service", "a", encoding="ascii") as file:
        file.write("# of a later version\n")
    with open(f"{tree}/DEBIAN/control", encoding="ascii") as file:
        control = file.read()
    with open(f"{tree}/DEBIAN/control", "w", encoding="ascii") as file:
        file.write(control.replace(f"Version: {old}-1", f"Version: {new}-1"))
    run("dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, f"{WORK}/newer.package")
    return f"{WORK}/newer.package", old, new


CONFIG = {
    "feed": "resolvers", "folder": "../../var/lib/dgacast/resolvers", "families": ["chinad", "ramdo"],
    "horizon": {"past_days": 1, "future_days": 2},
    "outputs": [{"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}}],
    "sign": {"minisign": "credential:minisign.key"},
}


def upgrade():
    need("minisign", "dpkg-deb")
    if os.geteuid() != 0:
        need("unshare")
        if subprocess.run(["unshare", "--map-root-user", "true"], check=False, capture_output=True).returncode != 0:
            print("not tried: neither root nor a user namespace")
            sys.exit(77)
        os.execvp("unshare", ["unshare", "--map-root-user", sys.executable, *sys.argv])
    root = Root()
    newer, old_version, new_version = newer_package()
    root.dpkg("-i", package())
    assert root.state() == f"install ok installed {old_version}-1", root.state()
    with open(f"{root.path}/etc/passwd", encoding="ascii") as file:
        assert re.search(r"^dgacast:x:\d+:\d+:dgacast feeds:/var/lib/dgacast:", file.read(), re.MULTILINE)

    # The administrator's part, and two days of the old version.
    etc = f"{root.path}/etc/dgacast"
    run("minisign", "-G", "-W", "-f", "-p", f"{WORK}/feed.pub", "-s", f"{etc}/resolvers.key")
    os.chmod(f"{etc}/resolvers.key", 0o600)
    with open(f"{etc}/resolvers.json", "w", encoding="ascii") as file:
        json.dump(CONFIG, file)
    root.run_feed("2026-11-23")
    with open(f"{etc}/resolvers.json", "w", encoding="ascii") as file:
        json.dump(dict(CONFIG, keep=5), file, indent=4)
    before, _ = root.run_feed("2026-11-24")
    kept = root.kept()
    assert any("/issues/" in path for path in kept) and any(path.endswith("resolvers.key") for path in kept)

    program = f"{root.path}/usr/bin/dgacast"
    assert run(program, "--version").startswith(f"dgacast {old_version} ")
    root.dpkg("-i", newer)
    assert root.state() == f"install ok installed {new_version}-1", root.state()
    assert run(program, "--version").startswith(f"dgacast {new_version} ")
    with open(f"{root.path}/usr/lib/systemd/system/dgacast-feed@.service", encoding="ascii") as file:
        assert file.read().endswith("# of a later version\n")
    assert root.kept() == kept, "the upgrade touched what is not the package's"

    def is_next(manifest, delta, last):
        """This issue follows the last: a day's names came, a day's names went, the serial grew."""
        (zone,), (old,) = manifest["outputs"], last["outputs"]
        assert manifest["previous"] == last["issue"] and zone["delta_against_previous"], manifest
        assert zone["previous_serial"] == old["serial"] < zone["serial"], zone
        operations = [row["op"] for row in delta]
        assert operations.count("add") == operations.count("release") == 256, operations[:3]  # a day of Chinad
        assert {row["from_serial"] for row in delta} == {str(old["serial"])}

    after, delta = root.run_feed("2026-11-25")
    is_next(after, delta, before)

    kept = root.kept()
    root.dpkg("-r", "dgacast")
    assert not os.path.exists(program) and not os.path.exists(f"{root.path}/usr/lib/systemd")
    assert root.kept() == kept, "the removal touched what is not the package's"
    root.dpkg("-i", newer)
    root.dpkg("-P", "dgacast")
    assert root.state() is None, root.state()
    assert root.kept() == kept, "the purge touched what is not the package's"
    root.dpkg("-i", package())
    is_next(*root.run_feed("2026-11-26"), after)
    print(f"{len(kept)} files, links and folders outlived an upgrade, a removal and a purge")


def unit_value(key):
    with open(f"{WORK}/tree/usr/lib/systemd/system/dgacast-feed@.service", encoding="ascii") as file:
        return re.findall(rf"^{key}=(.*)$", file.read(), re.MULTILINE)


def as_user(user, *command):
    """The command line as that user (a number: one without a name), with its groups and no others."""
    groups = "--clear-groups" if user.isdigit() else "--init-groups"
    group = user if user.isdigit() else str(pwd.getpwnam(user).pw_gid)
    return ["setpriv", "--reuid", user, "--regid", group, groups, *command]


class Published:
    """A machine's /var/lib/dgacast, with feeds that the unit's user made with the unit's modes."""

    def __init__(self, top):
        # The package has made the user; this machine has none of that name, and is not changed: a number will do.
        self.user, self.top = "64999", top
        assert unit_value("User") == ["dgacast"] and unit_value("StateDirectory") == ["dgacast/%i"]
        os.chmod(top, 0o755)
        self.state = f"{top}/var/lib/dgacast"
        os.makedirs(self.state)
        shutil.copy(f"{WORK}/tree/usr/bin/dgacast", f"{top}/dgacast")

    def publish(self, name, outputs, **more):
        folder = f"{self.state}/{name}"
        os.mkdir(folder)  # as systemd makes a StateDirectory=
        os.chmod(folder, int(unit_value("StateDirectoryMode")[0], 8))
        os.chown(folder, int(self.user), int(self.user))
        etc = f"{self.top}/etc-{name}"
        os.mkdir(etc)
        for file, text in more.items():
            with open(f"{etc}/{file}.json", "w", encoding="ascii") as out:
                out.write(text)
            os.chmod(f"{etc}/{file}.json", 0o600)
            os.chown(f"{etc}/{file}.json", int(self.user), int(self.user))
        with open(f"{etc}/feed.json", "w", encoding="ascii") as file:
            json.dump({"feed": name, "folder": folder, "families": ["chinad"], "outputs": outputs}, file)
        run(*as_user(self.user, f"{self.top}/dgacast", "-q", "feed", f"{etc}/feed.json", "--date", "2026-11-24"),
            umask=int(unit_value("UMask")[0], 8), cwd=self.top)
        return folder


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def server(command, port, log):
    """Runs it until the end of the block, once it takes connections on 127.0.0.1."""
    with open(log, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        patience = time.monotonic() + 20
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None or time.monotonic() > patience:
                with open(log, errors="replace") as file:
                    raise AssertionError((command, process.poll(), file.read()))
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def users_of(process):
    """The effective users of a server's processes, by name."""
    pids = [process.pid]
    with contextlib.suppress(OSError), open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
        pids += [int(pid) for pid in file.read().split()]
    found = set()
    for pid in pids:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            number = int(re.search(r"^Uid:\t\d+\t(\d+)", file.read(), re.MULTILINE)[1])
        found.add(pwd.getpwuid(number).pw_name)
    return found


def zone_answer(port, name):
    """The CNAME that a DNS server on that port gives, by TCP."""
    question = dns.message.make_query(name, "CNAME")
    question.flags &= ~dns.flags.RD
    answer = dns.query.tcp(question, "127.0.0.1", port=port, timeout=10)
    return [record.to_text() for rrset in answer.answer for record in rrset]


def wait_for_answer(port, name, log):
    """The port may be open before the zone is loaded."""
    patience = time.monotonic() + 20
    while zone_answer(port, name) != ["."]:
        if time.monotonic() > patience:
            with open(log, errors="replace") as file:
                raise AssertionError(f"{name} is not answered: " + file.read())
        time.sleep(0.2)


def own_folder(top, name, user):
    folder = f"{top}/{name}"
    os.mkdir(folder)
    entry = pwd.getpwnam(user)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return folder


def try_nginx(published, feed, secret):
    port, folder = free_port(), own_folder(published.top, "nginx", "www-data")
    with open(f"{SOURCE}/blocklists/feed/examples/nginx-feed.conf", encoding="ascii") as file:
        site = file.read().replace("192.0.2.6:80", f"127.0.0.1:{port}").replace("/var/lib/dgacast/feed", feed)
    with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
        file.write(f"user www-data; daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\nhttp {{ access_log off;\n"
                   + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in
                             ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
                   + site + "}\n" + "")
    with server(["nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], port, f"{folder}/log") as process:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/current/zone.rpz", timeout=10) as reply, \
                open(f"{feed}/current/zone.rpz", "rb") as file:
            assert reply.read() == file.read()
        assert "www-data" in users_of(process), users_of(process)  # the worker that has answered
    with open(f"{folder}/nginx.conf", encoding="ascii") as file:
        text = file.read().replace(feed, secret)
    with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
        file.write(text)
    with server(["nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], port, f"{folder}/log"):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/current/manifest.json", timeout=10)
            raise AssertionError("nginx hands out a feed with authInfo")
        except urllib.error.HTTPError as error:
            assert error.code in (403, 404), error


def try_bind(published, feed, name):
    port, folder = free_port(), own_folder(published.top, "bind", "bind")
    with open(f"{folder}/named.conf", "w", encoding="ascii") as file:
        file.write(f"""options {{ directory "{folder}"; pid-file none; session-keyfile none; managed-keys-directory "{folder}";
  listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; recursion no; dnssec-validation no; }};
controls {{ }};
zone "dga.rpz.example" {{ type primary; file "{feed}/current/zone.rpz"; ixfr-from-differences yes;
  journal "{folder}/zone.jnl"; }};
""")
    with server(["named", "-u", "bind", "-g", "-c", f"{folder}/named.conf"], port, f"{folder}/log") as process:
        wait_for_answer(port, f"{name}.dga.rpz.example", f"{folder}/log")
        assert users_of(process) == {"bind"}, users_of(process)


def try_knot(published, feed, name):
    port, folder = free_port(), own_folder(published.top, "knot", "knot")
    with open(f"{folder}/knot.conf", "w", encoding="ascii") as file:
        file.write(f"""server:
    rundir: "{folder}"
    listen: 127.0.0.1@{port}
    user: knot:knot
database:
    storage: "{folder}"
template:
  - id: default
    storage: "{feed}/current"
    zonefile-sync: -1
    zonefile-load: difference-no-serial
    journal-content: all
zone:
  - domain: dga.rpz.example
    file: zone.rpz
""")
    with server(as_user("knot", "knotd", "-c", f"{folder}/knot.conf"), port, f"{folder}/log") as process:
        wait_for_answer(port, f"{name}.dga.rpz.example", f"{folder}/log")
        assert users_of(process) == {"knot"}, users_of(process)


def try_rsync(published, feed):
    port, folder = free_port(), own_folder(published.top, "rsync", "nobody")
    with open(f"{SOURCE}/blocklists/feed/examples/rsyncd.conf", encoding="ascii") as file:
        text = file.read().replace("port = 873", f"port = {port}").replace("192.0.2.6", "127.0.0.1")
    with open(f"{folder}/rsyncd.conf", "w", encoding="ascii") as file:
        file.write("use chroot = no\nuid = nobody\ngid = nogroup\n" + text.replace("/var/lib/dgacast/feed", feed))
    with server(["rsync", "--daemon", "--no-detach", f"--config={folder}/rsyncd.conf"], port, f"{folder}/log"):
        run("rsync", "-rl", f"rsync://127.0.0.1:{port}/feed/current/", f"{folder}/copy")
    run(f"{published.top}/dgacast", "-q", "verify", f"{folder}/copy")


def readers():
    """Servers as their own users read what the unit's user published; a feed with authInfo nobody but it reads."""
    need("nginx", "named", "knotd", "rsync", "setpriv")
    if dns is None:
        print("not tried without dnspython")
        sys.exit(77)
    missing = [user for user in ("www-data", "bind", "knot", "nobody") if user not in {one.pw_name for one in pwd.getpwall()}]
    if missing or os.geteuid() != 0:
        print("not tried:", f"no user {missing[0]}" if missing else "only root can run servers as their own users")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="dgacast-readers-") as top:
        published = Published(top)
        feed = published.publish("feed", [{"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}}])
        with open(f"{feed}/current/zone.rpz", encoding="ascii") as file:
            name = next(line.split()[0] for line in file if line.rstrip().endswith("CNAME ."))
        secret = published.publish("epp", [{"name": "create", "format": "epp-create", "tlds": ["cn"],
                                            "partner": {"epp_config": "epp.json"}}], epp='{"auth_info": "5ecret-pw"}')
        for user in ("www-data", "bind", "knot", "nobody"):
            found = subprocess.run(as_user(user, "grep", "-rl", "5ecret-pw", top), capture_output=True, text=True, check=False)
            assert found.stdout == "", (user, found.stdout[:200])
        assert "5ecret-pw" in run(*as_user(published.user, "cat", *glob.glob(f"{secret}/current/create/*.xml")[:1]))
        try_nginx(published, feed, secret)
        try_bind(published, feed, name)
        try_knot(published, feed, name)
        try_rsync(published, feed)
    print("nginx, BIND, Knot DNS and rsync as users of their own read the feed, and not the one with authInfo")


if __name__ == "__main__":
    {"build": build, "upgrade": upgrade, "readers": readers}[sys.argv[1]]()
