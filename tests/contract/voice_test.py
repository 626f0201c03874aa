"""A caller: a whole report by telephone through nginx, the case that comes of it, and its follow-up, with a server that keeps recordings."""
import http.server
import json
import os
import subprocess
import tempfile
import threading
import unittest

from client import demo, request, sign_in
from doors import BUILD, FORM, Door, Heard, head
from voice import CALLER, Phone, secret, signature

BASE, DATA = os.environ["BASE_URL"], os.environ["DATA_DIR"]
WAV = b"RIFF" + (1_000_036).to_bytes(4, "little") + b"WAVEfmt " + os.urandom(1_000_000)


class Recordings(http.server.BaseHTTPRequestHandler):
    """The operator's server: a recording that is there from the second time on that it is asked for."""
    asked = {}

    def do_GET(self):
        self.asked[self.path] = self.asked.get(self.path, 0) + 1
        late = self.path.startswith("/late") and self.asked[self.path] < 2
        self.send_response(404 if late or self.path.startswith("/never") else 200)
        self.send_header("Content-Length", "0" if late else str(len(WAV)))
        self.end_headers()
        if not late and not self.path.startswith("/never"):
            self.wfile.write(WAV)

    def log_message(self, *_):
        pass


class Caller(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recordings)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.recordings = f"http://localhost:{cls.server.server_port}"
        cls.place = demo()["collectivites"][0]
        listed = json.loads(subprocess.check_output([BUILD + "/bin/vigie", "collectivite", "list", "--json"],
                                                    env={**os.environ, "VIGIE_CONF": DATA + "/vigie.conf"}))
        cls.number = str(next(each["number"] for each in listed if each["slug"] == cls.place["slug"]))

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def phone(self):
        return Phone(BASE, secret())

    def cookie(self, code):
        answer = request(BASE, "/f/open_case", {"code": code})
        self.assertEqual(answer.status, 200, answer.body)
        return answer.cookie

    def test_a_report_by_telephone_is_a_case_and_its_code_was_heard(self):
        phone = self.phone().until_recording(self.number)
        self.assertIn("Record", phone.verbs)
        phone.recorded(self.recordings + "/late/report")
        self.assertEqual(Recordings.asked["/late/report"], 2)
        codes = phone.codes()
        self.assertEqual((len(codes), codes[0]), (2, codes[1]))
        code = codes[0]
        self.assertEqual(len(code), 24)
        self.assertTrue(phone.type("00000000").heard("pas ceux du code"))
        self.assertTrue(phone.type(code[4:8] + code[16:20]).heard("bien cela"))
        self.assertEqual(phone.verbs[-1], "Hangup")
        cookie = self.cookie(code)
        evidence = request(BASE, "/f/evidence", cookie=cookie).json
        self.assertEqual([(each["name"], each["type"]) for each in evidence["evidence"]], [("recit-par-telephone.wav", "audio/wav")])
        self.assertEqual(request(BASE, "/f/evidence?id=" + evidence["evidence"][0]["id"], cookie=cookie).body, WAV)

    def test_the_reader_finds_the_report_and_the_answer_is_heard(self):
        code = self.phone().until_recording(self.number).recorded(self.recordings + "/plain").codes()[0]
        number = request(BASE, "/f/open_case", {"code": code}).json["number"]
        reader = next(a for a in demo()["accounts"] if a["role"] == "referent" and self.place["slug"] in a["collectivites"])
        desk = sign_in(BASE, reader)
        file = request(BASE, "/f/case_desk?case=" + number, cookie=desk).json
        self.assertIn("reçu par téléphone", json.dumps(file, ensure_ascii=False))
        self.assertIn("moral_harassment", json.dumps(file))
        sent = request(BASE, "/f/case_desk?case=" + number, {"action": "message", "text": "Merci d’avoir appelé.", "once": "a" * 32}, cookie=desk)
        self.assertEqual(sent.status, 200, sent.body)
        phone = self.phone().send().type("2", code)
        self.assertTrue(phone.heard("un nouveau message"), phone.says)
        self.assertTrue(phone.type("1").heard("Merci d’avoir appelé."))
        phone.type("2").recorded(self.recordings + "/message")
        self.assertTrue(phone.heard("est enregistré"), phone.says)
        self.assertEqual(phone.type("9").verbs[-1], "Hangup")
        self.assertEqual(len(request(BASE, "/f/evidence", cookie=self.cookie(code)).json["evidence"]), 2)

    def test_what_cannot_be_fetched_loses_the_recording_and_not_the_report(self):
        for url in (self.recordings + "/never", "https://127.0.0.1/elsewhere", "file:///etc/passwd"):
            phone = self.phone().until_recording(self.number).recorded(url)
            self.assertTrue(phone.heard("mais pas votre récit"), phone.says)
            self.assertEqual(request(BASE, "/f/evidence", cookie=self.cookie(phone.codes()[0])).json["evidence"], [])

    def test_a_request_sent_many_times_at_once_makes_one_case(self):
        phone, heard = self.phone().until_recording(self.number), []
        step, url = phone.next, self.recordings + "/once"

        def repeat():
            again = self.phone()
            again.call, again.next = phone.call, step
            heard.append(again.send(RecordingUrl=url).codes()[0])
        threads = [threading.Thread(target=repeat) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(heard), len(set(heard))), (6, 1))
        self.assertEqual(Recordings.asked["/once"], 1)

    def test_only_the_operator_is_served(self):
        url = BASE + "/f/voice_intake"
        fields = {"CallSid": "CA1", "From": CALLER}
        right = signature(url, fields, secret())
        phone = self.phone()
        self.assertEqual(phone.over_http("", fields, {"X-Twilio-Signature": right}).status, 200)
        for query, sent, headers in (("", fields, {}), ("", fields, {"X-Twilio-Signature": ("B" if right[0] == "A" else "A") + right[1:]}), ("s=x", fields, {"X-Twilio-Signature": right}),
                                     ("", {**fields, "Digits": "1"}, {"X-Twilio-Signature": right}),
                                     ("", fields, {"X-Twilio-Signature": signature(url, fields, "another secret, of the same length")})):
            self.assertEqual(phone.over_http(query, sent, headers).status, 403)

    def test_without_a_secret_there_is_no_voice_server(self):
        with open(DATA + "/vigie.conf") as conf, tempfile.TemporaryDirectory() as folder:
            with open(folder + "/vigie.conf", "w") as without:
                without.write("".join(line for line in conf if not line.startswith("voice_")))
            kept, os.environ["DATA_DIR"] = os.environ["DATA_DIR"], folder
            try:
                door = Door("voice_intake", "unix")
            finally:
                os.environ["DATA_DIR"] = kept
            self.addCleanup(door.close)
            for method, lines, body in (("GET", (), None), ("POST", (FORM, "X-Twilio-Signature: c2ln"), b"CallSid=CA1")):
                self.assertEqual(Heard(door.ask(head("voice_intake", method, ("Connection: close", *lines), body))).status, 404)

    def test_the_callers_number_is_kept_nowhere(self):
        self.phone().until_recording(self.number).recorded(self.recordings + "/number")
        for name in ("vigie.db", "vigie.db-wal"):
            if os.path.exists(f"{DATA}/{name}"):
                with open(f"{DATA}/{name}", "rb") as kept:
                    self.assertNotIn(CALLER[3:].encode(), kept.read())
        with open(os.environ["INSTANCE_LOG"], "rb") as log:
            self.assertNotIn(CALLER[3:].encode(), log.read())


if __name__ == "__main__":
    unittest.main()
