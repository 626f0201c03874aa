"""The processes of the instance that tests/instance.sh started."""
import glob
import os
import re


def programs():
    """{pid: name} of nginx and its workers, the functions and the worker. Not the shell that starts them again."""
    parents, names = {}, {}
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(stat) as file:
                pid, name, parent = re.match(r"(\d+) \((.*)\) \w (\d+)", file.read()).groups()
        except OSError:
            continue
        parents[pid], names[pid] = parent, name

    def ours(pid):
        while pid in parents:
            if pid == os.environ["INSTANCE_PID"]:
                return True
            pid = parents[pid]
        return False
    return {int(pid): names[pid] for pid in parents if names[pid] not in ("bash", "run.sh", "sleep") and ours(pid)}
