"""Walks of openapi.py: joining, signing in and out."""
import os
import re
import subprocess
import time
import uuid

from client import totp
from openapi_walks import Walker


def vigie(*words):
    conf = os.environ["DATA_DIR"] + "/vigie.conf"
    return subprocess.run([os.environ["BUILD_DIR"] + "/bin/vigie", *words], check=True, capture_output=True, text=True, env={**os.environ, "VIGIE_CONF": conf}).stdout


class People(Walker):
    def __init__(self, *args):
        super().__init__(*args)
        self.steps = {}  # the last one-time code of each login

    def invited(self, role, slug=None):
        login = f"{role}-{uuid.uuid4().hex[:12]}"
        place = [] if role == "provider" else ["--collectivite", slug or self.slug]
        link = vigie("account", "add", login, "--name", "Personne Fictive", "--email", login + "@demonstration.example", "--role", role, *place)
        return login, re.search(r"invitation=(\S+)", link)[1]

    def code_for(self, account):
        """A one-time code that this account has not used: waits for the next one when it must."""
        while self.steps.get(account["login"]) == int(time.time() // 30):
            time.sleep(0.5)
        self.steps[account["login"]] = int(time.time() // 30)
        return totp(account["totp_secret"], self.steps[account["login"]])

    def enter(self, account, page=False):
        """The session of someone who signs in; the demonstration's accounts may have used their code a moment ago."""
        for _ in range(3):
            sent = {"login": account["login"], "password": account["password"], "totp": self.code_for(account)}
            answer = self.ask("sign_in", "post", None, sent=sent, page=page)
            if answer.status != 403:
                break
        if answer.status not in (200, 303):
            self.book.tell("sign_in", "post", answer, ["nobody was let in"])
        return answer.cookie

    def joining(self):
        """Two accounts join, one as a program and one as a browser; gives the first."""
        self.both("join", "get", 404, query="invitation=never")
        self.both("join", "post", 404, sent={"invitation": "never", "password": "Une phrase assez longue", "totp": "000000"})
        (login, token), (_, second) = self.invited("provider"), self.invited("referent")
        read, _ = self.both("join", "get", 200, query="invitation=" + token)
        account = {"login": login, "password": "quatre-chevaux-sous-la-pluie", "totp_secret": read.json["totp_secret"]}
        self.both("join", "post", 422, sent={"invitation": token, "password": "court", "totp": "000000"})
        sent = {"invitation": token, "password": account["password"], "totp": self.code_for(account)}
        account["recovery"] = self.ask("join", "post", 201, sent=sent).json["recovery_codes"]
        secret = self.ask("join", "get", 200, query="invitation=" + second).json["totp_secret"]
        sent = {"invitation": second, "password": account["password"], "password_again": account["password"], "totp": totp(secret, int(time.time() // 30))}
        self.ask("join", "post", 200, sent=sent, page=True)
        return account

    def difficulties(self):
        """What resists people on the site, and how the managers answer. Leaves one that waits."""
        self.ask("accessibility_contact", "get", 200)
        self.ask("accessibility_contact", "get", 200, page=True, query="received=yes")
        self.ask("accessibility_contact", "get", 303, page=True)
        full = {"difficulty": "Le bouton n’a pas de nom.", "page": "Suivre", "name": "Sam Fictif", "email": "sam@exemple.fr"}
        self.ask("accessibility_contact", "post", 201, sent=full)
        self.ask("accessibility_contact", "post", 303, sent={"difficulty": "Le texte est trop petit."}, page=True)
        self.both("accessibility_contact", "post", 422, sent={"email": "sam"})
        self.difficulty = self.ask("accessibility_desk", "get", 200, **self.office).json["requests"][0]["id"]
        self.ask("accessibility_desk", "get", 200, page=True, query=f"id={self.difficulty}", **self.office)
        self.both("accessibility_desk", "get", 403, cookie=self.desk)
        self.both("accessibility_desk", "post", 403, sent={"id": self.difficulty, "answer": "Fait"}, cookie=self.desk)
        self.ask("accessibility_desk", "post", 403, sent={"id": self.difficulty, "answer": "Fait"}, page=True)
        self.both("accessibility_desk", "post", 422, sent={"id": self.difficulty}, **self.office)
        self.both("accessibility_desk", "post", 404, sent={"id": 999999, "answer": "Fait"}, **self.office)
        self.ask("accessibility_desk", "post", 200, sent={"id": self.difficulty, "answer": "Page corrigée"}, **self.office)
        self.both("accessibility_desk", "post", 409, sent={"id": self.difficulty, "answer": "Encore"}, **self.office)
        for text in ("Un autre.", "Encore un autre."):
            self.ask("accessibility_contact", "post", 201, sent={"difficulty": text})
        waiting = self.ask("accessibility_desk", "get", 200, **self.office).json["requests"]
        self.ask("accessibility_desk", "post", 303, sent={"id": waiting[0]["id"], "answer": "Fait"}, page=True, **self.office)
        self.difficulty = waiting[1]["id"]

    def flood(self):
        while self.ask("accessibility_contact", "post", None, sent={"difficulty": "Encore"}).status == 201:
            pass
        self.both("accessibility_contact", "post", 429, sent={"difficulty": "Encore"})

    def doors(self, account):
        """The ways to be refused, and the ways out. Ends with a new secret for the account."""
        self.both("sign_in", "post", 422, sent={"login": "x"})
        self.both("sign_in", "post", 422, sent={"action": "dance"})
        nobody = {"login": "personne-" + uuid.uuid4().hex[:8], "password": "quatre-chevaux", "totp": "000000"}
        self.both("sign_in", "post", 403, sent=nobody)
        while self.ask("sign_in", "post", None, sent=nobody).status == 403:
            pass
        self.both("sign_in", "post", 429, sent=nobody)
        self.ask("sign_in", "get", 405)
        self.ask("sign_in", "get", 303, page=True)
        self.ask("sign_in", "get", 200, query="recover=1", page=True)
        self.both("sign_in", "post", 403, sent={"action": "sign_out_everywhere"})
        for page in (False, True):
            sent = {"action": "recover", "login": account["login"], "recovery_code": account["recovery"][page], "password": "cinq-chevaux-sous-la-neige"}
            self.ask("sign_in", "post", 200, sent={**sent, "password_again": sent["password"]} if page else sent, page=page)
