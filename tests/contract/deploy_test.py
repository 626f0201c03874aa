"""What an administrator installs: units that shut a program in, an nginx that serves it over https, an install that puts both in their places."""
import glob
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from doors import BUILD, ROOT, Heard, functions, head
from own_nginx import Nginx, ask, free_port

UNITS = ROOT + "/deploy/systemd/"


class Units(unittest.TestCase):
    def exposure(self, unit, most):
        """systemd's own measure, from 0 (shut in) to 100."""
        done = subprocess.run(["systemd-analyze", "security", "--no-pager", "--offline=true", f"--threshold={most}", UNITS + unit],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-200:] + done.stderr)
        self.assertIn("Overall exposure level", done.stdout)

    def test_programs_are_shut_in(self):
        self.exposure("vigie@.service", 2)
        self.exposure("vigie-worker.service", 11)
        self.exposure("vigie-site.service", 3)

    def test_only_the_worker_reads_its_key_and_only_the_voice_server_reaches_the_network_beside_it(self):
        with open(UNITS + "vigie@.service") as unit:
            function = unit.read()
        self.assertRegex(function, r"(?m)^InaccessiblePaths=.*/keys/worker\.key .*/keys/attestation\.key .*/voice_secret -/etc/vigie/voice_recordings_password$")
        for line in ("PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX", "LimitCORE=0", "MemorySwapMax=0", "ProtectSystem=strict"):
            self.assertRegex(function, rf"(?m)^{line}$")
        with open(UNITS + "vigie-worker.service") as unit:
            self.assertNotIn("InaccessiblePaths", unit.read())
        with open(UNITS + "vigie@voice_intake.conf") as unit:
            voice = unit.read()
        self.assertRegex(voice, r"(?m)^PrivateNetwork=no$")
        self.assertRegex(voice, r"(?m)^InaccessiblePaths=\nInaccessiblePaths=.*/keys/worker\.key .*/keys/attestation\.key -/etc/vigie/mail_password$")
        with open(UNITS + "vigie@attestation.conf") as unit:
            self.assertRegex(unit.read(), r"(?m)^InaccessiblePaths=\nInaccessiblePaths=.*/keys/worker\.key -/etc/vigie/mail_password -/etc/vigie/voice_secret -/etc/vigie/voice_recordings_password$")


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="vigie-install-")
        cls.root = cls.folder.name
        for _ in range(2):  # the second time keeps what an administrator edits
            subprocess.check_call([ROOT + "/deploy/install.sh", cls.root])
            with open(cls.root + "/etc/vigie/vigie.conf", "a") as conf:
                conf.write("# mine\n")
        cls.site = os.environ["DATA_DIR"] + "/site"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_everything_is_there_and_nothing_is_overwritten(self):
        self.assertEqual(set(os.listdir(self.root + "/usr/lib/vigie/functions")), set(functions()))
        with open(self.root + "/etc/vigie/vigie.conf") as conf:
            self.assertEqual(conf.read().count("# mine"), 2)

    def test_systemd_understands_the_units(self):
        units = self.root + "/verified"
        shutil.copytree(self.root + "/usr/lib/systemd/system", units)
        for name in glob.glob(units + "/*.service"):
            with open(name) as unit:
                text = unit.read()
            with open(name, "w") as verified:
                verified.write(text.replace("ExecStart=/", f"ExecStart={self.root}/"))
        self.assertTrue(os.path.exists(units + "/vigie@voice_intake.service.d/network.conf"))
        self.assertTrue(os.path.exists(units + "/vigie@attestation.service.d/key.conf"))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", "vigie@submit_report.socket", "vigie@submit_report.service",
                               "vigie@voice_intake.service", "vigie@attestation.service", "vigie-worker.service", "vigie-site.service", "vigie-site.timer"], env={**os.environ, "SYSTEMD_UNIT_PATH": units + ":"}, capture_output=True, text=True)
        self.assertEqual((done.returncode, [line for line in done.stderr.splitlines() if "vigie" in line]), (0, []))

    def test_the_installed_commands_find_the_installed_files(self):
        conf = self.root + "/own.conf"
        with open(self.root + "/etc/vigie/vigie.conf") as example, open(conf, "w") as own:
            own.write(re.sub(r"(?m)^(\w+_dir = )/", rf"\g<1>{self.root}/", example.read()))
        env = {**os.environ, "VIGIE_CONF": conf}
        for words in (["migrate"], ["keys", "init"], ["verify"]):
            subprocess.check_output([self.root + "/usr/bin/vigie", *words], env=env)

    def test_the_site_is_made_from_the_collectivites_that_there_are(self):
        conf, site = self.root + "/site.conf", self.root + "/www"
        with open(self.root + "/etc/vigie/vigie.conf") as example, open(conf, "w") as own:
            text = re.sub(r"(?m)^(\w+_dir = )/", rf"\g<1>{self.root}/", example.read())
            own.write(re.sub(r"(?m)^site_dir = .*", "site_dir = " + site, text))
        env = {**os.environ, "VIGIE_CONF": conf}
        vigie = self.root + "/usr/bin/vigie"
        subprocess.check_output([vigie, "migrate"], env=env)
        for name, slug in (("Commune du matin", "commune-du-matin"), ("Commune du soir", "commune-du-soir")):
            subprocess.check_output([vigie, "collectivite", "add", name], env=env)
            self.assertIn("Site", subprocess.check_output([self.root + "/usr/lib/vigie/site"], env=env, text=True))
            self.assertTrue(os.path.exists(f"{site}/c/{slug}/index.html"))
        self.assertEqual(os.stat(f"{site}/index.html").st_mode & 0o044, 0o044, "nginx reads it")

    def test_the_server_speaks_https_with_the_same_site(self):
        nginx = Nginx(self.site, self.root + "/usr/lib/vigie/functions")
        self.addCleanup(nginx.close)
        certificate, key = nginx.folder + "/c.pem", nginx.folder + "/k.pem"
        subprocess.check_call(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj",
                               "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
                              stderr=subprocess.DEVNULL)
        plain = free_port()
        with open(self.root + "/etc/nginx/sites-available/vigie.conf") as server:
            text = server.read()
        for what, instead in {r"listen 80;": f"listen 127.0.0.1:{plain};", r"listen 443 ssl http2;": f"listen 127.0.0.1:{nginx.port} ssl http2;",
                              r"listen \[::\]:.*;": "", r"signalement\.cdg\.example": "localhost", "/etc/ssl/vigie/fullchain.pem": certificate,
                              "/etc/ssl/vigie/privkey.pem": key, "/usr/share/vigie": self.root + "/usr/share/vigie", "/var/www/vigie": self.site,
                              "/usr/lib/vigie": self.root + "/usr/lib/vigie", "/run/vigie-nginx": nginx.bodies + "/n", r"/run/vigie": nginx.folder}.items():
            self.assertRegex(text, what)
            text = re.sub(what, instead, text)
        main, _, _ = nginx.rendered().partition("  include " + ROOT)
        nginx.start(main + text + "}\n")
        secure = Heard(ask(nginx.port, head("", "GET", ["Connection: close"], target="/"), certificate))
        self.assertEqual(secure.status, 200)
        self.assertEqual(secure.all("Strict-Transport-Security"), ["max-age=31536000"])
        self.assertEqual(len(secure.all("Content-Security-Policy")), 1)
        down = Heard(ask(nginx.port, head("", "GET", ["Connection: close"], target="/f/open_case"), certificate))
        self.assertEqual(down.status, 503)
        self.assertEqual(down.all("Strict-Transport-Security"), ["max-age=31536000"])
        moved = Heard(ask(plain, head("", "GET", ["Connection: close"], target="/suivre/")))
        self.assertEqual((moved.status, moved.all("Location")), (301, ["https://localhost/suivre/"]))


if __name__ == "__main__":
    unittest.main()
