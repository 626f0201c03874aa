"""The site through nginx: what stands on every answer, what must not pass, what must not stay."""
import contextlib
import json
import os
import re
import socket
import threading
import time
import unittest
from urllib.parse import urlsplit

from doors import CANARY, FORM, Heard, head, hear
from own_nginx import VISITOR, Nginx, ask, connect

PORT, SITE = urlsplit(os.environ["BASE_URL"]).port, os.environ["DATA_DIR"] + "/site"
CLOSE = "Connection: close"
ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Server": "nginx",
}
KEPT = "public, max-age=31536000, immutable"


def get(path, *lines, port=PORT, method="GET"):
    return Heard(ask(port, head("", method, [CLOSE, *lines], target=path)))


def post(path, body, *lines, port=PORT):
    return Heard(ask(port, head("", "POST", [CLOSE, *lines], body, path)))


@contextlib.contextmanager
def fake_function(path, serve):
    """Something that listens in a function's place; `serve` gets each connection."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()

        def run():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    serve(connection)
        thread = threading.Thread(target=run)
        thread.start()
        yield
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


class ThroughNginx(unittest.TestCase):
    def own(self):
        """Functions' programs are there, none of them runs."""
        nginx = Nginx(SITE)
        self.addCleanup(nginx.close)
        return nginx.start()

    def check(self, heard, status, cache="no-store"):
        self.assertEqual(heard.status, status, heard.text[:400])
        for name, value in {**ALWAYS, "Cache-Control": cache}.items():
            self.assertEqual(heard.all(name), [value], name)
        self.assertEqual(len(heard.all("Content-Type")), 1)
        self.assertNotIn(CANARY.encode(), heard.text)

    def test_the_same_headers_stand_once_on_every_answer_of_the_site(self):
        home = get("/")
        self.check(home, 200, "no-cache")
        self.check(get("/quitter"), 301, "no-cache")
        self.assertEqual(get("/quitter").all("Location"), ["/quitter/"])
        style = re.search(rb'rel="stylesheet" href="([^"]+)"', home.body).group(1).decode()
        self.check(get(style), 200, KEPT)
        for path in ("/nope", "/f/", "/f/nope", "/f/Open_case", "/f/open_case/", "/f/open_case.sock", "/f/libfn_open_case.a", "/common.json", "/film.json", "/search.db",
                     "/.vigie-site", "/assets/", "/assets/nope.0123456789abcdef.css", "/erreurs/404.html"):
            with self.subTest(path):
                self.check(get(path), 404)
                self.assertIn("n’existe pas", get(path).body.decode())
        self.check(post("/", b"a=b", FORM), 405)
        self.check(get("/" + "a" * 9000), 414)
        self.check(get("/", "X: " + "a" * 9000), 400)

    def test_the_same_headers_stand_once_on_every_answer_of_a_function(self):
        at = "/f/find_collectivite"
        self.check(get(at + "?q=a"), 200)
        self.check(get(at + "?q=a", method="HEAD"), 200)
        self.check(get(at + "?q=%zz"), 400)
        self.check(get(at, method="BREW"), 405)
        self.check(post(at, b"a=b", FORM), 405)
        self.check(post(at, b"a=b", FORM, "Origin: https://evil.example"), 403)
        self.check(post(at, b"a=b", FORM, "Sec-Fetch-Site: cross-site"), 403)
        self.check(post(at, b"a=b", FORM, "Content-Encoding: gzip"), 415)
        self.check(post(at, b"a=b", "Content-Type: text/xml"), 415)
        self.check(post(at, b"a=" + b"b" * 5_000_000, FORM), 413)
        self.check(get("/f/exit_site"), 303)
        self.check(Heard(ask(PORT, head("", lines=[CLOSE, FORM, "Content-Length: 600000000"], target=at))), 413)

    def test_an_answer_of_a_function_passes_as_it_is(self):
        error = json.loads(post("/f/find_collectivite", b"a=b", FORM, "Accept: application/json").body)
        self.assertEqual(error["error"]["code"], "method")
        stricter = b"HTTP/1.1 500 No\r\nContent-Security-Policy: sandbox\r\nContent-Length: 4\r\n\r\nmine"
        nginx = self.own()
        with fake_function(nginx.folder + "/evidence.sock", lambda c: (c.recv(65536), c.sendall(stricter))):
            heard = get("/f/evidence", port=nginx.port)
        self.assertEqual((heard.status, heard.body), (500, b"mine"))
        self.assertEqual(heard.all("Content-Security-Policy"), ["sandbox"])

    def test_a_function_that_is_down_is_told_in_french_and_an_unknown_one_is_not_found(self):
        nginx = self.own()
        heard = get("/f/open_case", port=nginx.port)
        self.check(heard, 503)
        self.assertEqual(heard.all("Retry-After"), ["30"])
        self.assertIn("momentanément indisponible", heard.body.decode())
        self.check(get("/f/nope", port=nginx.port), 404)

    def test_no_second_request_is_smuggled(self):
        inner = head("", "GET", target="/f/exit_site")
        at = "/f/find_collectivite"
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(inner), inner)
        attacks = {
            "two lengths": head("", lines=[CLOSE, FORM, "Content-Length: 0"], body=inner, target=at),
            "length and chunks": head("", lines=[CLOSE, FORM, "Transfer-Encoding: chunked"], body=b"0\r\n\r\n" + inner, target=at),
            "chunks and length": head("", lines=[CLOSE, FORM, "Content-Length: 4", "Transfer-Encoding: chunked"], target=at) + chunked,
            "disguised chunks": head("", lines=[CLOSE, FORM, "Transfer-Encoding: xchunked", "Content-Length: 0"], target=at) + inner,
            "space before the colon": head("", lines=[CLOSE, FORM, "Content-Length : 0"], target=at) + inner,
            "folded length": head("", lines=[CLOSE, FORM, "Content-Length:", " 0"], target=at) + inner,
            "body of a GET": head("", "GET", [CLOSE], inner, at),
            "a body of many bytes": head("", lines=[CLOSE, FORM], body=inner * 2000, target=at),
        }
        for what, said in attacks.items():
            with self.subTest(what):
                text = ask(PORT, said)
                self.assertLessEqual(text.count(b"HTTP/1.1 "), 1, text[:600])
                self.assertNotIn(b"HTTP/1.1 303", text)

    def test_chunks_are_counted_too(self):
        pieces = b"1000\r\n" + b"a" * 4096 + b"\r\n"
        said = head("", lines=[CLOSE, FORM, "Transfer-Encoding: chunked"], target="/f/find_collectivite") + pieces * 200 + b"0\r\n\r\n"
        self.check(Heard(ask(PORT, said)), 411)

    def test_a_function_learns_nothing_of_who_asks(self):
        nginx, heard = self.own(), []

        def serve(connection):
            heard.append(connection.recv(65536).decode())
            connection.sendall(b"HTTP/1.1 204 Yes\r\n\r\n")
        lines = ["Accept: text/html", "Cookie: a=1", "Origin: http://localhost", "Sec-Fetch-Site: none", "X-Twilio-Signature: c2ln", "Forwarded: for=" + CANARY, "Via: " + CANARY,
                 "X-Accel-Redirect: /" + CANARY, "DNT: 1", "Sec-CH-UA: " + CANARY, "Priority: " + CANARY]
        with fake_function(nginx.folder + "/exit_site.sock", serve):
            self.assertEqual(post("/f/exit_site", b"a=b", FORM, *lines, port=nginx.port).status, 204)
        names = {line.split(":")[0] for line in heard[0].split("\r\n\r\n")[0].split("\r\n")[1:]}
        self.assertEqual(names, {"Host", "Accept", "Content-Type", "Cookie", "Origin", "Sec-Fetch-Site", "X-Twilio-Signature", "Connection", "Content-Length"})
        self.assertNotIn(CANARY, heard[0])
        self.assertNotIn(VISITOR, heard[0])

    def test_neither_a_body_nor_an_answer_is_put_aside(self):
        nginx, large, seen = self.own(), b"x" * 5_000_000, []

        def look():
            for pid in nginx.workers():
                for fd in os.listdir(f"/proc/{pid}/fd"):
                    with contextlib.suppress(OSError):
                        seen.append(os.readlink(f"/proc/{pid}/fd/{fd}"))
            seen.extend(os.path.join(folder, file) for folder, _, files in os.walk(nginx.bodies) for file in files)

        def serve(connection):
            time.sleep(0.5)  # the visitor sends all that nginx takes
            look()
            while not connection.recv(65536).endswith(b"end"):
                pass
            connection.sendall(b"HTTP/1.1 200 Yes\r\nContent-Length: 5000000\r\n\r\n" + large)
        with fake_function(nginx.folder + "/evidence.sock", serve), connect(nginx.port) as visitor:
            visitor.sendall(head("", lines=[CLOSE, FORM], body=large + b"end", target="/f/evidence"))
            time.sleep(0.5)  # the visitor does not read yet
            look()
            self.assertEqual(len(Heard(hear(visitor)).body), len(large))
        self.assertTrue(any("socket:" in each for each in seen))
        self.assertEqual([each for each in seen if nginx.bodies in each or "deleted" in each or "/var/" in each], [])

    def test_pages_are_compressed_and_secrets_are_not(self):
        page = get("/", "Accept-Encoding: gzip")
        self.assertEqual(page.all("Content-Encoding"), ["gzip"])
        small = get("/", "Accept-Encoding: br, gzip")
        self.assertEqual(small.all("Content-Encoding"), ["br"])
        self.assertLess(len(small.body), len(page.body))
        self.assertEqual(get("/f/find_collectivite?q=" + "a" * 500, "Accept-Encoding: gzip").all("Content-Encoding"), [])

    def test_no_trace_of_a_visitor_stays(self):
        nginx = self.own()
        for port in (PORT, nginx.port):
            for path in ("/", "/nope", "/f/open_case", "/f/nope", "/" + CANARY):
                get(path, port=port)
            post("/f/find_collectivite", CANARY.encode() * 100_000, FORM, port=port)
            post("/f/open_case", b"code=" + CANARY.encode(), FORM, port=port)
            ask(port, b"\x16\x03\x01" + CANARY.encode() + b"\r\n\r\n")
            with connect(port) as visitor:  # leaves in the middle
                visitor.sendall(head("", lines=["Content-Length: 1000000"], target="/f/evidence") + CANARY.encode())
        places = [nginx.folder, nginx.bodies, os.environ["DATA_DIR"], os.environ["INSTANCE_LOG"], "/var/log/nginx", "/var/lib/nginx"]
        looked = 0
        for place in places:
            files = [place] if os.path.isfile(place) else [os.path.join(d, f) for d, _, fs in os.walk(place) for f in fs]
            for file in files:
                if not os.path.isfile(file):
                    continue
                with open(file, "rb") as content:
                    text = content.read()
                looked += 1
                for word in (CANARY, VISITOR):
                    self.assertNotIn(word.encode(), text, file)
        self.assertGreater(looked, 20)


if __name__ == "__main__":
    unittest.main()
