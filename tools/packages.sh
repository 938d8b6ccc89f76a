# SPDX-License-Identifier: Apache-2.0
# The Debian 12 packages that dgacast needs, and how they are installed. Sourced by tools/quickstart and tests/run, which
# set `script` to their name for messages.
# shellcheck shell=bash disable=SC2034

# To build (the libraries are those of the CMake files; doctest is for the unit tests).
build_packages=(
  g++ cmake ninja-build pkg-config
  libcurl4-openssl-dev libssl-dev publicsuffix nlohmann-json3-dev libcli11-dev libfmt-dev libicu-dev libpsl-dev
  libhwy-dev libarchive-dev liblua5.4-dev libseccomp-dev libsimdjson-dev libxxhash-dev zlib1g-dev libzstd-dev
  doctest-dev
)
# To test: the second compiler with its checkers, the shells with completions, the judges of
# the Debian package, and the DNS servers that load our zones.
test_packages=(
  python3 python3-dnspython python3-jsonschema libxml2-utils libbenchmark-dev liblmdb-dev minisign zstd fish zsh lintian systemd
  clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 gcovr
  bind9 bind9-dnsutils bind9-utils dnsdist dnsmasq-base knot knot-dnssecutils knot-resolver ldnsutils nginx-light nsd
  pdns-recursor rbldnsd rsync squid strace tcpdump unbound
)
# The services that come with them, and which the tests never use: they start the programs themselves, on loopback.
test_services=(
  dnsdist.service knot.service kresd@1.service named.service nginx.service nsd.service pdns-recursor.service rbldnsd.service
  rsync.service squid.service unbound.service
)

# fail WHERE WHAT MEND [STATUS]: ends the script with one line.
fail() {
  printf '%s: %s: %s; %s\n' "$script" "$1" "$2" "$3" >&2
  exit "${4:-1}"
}

# Ends the script unless this is Debian 12.
require_debian_12() {
  local file=${1:-/etc/os-release} name
  name=$(. "$file" 2>/dev/null && echo "${ID:-} ${VERSION_ID:-}") || name=
  [[ $name == 'debian 12' ]] && return
  fail "$file" "this is '${name:-unknown}', and dgacast is built on Debian 12 (debian 12)" \
    'use a machine or a container with debian:12' 2
}

# Prints those of the packages $@ that are not installed, one a line.
missing_packages() {
  local package
  for package; do
    [[ " $(dpkg-query -W -f '${db:Status-Status} ' "$package" 2>/dev/null)" == *' installed '* ]] || echo "$package"
  done
}

# as_root COMMAND...: runs it as root, through sudo where needed.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Installs those of the packages $@ that are missing; no word and no apt call when none is.
install_packages() {
  local missing log
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    fail "user $(id -un)" "these packages are missing and only root can install them: ${missing[*]}" \
      "run it as root, or install sudo, or have root run: apt-get install --no-install-recommends ${missing[*]}" 2
  fi
  echo "$script: installing ${missing[*]}"
  log=$(mktemp)
  if ! { as_root apt-get -q -o DPkg::Lock::Timeout=600 update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
      install --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail apt-get "could not install ${missing[*]} (its last lines are above)" 'mend /etc/apt or the network, and run this again'
  fi
  rm -f "$log"
}
