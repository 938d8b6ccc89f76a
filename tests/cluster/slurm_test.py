#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A Slurm array job makes the shards of a list: usage: slurm_test.py PROGRAM JOB

A controller and two nodes of our own on loopback, all in a fresh folder; a shard that is lost is made again by itself. Ends with 77
(skipped) where there is no Slurm, or the user is not root."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM, JOB = (os.path.abspath(path) for path in sys.argv[1:3])
SHARDS, FROM, DAYS = 6, "2026-01-01", "20"

CONFIGURATION = """
ClusterName=dgacast
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort=26817
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0
MinJobAge=300
ReturnToService=2
StateSaveLocation={folder}/state
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.%n.pid
SlurmdSpoolDir={folder}/spool.%n
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.%n.log
MpiDefault=none
NodeName=one NodeHostname={host} NodeAddr=127.0.0.1 Port=26818 CPUs=1 State=UNKNOWN
NodeName=two NodeHostname={host} NodeAddr=127.0.0.1 Port=26819 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
"""


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


def wait_until(what, seconds, done):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "no " + what + " within %d s" % seconds
        time.sleep(0.2)


def main():
    if any(shutil.which(name) is None for name in ("slurmctld", "slurmd", "sbatch")):
        skip("Slurm is not installed (slurm-wlm)")
    if os.geteuid() != 0:
        skip("nodes of Slurm run as root")
    daemons = []
    with tempfile.TemporaryDirectory(prefix="dgacast-slurm-") as folder:
        host = os.uname().nodename
        configuration = os.path.join(folder, "slurm.conf")
        with open(configuration, "w", encoding="ascii") as file:
            file.write(CONFIGURATION.format(folder=folder, host=host))
        os.mkdir(os.path.join(folder, "state"))
        shards = os.path.join(folder, "shards")
        os.mkdir(shards)
        environment = dict(os.environ, SLURM_CONF=configuration, DGACAST=PROGRAM, FROM=FROM, DAYS=DAYS, SHARDS=str(SHARDS))

        def run(*command):
            return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=True).stdout

        def submit(array):
            number = run("sbatch", "--parsable", "--mem=0", "--cpus-per-task=1", "--output=%s/log.%%a" % folder, "--array=" + array, JOB, shards).strip()
            wait_until("end of job " + number, 120, lambda: not run("squeue", "-h", "-j", number, "-t", "all", "-o", "%T").replace("COMPLETED", "").strip())
            return run("scontrol", "show", "job", number)

        try:
            for command in (["slurmctld", "-D", "-i"], ["slurmd", "-D", "-N", "one"], ["slurmd", "-D", "-N", "two"]):
                with open(os.path.join(folder, "out." + command[-1]), "wb") as log:
                    daemons.append(subprocess.Popen(command + ["-f", configuration], env=environment, stdout=log, stderr=log))
            wait_until("idle nodes", 60, lambda: subprocess.run(["sinfo", "-h", "-N", "-o", "%T"], env=environment, capture_output=True, text=True,
                                                                check=False).stdout.split() == ["idle", "idle"])
            began = time.monotonic()
            told = submit("1-%d" % SHARDS)
            seconds = time.monotonic() - began
            assert "NodeList=one" in told and "NodeList=two" in told, told
            files = [os.path.join(shards, "shard.%d" % number) for number in range(1, SHARDS + 1)]
            assert sorted(os.listdir(shards)) == sorted(os.path.basename(file) for file in files), os.listdir(shards)
            # A shard is lost: it alone is made again, and is the same.
            with open(files[2], "rb") as file:
                lost = file.read()
            os.unlink(files[2])
            submit("3")
            with open(files[2], "rb") as file:
                assert file.read() == lost
            whole, merged = os.path.join(folder, "whole"), os.path.join(folder, "merged")
            subprocess.run([PROGRAM, "-q", "generate", "--from", FROM, "--days", DAYS, "--format", "csv", "-o", whole], check=True)
            subprocess.run([PROGRAM, "-q", "merge", *files, "--format", "csv", "-o", merged], check=True)
            subprocess.run(["cmp", whole, merged], check=True)
            print("%d shards on two nodes in %.1f s, merged %d octets: those of one run" % (SHARDS, seconds, os.stat(merged).st_size))
        except BaseException:
            for name in sorted(os.listdir(folder)):
                if name.startswith(("out.", "log.", "slurm")) and name.endswith("log") or name.startswith(("out.", "log.")):
                    with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                        print("== " + name, file.read()[-2000:], sep="\n", file=sys.stderr)
            raise
        finally:
            for daemon in reversed(daemons):
                daemon.send_signal(signal.SIGTERM)
            for daemon in daemons:
                try:
                    daemon.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    daemon.kill()
                    daemon.wait()


if __name__ == "__main__":
    main()
