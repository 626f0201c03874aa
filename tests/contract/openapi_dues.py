"""Walks of openapi.py: the cotisations."""
from datetime import date


class Dues:
    def dues(self):
        """A year that is opened, frozen, issued, corrected and paid; each file of it."""
        mine, year, due = self.office, date.today().year, f"{date.today().year + 1}-04-30"
        act = lambda status, page=False, **sent: self.ask("dues_desk", "post", status, sent={"year": year, **sent}, page=page, **mine)
        self.both("dues_desk", "get", 200, query=f"year={year}", **mine)
        self.both("dues_desk", "get", 200, query=f"year={year}&state=waiting&q=commune&page=2", **mine)
        self.both("dues_desk", "get", 404, query=f"year={year}&bill=1", **mine)
        self.ask("dues_desk", "get", 200, query="act=open", page=True, **mine)
        self.both("dues_desk", "post", 422, sent={"action": "open", "year": year, "due_on": "hier"}, **mine)
        self.both("dues_desk", "post", 422, sent={"action": "dance"}, **mine)
        self.both("dues_desk", "post", 404, sent={"action": "freeze", "year": year - 1}, **mine)
        act(200, action="open", due_on=due)
        self.both("dues_desk", "post", 409, sent={"action": "open", "year": year, "due_on": due}, **mine)
        self.both("dues_desk", "post", 409, sent={"action": "issue", "year": year}, **mine)
        act(200, action="freeze")
        act(303, page=True, action="issue")
        self.both("dues_desk", "get", 200, query=f"year={year}&bill=1", **mine)
        self.both("dues_desk", "get", 403, cookie=self.desk)
        for kind in ("pdf", "ods", "xlsx", "csv"):
            self.ask("dues_desk", "get", 200, query=f"year={year}&format={kind}", page=True, **mine)
        self.both("headcount", "get", 404, query="t=never")
        self.both("headcount", "post", 404, sent={"t": "never", "headcount": 3})
        self.ask("headcount", "get", 200, query="told=1", page=True)
        self.both("member_feedback", "get", 404, query="t=never")
        self.both("member_feedback", "post", 404, sent={"t": "never", "known": "most"})
        self.ask("member_feedback", "get", 200, query="given=1", page=True)
