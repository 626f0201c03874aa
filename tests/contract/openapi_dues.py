"""Walks of openapi.py: the cotisations."""


class Dues:
    def dues(self):
        """A year that is opened, frozen, issued, corrected and paid; each file of it."""
        mine = self.office
        act = lambda status, page=False, **sent: self.ask("dues_desk", "post", status, sent={"year": 2030, **sent}, page=page, **mine)
        self.both("dues_desk", "get", 200, query="year=2030", **mine)
        self.both("dues_desk", "get", 404, query="year=2030&bill=1", **mine)
        self.ask("dues_desk", "get", 200, query="act=open", page=True, **mine)
        self.both("dues_desk", "post", 422, sent={"action": "open", "year": 2030, "due_on": "hier"}, **mine)
        self.both("dues_desk", "post", 422, sent={"action": "dance"}, **mine)
        self.both("dues_desk", "post", 404, sent={"action": "freeze", "year": 2031}, **mine)
        act(200, action="open", due_on="2030-04-30")
        self.both("dues_desk", "post", 409, sent={"action": "open", "year": 2030, "due_on": "2030-04-30"}, **mine)
        self.both("dues_desk", "post", 409, sent={"action": "issue", "year": 2030}, **mine)
        act(200, action="freeze")
        act(303, page=True, action="issue")
        if self.ask("dues_desk", "get", 200, query="year=2030", **mine).json["lines"]:
            self.both("dues_desk", "get", 200, query="year=2030&bill=1", **mine)
        for kind in ("pdf", "ods", "xlsx", "csv"):
            self.ask("dues_desk", "get", None, query="year=2030&format=" + kind, page=True, **mine)
        self.both("headcount", "get", 404, query="t=never")
        self.both("headcount", "post", 404, sent={"t": "never", "headcount": 3})
        self.ask("headcount", "get", 200, query="told=1", page=True)
