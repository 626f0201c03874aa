"""A year of a CDG's office with 300 collectivités, through HTTP: they join, are revised, called, billed, chased, leave, and the year is told.

Usage: year.py FOLDER (on an instance of cdg62; FOLDER: where its mails arrive, tests/support/smtp_relay.py)."""
import csv
import io
import os
import re
import sys
import time
from datetime import date, timedelta

from client import demo, multipart, request, sign_in
from openapi_office import siret

BASE, MAILS = os.environ["BASE_URL"], sys.argv[1]
TODAY = date.today()
YEAR = TODAY.year
COLUMNS = ["nom", "nature", "siret", "affiliee", "code_postal", "ville", "contact", "courriel", "effectif", "compte_le", "source", "premier_jour"]
manager = sign_in(BASE, next(one for one in demo()["accounts"] if one["role"] == "manager"))


def ask(path, expected=200, sent=None, headers=None, cookie=manager):
    answer = request(BASE, "/f/" + path, sent, cookie, headers)
    assert answer.status == expected, (path, sent, answer.status, answer.body[:600])
    return answer


def does(slug, act, expected=200, **told):
    return ask("members?member=" + slug, expected, {"do": act, **told}).json


def dues(action, expected=200, **sent):
    return ask("dues_desk", expected, {"action": action, "year": YEAR, **sent}).json


def lines():
    return ask(f"dues_desk?year={YEAR}").json["lines"]


def sheet(rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return multipart("liste.csv", out.getvalue().encode())


def links(function):
    """What the members were sent: for each address that was written to, the tokens of its links to a function."""
    found = {}
    for number in os.listdir(MAILS):
        if number.endswith(".part"):
            continue
        with open(f"{MAILS}/{number}/to") as to, open(f"{MAILS}/{number}/text") as text:
            if token := re.search(rf"/f/{function}\?t=([\w-]+)", text.read()):
                found.setdefault(to.read(), []).append(token[1])
    return found


def wait_for(function, mails):
    for _ in range(1200):
        if len(links(function)) >= mails:
            break
        time.sleep(0.1)
    return links(function)


def the_list():
    """Nearly all are members already: a spreadsheet that is refused whole for one wrong line, then taken in. Every seventh has not said its headcount."""
    rows = [[f"Commune fictive n° {n}", "commune", siret(), "oui" if n % 5 else "non", f"62{n:03}", f"Ville {n}", "Le secrétariat", f"mairie{n}@membre.example"]
            + ([str(5 + 7 * n), f"{YEAR - 1}-12-31", "compte administratif"] if n % 7 else ["", "", ""]) + [f"{YEAR - 1}-01-01"] for n in range(1, 297)]
    broken = [list(row) for row in rows]
    broken[9][2], broken[19][11] = "12345678901234", "bientôt"
    headers, body = sheet([COLUMNS, *broken])
    refused = ask("members_import", 422, body, headers).json
    assert {(one["line"], one["column"]) for one in refused["faults"]} == {(11, "siret"), (21, "premier_jour")}, refused
    before = len(lines())
    headers, body = sheet([COLUMNS, *rows])
    assert ask("members_import", 200, body, headers).json["added"] == 296
    assert len(lines()) == before + 296
    headers, body = multipart("liste.ods", ask("members?export=ods").body)
    again = ask("members_import", 200, body, headers).json
    assert again["added"] == 0, again


def joins(n):
    """One that asks online, is accepted, signs, and is served from the first day of the month after its convention came."""
    asked = {"name": f"Syndicat fictif n° {n}", "kind": "syndicat", "siret": siret(), "affiliated": "yes", "headcount": str(40 + n), "contact_name": "La présidente",
             "contact_email": f"syndicat{n}@membre.example", "number": f"{YEAR}-{n}", "on": str(TODAY - timedelta(days=60))}
    ask("membership_request", 201, asked, cookie=None)
    ask("membership_request", 409, asked, cookie=None)
    slug = next(one["slug"] for one in ask("members?state=asked").json["members"] if one["name"] == asked["name"])
    assert "sign" in does(slug, "accept")["acts"]
    came = TODAY - timedelta(days=40)
    paper = {"signed": "convention body", "name": "Une signataire", "function": "Présidente", "on": str(came), "received": str(came)}
    does(slug, "sign", 422, **paper)  # nobody has read the provider's data policy yet
    does(slug, "note", number=f"{YEAR}-{n}", on=str(came), committee=str(came), policy=str(came), name="La présidente")
    for signed in ask("members?member=" + slug).json["to_sign"]:
        member = does(slug, "sign", **{**paper, "signed": signed})
    first = (came.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert (member["state"], member["effective_on"]) == ("effective", str(first)), member
    does(slug, "notify", on=str(TODAY))
    does(slug, "headcount", agents=str(40 + n), reference=f"{YEAR - 1}-12-31", source="déclaré à l’adhésion")
    return slug


def called():
    """Those whose headcount is missing are asked by a link of their own, once; they tell, correct, and are too late once the year is frozen."""
    dues("open", due_on=str(TODAY + timedelta(days=90)))
    missing = [one for one in lines() if one["state"] == "waiting" and one["name"].startswith("Commune fictive")]
    assert len(missing) == 42, len(missing)
    dues("ask")
    dues("ask")
    sent = {address: tokens for address, tokens in wait_for("headcount", 42).items() if address.startswith("mairie")}
    assert len(sent) == 42 and all(len(tokens) == 1 for tokens in sent.values()), (len(sent), sent)
    late = None
    for address, (token,) in sorted(sent.items()):
        n = int(re.search(r"\d+", address)[0])
        asked = ask("headcount?t=" + token, cookie=None).json
        assert (asked["name"], asked["reference"]) == (f"Commune fictive n° {n}", f"{YEAR - 1}-12-31"), asked
        if n == 294:
            late = token
            continue
        ask("headcount", 422, {"t": token, "headcount": "beaucoup"}, cookie=None)
        ask("headcount", 200, {"t": token, "headcount": 1}, cookie=None)
        ask("headcount", 200, {"t": token, "headcount": 5 + 7 * n}, cookie=None)
    dues("issue", 409)
    dues("freeze")
    ask("headcount", 409, {"t": late, "headcount": 3}, cookie=None)


def billed(joined):
    """2 € for each agent (convention, article 6), in numbers without a gap; issuing again changes nothing. One is corrected, one credited, the others pay."""
    dues("issue")
    first = lines()
    ours = {one["name"]: one for one in first if "fictif" in one["name"] or "fictive" in one["name"]}
    for n in range(1, 297):
        line = ours[f"Commune fictive n° {n}"]
        assert (line["state"], line["due_cents"]) == (("waiting", None) if n == 294 else ("issued", 200 * (5 + 7 * n))), line
    numbers = sorted(one["bill"] for one in first if one["bill"])
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 295 + len(joined)
    total = ask(f"dues_desk?year={YEAR}").json["billed_cents"]
    assert total == sum(one["due_cents"] for one in first if one["bill"])
    dues("issue")
    assert lines() == first
    corrected, credited, chased = (ours[f"Commune fictive n° {n}"] for n in (1, 2, 3))
    dues("correct", 422, bill=corrected["bill"], headcount="", reason="")
    dues("correct", bill=corrected["bill"], headcount=10, reason="Deux agents étaient comptés deux fois.")
    dues("credit", 422, bill=credited["bill"], amount="100000", reason="Trop.")
    dues("credit", bill=credited["bill"], amount="38", reason="La commune a fusionné.")
    for line in first:
        if line["bill"] and line not in (corrected, credited, chased):
            dues("pay", bill=line["bill"], paid_on=str(TODAY))
    states = {one["slug"]: one["state"] for one in lines()}
    assert [states[one["slug"]] for one in (corrected, credited, chased)] == ["issued", "credited", "issued"], states
    rows = list(csv.reader(io.StringIO(ask(f"dues_desk?year={YEAR}&format=csv").body.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) - 1 == len(numbers) + 3, len(rows)  # a credit note and a bill for the one, a credit note for the other
    for kind, begins in (("pdf", b"%PDF"), ("ods", b"PK"), ("xlsx", b"PK")):
        assert ask(f"dues_desk?year={YEAR}&format={kind}").body.startswith(begins)


def leaves():
    """One gives notice and stays until its anniversary; another left two years ago, has its data back, and is erased on its day, not before."""
    slug = "commune-fictive-n-4"
    does(slug, "notice", 422, on=str(TODAY + timedelta(days=1)))
    leaving = does(slug, "notice", on=str(TODAY))
    ends = date.fromisoformat(leaving["ends_on"])
    assert leaving["state"] == "leaving" and ends > TODAY + timedelta(days=88) and (ends + timedelta(days=1)).month == 1, leaving
    headers, body = sheet([["nom", "nature", "premier_jour"], ["Commune fictive partie", "commune", f"{YEAR - 3}-01-01"]])
    ask("members_import", 200, body, headers)
    gone = "commune-fictive-partie"
    left = does(gone, "notice", on=f"{YEAR - 3}-06-01")
    assert left["ends_on"] == f"{YEAR - 3}-12-31", left
    does("commune-fictive-n-5", "headcount", agents="41", reference=f"{YEAR - 1}-12-31", source="revu")  # any act moves the calendar
    left = ask("members?member=" + gone).json
    assert left["state"] == "left" and "give_back" in left["acts"], left
    does(gone, "give_back", on=str(TODAY))
    return slug


def opined():
    """What members think: each by a link of its own, read by the managers with names, counted for everybody else without small numbers."""
    asked = ask("members", 200, {"do": "opinions"}).json["mails"]
    assert asked >= 290, asked
    assert ask("members", 200, {"do": "opinions"}).json["mails"] == 0
    sent = sorted(wait_for("member_feedback", 12).items())[:12]
    for n, (address, (token,)) in enumerate(sent):
        ask("member_feedback", 422, {"t": token}, cookie=None)
        ask("member_feedback", 200, {"t": token, "known": "few" if n < 3 else "most", "words": f"Reçu à {address}."}, cookie=None)
    given = ask("members?opinions=").json["given"]
    assert len(given) == 12 and all(one["words"].startswith("Reçu à ") for one in given), given
    counted = ask(f"figures?of=cdg&year={YEAR}").json["members"]
    known = {row["word"]: row["count"] for table in counted["tables"] if table["id"] == "known" for row in table["rows"]}
    assert counted["total"] == 12 and known["few"] is None and counted["words"] == [], counted
    assert len(ask("members?opinions=&export=csv").body.splitlines()) > 290


def told():
    """The figures of the year, as a report to complete and as files."""
    for kind, begins in (("bilan_odt", b"PK"), ("bilan_pdf", b"%PDF"), ("rsu_ods", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        assert ask(f"figures?of=cdg&year={YEAR}&format={kind}").body.startswith(begins), kind
    ask("figures", 409, {"action": "publish", "year": YEAR})
    ask("figures", 200, {"action": "publish", "year": YEAR - 1})


began = time.monotonic()
the_list()
joined = [joins(n) for n in range(1, 5)]
does("commune-fictive-n-6", "headcount", agents="47", reference=f"{YEAR - 1}-12-31", source="revu avec la commune")
called()
billed(joined)
leaves()
opined()
told()
print(f"a year of {len(ask('members?export=csv').body.splitlines()) - 1} collectivités: walked in {time.monotonic() - began:.0f} s")
