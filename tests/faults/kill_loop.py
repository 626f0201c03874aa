"""Clients file reports and write messages while any process is killed at random. Then: each answered report opens with its code and stands once in the
desk's list; each answered message stands once; nothing that was not sent is there."""
import collections
import os
import random
import signal
import subprocess
import threading
import time

from client import demo, report, request, sign_in

BASE, SECONDS = os.environ["BASE_URL"], 20
demonstration = demo()
slug = demonstration["collectivites"][0]["slug"]
filed, written, lock, stop = {}, collections.defaultdict(list), threading.Lock(), threading.Event()


def insist(path, body, cookie=None, wanted=(201,)):
    """Sends until it is answered: what a person's browser, or patience, does."""
    while True:
        try:
            answer = request(BASE, path, body, cookie, timeout=5)
            if answer.status in wanted:
                return answer
            if answer.status in (403, 422):
                raise SystemExit(f"{path}: {answer.status} {answer.body[:300]}")
        except OSError:
            pass
        except Exception as error:  # http.client's many ways to say that the connection broke
            if not type(error).__module__.startswith("http"):
                raise
        time.sleep(0.05)


def client():
    while not stop.is_set():
        body = report(slug)
        answer = insist("/f/submit_report", body).json
        with lock:
            assert filed.setdefault(answer["code"], answer["number"]) == answer["number"]
        cookie = insist("/f/open_case", {"code": answer["code"]}, wanted=(200,)).cookie
        for i in range(3):
            text = f"message {i} de {answer['number']}"
            insist("/f/chat_send", {"text": text, "once": os.urandom(16).hex()}, cookie)
            with lock:
                written[answer["code"]].append(text)


def victims():
    out = subprocess.run(["pgrep", "-f", os.environ["BUILD_DIR"] + "/functions/"], capture_output=True, text=True).stdout.split()
    out += subprocess.run(["pgrep", "-f", f"nginx: worker|nginx -p"], capture_output=True, text=True).stdout.split()
    mine = []
    for pid in map(int, out):
        try:
            with open(f"/proc/{pid}/environ", "rb") as environ:
                if os.environ["DATA_DIR"].encode() in environ.read():
                    mine.append(pid)
        except OSError:
            pass
    return mine


clients = [threading.Thread(target=client) for _ in range(4)]
for thread in clients:
    thread.start()
kills, end = 0, time.monotonic() + SECONDS
while time.monotonic() < end:
    time.sleep(random.uniform(0.05, 0.2))
    for pid in random.sample(victims(), k=1):
        os.kill(pid, signal.SIGKILL)
        kills += 1
stop.set()
for thread in clients:
    thread.join(60)
time.sleep(1)

listed, page = collections.Counter(), 1
cookie = sign_in(BASE, next(a for a in demonstration["accounts"] if a["role"] == "referent" and slug in a["collectivites"]))
while True:
    answer = insist(f"/f/case_desk?page={page}", None, cookie, wanted=(200,)).json
    listed.update(case["id"] for case in answer["cases"])
    if page >= answer["pages"]:
        break
    page += 1
lost = [number for number in filed.values() if listed[number] != 1]
unknown = len(listed) - len(filed) - len(demonstration.get("cases", []))
wrong = 0
for code, texts in list(written.items()):
    case = insist("/f/open_case", {"code": code}, wanted=(200,)).cookie
    there = collections.Counter(m["text"] for m in insist("/f/chat_poll?after=0", None, case, wanted=(200,)).json["messages"] if m["from"] == "reporter")
    wrong += sum(there[text] != 1 for text in texts)
messages = sum(map(len, written.values()))
print(f"{kills} kills, {len(filed)} reports and {messages} messages acknowledged; {len(lost)} reports lost or doubled, {wrong} messages lost or doubled")
assert len(filed) > 10 and kills > 50, "the load or the kills did not happen"
assert not lost and not wrong and unknown <= 0, (lost[:5], wrong, unknown)
