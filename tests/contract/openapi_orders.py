"""Walks of openapi.py: an intervention, from its estimate to the invoice."""
from client import multipart
from openapi_cases import Cases


class Orders(Cases):
    def orders(self):
        filed = self.file()
        desk = {"cookie": self.desk, "query": "case=" + filed["number"]}
        act = lambda name, **content: {"action": "act", "act": name, **content}
        wish = {"lines": {"psychological": 5, "conclusions": 1, "training": 1}, "text": "Soutenir l’équipe"}
        self.ask("case_desk", "post", 200, sent=act("assess", reason="Examen"), **desk)
        self.ask("case_desk", "get", 200, page=True, cookie=self.desk, query=desk["query"] + "&act=request_service")
        self.both("case_desk", "post", 200, sent=act("request_service", **wish), **desk)
        self.both("case_desk", "post", 422, sent=act("request_service", lines={"psychological": "x"}), **desk)
        self.ask("case_desk", "post", 200, sent=act("request_service", check="best", **wish), **desk)
        self.both("case_desk", "post", 404, sent=act("order_service", order=9), **desk)
        self.ask("case_desk", "post", 303, sent=act("agree_service", order=1, decision="yes", who="Mme la maire", agreed_on="24/11/2025", basis="other"), page=True, **desk)
        expert = next(each for each in self.shown["accounts"] if each["role"] == "provider")
        theirs = {"cookie": self.enter(expert), "query": desk["query"]}
        self.ask("case_desk", "post", 200, sent=act("order_service", order=1), **desk)
        self.both("case_desk", "post", 409, sent=act("order_service", order=1), **desk)
        for one in self.ask("case_desk", "get", 200, **desk).json["invitable"]:
            self.ask("case_desk", "post", 200, sent={"action": "let_in", "reader": one["id"]}, **desk)
        self.ask("case_desk", "post", 200, sent=act("accept_service", order=1), **theirs)
        self.ask("case_desk", "get", 200, page=True, cookie=theirs["cookie"], query=desk["query"] + "&act=deliver_service&order=1")
        headers, body = multipart("rapport.pdf", b"%PDF-1.7\n" + bytes(64), act="deliver_service", action="act", order="1", text="Fait", **{"lines.psychological": "3"})
        self.ask("case_desk", "post", 200, sent=body, headers=headers, **theirs)
        self.both("case_desk", "get", 200, **desk)
        self.both("case_desk", "get", 200, cookie=theirs["cookie"], query="orders=open")
