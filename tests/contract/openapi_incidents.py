"""Walks of openapi.py: incidents with a provider, and its invoice."""
from datetime import date


class Incidents:
    def incidents(self, provider):
        """One told from a collectivité, asked about, answered, decided, closed; one that the office takes down. Leaves the second open."""
        mine, told_by, theirs, today = self.office, {"cookie": self.desk}, {"cookie": self.enter(provider)}, date.today().isoformat()
        commitment = self.ask("incidents", "get", 200, **mine).json["commitments"][0]["id"]
        fault = {"do": "tell", "commitment": commitment, "collectivite": self.slug, "happened_on": today, "facts": "La prestation n’est pas venue."}
        number = self.ask("incidents", "post", 201, sent=fault, **told_by).json["id"]
        self.incident = self.ask("incidents", "post", 201, sent={**fault, "commitment": "other.0"}, **mine).json["id"]
        self.ask("incidents", "get", 200, **told_by)
        self.ask("incidents", "get", 200, query="do=tell", page=True, **told_by)
        self.both("incidents", "post", 422, sent={**fault, "happened_on": "hier"}, **mine)
        self.both("incidents", "post", 422, sent={**fault, "collectivite": ""}, **told_by)
        self.both("incidents", "post", 404, sent={"do": "dance"}, **mine)
        self.both("incidents", "post", 403, sent=fault, **theirs)
        self.ask("incidents", "post", 403, sent=fault, page=True)
        self.ask("incidents", "get", 303, page=True)
        self.both("incidents", "get", 403, **theirs)
        self.both("incidents", "get", 404, query="incident=999999", **mine)
        step = lambda do, **more: {"do": do, "incident": number, "day": today, "text": "Vu avec le prestataire.", **more}
        self.both("incidents", "get", 409, query=f"incident={number}&do=close", **mine)
        self.both("incidents", "post", 409, sent=step("close"), **mine)
        self.ask("incidents", "post", 200, sent=step("ask"), **mine)
        self.ask("incidents", "post", 303, sent=step("answer", contested="yes"), page=True, **mine)
        self.ask("incidents", "post", 200, sent=step("decide", decision="penalty", amount="150", computation="3 jours à 50 €"), **mine)
        self.ask("incidents", "post", 200, sent=step("close"), **mine)
        self.both("incidents", "get", 200, query=f"incident={number}", **mine)
        for kind in ("ods", "csv"):
            self.ask("incidents", "get", 200, query=f"export={kind}&state=closed", page=True, **mine)
        self.ask("invoice", "get", 200, page=True, **theirs)
        self.ask("invoice", "get", 303, page=True)
        self.ask("invoice", "post", 303, sent={"number": ""}, page=True)
        self.ask("invoice", "post", 403, sent={"number": "F-1"}, page=True)
        self.both("invoice", "get", 403, **mine)
        self.both("invoice", "post", 403, sent={"number": "F-1"}, **mine)
        self.both("invoice", "post", 422, sent={"number": "F-1"}, **theirs)
