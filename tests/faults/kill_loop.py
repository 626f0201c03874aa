"""Clients file reports and write messages while any process is killed at random. Then: each answered report opens with its code and stands once in the
desk's list; each answered message stands once; nothing that was not sent is there."""
import collections
import os
import random
import signal
import threading
import time

from client import demo, report, request, sign_in
from instance import programs

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


def listed():
    cookie, cases, page = sign_in(BASE, next(a for a in demonstration["accounts"] if a["role"] == "referent" and slug in a["collectivites"])), collections.Counter(), 1
    while True:
        answer = insist(f"/f/case_desk?page={page}", None, cookie, wanted=(200,)).json
        cases.update(case["id"] for case in answer["cases"])
        if page >= answer["pages"]:
            return cases
        page += 1


before = listed()
clients = [threading.Thread(target=client) for _ in range(4)]
for thread in clients:
    thread.start()
kills, end = collections.Counter(), time.monotonic() + SECONDS
while time.monotonic() < end:
    time.sleep(random.uniform(0.05, 0.2))
    pid, name = random.choice(list(programs().items()))
    try:
        os.kill(pid, signal.SIGKILL)
        kills[name] += 1
    except ProcessLookupError:  # it ended by itself meanwhile
        pass
stop.set()
for thread in clients:
    thread.join(60)
time.sleep(1)

after = listed()
lost = [number for number in filed.values() if after[number] != 1]
unknown = len(after) - len(before) - len(filed)
wrong = 0
for code, texts in list(written.items()):
    case = insist("/f/open_case", {"code": code}, wanted=(200,)).cookie
    there = collections.Counter(m["text"] for m in insist("/f/chat_poll?after=0", None, case, wanted=(200,)).json["messages"] if m["from"] == "reporter")
    wrong += sum(there[text] != 1 for text in texts)
messages = sum(map(len, written.values()))
print(f"{kills.total()} kills ({len(kills)} programs, nginx {kills['nginx']} times), {len(filed)} reports and {messages} messages acknowledged; {len(lost)} reports lost or doubled, {wrong} messages lost or doubled")
assert len(filed) > 10 and kills.total() > 50 and kills["nginx"] > 0, "the load or the kills did not happen"
assert not lost and not wrong and unknown == 0, (lost[:5], wrong, unknown)
