"""A function's process on each kind of socket that it can be given, and raw bytes to say to it."""
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ["BUILD_DIR"]
CANARY = "canari7Z"  # said by visitors wherever they can; must not be found anywhere


def bytes_of(text):
    return int(text.rstrip("KM")) * {"K": 1024, "M": 1024 * 1024}[text[-1]] if text else 0


def functions():
    """name → (bytes of a body without files, bytes of a whole body with files or 0), from functions/CMakeLists.txt."""
    with open(ROOT + "/functions/CMakeLists.txt") as lists:
        found = re.findall(r"^vigie_function\((\w+)\s+MAX_BODY (\w+)\s+(?:FILES (\w+))?", lists.read(), re.M)
    return {name: (bytes_of(body), bytes_of(files)) for name, body, files in found}


class Door:
    """One process of a function. `kind`: unix, port, or activated (a socket that the process inherits, as from systemd)."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self.folder = tempfile.mkdtemp(prefix="vigie-door-")
        self.path = self.folder + "/s.sock"
        self.listener, self.port, self.process = None, 0, None
        if kind == "activated":
            self.listener = socket.socket(socket.AF_UNIX)
            self.listener.bind(self.path)
            self.listener.listen(511)
        for last in (False, False, True):  # a port that was free a moment ago may be somebody's by now
            try:
                return self.start()
            except BaseException as error:
                if last or "Address already in use" not in str(error):
                    self.close()
                    raise

    def start(self):
        program, env = f"{BUILD}/functions/{self.name}", {**os.environ, "VIGIE_CONF": os.environ["DATA_DIR"] + "/vigie.conf"}
        command, keep = [program], ()
        if self.kind == "unix":
            command += ["--unix", self.path]
        elif self.kind == "port":
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
            env["PORT"] = str(self.port)
        else:
            keep = (self.listener.fileno(),)
            command = ["bash", "-c", f'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" 3<&{keep[0]}', program]
        with open(self.folder + "/log", "ab") as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, pass_fds=keep)
        for _ in range(500):
            try:
                if self.ask(head(self.name, "GET")):
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"{self.name} does not answer ({self.kind}): {self.log()}")

    def connect(self, timeout=20):
        connection = socket.socket(socket.AF_INET if self.port else socket.AF_UNIX)
        try:
            connection.settimeout(timeout)
            connection.connect(("127.0.0.1", self.port) if self.port else self.path)
        except OSError:
            connection.close()
            raise
        return connection

    def ask(self, said, timeout=20):
        """All that is heard until the other side ends. `said` goes out while listening, as far as the other side takes it."""
        connection = self.connect(timeout)
        with connection:
            return converse(connection, said)

    def log(self):
        with open(self.folder + "/log") as log:
            return log.read()

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        """The exit status, and how long it took."""
        begin = time.monotonic()
        return self.process.wait(20), time.monotonic() - begin

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.listener:
            self.listener.close()
        shutil.rmtree(self.folder)


def converse(connection, said):
    def speak():
        try:
            connection.sendall(said)
        except OSError:
            pass  # the other side has heard enough
    speaker = threading.Thread(target=speak)
    speaker.start()
    heard = hear(connection)
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    speaker.join()
    return heard


def hear(connection):
    heard = b""
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            return heard + b"<reset>"
        if not piece:
            return heard
        heard += piece


def head(name, method="POST", lines=(), body=None, target=None, version="HTTP/1.1"):
    """A request, with a canary wherever a visitor can say who they are."""
    words = [f"{method} {target or '/f/' + name} {version}", "Host: localhost"]
    words += [f"{each}: {CANARY}" for each in ("User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "X-Real-IP")]
    words += list(lines)
    if body is not None:
        words += ["Content-Length: %d" % len(body)]
    return "\r\n".join([*words, "", ""]).encode() + (body or b"")


FORM = "Content-Type: application/x-www-form-urlencoded"


class Heard:
    """One answer, taken apart."""

    def __init__(self, text):
        self.text = text
        first, _, rest = text.partition(b"\r\n")
        lines, _, self.body = rest.partition(b"\r\n\r\n")
        words = first.split(b" ")
        self.status = int(words[1]) if len(words) > 1 and words[0] == b"HTTP/1.1" else 0
        self.headers = [tuple(part.strip() for part in line.decode("latin-1").split(":", 1)) for line in lines.split(b"\r\n") if line]

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]
