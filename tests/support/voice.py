"""A telephony operator with one caller: signs each request, sends what is typed or recorded, goes where the answer (TwiML) says."""
import base64
import hashlib
import hmac
import os
import re
import uuid
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode, urlsplit

from client import request

CALLER = "+33639987123"


def secret():
    with open(os.environ["DATA_DIR"] + "/voice_secret") as text:
        return text.read().strip()


def signature(url, fields, key):
    text = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


class Phone:
    """`says`: what was heard last. `post`: how a request is made, (query, fields, headers) → Answer; over HTTP when left out."""

    def __init__(self, base, key, post=None):
        self.base, self.key, self.post = base, key, post or self.over_http
        self.call, self.next, self.says, self.verbs = "CA" + uuid.uuid4().hex, base + "/f/voice_intake", [], []

    def over_http(self, query, fields, headers):
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*", **headers}
        return request(self.base, "/f/voice_intake" + ("?" + query if query else ""), urlencode(fields).encode(), headers=kind, timeout=60)

    def raw(self, url, fields):
        fields = {"CallSid": self.call, "From": CALLER, "To": "+33199001234", **fields}
        return self.post(urlsplit(url).query, fields, {"X-Twilio-Signature": signature(url, fields, self.key)})

    def send(self, **fields):
        answer = self.raw(self.next, fields)
        assert answer.status == 200, (answer.status, answer.body[:300])
        tree = ElementTree.fromstring(answer.body)
        assert tree.tag == "Response" and set(each.tag for each in tree.iter()) <= {"Response", "Say", "Gather", "Record", "Redirect", "Hangup"}
        assert all(each.get("language") == "fr-FR" for each in tree.iter("Say"))
        self.says, self.verbs = [each.text for each in tree.iter("Say")], [each.tag for each in tree.iter()]
        where = [each.get("action") or each.text for each in tree if each.tag in ("Gather", "Record", "Redirect")]
        self.next = where[0] if where else None
        return self

    def type(self, *many):
        for digits in many:
            self.send(Digits=digits)
        return self

    def heard(self, words):
        return any(words in sentence for sentence in self.says)

    def until_recording(self, place):
        """A witness of moral harassment and threats, who stays anonymous; the authority is not concerned."""
        return self.send().type("1", place, "1", "2", "48", "2", "1")

    def recorded(self, url):
        self.send(RecordingUrl=url)
        while "Redirect" in self.verbs and "Gather" not in self.verbs and "Record" not in self.verbs:
            self.send()
        return self

    def codes(self):
        """Each time that a code was read aloud, its 24 digits."""
        groups = [re.sub(r"\D", "", match[1]) for match in (re.match(r"Groupe \d\s: ([\d, ]+)\.", each) for each in self.says) if match]
        return ["".join(groups[i:i + 6]) for i in range(0, len(groups), 6)]
