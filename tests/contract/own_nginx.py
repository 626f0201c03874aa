"""An nginx of a test's own: the demonstration's configuration with other folders, or any other text."""
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time

from doors import BUILD, ROOT, converse, hear

VISITOR = "127.77.88.99"  # the address that a visitor comes from: must not be found anywhere


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Nginx:
    def __init__(self, site, functions=BUILD + "/functions"):
        self.folder, self.bodies = tempfile.mkdtemp(prefix="vigie-nginx-"), tempfile.mkdtemp(prefix="vigie-nginx-", dir="/dev/shm")
        self.port, self.process = free_port(), None
        self.site, self.functions = site, functions

    def rendered(self):
        arguments = [self.folder, self.functions, self.bodies, self.site, str(self.port)]
        return subprocess.check_output([ROOT + "/deploy/nginx/render.sh", *arguments], text=True)

    def start(self, conf=None):
        with open(self.folder + "/nginx.conf", "w") as out:
            out.write(conf or self.rendered())
        with open(self.folder + "/log", "w") as log:
            command = ["nginx", "-e", "stderr", "-p", self.folder, "-c", self.folder + "/nginx.conf", "-g", "daemon off;"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        for _ in range(200):
            if os.path.exists(self.folder + "/nginx.pid"):
                return self
            time.sleep(0.05)
        with open(self.folder + "/log") as log:
            raise AssertionError("nginx does not start: " + log.read())

    def workers(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            return [int(pid) for pid in children.read().split()]

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
        shutil.rmtree(self.folder)
        shutil.rmtree(self.bodies)


def connect(port, certificate=None):
    connection = socket.create_connection(("127.0.0.1", port), 30, (VISITOR, 0))
    if certificate:
        connection = ssl.create_default_context(cafile=certificate).wrap_socket(connection, server_hostname="localhost")
    return connection


def ask(port, said, certificate=None):
    """All that is heard. `said` must ask for Connection: close, or be refused."""
    with connect(port, certificate) as connection:
        if not certificate:
            return converse(connection, said)
        connection.sendall(said)  # a TLS connection does not speak and listen from two threads
        return hear(connection)
