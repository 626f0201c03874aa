"""The n-th write, sync or truncate of submit_report fails, for n = 1, 2, 3…: the answer is 201 or an honest refusal, and sending the same form again makes exactly one case."""
import os
import subprocess
import tempfile
import time

from client import demo, report, request, sign_in

BASE, BUILD, DATA = os.environ["BASE_URL"], os.environ["BUILD_DIR"], os.environ["DATA_DIR"]
demonstration = demo()
slug = demonstration["collectivites"][1]["slug"]
referent = next(a for a in demonstration["accounts"] if a["role"] == "referent" and slug in a["collectivites"])
cookie = sign_in(BASE, referent)


def count():
    return request(BASE, "/f/case_desk", cookie=cookie).json["total"]


def attempt(fault, n, body):
    """One process whose n-th call fails (or is its last)."""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/s.sock"
        process = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={fault.split(':')[0]}", "-e", f"inject={fault}:when={n}",
             BUILD + "/functions/submit_report", "--unix", path],
            env={**os.environ, "VIGIE_CONF": DATA + "/vigie.conf"}, stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                if os.path.exists(path):
                    break
                time.sleep(0.05)
            return request(path, "/f/submit_report", body, timeout=20).status
        except Exception:
            return 0  # the process died, or the connection broke
        finally:
            subprocess.run(["pkill", "-KILL", "-P", str(process.pid)])
            process.kill()
            process.wait()


faults = ["pwrite64:error=EIO", "pwrite64:error=ENOSPC", "pwrite64:signal=KILL", "fdatasync:error=EIO", "fdatasync:signal=KILL", "ftruncate:error=EIO"]
outcomes = {}
for fault in faults:
    for n in (1, 2, 3, 4, 6, 9):
        before, body = count(), report(slug)
        status = attempt(fault, n, body)
        outcomes.setdefault(fault, []).append(status)
        assert status in (0, 201, 500, 503), (fault, n, status)
        if status == 201:
            assert count() == before + 1, (fault, n)
        answer = request(BASE, "/f/submit_report", body)
        assert answer.status == 201, (fault, n, answer.status, answer.body)
        assert count() == before + 1, (fault, n, status, before, count())
        assert request(BASE, "/f/open_case", {"code": answer.json["code"]}).status == 200
print("\n".join(f"{fault}: {statuses}" for fault, statuses in outcomes.items()))
assert any(s != 201 for statuses in outcomes.values() for s in statuses), "no fault was felt: the injection did not happen"
