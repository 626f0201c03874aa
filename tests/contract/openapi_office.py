"""Walks of openapi.py: the CDG's office."""
import uuid

from client import multipart
from openapi_orders import Orders


def siret():
    """Fourteen digits that nobody has, the last of which checks the others."""
    digits = [2, 0, 0] + [uuid.uuid4().int % 10 for _ in range(10)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[::2])
    return "".join(map(str, digits)) + str(-(doubled + sum(digits[1::2])) % 10)


class Office(Orders):
    def members(self):
        """A member that asks, signs, leaves; the list as a file, in both directions."""
        mine = self.office
        name = "Commune fictive " + uuid.uuid4().hex[:8]
        self.both("members", "get", 200, **mine)
        for function in ("members", "members_import"):
            self.both(function, "get", 403, cookie=self.desk)
        self.both("members", "get", 404, query="member=nulle-part", **mine)
        self.ask("members", "get", 422, query="do=dance", page=True, **mine)
        self.ask("members", "get", 422, query="do=dance", **mine)
        self.ask("members", "get", 405, query="do=add", **mine)
        self.ask("members", "get", 200, query="do=add", page=True, **mine)
        described = {"do": "add", "name": name, "kind": "commune", "affiliated": "yes"}
        made = self.ask("members", "post", 200, sent=described, **mine).json
        self.both("members", "post", 409, sent=described, **mine)
        self.both("members", "post", 422, sent={**described, "siret": "123"}, **mine)
        self.both("members", "post", 422, sent={"do": "dance"}, **mine)
        one = {"query": "member=" + made["slug"], **mine}
        self.both("members", "post", 404, sent={"do": "accept"}, query="member=nulle-part", **mine)
        self.both("members", "get", 200, **one)
        self.both("members", "get", 404, query=one["query"] + "&paper=convention&format=odt", **mine)
        self.both("members", "post", 422, sent={"do": "headcount", "agents": "12,5", "reference": "2025-12-31", "source": "déclaré"}, **one)
        self.ask("members", "post", 303, sent={"do": "headcount", "agents": "38", "reference": "2025-12-31", "source": "déclaré"}, page=True, **one)
        self.both("members", "post", 409, sent={"do": "give_back", "on": "2026-01-01"}, **one)
        self.ask("members", "post", 200, sent={"do": "accept"}, **one)
        for format in ("odt", "pdf"):
            self.ask("members", "get", 200, query=f"{one['query']}&paper=convention&format={format}", page=True, **mine)
        self.both("members", "get", 200, query="due=1", **mine)
        self.both("members", "get", 200, query="changes=1", **mine)
        self.ask("members", "post", 200, sent={"do": "opinions"}, **mine)
        self.ask("members", "post", 303, sent={"do": "opinions"}, page=True, **mine)
        self.both("members", "get", 200, query="opinions=", **mine)
        self.ask("members", "get", 200, query="opinions=&export=ods", page=True, **mine)
        self.both("members", "get", 404, query="opinions=2019", **mine)
        self.ask("members", "get", 200, query="do=change", page=True, **mine)
        self.both("members", "post", 422, sent={"do": "change", "on": "2020-01-01", "text": "Le prix change.", "confirmed": "yes"}, **mine)
        change = {"do": "change", "on": "2030-01-01", "text": f"Le prix change ({name}).", "confirmed": "yes"}
        self.ask("members", "post", 200, sent=change, **mine)
        self.both("members", "post", 409, sent=change, **mine)
        self.ask("members", "post", 303, sent={**change, "on": "2030-02-01"}, page=True, **mine)
        self.readers(mine)
        for format in ("csv", "ods"):
            self.ask("members", "get", 200, query="export=" + format, page=True, **mine)
        self.ask("members_import", "get", 200, page=True, **mine)
        self.ask("members_import", "get", 405, **mine)
        self.both("members_import", "post", 422, sent={"pasted": "nom;siret\nLieu;123\n"}, **mine)
        self.ask("members_import", "post", 200, sent={"pasted": f"nom;nature\n{name};commune\n"}, **mine)
        self.ask("members_import", "post", 303, sent={"pasted": f"nom;nature\n{name};commune\n"}, page=True, **mine)
        headers, body = multipart("liste.csv", f"nom;nature\n{name};commune\n".encode())
        self.ask("members_import", "post", None, sent=body, headers=headers, **mine)

    def readers(self, mine):
        """What a référent is, and its phone."""
        place = {"query": "member=" + self.slug, **mine}
        login = self.ask("members", "get", 200, **place).json["readers"][0]["account"]
        self.ask("members", "get", 200, query=f"{place['query']}&do=reader&account={login}", page=True, **mine)
        self.both("members", "post", 404, sent={"do": "reader", "account": "personne"}, **place)
        self.both("members", "post", 422, sent={"do": "reader", "account": login, "phone": "12"}, **place)
        self.ask("members", "post", 200, sent={"do": "reader", "account": login, "function": "DRH", "phone": "03 21 00 00 00"}, **place)

    def membership_request(self):
        """A collectivité that asks to join."""
        asked = lambda siret: {"name": "Syndicat fictif " + uuid.uuid4().hex[:8], "kind": "syndicat", "siret": siret, "affiliated": "yes", "headcount": "12",
                               "contact_name": "Personne Fictive", "contact_email": "syndicat@demonstration.example"}
        self.ask("membership_request", "get", 200, page=True)
        self.ask("membership_request", "get", 200, page=True, query="done=1")
        self.ask("membership_request", "get", 405)
        known, other = asked(siret()), asked(siret())
        self.ask("membership_request", "post", 200, sent={**known, "step": "check"}, page=True)
        self.ask("membership_request", "post", 201, sent=known)
        for step in ("check", "send"):
            self.both("membership_request", "post", 409, sent={**known, "step": step})
        self.both("membership_request", "post", 422, sent={**other, "headcount": "12,5"})
        headers, body = multipart("deliberation.txt", b"du texte", **other)
        self.ask("membership_request", "post", 422, sent=body, headers=headers)
        for kind, bytes_ in (("pdf", b"%PDF-1.7 fictive"), ("jpg", b"\xff\xd8\xff fictive"), ("png", b"\x89PNG\r\n\x1a\n fictive")):
            sent = asked(siret())
            headers, body = multipart("deliberation." + kind, bytes_, **sent)
            self.ask("membership_request", "post", 201, sent=body, headers=headers)
            slug = self.ask("members", "get", 200, query="q=" + sent["name"].split()[-1], **self.office).json["members"][0]["slug"]
            self.ask("members", "get", 200, query=f"member={slug}&paper=deliberation", page=True, **self.office)
        self.ask("membership_request", "post", 303, sent={**other, "step": "send"}, page=True)
