"""What the fault tests and the benches need: the demonstration's accounts, one-time codes, and a program's view of the functions."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import socket
import struct
import subprocess
import time
import uuid
from urllib.parse import urlsplit


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout=30):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def cookie(self):
        return "; ".join(v.split(";")[0] for k, v in self.headers if k.lower() == "set-cookie")


def request(where, path, body=None, cookie=None, headers=None, timeout=30, method=None):
    """where: a base address, or the path of a unix socket. body: a dict (JSON) or bytes. method: POST with a body, GET without, unless it is told."""
    connection = UnixConnection(where, timeout) if where.startswith("/") else http.client.HTTPConnection(
        urlsplit(where).hostname, urlsplit(where).port, timeout=timeout)
    sent = {"Accept": "application/json", **(headers or {})}
    if cookie:
        sent["Cookie"] = cookie
    if isinstance(body, dict):
        body = json.dumps(body).encode()
        sent["Content-Type"] = "application/json"
    try:
        connection.request(method or ("POST" if body is not None else "GET"), path, body, sent)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


def demo():
    conf = os.environ["DATA_DIR"] + "/vigie.conf"
    return json.loads(subprocess.check_output([os.environ["BUILD_DIR"] + "/bin/vigie", "demo", "--json"], env={**os.environ, "VIGIE_CONF": conf}))


def report(slug, **more):
    return {"collectivite": slug, "quality": "victim", "kinds": ["moral_harassment"], "concerns_authority": False,
            "facts": "Des cris chaque matin devant l’équipe.", "identity": {"mode": "anonymous"}, "idempotency_key": str(uuid.uuid4()), **more}


def totp(secret, step):
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[19] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)


def sign_in(base, account):
    """A desk session's cookie. A code works once: waits for the next when it was used."""
    for _ in range(70):
        answer = request(base, "/f/sign_in", {"login": account["login"], "password": account["password"],
                                              "totp": totp(account["totp_secret"], int(time.time() // 30))})
        if answer.status == 200:
            return answer.cookie
        time.sleep(1)
    raise RuntimeError("cannot sign in: %d %s" % (answer.status, answer.body[:200]))


def multipart(name, data, content_type="application/octet-stream", /, **fields):
    """Headers and body of a form that sends one file, after its fields."""
    mark = uuid.uuid4().hex
    before = "".join(f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n' for field, value in fields.items())
    head = before + f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {content_type}\r\n\r\n'
    return {"Content-Type": "multipart/form-data; boundary=" + mark}, head.encode() + data + f"\r\n--{mark}--\r\n".encode()
