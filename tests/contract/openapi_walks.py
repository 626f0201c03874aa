"""The requests with which openapi.py walks the document: as a program (JSON) and as a browser (forms and pages). Here: how one is made, and what needs no
case nor account."""
import os
import re
from urllib.parse import urlencode

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def as_form(fields, prefix=""):
    """A JSON body as a form sends it."""
    pairs = []
    for name, value in fields.items():
        if isinstance(value, dict):
            pairs += as_form(value, prefix + name + ".")
        else:
            for one in value if isinstance(value, list) else [value]:
                pairs.append((prefix + name, {True: "yes", False: "no"}.get(one, one) if isinstance(one, bool) else one))
    return pairs


def gist(answer):
    """What an answer says, in one line."""
    title = re.search(rb"<title>(.*?)</title>", answer.body)
    return (title[1] if title else answer.body[:200]).decode(errors="replace")


class Walker:
    def __init__(self, book, base, request):
        self.book, self.base, self.request = book, base, request

    def ask(self, function, method, status, sent=None, page=False, cookie=None, query="", headers=None):
        """One request, held against the document. `sent`: a dict, or bytes whose type is in `headers`. `status` None: whatever comes."""
        body, more = sent, {"Accept": "text/html" if page else "application/json", **(headers or {})}
        if isinstance(sent, dict) and page:
            body, more["Content-Type"] = urlencode(as_form(sent)).encode(), "application/x-www-form-urlencoded"
        path = f"/f/{function}" + ("?" + query if query else "")
        answer = self.request(self.base, path, body, cookie, more, method=method.upper(), timeout=60)
        if status not in (None, answer.status):
            self.book.tell(function, method, answer, [f"{status} was expected, {'page' if page else 'JSON'} {query} {str(sent)[:120]}: {gist(answer)}"])
        self.book.check_answer(function, method, answer)
        if not page:
            self.book.check_request(function, method, sent, answer)
        return answer

    def both(self, *args, **more):
        """As a program, then as a browser."""
        return self.ask(*args, **more), self.ask(*args, page=True, **more)

    def everywhere(self):
        """What the runtime refuses, and who has no session."""
        with open(ROOT + "/functions/CMakeLists.txt", encoding="utf-8") as lines:
            limits = dict(re.findall(r"^vigie_function\((\w+)\s+MAX_BODY (\d+)K", lines.read(), re.M))
        for function, method, operation in self.book.operations():
            if method == "get":
                self.both(function, "get", 400, query="q=%ZZ")
            else:
                json_type = {"Content-Type": "application/json"}
                self.both(function, "post", 400, sent=b'{"a":', headers=json_type)
                self.both(function, "post", 403, sent={}, headers={"Sec-Fetch-Site": "cross-site"})
                self.both(function, "post", 413, sent=b" " * (int(limits[function]) * 1024 + 1), headers=json_type)
                self.both(function, "post", 415, sent=b"text", headers={"Content-Type": "text/plain"})
            if operation["summary"].startswith("No page of its own"):
                self.ask(function, "get", 405)
                self.ask(function, "get", 303, page=True)
            elif operation["summary"] == "Refused.":
                self.both(function, method, 405, sent=None if method == "get" else {})
            if "security" in operation:
                for cookie in (None, "case=never; desk=never"):
                    self.ask(function, method, 403, sent=None if method == "get" else {}, cookie=cookie)
                    self.ask(function, method, 303, sent=None if method == "get" else {}, cookie=cookie, page=True)

    def kit(self, place):
        """Every piece to read, in every format; then what there is not."""
        pieces = self.ask("kit", "get", 200, query=place).json["pieces"]
        self.ask("kit", "get", 200, page=True, query=place)
        for piece in pieces:
            self.both("kit", "get", 200, query=f"{place}&piece={piece['id']}")
            for one in piece["formats"]:
                self.ask("kit", "get", 200, page=True, query=one["address"].split("?")[1])
        for query in ("collectivite=nulle-part", place + "&piece=rien", place + "&piece=acte&format=pdf"):
            self.both("kit", "get", 404, query=query)

    def public(self):
        self.both("find_collectivite", "get", 200, query="q=commune")
        self.both("find_collectivite", "get", 200)
        for typed in ("harcelement", "anonyme girafe", "girafe"):
            self.both("search", "post", 200, sent={"q": typed})
        self.both("search", "post", 422, sent={"q": ""})
        self.both("search", "post", 422, sent={"q": "?!"})
        self.kit("collectivite=" + self.slug)
        for method in ("get", "post"):
            self.both("exit_site", method, 303, sent=None if method == "get" else {})
        asked = {"scheme": "cdg69", "headcount": 350, "affiliated": True, "year": 2025, "effect_date": "2025-07-01"}
        self.both("cotisation_calc", "post", 200, sent=asked)
        self.both("cotisation_calc", "get", 200, query="scheme=cdg60&headcount=400&affiliated=no&year=2025")
        for scheme in ("amacod", "cdg45", "cdg60", "cdg62", "cdg69"):
            for affiliated in (True, False):
                self.ask("cotisation_calc", "post", 200, sent={**asked, "scheme": scheme, "affiliated": affiliated})
        self.both("cotisation_calc", "post", 422, sent={**asked, "headcount": 12.5})
        self.both("cotisation_calc", "get", 422, query="headcount=0")
        self.ask("cotisation_calc", "get", 303, page=True)
