"""Holds docs/openapi.json against the running functions.

Walks every operation with real requests, as a program and as a browser. Each answer must have a status that its operation documents, the media type and the
headers of that status, and a body of its schema with nothing more. Fails when a function is not described, and when a documented answer never came.
Environment: BASE_URL, BUILD_DIR, DATA_DIR of a running demonstration. It leaves some cases and accounts there.
"""
import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [ROOT + "/tests/support", ROOT + "/tests/contract"]

from client import demo, request  # noqa: E402
from json_schema import faults, resolve  # noqa: E402
from openapi_office import Office  # noqa: E402
from openapi_dues import Dues  # noqa: E402
from openapi_incidents import Incidents  # noqa: E402

# What is documented and cannot be asked for here, with the reason. A pattern of "function method status".
NOT_ASKED = {
    r"\S+ \S+ 500": "nothing that a visitor sends causes it; the unit tests of the runtime throw",
    r"voice_intake \S+ 404": "the demonstration has a voice server; voice_test.py asks one without",
    r"members get 409": "only until the worker gives a manager who came later the key of a file; its unit test has one",
    r"membership_request get 403": "only a scheme that nobody can join any more answers so; its unit test has one",
    r"membership_request post 429": "it takes 200 requests that wait; its unit test has them",
    r"headcount (get (200|409)|post (200|303|409|422|503))": "a mail alone bears its link; its unit test has one",
    r"member_feedback (get (200|409)|post (200|303|409|422|503))": "likewise; year.py answers by the link of a real mail",
    r"invoice post (200|503)": "no delivered scheme gives the identity of a provider; its unit test has one that does, and tests/e2e/invoice.test.mjs",
    r"\S+ get 503": "a read waits for nobody; tests/faults/disk_full.py fills the disk",
}


class Book:
    """The document, and which of its answers came."""

    def __init__(self, document):
        self.document, self.seen, self.problems = document, set(), []

    def operations(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                yield path.removeprefix("/f/"), method, operation

    def answers(self):
        """Every documented (function, method, status, media type)."""
        for function, method, operation in self.operations():
            for status, response in operation["responses"].items():
                for media in resolve(self.document, response).get("content", {"-": None}):
                    yield function, method, status, media

    def check_request(self, function, method, sent, answer):
        """What was taken must be what is documented."""
        content = self.document["paths"]["/f/" + function][method].get("requestBody", {}).get("content", {})
        if answer.status < 400 and isinstance(sent, dict) and "application/json" in content:
            self.tell(function, method, answer, faults(self.document, content["application/json"]["schema"], sent, "request"))

    def check_answer(self, function, method, answer):
        response = self.document["paths"]["/f/" + function][method]["responses"].get(str(answer.status))
        if response is None:
            return self.tell(function, method, answer, ["this status is not documented"])
        response = resolve(self.document, response)
        headers = {name.lower(): value for name, value in answer.headers}
        missing = [name for name in response.get("headers", {}) if name.lower() not in headers]
        self.tell(function, method, answer, [f"the header {name} is missing" for name in missing])
        self.check_body(function, method, answer, response.get("content", {}), headers.get("content-type", "").split(";")[0])

    def check_body(self, function, method, answer, content, media):
        if not content:
            self.seen.add((function, method, str(answer.status), "-"))
            return self.tell(function, method, answer, ["a body came, none is documented"] if answer.body else [])
        known = media if media in content else media.split("/")[0] + "/*"
        if known not in content:
            return self.tell(function, method, answer, [f"{media} is not documented"])
        self.seen.add((function, method, str(answer.status), known))
        if known == "application/json":
            self.tell(function, method, answer, faults(self.document, content[known]["schema"], answer.json))
        elif known == "text/html" and b'<html lang="fr">' not in answer.body:
            self.tell(function, method, answer, ["the page is none of ours"])

    def tell(self, function, method, answer, lines):
        self.problems += [f"{method.upper()} /f/{function} {answer.status}: {line}" for line in lines]


def undescribed(book):
    """Functions and methods that are not described, or described and not there."""
    with open(ROOT + "/functions/CMakeLists.txt", encoding="utf-8") as lines:
        functions = set(re.findall(r"^vigie_function\((\w+)", lines.read(), re.M))
    described = {path.removeprefix("/f/") for path in book.document["paths"]}
    yield from (f"{name} is a function and is not described" for name in sorted(functions - described))
    yield from (f"{name} is described and is no function" for name in sorted(described - functions))
    for name in sorted(functions & described):
        with open(f"{ROOT}/functions/{name}/function.json", encoding="utf-8") as card:
            takes = {method.lower() for method in json.load(card)["methods"]}
        useful = {m for f, m, operation in book.operations() if f == name and any(s in operation["responses"] for s in ("200", "201", "303"))}
        pages = {m for f, m, operation in book.operations() if f == name and operation["summary"].startswith("No page of its own")}
        if takes != useful - pages:
            yield f"{name} takes {sorted(takes)}, and {sorted(useful - pages)} are described"


class Everyone(Dues, Incidents, Office):
    """All the walks."""


def walk(walker):
    shown = demo()
    walker.slug = shown["collectivites"][0]["slug"]
    reader = next(a for a in shown["accounts"] if a["role"] == "referent" and walker.slug in a["collectivites"])
    other = next(a for a in shown["accounts"] if a["role"] == "substitute")
    walker.everywhere()
    walker.public()
    provider = walker.joining()
    walker.filing()
    walker.opening()
    walker.filed = walker.file()
    walker.case, walker.desk = walker.open(walker.filed), walker.enter(reader)
    walker.enter(other, page=True)
    walker.manager = next(a for a in shown["accounts"] if a["role"] == "manager")
    walker.office = {"cookie": walker.enter(walker.manager)}
    walker.taking_down()
    walker.files()
    walker.following()
    walker.course()
    walker.shown = shown
    walker.orders()
    walker.together()
    walker.erased()
    walker.desk_work(provider)
    walker.voice()
    walker.learning()
    walker.figures()
    walker.difficulties()
    walker.members()
    walker.membership_request()
    walker.dues()
    walker.incidents(provider)
    walker.busy()
    walker.flood()
    walker.doors(provider)


def main():
    with open(ROOT + "/docs/openapi.json", encoding="utf-8") as text:
        book = Book(json.load(text))
    book.problems += undescribed(book)
    walk(Everyone(book, os.environ["BASE_URL"], request))
    never = [a for a in book.answers() if a not in book.seen and not any(re.fullmatch(p, " ".join(a[:3])) for p in NOT_ASKED)]
    book.problems += [f"{method.upper()} /f/{function} {status} {media}: documented, and never came" for function, method, status, media in never]
    print("\n".join(dict.fromkeys(book.problems)))
    print(f"openapi: {len(book.seen)} documented answers came, {len(set(book.problems))} problems")
    sys.exit(bool(book.problems))


if __name__ == "__main__":
    main()
