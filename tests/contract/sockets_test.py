"""The hard questions to every function, on a unix socket, on a port and under socket activation."""
import concurrent.futures
import contextlib
import functools
import itertools
import os
import subprocess
import threading
import time
import unittest

from doors import BUILD, CANARY, FORM, Door, Heard, functions, head

FUNCTIONS = functions()
JSON, MULTIPART = "Content-Type: application/json", "Content-Type: multipart/form-data; boundary=b"


def refusals(name):
    """What is said, and the one status that answers it."""
    def post(lines=(), body=None):
        return head(name, lines=lines, body=body)
    get = lambda *lines, **more: head(name, "GET", lines, **more)  # noqa: E731
    return {
        "garbage": (b"GARBAGE\r\n\r\n", 400),
        "two lengths": (post([FORM, "Content-Length: 3"], b"a=b"), 400),
        "two different lengths": (post([FORM, "Content-Length: 4"], b"a=b"), 400),
        "length and chunks": (post([FORM, "Transfer-Encoding: chunked"], b"0\r\n\r\n"), 400),
        "chunks": (post([FORM, "Transfer-Encoding: chunked"]) + b"3\r\na=b\r\n0\r\n\r\n", 411),
        "chunks, disguised": (post([FORM, "Transfer-Encoding: xchunked"]) + b"0\r\n\r\n", 411),
        "no length": (post([FORM]) + b"a=b", 411),
        "length that is no number": (post([FORM, "Content-Length: 3a"]) + b"a=b", 400),
        "negative length": (post([FORM, "Content-Length: -1"]), 400),
        "length without end": (post([FORM, "Content-Length: " + "9" * 40]), 413),
        "packed body": (post([FORM, "Content-Encoding: gzip"], b"\x1f\x8b"), 415),
        "unknown type": (post(["Content-Type: text/xml"], b"<a/>"), 415),
        "no type": (post([], b"a=b"), 415),
        "body of a GET": (get(FORM, body=b"a=b"), 400),
        "100 headers": (get(*[f"X-{i}: a" for i in range(100)]), 431),
        "a header of 20 kB": (get("X: " + "a" * 20_000), 431),
        "an address of 6 kB": (get(target="/f/" + "a" * 6000), 414),
        "an endless line": (b"GET /" + b"a" * 1_000_000, 414),
        "a bare line feed": (get().replace(b"\r\n", b"\n"), 400),
        "one bare line feed": (get("X: a\nY: b"), 400),
        "a folded line": (get("X: a", " folded"), 400),
        "NUL": (get("X: a\0b"), 400),
        "space before the colon": (get("X : a"), 400),
        "two hosts": (get("Host: b"), 400),
        "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
        "an absolute address": (get(target="http://localhost/"), 400),
        "another version": (get(version="HTTP/2.0"), 505),
        "an unknown expectation": (post([FORM, "Expect: more"], b"a=b"), 417),
        "a bad escape in the query": (get(target=f"/f/{name}?a=%zz"), 400),
        "a bad escape in the form": (post([FORM], b"a=%zz" + CANARY.encode()), 400),
        "bad JSON": (post([JSON], b'{"a":' + CANARY.encode()), 400),
        "bad multipart": (post([MULTIPART], b"--b\r\n" + CANARY.encode() + b"\r\n--b--"), 400),
        "a foreign origin": (post([FORM, "Origin: https://evil.example"], b"a=b"), 403),
        "a foreign form": (post([FORM, "Sec-Fetch-Site: cross-site"], b"a=b"), 403),
        "an unknown method": (head(name, "BREW"), 405),
        "OPTIONS": (head(name, "OPTIONS"), 405),
        "PUT": (head(name, "PUT", [FORM], b"a=b"), 405),
    }


def of_every_function(*kinds):
    """A test asked of a fresh process of each function on each kind of socket, which must keep quiet meanwhile. Four at a time: they mostly wait."""
    def decorate(check):
        @functools.wraps(check)
        def test(self):
            def run(name, kind):
                with contextlib.closing(Door(name, kind)) as door:
                    check(self, name, door)
                    self.assertEqual(door.log(), "")
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                runs = {pair: pool.submit(run, *pair) for pair in itertools.product(FUNCTIONS, kinds)}
            for (name, kind), done in runs.items():
                with self.subTest(function=name, socket=kind):
                    done.result()
        return test
    return decorate


class EveryFunction(unittest.TestCase):
    def one_answer(self, text, status, what):
        heard = Heard(text)
        self.assertEqual(heard.status, status, (what, text[:300]))
        self.assertEqual(text.count(b"HTTP/1."), 1, (what, text[:600]))
        self.assertNotIn(b"<reset>", text[-7:], what)
        self.assertEqual(heard.all("Cache-Control"), ["no-store"], what)
        self.assertEqual(heard.all("Connection"), ["close"], what)
        self.assertEqual(len(heard.all("Content-Type")), 1, what)
        self.assertFalse([k for k, v in heard.headers if "EXCEPTION" in k.upper() or k.lower() == "server"], what)
        self.assertNotIn(CANARY.encode(), text, what)
        return heard

    @of_every_function("unix", "port", "activated")
    def test_refuses_what_two_programs_could_read_differently(self, name, door):
        for what, (said, status) in refusals(name).items():
            heard = self.one_answer(door.ask(said), status, what)
            if status == 405:
                self.assertEqual(heard.all("Allow"), ["GET, HEAD, POST"])

    @of_every_function("unix", "port")
    def test_counts_every_kind_of_body(self, name, door):
        most, files = FUNCTIONS[name]
        for kind, fill in {FORM: b"a=", JSON: b'{"a":"', MULTIPART: b"--b\r\n"}.items():
            most_of_kind = files if files and kind == MULTIPART else most
            if most_of_kind == most:  # all of it is sent; the answer must come through
                body = fill + b"a" * (most + 1 - len(fill))
                self.one_answer(door.ask(head(name, lines=[kind], body=body)), 413, kind)
            lines = [kind, "Content-Length: %d" % max(most_of_kind + 1, 6_000_000)]  # half of it or less is sent
            self.one_answer(door.ask(head(name, lines=lines) + b"a" * 3_000_000), 413, kind + ", cut")
        within = b"a=" + b"a" * (most - 2)
        self.assertNotIn(Heard(door.ask(head(name, lines=[FORM], body=within))).status, (0, 400, 413))

    @of_every_function("unix", "port")
    def test_serves_one_request_of_a_connection(self, name, door):
        get = head(name, "GET", ["Connection: keep-alive"])
        begin = time.monotonic()
        for said in (get, get + get, head(name, lines=[FORM], body=b"a=b") + get, head(name, lines=[FORM], body=b"") + get):
            text = door.ask(said)
            self.assertEqual(text.count(b"HTTP/1.1 "), 1)
            self.assertEqual(Heard(text).all("Connection"), ["close"])
        self.assertLess(time.monotonic() - begin, 4)

    @of_every_function("unix")
    def test_answers_head_as_get_without_a_body(self, name, door):
        get, seen = Heard(door.ask(head(name, "GET"))), Heard(door.ask(head(name, "HEAD")))
        self.assertEqual(seen.status, get.status)
        self.assertEqual(seen.body, b"")
        self.assertEqual(seen.all("Content-Length"), get.all("Content-Length"))

    @of_every_function("unix", "port")
    def test_asks_for_the_body_only_when_it_wants_it(self, name, door):
        with door.connect() as visitor:
            visitor.sendall(head(name, lines=[FORM, "Expect: 100-continue", "Content-Length: 3"]))
            self.assertEqual(visitor.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
            visitor.sendall(b"a=b")
            self.assertGreaterEqual(Heard(visitor.recv(100_000)).status, 200)
        lines = [FORM, "Expect: 100-continue", "Content-Length: 600000000"]
        self.one_answer(door.ask(head(name, lines=lines)), 413, "expect")

    @of_every_function("unix")
    def test_is_not_held_up_by_the_silent_and_the_slow(self, name, door):
        said = [b"", b"GET / HT", head(name, lines=[FORM, "Content-Length: 100"]) + b"a="]
        if FUNCTIONS[name][1]:
            said.append(head(name, lines=[MULTIPART, "Content-Length: 1000000"]) + b"--b\r\n")
        crowd = []
        for words in said:
            for _ in range(300 if len(crowd) < 300 else 60):
                crowd.append(door.connect())
                crowd[-1].sendall(words)
        begin = time.monotonic()
        for _ in range(3):
            self.assertGreater(Heard(door.ask(head(name, "GET"))).status, 0)
            self.assertGreater(Heard(door.ask(head(name, lines=[FORM], body=b"a=b"))).status, 0)
        self.assertLess(time.monotonic() - begin, 5)
        for visitor in crowd:
            visitor.close()

    @of_every_function("unix", "port", "activated")
    def test_finishes_what_was_begun_when_it_is_stopped(self, name, door):
        long_body = b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + b"a" * 200_000 + b"\r\n--b--\r\n"
        bodies = {FORM: b"a=bcd", **({MULTIPART: long_body} if FUNCTIONS[name][1] else {})}
        begun = []
        for kind, body in bodies.items():
            said = head(name, lines=[kind], body=body)
            visitor = door.connect()
            visitor.sendall(said[:-len(body) // 2])
            begun.append((visitor, said[-len(body) // 2:]))
        time.sleep(0.2)
        door.terminate()
        time.sleep(0.2)
        for visitor, rest in begun:
            visitor.sendall(rest)
            self.assertGreaterEqual(Heard(visitor.recv(100_000)).status, 200)
            visitor.close()
        status, seconds = door.wait()
        self.assertEqual(status, 0)
        self.assertLess(seconds, 4)

    @of_every_function("activated")
    def test_under_activation_nobody_notices_a_restart(self, name, door):
        lost, stop, served = [], threading.Event(), [0] * 4

        def visit(number):
            while not stop.is_set():
                text = door.ask(head(name, "GET"))
                served[number] += 1
                if Heard(text).status == 0:
                    lost.append(text)
        visitors = [threading.Thread(target=visit, args=(i,)) for i in range(4)]
        for visitor in visitors:
            visitor.start()
        for _ in range(3):
            time.sleep(0.1)
            door.terminate()
            self.assertEqual(door.wait()[0], 0)
            time.sleep(0.05)  # connections wait in the socket meanwhile
            door.start()
        stop.set()
        for visitor in visitors:
            visitor.join()
        self.assertEqual(lost, [])
        self.assertGreater(min(served), 3)


class Starting(unittest.TestCase):
    def test_says_in_one_line_why_it_cannot(self):
        conf = os.environ["DATA_DIR"] + "/vigie.conf"
        for env, word in (({"VIGIE_CONF": "/nowhere"}, "/nowhere"), ({"VIGIE_CONF": conf, "PORT": "x"}, "PORT")):
            for name in FUNCTIONS:
                done = subprocess.run([f"{BUILD}/functions/{name}"], env=env, capture_output=True, text=True, timeout=20)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
                self.assertIn(word, done.stderr)

    def test_replaces_the_socket_of_a_process_that_was_killed(self):
        door = Door(next(iter(FUNCTIONS)), "unix")
        try:
            door.process.kill()
            door.process.wait()
            self.assertRaises(OSError, door.connect)
            door.start()
            self.assertGreater(Heard(door.ask(head(door.name, "GET"))).status, 0)
        finally:
            door.close()


if __name__ == "__main__":
    unittest.main()
