"""One command, JSON and a readable table. Usage: bench.py FILE.json (inside tests/bench/run.sh)."""
import asyncio
import concurrent.futures
import gzip
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlsplit

from client import demo, multipart, report, request, sign_in
from instance import programs

BASE, BUILD, DATA = os.environ["BASE_URL"], os.environ["BUILD_DIR"], os.environ["DATA_DIR"]
CONF = {**os.environ, "VIGIE_CONF": DATA + "/vigie.conf"}
demonstration = demo()
slug = demonstration["collectivites"][0]["slug"]
referent = next(a for a in demonstration["accounts"] if a["role"] == "referent" and slug in a["collectivites"])
rows = []


def row(what, value, reach, note=""):
    rows.append({"what": what, "value": value, "to_reach": reach, "note": note})
    print(f"  {what}: {value}  (to reach: {reach}) {note}", flush=True)


def p50(times):
    return round(statistics.median(times) * 1000, 1)


def timed(call, count):
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - begin)
        assert answer.status < 400, (answer.status, answer.body[:300])
    return times


def weight(path, html=None):
    """Bytes on the wire and requests of a page seen for the first time."""
    def fetch(p):
        answer = request(BASE, p, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        packed = any(k.lower() == "content-encoding" and v == "gzip" for k, v in answer.headers)
        return len(answer.body) + sum(len(k) + len(v) + 4 for k, v in answer.headers), gzip.decompress(answer.body) if packed else answer.body
    total, body = (len(html) + 600, html) if html else fetch(path)
    parts = set(re.findall(rb'<(?:link[^>]+(?:stylesheet|icon)[^>]+href|script[^>]+src|img[^>]+src)="(/[^"]+)"', body))
    for part in parts:
        total += fetch(part.decode())[0]
    return total, 1 + len(parts), body.count(b"<script")


def pages():
    form = {"collectivite": slug, "quality": "victim", "kinds": "threat", "facts": "Des faits.", "concerns_authority": "no", "identity.mode": "anonymous"}
    posted = "&".join(f"{k}={v}" for k, v in form.items()).encode()
    heads = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
    paths = ["/", "/signaler/", f"/c/{slug}/", f"/c/{slug}/signaler/", "/suivre/", "/quitter/", "/urgence/"]
    found = {path: weight(path) for path in paths}
    found["check page"] = weight("", request(BASE, "/f/submit_report", posted, headers=heads).body)
    filed = request(BASE, "/f/submit_report", posted + b"&step=send&idempotency_key=" + os.urandom(16).hex().encode(), headers=heads)
    found["receipt"] = weight("", filed.body)
    worst = max(found, key=lambda k: found[k][0])
    row("agent's path, heaviest page, cold", f"{found[worst][0] / 1000:.1f} kB, {max(v[1] for v in found.values())} requests, {sum(v[2] for v in found.values())} scripts",
        "≤ 30 kB, ≤ 4 requests, 0 script needed", worst)


def wrk(path, *headers):
    args = ["wrk", "-t1", "-c50", "-d5s"]
    for header in headers:
        args += ["-H", header]
    out = subprocess.run([*args, BASE + path], capture_output=True, text=True).stdout
    failed = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", out)))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), failed, "Non-2xx" in out


def polling():
    filed = request(BASE, "/f/submit_report", report(slug)).json
    cookie = request(BASE, "/f/open_case", {"code": filed["code"]}).cookie
    first = request(BASE, "/f/chat_poll?after=0", cookie=cookie)
    tag = next(v for k, v in first.headers if k.lower() == "etag")
    headers = (f"Cookie: {cookie}", f"If-None-Match: {tag}", "Accept: application/json")
    with open(DATA + "/site/bench.txt", "w") as out:
        out.write("x" * 1024)
    # Taken in turns, so that a noisy neighbour touches both.
    static, polled, failed = [], [], 0
    for _ in range(3):
        static.append(wrk("/bench.txt")[0])
        rate, errors, _ = wrk("/f/chat_poll?after=0", *headers)
        polled.append(rate)
        failed += errors
    os.remove(DATA + "/site/bench.txt")
    unchanged = request(BASE, "/f/chat_poll?after=0", cookie=cookie, headers={"If-None-Match": tag}).status
    row("chat_poll unchanged / nginx static 1 kB, 50 connections", round(statistics.median(polled) / statistics.median(static), 2), "≥ 0.35, 0 failed",
        f"{statistics.median(polled):.0f} / {statistics.median(static):.0f} per s, {failed} failed, answers {unchanged}")


def commit_time(size):
    with tempfile.TemporaryDirectory(dir=DATA) as folder:
        db = sqlite3.connect(folder + "/x.db", isolation_level=None)
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (b BLOB)")
        times = []
        for _ in range(30):
            begin = time.perf_counter()
            db.execute("INSERT INTO t VALUES (?)", (os.urandom(size),))
            times.append(time.perf_counter() - begin)
        return statistics.median(times)


def submitting():
    times = timed(lambda: request(BASE, "/f/submit_report", report(slug)), 30)
    size = sqlite3.connect(f"file:{DATA}/vigie.db?mode=ro", uri=True).execute("SELECT avg(length(header) + length(report) + length(identity)) FROM case_file").fetchone()[0]
    row("submit_report through nginx, p50", f"{p50(times)} ms", "≤ 300 ms with Argon2")
    path = tempfile.mktemp(suffix=".sock")
    traced = tempfile.mktemp()
    process = subprocess.Popen(["strace", "-f", "-qq", "-o", traced, "-e", "trace=fdatasync,fsync", BUILD + "/functions/submit_report", "--unix", path], env=CONF)
    while not os.path.exists(path):
        time.sleep(0.02)
    request(path, "/f/submit_report", report(slug))
    with open(traced) as log:
        before = len(log.readlines())
    for _ in range(5):
        request(path, "/f/submit_report", report(slug))
    subprocess.run(["pkill", "-TERM", "-P", str(process.pid)])
    process.wait()
    with open(traced) as log:
        syncs = (len(log.readlines()) - before) / 5
    row("submit_report: syncs to disk for each report", round(syncs, 1), "≤ 3", f"one commit of the same {size:.0f} bytes: {commit_time(int(size)) * 1000:.1f} ms")


def desk():
    missing = 1000 - request(BASE, "/f/case_desk", cookie=sign_in(BASE, referent)).json["total"]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: request(BASE, "/f/submit_report", report(slug)), range(missing)))
    filed = request(BASE, "/f/submit_report", report(slug)).json
    reporter = request(BASE, "/f/open_case", {"code": filed["code"]}).cookie
    for i in range(100):
        assert request(BASE, "/f/chat_send", {"text": f"Message {i}. " + "mot " * 60}, reporter).status == 201
    cookie = sign_in(BASE, referent)
    html = {"Accept": "text/html"}
    row("desk: list among 1 000 cases, p50", f"{p50(timed(lambda: request(BASE, '/f/case_desk', cookie=cookie, headers=html), 40))} ms", "≤ 20 ms")
    row("desk: open a case of 100 messages, p50", f"{p50(timed(lambda: request(BASE, '/f/case_desk?case=' + filed['number'], cookie=cookie, headers=html), 40))} ms", "≤ 20 ms")


def figures():
    """10 000 cases counted in a page, after the CDG's copies of those that are there were copied; beside, the reading of the same rows alone."""
    manager = next(a for a in demonstration["accounts"] if a["role"] == "manager")
    with sqlite3.connect(DATA + "/vigie.db", timeout=20) as db:
        key = db.execute("SELECT id FROM figure_key WHERE collectivite_id IS NULL").fetchone()[0]
        there = db.execute("SELECT person, sealed FROM figure WHERE key_id = ?", (key,)).fetchall()
        copies = ((os.urandom(16), key, *there[i % len(there)]) for i in range(10_000 - len(there)))
        db.executemany("INSERT INTO figure (id, key_id, person, sealed) VALUES (?, ?, ?, ?)", copies)
    db.close()
    begin = time.perf_counter()
    cookie = sign_in(BASE, manager)
    row("figures: the sign-in that makes 10 000 cases quick to open", f"{time.perf_counter() - begin:.1f} s", "stated", "once")
    read = []
    for _ in range(10):
        db = sqlite3.connect(DATA + "/vigie.db")
        begin = time.perf_counter()
        assert len(db.execute("SELECT id, quick FROM figure WHERE key_id = ?", (key,)).fetchall()) >= 10_000
        read.append(time.perf_counter() - begin)
        db.close()
    page = timed(lambda: request(BASE, "/f/figures?of=cdg", cookie=cookie, headers={"Accept": "text/html"}), 10)
    row("figures: a year of 10 000 cases, p50", f"{p50(page)} ms", "≤ 1 000 ms", f"{statistics.median(page) / statistics.median(read):.1f} times the reading of the rows")


async def answer(cookie, waits):
    """One step done by one learner, asked again while the server is busy: seconds until it is kept."""
    address, body = urlsplit(BASE), "course=plateforme&step=exercice"
    head = (f"POST /f/elearning_progress HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\nAccept: text/html\r\nCookie: {cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n")
    begin = time.perf_counter()
    while True:
        try:
            reader, writer = await asyncio.open_connection(address.hostname, address.port)
            writer.write((head + body).encode())
            status = (await reader.read()).split(b" ", 2)[1]
            writer.close()
        except (ConnectionError, IndexError):  # more connections than nginx takes at once
            status = b"503"
        if status == b"303":
            return time.perf_counter() - begin
        assert status == b"503", status
        waits.append(1)
        await asyncio.sleep(1)


def learning():
    """1 000 people at once, each with a code of their own: every answer is one durable write."""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        cookies = list(pool.map(lambda _: request(BASE, "/f/elearning_progress", {"action": "start", "course": "plateforme"}).cookie, range(1000)))
    waits = []

    async def all_at_once():
        return await asyncio.gather(*(answer(cookie, waits) for cookie in cookies))
    times = sorted(asyncio.run(all_at_once()))
    row("a step of a course, 1 000 learners at once, p99", f"{times[989]:.1f} s", "stated", f"p50 {times[499]:.1f} s, {len(waits)} tries found the server busy and came again a second later")


def idle():
    running = programs()

    def together():
        total = 0
        for pid in running:
            with open(f"/proc/{pid}/smaps_rollup") as rollup:
                total += int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1))
        return f"{total / 1024:.1f} MB"
    row("all processes together, nginx too, PSS just after start", together(), "≤ 45 MB", f"{len(running)} processes")
    for name in set(running.values()) - {"nginx", "vigie-worker"}:
        request(BASE, f"/f/{name}")
    row("the same, once each function has answered", together(), "stated", "until it ends, ten quiet minutes later (systemd)")


def starting():
    times = []
    for _ in range(10):
        path = tempfile.mktemp(suffix=".sock")
        begin = time.perf_counter()
        process = subprocess.Popen([BUILD + "/functions/open_case", "--unix", path], env=CONF)
        while True:
            try:
                request(path, "/f/open_case")
                break
            except OSError:
                time.sleep(0.002)
        times.append(time.perf_counter() - begin)
        process.terminate()
        process.wait()
    row("a function's start to its first answer, p50", f"{p50(times)} ms", "≤ 500 ms")


def uploading():
    filed = request(BASE, "/f/submit_report", report(slug)).json
    cookie = request(BASE, "/f/open_case", {"code": filed["code"]}).cookie
    pid = next(pid for pid, name in programs().items() if name == "evidence")

    def resident():
        with open(f"/proc/{pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1))
    headers, body = multipart("photo.png", b"\x89PNG\r\n\x1a\n" + os.urandom(1000))
    assert request(BASE, "/f/evidence", body, cookie, headers).status == 201
    with open(f"/proc/{pid}/clear_refs", "w") as clear:
        clear.write("5")  # the peak starts again from here
    before = resident()
    headers, body = multipart("film.png", b"\x89PNG\r\n\x1a\n" + os.urandom(50 * 1024 * 1024 - 8))
    begin = time.perf_counter()
    answer = request(BASE, "/f/evidence", body, cookie, headers, timeout=300)
    assert answer.status == 201, answer.body
    row("upload of 50 MB: growth of the process", f"{(resident() - before) / 1024:.1f} MB", "≤ 4 MB", f"{time.perf_counter() - begin:.1f} s")


def generating():
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/places.json", "w") as places:
            json.dump([{"slug": f"commune-{i}", "name": f"Commune numéro {i}"} for i in range(300)], places)
        times = []
        for _ in range(2):
            begin = time.perf_counter()
            subprocess.run([BUILD + "/bin/vigie-site", "--config", CONF["VIGIE_CONF"], "--collectivites", folder + "/places.json", "--out", folder + "/site"],
                           check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - begin)
    row("the whole site with 300 collectivités", f"{times[0]:.1f} s, then {times[1]:.1f} s unchanged", "≤ 5 s on 2 cores")


def billing():
    """300 bills by the command, a new program each, beside 300 rows that SQLite writes in one transaction."""
    with tempfile.TemporaryDirectory() as folder:
        with open(CONF["VIGIE_CONF"]) as own, open(folder + "/vigie.conf", "w") as conf:
            conf.write(re.sub(r"(?m)^data_dir *=.*$", "data_dir = " + folder, own.read()))
        vigie = lambda *words: subprocess.run([BUILD + "/bin/vigie", *words], check=True, stdout=subprocess.DEVNULL, env={**CONF, "VIGIE_CONF": folder + "/vigie.conf"})
        vigie("migrate")
        db = sqlite3.connect(folder + "/vigie.db")
        for i in range(1, 301):
            db.execute("INSERT INTO collectivite (id, slug, name) VALUES (?, ?, ?)", (i, f"commune-{i}", f"Commune numéro {i}"))
            db.execute("INSERT INTO member (collectivite_id, kind, affiliated, state, effective_on) VALUES (?, 'commune', 1, 'effective', 18000)", (i,))
            db.execute("INSERT INTO headcount VALUES (?, 17500, ?, 'bench', 17500)", (i, i))
        db.commit()
        vigie("dues", "open", "2030", "--due", "2030-04-30")
        vigie("dues", "freeze", "2030")
        begin = time.perf_counter()
        vigie("dues", "issue", "2030")
        took = time.perf_counter() - begin
        count = db.execute("SELECT count(*) FROM bill").fetchone()[0]
        assert count == 300, count
        db.execute("CREATE TABLE plain (n INTEGER PRIMARY KEY, content TEXT)")
        db.commit()
        begin = time.perf_counter()
        db.executemany("INSERT INTO plain SELECT n, content FROM bill WHERE n = ?", [(n,) for n in range(1, 301)])
        db.commit()
        plain = time.perf_counter() - begin
        db.close()
    row("300 bills of a campaign, a program started for them", f"{took:.2f} s", "≤ 2 s", f"{took / plain:.0f} × the same rows written by SQLite alone")


for measure in (idle, starting, generating, pages, polling, submitting, uploading, desk, figures, learning, billing):
    print(measure.__name__, flush=True)
    measure()
with open(sys.argv[1], "w") as out:
    json.dump(rows, out, ensure_ascii=False, indent=1)
width = max(len(r["what"]) for r in rows)
print("\n" + "\n".join(f"{r['what']:<{width}} | {r['value']!s:<32} | {r['to_reach']}" for r in rows))
