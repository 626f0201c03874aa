"""Walks of openapi.py: a case, from its filing to the desk, and a database that is busy."""
import json
import os
import sqlite3
import threading
import time
import uuid
from datetime import date
from urllib.parse import urlsplit

import voice
from client import multipart, report, totp
from openapi_people import People, vigie
from openapi_walks import ROOT

PNG, PDF = b"\x89PNG\r\n\x1a\n" + bytes(64), b"%PDF-1.7\n" + bytes(64)


class Cases(People):
    """`slug`: of a collectivité with readers. `filed`, `case`, `desk`: a case, its reporter's cookie, its référent's."""

    def file(self, **more):
        return self.ask("submit_report", "post", 201, sent=report(self.slug, **more)).json

    def open(self, filed):
        return self.ask("open_case", "post", 200, sent={"code": filed["code"]}).cookie

    def filing(self):
        full = {"origin": "staff", "criteria": ["age"], "kinds": ["discrimination", "threat"], "sick_leave": True, "immediate_danger": False, "when": "hier", "sex": "female",
                "identity": {"mode": "sealed", "name": "Camille Fictive"}, "indirect": {"service": "voirie", "service.share": "share", "function": "agent"}}
        self.full = self.file(**full)
        self.ask("submit_report", "post", 201, sent=report(self.slug, step="send"), page=True)
        self.ask("submit_report", "post", 200, sent=report(self.slug, step="check"), page=True)
        self.both("submit_report", "post", 422, sent={"collectivite": self.slug, "quality": "victim"})
        self.both("submit_report", "post", 422, sent={"step": "dance"})
        self.both("submit_report", "post", 404, sent={"step": "confirm_code", "idempotency_key": str(uuid.uuid4()), "second": "1234", "fifth": "1234"})
        nobody = "personne-" + uuid.uuid4().hex[:8]
        vigie("collectivite", "add", "Commune sans référent", "--slug", nobody)
        self.both("submit_report", "post", 409, sent=report(nobody, step="send"))

    def opening(self):
        filed = self.file()
        self.ask("open_case", "post", 303, sent={"code": filed["code"]}, page=True)
        self.both("open_case", "post", 422, sent={"code": "1234"})
        digits = "000000" + "%017d" % (uuid.uuid4().int % 10**17)
        wrong = next(code for code in (digits + str(last) for last in range(10))  # the last digit checks the others
                     if self.ask("open_case", "post", None, sent={"code": code}).status == 403)
        while self.ask("open_case", "post", None, sent={"code": wrong}, page=True).status == 403:
            pass
        self.both("open_case", "post", 429, sent={"code": wrong})

    def taking_down(self):
        """Reports typed for someone else, and the first use of their codes."""
        mine = {"cookie": self.desk}
        typed = lambda **more: report(self.slug, how="phone", received_on=date.today().isoformat(), **more)
        self.ask("phone_intake", "get", 200, page=True, **mine)
        self.ask("phone_intake", "get", 405, **mine)
        self.ask("phone_intake", "post", 200, sent=typed(step="check"), page=True, **mine)
        self.ask("phone_intake", "post", 201, sent=typed(step="send"), page=True, **mine)
        self.both("phone_intake", "post", 422, sent=typed(step="send", facts=""), **mine)
        self.both("phone_intake", "post", 422, sent=typed(step="dance"), **mine)
        self.ask("phone_intake", "get", 403, page=True, **self.office)
        self.both("phone_intake", "post", 403, sent=typed(), **self.office)
        self.both("retention", "get", 200, **self.office)
        for query in ("paper=register&format=odt", "paper=impact&format=pdf"):
            self.ask("retention", "get", 200, page=True, query=query, **self.office)
        self.both("retention", "get", 404, query="paper=rien&format=odt", **self.office)
        alone = "sans-suppleant-" + uuid.uuid4().hex[:8]
        vigie("collectivite", "add", "Commune sans suppléant", "--slug", alone)
        login, token = self.invited("referent", alone)
        secret = self.ask("join", "get", 200, query="invitation=" + token).json["totp_secret"]
        account = {"login": login, "password": "quatre-chevaux-sous-la-pluie", "totp_secret": secret}
        self.ask("join", "post", 201, sent={"invitation": token, "password": account["password"], "totp": self.code_for(account)})
        self.both("phone_intake", "post", 409, sent={**typed(step="send", concerns_authority=True), "collectivite": alone}, cookie=self.enter(account))
        filed = self.ask("phone_intake", "post", 201, sent=typed(), **mine).json
        new, _ = self.both("open_case", "post", 202, sent={"code": filed["code"]})
        change = {"code": filed["code"], "new_code": new.json["new_code"], "proof": new.json["proof"]}
        self.both("open_case", "post", 422, sent={**change, "proof": "x"})
        self.ask("open_case", "post", 200, sent=change)
        self.both("open_case", "post", 403, sent={"code": filed["code"]})

    def following(self):
        mine = {"cookie": self.case}
        first = self.ask("chat_poll", "get", 200, query="after=0", **mine)
        tag = next(value for name, value in first.headers if name.lower() == "etag")
        self.ask("chat_poll", "get", 304, query="after=0", headers={"If-None-Match": tag}, **mine)
        self.ask("chat_poll", "get", 200, page=True, **mine)
        self.ask("chat_send", "post", 201, sent={"text": "Bonjour", "once": uuid.uuid4().hex}, **mine)
        self.ask("chat_send", "post", 303, sent={"text": "Bonjour encore"}, page=True, **mine)
        self.both("chat_send", "post", 422, sent={"text": " "}, **mine)
        self.both("callback_request", "get", 200, **mine)
        self.both("callback_request", "post", 422, sent={"mode": "phone", "phone": "0"}, **mine)
        wish = {"mode": "phone", "phone": "06 00 00 00 00", "slot": "any"}
        self.ask("callback_request", "post", 201, sent=wish, **mine)
        self.ask("callback_request", "post", 303, sent=wish, page=True, **mine)
        self.both("consent", "get", 200, **mine)
        self.both("consent", "post", 422, sent={"decision": "release"}, **mine)
        self.ask("consent", "post", 303, sent={"decision": "refuse"}, page=True, **mine)
        self.ask("consent", "post", 200, sent={"decision": "release", "audience": ["referent"], "name": "Camille Fictive"}, **mine)

    def course(self):
        """The scheme's acts: a witness's report, the victim's letter, an agreement, the record, the withdrawal."""
        filed = self.file(quality="witness", identity={"mode": "released", "audience": ["referent"], "name": "Camille Fictive"})
        mine, desk = {"cookie": self.open(filed)}, {"cookie": self.desk, "query": "case=" + filed["number"]}
        act = lambda name, **content: {"action": "act", "act": name, **content}
        self.both("agreement", "get", 200, **mine)
        self.both("agreement", "post", 422, sent={"action": "withdraw"}, **mine)
        self.both("agreement", "post", 422, sent={"action": "answer", "consent": "employer", "answer": "yes"}, **mine)
        self.ask("case_desk", "get", 200, page=True, cookie=self.desk, query=desk["query"] + "&act=assess")
        self.both("case_desk", "get", 404, cookie=self.desk, query=desk["query"] + "&act=dance")
        self.both("case_desk", "post", 422, sent=act("assess"), **desk)
        self.ask("case_desk", "post", 303, sent=act("assess", reason="Examen"), page=True, **desk)
        self.both("case_desk", "post", 409, sent=act("action_plan", text="Un plan"), **desk)
        self.ask("case_desk", "post", 200, sent=act("qualify", in_scope="yes", text="Analyse"), **desk)
        self.ask("case_desk", "post", 200, sent=act("ask_consent", consent="employer"), **desk)
        self.ask("agreement", "post", 200, sent={"action": "answer", "consent": "employer", "answer": "no"}, **mine)
        self.both("record", "get", 404, **desk)
        self.both("record", "get", 200, **mine)
        self.ask("agreement", "post", 303, sent={"action": "sign_record", "name": "Camille Fictive", "accepted": "yes"}, page=True, **mine)
        assert self.ask("record", "get", 200, **mine).body == self.ask("record", "get", 200, **desk).body
        self.both("case_desk", "post", 422, sent={"action": "let_in", "reader": "999999"}, **desk)
        self.ask("case_desk", "post", 200, sent=act("ask_victim", text="On parle de vous."), page=True, **desk)
        made = self.ask("case_desk", "post", 200, sent=act("ask_victim", text="On parle de vous."), **desk).json["letter"]
        token = made["link"].split("t=")[1]
        self.both("letter", "get", 403)
        self.ask("letter", "get", 200, page=True, query="t=" + token)
        self.both("letter", "post", 403, sent={"t": token, "code": "12345678" if made["code"] != "12345678" else "87654321"})
        self.ask("letter", "post", 303, sent={"t": token, "code": made["code"]}, page=True)
        theirs = {"cookie": self.ask("letter", "post", 200, sent={"t": token, "code": made["code"]}).cookie}
        self.both("letter", "get", 200, **theirs)
        self.both("letter", "post", 422, sent={"agree": "yes"}, **theirs)
        self.ask("letter", "post", 200, sent={"agree": "yes", "name": "Dominique Fictif"}, **theirs)
        self.both("letter", "post", 409, sent={"agree": "yes", "name": "Dominique Fictif"}, **theirs)
        for _ in range(6):
            self.ask("letter", "post", None, sent={"t": "x" * 43, "code": "12345678"})
        self.both("letter", "post", 429, sent={"t": "x" * 43, "code": "12345678"})
        self.both("feedback", "post", 409, sent={"easy": "yes"}, **mine)
        self.ask("agreement", "post", 200, sent={"action": "withdraw", "confirmed": "yes"}, **mine)
        self.both("feedback", "get", 200, **mine)
        self.both("feedback", "post", 422, sent={"easy": "perhaps"}, **mine)
        self.ask("feedback", "post", 200, sent={"easy": "yes", "words": "Merci."}, **mine)
        self.ask("feedback", "post", 303, sent={"easy": "no"}, page=True, **mine)
        self.both("agreement", "post", 409, sent={"action": "withdraw", "confirmed": "yes"}, **mine)
        with sqlite3.connect(os.environ["DATA_DIR"] + "/vigie.db", timeout=20) as db:
            db.execute("DELETE FROM letter")
        db.close()
        self.both("letter", "get", 404, **theirs)
        self.both("letter", "post", 404, sent={"agree": "no"}, **theirs)

    def files(self):
        mine = {"cookie": self.case}
        for name, data in (("a.png", PNG), ("a.pdf", PDF), ("a.txt", "été".encode())):
            headers, body = multipart(name, data)
            kept = self.ask("evidence", "post", 201, sent=body, headers=headers, **mine).json["kept"]
            self.ask("evidence", "get", 200, query="id=" + kept[0], **mine)
            self.ask("evidence", "get", 200, query=f"id={kept[0]}&case={self.filed['number']}", cookie=self.desk)
        self.ask("evidence", "post", 303, sent=body, headers=headers, page=True, **mine)
        headers, body = multipart("a.html", b"<html><script>1</script>")
        self.both("evidence", "post", 422, sent=body, headers=headers, **mine)
        self.both("evidence", "get", 200, **mine)
        self.both("evidence", "get", 404, query="id=nothing", **mine)

    def together(self):
        """A duplicate joined, then two reporters on the same facts, of whom neither gets a byte of the other's case."""
        one, two = self.file(), self.file()
        desk = {"cookie": self.desk, "query": "case=" + one["number"]}
        act = lambda action, **content: {"action": action, "reason": "La même réunion", **content}
        for form in ("join", "link"):
            self.ask("case_desk", "get", 200, page=True, cookie=self.desk, query=desk["query"] + "&together=" + form)
        self.both("case_desk", "get", 404, cookie=self.desk, query=desk["query"] + "&together=dance")
        self.both("case_desk", "post", 422, sent=act("link", other="nothing"), **desk)
        self.ask("case_desk", "post", 200, sent=act("link", other=two["number"]), **desk)
        self.both("case_desk", "post", 409, sent=act("link", other=two["number"]), **desk)
        self.both("case_desk", "get", 200, **desk)
        mine = {"cookie": self.open(one)}
        for function in ("chat_poll", "agreement", "consent", "evidence"):
            for page in (False, True):
                answer = self.ask(function, "get", 200, page=page, **mine)
                assert two["number"] not in answer.body.decode() and "La même réunion" not in answer.body.decode(), function + " tells of the other case"
        link = self.ask("case_desk", "get", 200, **desk).json["links"][0]
        self.both("case_desk", "post", 404, sent={"action": "unlink", "link": "nothing"}, **desk)
        self.ask("case_desk", "post", 200, sent={"action": "unlink", "link": link["id"]}, **desk)
        self.ask("case_desk", "post", 303, sent=act("join", other=two["number"]), page=True, **desk)
        self.both("case_desk", "post", 409, sent=act("join", other=two["number"]), **desk)
        self.both("chat_poll", "get", 200, **mine)

    def erased(self):
        """A case that went while its reporter still had a session; what the office then gives to the archives."""
        filed = self.file()
        self.file()
        mine = {"cookie": self.open(filed)}
        with sqlite3.connect(os.environ["DATA_DIR"] + "/vigie.db", timeout=20) as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("DELETE FROM case_file WHERE number = ?", (filed["number"],))
            today = (date.today() - date(1970, 1, 1)).days
            db.execute("INSERT INTO erasure (erased_on, reason, cases, received_from, received_to, journal_hash) VALUES (?, 'measures', 1, ?, ?, zeroblob(32))", (today, today, today))
        db.close()
        self.ask("retention", "get", 200, page=True, query="paper=elimination&format=csv", **self.office)
        for function in ("chat_poll", "evidence", "consent", "agreement", "feedback", "record", "callback_request"):
            self.both(function, "get", 404, **mine)
        self.both("feedback", "post", 404, sent={"easy": "yes"}, **mine)
        self.both("chat_send", "post", 404, sent={"text": "Bonjour"}, **mine)
        self.both("consent", "post", 404, sent={"decision": "refuse"}, **mine)
        self.both("agreement", "post", 404, sent={"action": "withdraw", "confirmed": "yes"}, **mine)
        self.both("callback_request", "post", 404, sent={"mode": "phone", "phone": "06 00 00 00 00"}, **mine)
        self.both("evidence", "post", 404, sent={}, **mine)

    def desk_work(self, provider):
        mine = {"cookie": self.desk}
        one = {**mine, "query": "case=" + self.filed["number"]}
        self.both("case_desk", "get", 200, **mine)
        self.both("case_desk", "get", 200, **one)
        self.ask("case_desk", "get", 200, query="case=" + self.full["number"], **mine)
        self.both("case_desk", "get", 404, query="case=NOTHING", **mine)
        self.both("case_desk", "post", 404, sent={"action": "acknowledge"}, query="case=NOTHING", **mine)
        self.ask("case_desk", "post", 200, sent={"action": "acknowledge"}, **one)
        self.both("case_desk", "post", 409, sent={"action": "acknowledge"}, **one)
        self.ask("case_desk", "post", 200, sent={"action": "message", "text": "Bonjour, pouvez-vous préciser ?", "once": uuid.uuid4().hex}, **one)
        self.ask("case_desk", "post", 303, sent={"action": "note", "text": "À rappeler"}, page=True, **one)
        self.both("case_desk", "post", 422, sent={"action": "message", "text": ""}, **one)
        self.both("case_desk", "post", 422, sent={"action": "dance"}, **one)
        self.ask("case_desk", "post", 200, sent={"action": "ask_identity", "reason": "Pour vous protéger"}, **one)
        held = {"action": "hold", "why": "judicial", "reason": "Plainte déposée."}
        self.both("case_desk", "post", 422, sent={**held, "reason": ""}, **one)
        self.ask("case_desk", "post", 200, sent=held, **one)
        self.both("case_desk", "post", 409, sent=held, **one)
        self.ask("case_desk", "get", 200, **one)
        self.ask("case_desk", "post", 200, sent={"action": "lift_hold", "reason": "Classée."}, **one)
        self.both("retention", "get", 200, **mine)
        self.both("retention", "get", 403, query="paper=register&format=odt", **mine)
        self.ask("chat_poll", "get", 200, cookie=self.case)
        self.both("consent", "get", 200, cookie=self.case)
        theirs = self.enter(provider)
        wish = self.ask("case_desk", "get", 200, cookie=theirs).json["callbacks"][0]
        self.ask("case_desk", "post", 200, sent={"action": "callback_done", "callback": wish["id"]}, cookie=theirs)
        self.both("case_desk", "post", 404, sent={"action": "callback_done", "callback": "nothing"}, cookie=theirs)
        self.ask("sign_in", "get", 200, cookie=theirs, page=True)
        self.both("sign_in", "post", 422, sent={"action": "prolong", "password": ""}, cookie=theirs)
        self.both("sign_in", "post", 403, sent={"action": "prolong", "password": "pas le bon"}, cookie=theirs)
        self.ask("sign_in", "post", 200, sent={"action": "prolong", "password": provider["password"]}, cookie=theirs)
        self.both("sign_in", "post", 422, sent={"action": "digest", "digest": "often"}, cookie=theirs)
        for wish in ("yes", "no"):
            self.ask("sign_in", "post", 200, sent={"action": "digest", "digest": wish}, cookie=theirs)
        self.ask("sign_in", "post", 200, sent={"action": "sign_out"}, cookie=theirs)

    def phone(self):
        """A caller whose every request is held against the document."""
        return voice.Phone(self.base, voice.secret(), lambda query, fields, headers: self.ask("voice_intake", "post", None, sent=fields, page=True, query=query, headers=headers))

    def voice(self):
        place = next(each["number"] for each in json.loads(vigie("collectivite", "list", "--json")) if each["slug"] == self.slug)
        self.phone().until_recording(str(place)).recorded("https://nowhere.example/recording")
        self.both("voice_intake", "post", 403, sent={})
        self.both("voice_intake", "post", 422, sent={}, headers={"X-Twilio-Signature": voice.signature(self.base + "/f/voice_intake", {}, voice.secret())})
        self.waiting = self.phone().until_recording(str(place))

    def learning(self):
        """A course from its first step to its attestation, with and without a code."""
        with open(ROOT + "/content/fr/courses/plateforme/course.json", encoding="utf-8") as text:
            steps = json.load(text)["steps"]
        right = lambda step: [choice["value"] for choice in step.get("question", {}).get("choices", []) if choice.get("right")]
        send = lambda step: {"course": "plateforme", "step": step["id"], **({"answer": right(step)} if right(step) else {})}
        asked = next(step for step in steps if right(step))
        read = next(step for step in steps if not right(step))
        started = self.ask("elearning_progress", "post", 201, sent={"action": "start", "course": "plateforme", "collectivite": self.slug})
        self.ask("elearning_progress", "post", 201, sent={"action": "start", "course": "plateforme"}, page=True)
        mine = {"cookie": started.cookie}
        self.both("attestation", "post", 409, sent={"course": "plateforme", "name": "Camille Fictive"}, **mine)
        self.both("elearning_progress", "post", 404, sent={"course": "rien"})
        self.both("elearning_progress", "post", 422, sent={"course": "plateforme", "step": asked["id"]})
        self.both("elearning_progress", "post", 422, sent={"course": "plateforme", "action": "dance"})
        self.both("elearning_progress", "post", 422, sent={"course": "plateforme", "action": "resume", "code": "ACDE"})
        self.ask("elearning_progress", "post", 200, sent=send(asked))
        self.ask("elearning_progress", "post", 303, sent=send(asked), page=True)
        self.ask("elearning_progress", "post", 200, sent=send(read), **mine)
        for step in steps:
            self.ask("elearning_progress", "post", 303, sent=send(step), page=True, **mine)
        self.both("elearning_progress", "get", 200, query="course=plateforme", **mine)
        self.both("elearning_progress", "get", 200, query=f"course=plateforme&step={asked['id']}&answer=a")
        self.both("elearning_progress", "get", 404, query="course=rien")
        self.ask("elearning_progress", "get", 403, query="course=plateforme")
        self.ask("elearning_progress", "get", 303, query="course=plateforme", page=True)
        self.both("attestation", "post", 403, sent={"course": "plateforme", "name": "Camille Fictive"})
        self.both("attestation", "post", 404, sent={"course": "rien", "name": "Camille Fictive"}, **mine)
        self.both("attestation", "post", 422, sent={"course": "plateforme", "name": ""}, **mine)
        self.both("attestation", "post", 200, sent={"course": "plateforme", "name": "Camille Fictive"}, **mine)
        self.both("attestation", "get", 200, query="a=none")
        self.ask("attestation", "get", 303, page=True)
        resume = {"action": "resume", "course": "plateforme", "code": started.json["code"]}
        self.ask("elearning_progress", "post", 303, sent=resume, page=True)
        self.learner = self.ask("elearning_progress", "post", 200, sent=resume).cookie
        wrong = {**resume, "code": "ACDE-FGHJ-KMNP"}
        self.both("elearning_progress", "post", 403, sent=wrong)
        while self.ask("elearning_progress", "post", None, sent=wrong).status == 403:
            pass
        self.both("elearning_progress", "post", 429, sent=wrong)

    def figures(self):
        """What a référent and a manager count, what they take away, and what waits for a key."""
        mine, office, year = {"cookie": self.desk}, self.office, str(date.today().year)
        self.both("figures", "get", 200, query="of=" + self.slug, **mine)
        for one in ("ods", "xlsx", "csv", "pdf", "rsu_ods", "rsu_xlsx", "bilan_odt", "bilan_pdf"):
            self.ask("figures", "get", 200, page=True, query=f"year={year}&format={one}", **office)
        self.both("figures", "get", 403, query="of=cdg", **mine)
        self.both("figures", "get", 404, query="year=1999", **mine)
        publish = {"action": "publish", "year": str(int(year) - 1)}
        self.both("figures", "post", 409, sent={**publish, "year": year}, **office)
        self.both("figures", "post", 403, sent=publish, **mine)
        self.both("figures", "post", 422, sent={**publish, "action": "dance"}, **office)
        self.ask("figures", "post", 200, sent=publish, **office)
        self.ask("figures", "post", 303, sent=publish, page=True, **office)
        login, token = self.invited("referent")
        secret = self.ask("join", "get", 200, query="invitation=" + token).json["totp_secret"]
        newcomer = {"login": login, "password": "quatre-chevaux-sous-la-pluie", "totp_secret": secret}
        self.ask("join", "post", 201, sent={"invitation": token, "password": newcomer["password"], "totp": self.code_for(newcomer)})
        cookie = self.enter(newcomer)
        self.ask("figures", "get", 409, cookie=cookie)
        self.ask("figures", "get", 200, page=True, cookie=cookie)

    def busy(self):
        """Another process holds the database for longer than anyone waits: 503, for everything that writes."""
        _, token = self.invited("referent")
        secret = self.ask("join", "get", 200, query="invitation=" + token).json["totp_secret"]
        join = {"invitation": token, "password": "quatre-chevaux-sous-la-pluie", "password_again": "quatre-chevaux-sous-la-pluie"}
        headers, body = multipart("a.png", PNG)
        case, desk = {"cookie": self.case}, {"cookie": self.desk}
        taken = report(self.slug, step="send", how="phone", received_on=date.today().isoformat())
        asked, over = self.file(quality="witness"), {"cookie": self.open(self.file())}
        self.ask("agreement", "post", 200, sent={"action": "withdraw", "confirmed": "yes"}, **over)
        work = {"cookie": self.desk, "query": "case=" + asked["number"]}
        self.ask("case_desk", "post", 200, sent={"action": "act", "act": "assess", "reason": "Examen"}, **work)
        made = self.ask("case_desk", "post", 200, sent={"action": "act", "act": "ask_victim", "text": "On parle de vous."}, **work).json["letter"]
        letter = {"cookie": self.ask("letter", "post", 200, sent={"t": made["link"].split("t=")[1], "code": made["code"]}).cookie}
        writes = [("submit_report", {"sent": report(self.slug, step="send")}), ("phone_intake", {"sent": taken, **desk}), ("open_case", {"sent": {"code": self.filed["code"]}}),
                  ("chat_send", {"sent": {"text": "Bonjour"}, **case}), ("consent", {"sent": {"decision": "refuse"}, **case}),
                  ("agreement", {"sent": {"action": "withdraw", "confirmed": "yes"}, "cookie": self.open(asked)}), ("feedback", {"sent": {"easy": "yes"}, **over}), ("letter", {"sent": {"agree": "no"}, **letter}),
                  ("callback_request", {"sent": {"mode": "phone", "phone": "06 00 00 00 00"}, **case}), ("evidence", {"sent": body, "headers": headers, **case}),
                  ("case_desk", {"sent": {"action": "note", "text": "À rappeler"}, "query": "case=" + self.filed["number"], **desk}),
                  ("figures", {"sent": {"action": "publish", "year": str(date.today().year - 1)}, **self.office}),
                  ("sign_in", {"sent": {"action": "sign_out_everywhere"}, **desk}), ("elearning_progress", {"sent": {"course": "plateforme", "step": "exercice"}, "cookie": self.learner}),
                  ("accessibility_contact", {"sent": {"difficulty": "Occupé"}}), ("accessibility_desk", {"sent": {"id": self.difficulty, "answer": "Fait"}, **self.office}), ("join", {"sent": {**join, "totp": totp(secret, int(time.time() // 30))}})]
        holder = sqlite3.connect(os.environ["DATA_DIR"] + "/vigie.db", timeout=20, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        fields = {"CallSid": self.waiting.call, "RecordingUrl": "https://nowhere.example/recording"}
        signed = {"X-Twilio-Signature": voice.signature(self.waiting.next, fields, voice.secret())}
        query = urlsplit(self.waiting.next).query
        writes += [("members", {"sent": {"do": "add", "name": "Commune occupée", "kind": "commune", "affiliated": "yes"}, **self.office}),
                   ("members_import", {"sent": {"pasted": "nom\nCommune occupée\n"}, **self.office}),
                   ("membership_request", {"sent": {"step": "send", "name": "Commune occupée", "kind": "commune", "siret": "21620099900011", "affiliated": "yes", "headcount": "12",
                                                    "contact_name": "Personne Fictive", "contact_email": "commune@demonstration.example"}})]
        writes += [("dues_desk", {"sent": {"action": "open", "year": 2099, "due_on": "2099-12-31"}, **self.office}),
                   ("incidents", {"sent": {"do": "ask", "incident": self.incident, "day": date.today().isoformat(), "text": "Vu."}, **self.office})]
        writes += [("voice_intake", {"sent": fields, "query": query, "headers": signed})]
        threads = [threading.Thread(target=self.ask, args=(function, "post", 503), kwargs={**more, "page": page}) for function, more in writes for page in (False, True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        holder.execute("ROLLBACK")
        holder.close()
