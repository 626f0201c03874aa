"""The life of a case as each scheme wants it, told through HTTP. Usage: stories.py SCHEME (on an instance of that scheme)."""
import os
import sys

from client import demo, multipart, report, request, sign_in

BASE = os.environ["BASE_URL"]
place = demo()["collectivites"][0]["slug"]


class Desk:
    """A reader at work."""

    def __init__(self, role):
        account = next(one for one in demo()["accounts"] if one["role"] == role and (place in one["collectivites"] or not one["collectivites"]))
        self.cookie = sign_in(BASE, account)

    def read(self, number):
        return request(BASE, "/f/case_desk?case=" + number, cookie=self.cookie)

    def send(self, number, **sent):
        return request(BASE, "/f/case_desk?case=" + number, sent, self.cookie)

    def does(self, number, act, expected=200, **content):
        answer = self.send(number, action="act", act=act, **content)
        assert answer.status == expected, (act, answer.status, answer.body[:400])
        return answer.json

    def asks(self, number, **lines):
        """The estimate of an intervention, then the intervention itself. Gives the estimate and the order."""
        wish = {"lines": lines, "text": "Ce qui est attendu"}
        estimate = self.does(number, "request_service", **wish)["estimate"]
        self.does(number, "request_service", check="asked", **wish)
        return estimate, self.read(number).json["orders"][-1]

    def order(self, number, n):
        return next(one for one in self.read(number).json["orders"] if one["n"] == n)

    def delivers(self, number, n, lines, expected=200, report=b"%PDF-1.7\nLe rapport"):
        """Sends what was really done, with the report."""
        headers, body = multipart("rapport.pdf", report, action="act", act="deliver_service", order=n, text="Ce qui a été fait",
                                  **{"lines." + line: count for line, count in lines.items()})
        answer = request(BASE, "/f/case_desk?case=" + number, body, self.cookie, headers)
        assert answer.status == expected, (answer.status, answer.body[:400])
        return answer.json

    def missing(self, number, act):
        """The conditions that an act still lacks; None when it is not of this reader and this state."""
        return next((one["missing"] for one in self.read(number).json["acts"] if one["id"] == act), None)


class Reporter:
    def __init__(self, **said):
        filed = request(BASE, "/f/submit_report", report(place, **said))
        assert filed.status == 201, (filed.status, filed.body[:400])
        self.number = filed.json["number"]
        self.cookie = request(BASE, "/f/open_case", {"code": filed.json["code"]}).cookie

    def told(self):
        return [one["text"] for one in request(BASE, "/f/chat_poll?after=0", cookie=self.cookie).json["messages"] if one["from"] == "system"]

    def decides(self, expected=200, **sent):
        answer = request(BASE, "/f/agreement", sent, self.cookie)
        assert answer.status == expected, (sent, answer.status, answer.body[:400])
        return answer.json

    def agrees(self, consent, answer="yes"):
        return self.decides(action="answer", consent=consent, answer=answer)


def answered(made, **answer):
    """Someone without an account opens a letter and answers it."""
    opened = request(BASE, "/f/letter", {"t": made["letter"]["link"].split("t=")[1], "code": made["letter"]["code"]})
    assert opened.status == 200, opened.body[:300]
    text = request(BASE, "/f/letter", cookie=opened.cookie).json["text"]
    assert request(BASE, "/f/letter", answer, opened.cookie).status == 200
    return text


def name_of(desk, number):
    identity = desk.read(number).json["identity"]
    return identity and identity["name"]


NAMED = {"identity": {"mode": "sealed", "name": "Camille Fictive"}}


def let_in(desk, number):
    for one in desk.read(number).json["invitable"]:
        assert desk.send(number, action="let_in", reader=one["id"]).status == 200


def ordered(referent, provider, agent, number, prices):
    """Interviews, a part of which is delivered; an inquiry with its hearings. `prices`: the scheme's amounts are known."""
    estimate, order = referent.asks(number, psychological=5, conclusions=1)
    assert order["state"] == "asked" and estimate["asked"]["lines"] == {"psychological": 5, "conclusions": 1}
    if prices:
        assert (estimate["asked"]["cents"], estimate["best"]["cents"]) == (100000, 88000) and estimate["best"]["lines"] == {"psychological_5": 1}
        assert order["estimate"]["doubtful"] == ["psychological"]
    else:
        assert order["estimate"]["unknown"] == ["psychological", "conclusions"] and order["estimate"]["cents"] == 0
    let_in(referent, number)
    assert provider.read(number).status == 404
    referent.does(number, "agree_service", order=1, decision="yes", who="Mme la maire", agreed_on="24/11/2025", basis="other")
    referent.does(number, "order_service", order=1)
    let_in(referent, number)
    assert provider.order(number, 1)["state"] == "ordered" and name_of(provider, number) is None
    referent.does(number, "accept_service", 403, order=1)
    provider.does(number, "accept_service", order=1)
    provider.delivers(number, 1, {"kit": 1}, 422)
    provider.delivers(number, 1, {"psychological": 3, "conclusions": 1})
    done = referent.order(number, 1)
    assert done["state"] == "delivered" and done["due"]["cents"] == (76000 if prices else 0)
    report_file = request(BASE, f"/f/evidence?case={number}&id={done['files'][0]}", cookie=referent.cookie)
    assert report_file.body == b"%PDF-1.7\nLe rapport"
    assert request(BASE, "/f/evidence?id=" + done["files"][0], cookie=agent.cookie).status == 404
    referent.does(number, "settle_service", order=1, invoice="F-2026-12")

    referent.asks(number, inquiry_5=1)
    referent.does(number, "order_service", order=2)
    provider.does(number, "accept_service", order=2)
    for step, hearings in (("scoping", ""), ("hearings", "4"), ("hearings", "3")):
        provider.does(number, "note_inquiry", order=2, step=step, held_on="24/11/2025", hearings=hearings)
    provider.delivers(number, 2, {"inquiry_10": 1}, 422)
    provider.does(number, "note_inquiry", order=2, step="restitution", held_on="24/11/2025")
    provider.delivers(number, 2, {"inquiry_5": 1}, 422)
    provider.delivers(number, 2, {"inquiry_10": 1})
    inquiry = referent.order(number, 2)
    assert inquiry["hearings"] == 7 and inquiry["due"]["cents"] == (685000 if prices else 0)


def referent_first():
    """cdg62, cdg60: the référent reads and leads; the provider comes when it is ordered."""
    agent, referent, provider = Reporter(**NAMED), Desk("referent"), Desk("provider")
    number = agent.number
    assert provider.read(number).status == 404
    referent.does(number, "assess", reason="Premier examen")
    assert "Votre signalement a été lu. Quelqu’un s’en occupe." in agent.told()
    referent.does(number, "action_plan", 409, text="Trop tôt")
    referent.does(number, "qualify", in_scope="yes", kinds=["moral_harassment"], text="Analyse", for_reporter="Vous n’êtes pas seul.")
    assert any("Vous n’êtes pas seul." in text for text in agent.told())
    assert name_of(referent, number) is None
    referent.does(number, "ask_consent", consent="identity")
    agent.agrees("identity")
    assert name_of(referent, number) == "Camille Fictive"
    signed = agent.decides(action="sign_record", name="Camille Fictive", accepted="yes")
    assert signed["signature"]["sha256"] == signed["sha256"]
    record = request(BASE, "/f/record", cookie=agent.cookie).body
    assert record.startswith(b"%PDF-") and record == request(BASE, "/f/record?case=" + number, cookie=referent.cookie).body
    referent.does(number, "action_plan", text="Recevoir les équipes")
    assert not any(one["id"] for one in referent.read(number).json["invitable"] if "psycholog" in one["name"].lower())
    ordered(referent, provider, agent, number, prices=sys.argv[1] == "cdg62")
    assert provider.read(number).status == 200 and name_of(provider, number) is None
    assert "Camille" not in provider.read(number).body.decode() and request(BASE, "/f/record?case=" + number, cookie=provider.cookie).status == 404
    provider.does(number, "report_admissibility", text="Compte rendu", for_reporter="Le compte rendu pour vous")
    referent.does(number, "choose_treatment", treatment="provider", text="Enquête")
    assert referent.read(number).json["state"] == "treatment"
    closed = referent.send(number, action="close", outcome="measures", reason="Des mesures ont été prises.")
    assert closed.status == 200 and referent.read(number).json["rule"] == "retaliation_check"
    referent.does(number, "reopen", reason="Nouveaux faits")

    witness = Reporter(quality="witness")
    referent.does(witness.number, "assess", reason="Examen")
    referent.does(witness.number, "qualify", in_scope="yes", text="Analyse")
    assert referent.missing(witness.number, "action_plan") == ["victim_agreement"]
    made = referent.does(witness.number, "ask_victim", text="Un collègue s’inquiète pour vous.")
    assert answered(made, agree="yes", name="Dominique Fictif") == "Un collègue s’inquiète pour vous."
    assert referent.missing(witness.number, "action_plan") == []
    witness.decides(action="withdraw", confirmed="yes")

    authority = Reporter(concerns_authority=True)
    assert referent.read(authority.number).status == 404 and Desk("substitute").read(authority.number).status == 200


def provider_first():
    """cdg45: the provider analyses; with the agent's written consent the CDG's référent learns of it, then asks the authority."""
    agent, provider, referent = Reporter(**NAMED), Desk("provider"), Desk("referent")
    number = agent.number
    assert referent.read(number).status == 404
    provider.does(number, "assess", reason="Phase 1")
    provider.does(number, "qualify", in_scope="yes", text="Analyse")
    provider.does(number, "action_plan", text="Plan")
    provider.does(number, "ask_consent", consent="conclusions")
    agent.agrees("conclusions", "no")
    provider.does(number, "conclude", 409, facts="Faits", text="Conclusions")
    provider.does(number, "ask_consent", consent="conclusions")
    agent.agrees("conclusions")
    provider.does(number, "conclude", facts="Faits", text="Conclusions argumentées")
    assert name_of(referent, number) == "Camille Fictive"
    referent.does(number, "inform_authority", text="Un signalement a été reçu.")
    made = referent.does(number, "ask_authority", text="Comment allez-vous traiter ces faits ?")
    assert referent.missing(number, "record_no_answer") == ["overdue.authority_answer"]
    answered(made, text="Nous menons une enquête.")
    assert referent.read(number).json["letters"][-1]["answer"]["text"] == "Nous menons une enquête."
    referent.does(number, "record_answer", text="Enquête annoncée")
    estimate, order = referent.asks(number, psychological=5, legal=3, conclusions=1)
    assert estimate["best"]["cents"] == 120000 and not estimate["asked"]["doubtful"]
    referent.does(number, "order_service", 409, order=1)  # the authority has not agreed yet
    letters = len(referent.read(number).json["letters"])
    referent.does(number, "agree_service", order=1, decision="yes", who="M. le président", agreed_on="24/11/2025", basis=f"letter.{letters}")
    referent.does(number, "order_service", order=1)
    provider.does(number, "accept_service", order=1)
    provider.delivers(number, 1, {"psychological": 5, "legal": 3, "conclusions": 1})
    assert referent.order(number, 1)["due"]["cents"] == 160000
    referent.does(number, "choose_treatment", treatment="own_means")
    assert referent.send(number, action="close", outcome="measures", reason="Voilà.").status == 200


def identified_to_provider():
    """cdg69: the provider must know who reports; a witness may ask advice without a name; the employer reads an anonymous summary, then conclusions with consent."""
    provider, referent = Desk("provider"), Desk("referent")
    assert request(BASE, "/f/submit_report", report(place)).status == 422
    witness = Reporter(quality="witness")
    assert provider.send(witness.number, action="acknowledge").status == 200
    assert provider.missing(witness.number, "assess") == ["identity.provider"]
    agent = Reporter(**NAMED)
    number = agent.number
    assert name_of(provider, number) == "Camille Fictive" and referent.read(number).status == 404
    provider.does(number, "assess", reason="Phase 1")
    provider.does(number, "qualify", in_scope="yes", text="Analyse")
    provider.does(number, "summarise_for_employer", 422, text="Mme Fictive décrit des cris.")
    summary = provider.does(number, "summarise_for_employer", text="Une personne décrit des cris répétés.", confirmed="yes")
    assert "Fictive" not in answered(summary, text="Bien reçu.")
    provider.does(number, "support", text="Accompagnement")
    provider.does(number, "action_plan", text="Plan")
    provider.does(number, "ask_consent", consent="conclusions")
    provider.does(number, "conclude", 409, facts="Faits", text="Conclusions")
    agent.agrees("conclusions")
    provider.does(number, "conclude", facts="Faits", age="40 ans", status="Titulaire", department="Voirie", text="Conclusions")
    assert name_of(referent, number) == "Camille Fictive"
    answered(provider.does(number, "ask_authority", text="Comment allez-vous traiter ces faits ?"), text="Par nos moyens.")
    provider.does(number, "record_answer", text="Par ses moyens")
    referent.does(number, "name_experts", text="La direction générale")
    assert provider.missing(number, "advise_authority") == ["not_adviser"]
    _, order = referent.asks(number, advice=1)
    assert order["estimate"]["unknown"] == ["advice"]
    referent.does(number, "agree_service", order=1, decision="yes", who="Le maire", agreed_on="24/11/2025", basis="other")
    referent.does(number, "order_service", order=1)
    assert provider.order(number, 1)["provider"] == "cabinet Strada avocats"
    provider.does(number, "accept_service", 409, order=1)  # advised the agent
    referent.does(number, "cancel_service", order=1, reason="Un autre expert est demandé")


def cell():
    """amacod: the cell knows who reports; nothing goes to the employer without agreement; mediation."""
    provider = Desk("provider")
    assert request(BASE, "/f/submit_report", report(place)).status == 422
    agent = Reporter(**NAMED)
    number = agent.number
    provider.does(number, "assess", reason="Accueil")
    provider.does(number, "qualify", in_scope="yes", text="Analyse")
    provider.does(number, "inform_authority", 409, text="…")
    for consent in ("mediation", "employer"):
        provider.does(number, "ask_consent", consent=consent)
        agent.agrees(consent)
    answered(provider.does(number, "inform_authority", text="Une situation demande votre décision."), text="Nous recevons l’équipe.")
    provider.does(number, "mediate", text="Deux rencontres")
    provider.does(number, "record_answer", text="Décision reçue")
    assert provider.send(number, action="close", outcome="mediation", reason="Un accord a été trouvé.").status == 200
    assert any("médiation" in text for text in agent.told())


stories = {"cdg62": referent_first, "cdg60": referent_first, "cdg45": provider_first, "cdg69": identified_to_provider, "amacod": cell}
stories[sys.argv[1]]()
print(f"{sys.argv[1]}: {stories[sys.argv[1]].__doc__}")
