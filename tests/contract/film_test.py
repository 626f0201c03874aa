"""The film as a browser gets it: kept for ever, by parts, with its captions; and what it is made of."""
import json
import os
import re
import subprocess
import unittest
from urllib.parse import urlsplit

from doors import BUILD, Heard, head
from own_nginx import ask

PORT, SITE = urlsplit(os.environ["BASE_URL"]).port, os.environ["DATA_DIR"] + "/site"
KEPT = "public, max-age=31536000, immutable"


def get(path, *lines):
    return Heard(ask(PORT, head("", "GET", ["Connection: close", *lines], target=path)))


def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


class Film(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(SITE + "/film.json") as file:
            cls.files = json.load(file)

    def probe(self, name):
        return json.loads(subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", f"{SITE}/{self.files[name]}"],
                                         check=True, capture_output=True).stdout)

    def test_it_lasts_about_three_minutes_as_its_captions_do(self):
        for name, captions, kinds, most in (("film", "sous-titres", ["h264"], 7e6), ("film-decrit", "sous-titres-decrit", ["h264", "aac"], 9e6)):
            found = self.probe(name)
            length = float(found["format"]["duration"])
            self.assertTrue(150 <= length <= 210, length)
            self.assertLess(int(found["format"]["size"]), most)
            self.assertEqual([stream["codec_name"] for stream in found["streams"]], kinds)
            self.assertEqual((found["streams"][0]["width"], found["streams"][0]["height"]), (1280, 720))
            with open(f"{SITE}/{self.files[captions]}", encoding="utf-8") as file:
                text = file.read()
            cues = re.findall(r"([\d:.]+) --> ([\d:.]+)\n((?:.+\n)+)", text)
            self.assertAlmostEqual(seconds(cues[-1][1]), length, delta=0.1)
            end = 0
            for start, stop, words in cues:
                self.assertAlmostEqual(seconds(start), end, places=3)
                end = seconds(stop)
                self.assertLessEqual(len(words.strip()) / (end - seconds(start)), 15.01, words)

    def test_the_server_gives_it_by_parts_and_lets_it_be_kept(self):
        for name, kind in (("film", "video/mp4"), ("film-decrit", "video/mp4"), ("sous-titres", "text/vtt"), ("sous-titres-decrit", "text/vtt")):
            part = get("/" + self.files[name], "Range: bytes=0-99")
            self.assertEqual((part.status, len(part.body)), (206, 100), name)
            self.assertEqual(part.all("Content-Type")[0].split(";")[0], kind)
            self.assertEqual(part.all("Cache-Control"), [KEPT])
        beginning = get("/" + self.files["film"], "Range: bytes=0-49999").body
        self.assertIn(b"moov", beginning)  # the index first: it plays while it comes

    def test_it_is_made_once(self):
        before = os.stat(BUILD + "/film/film.mp4").st_mtime_ns
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        voices = os.environ.get("VOICES", root + "/voix")
        done = subprocess.run([BUILD + "/bin/vigie-film", "--share", root, "--scheme", "cdg62", "--voices", voices, "--out", BUILD + "/film"],
                              check=True, capture_output=True, text=True)
        self.assertEqual(done.stdout, "")
        self.assertEqual(os.stat(BUILD + "/film/film.mp4").st_mtime_ns, before)


if __name__ == "__main__":
    unittest.main()
