"""On a small disk that fills: files are refused first, while reports are still taken; then reports are refused in French with 503 and no code, reading still works, and once there is room again everything works without a restart."""
import os

from client import demo, multipart, report, request

BASE, DATA = os.environ["BASE_URL"], os.environ["DATA_DIR"]
slug = demo()["collectivites"][0]["slug"]
first = request(BASE, "/f/submit_report", report(slug)).json
cookie = request(BASE, "/f/open_case", {"code": first["code"]}).cookie
assert request(BASE, "/f/chat_send", {"text": "avant"}, cookie).status == 201

headers, body = multipart("photo.png", b"\x89PNG\r\n\x1a\n" + os.urandom(300000))
ballast = DATA + "/ballast"


def fill(leave):
    """Until that many bytes are free."""
    with open(ballast, "ab") as out:
        try:
            while (free := os.statvfs(DATA).f_bavail * os.statvfs(DATA).f_frsize - leave) > 0:
                out.write(b"\0" * min(65536, free))
                out.flush()
        except OSError:
            pass


assert request(BASE, "/f/evidence", body, cookie, headers).status == 201
fill(3 << 20)
scarce = request(BASE, "/f/evidence", body, cookie, headers)
assert scarce.status == 422 and scarce.json["errors"][0]["code"] == "no_room", (scarce.status, scarce.body)
assert request(BASE, "/f/submit_report", report(slug)).status == 201, "files must not take the room of reports"
fill(0)

refused = request(BASE, "/f/submit_report", report(slug))
assert refused.status == 503, (refused.status, refused.body)
assert "code" not in refused.json or "1" not in str(refused.json.get("code")), refused.body
page = request(BASE, "/f/submit_report", report(slug, step="send"), headers={"Accept": "text/html"})
assert page.status == 503 and "lang=\"fr\"" in page.body.decode() and "Traceback" not in page.body.decode()
assert request(BASE, "/f/evidence", body, cookie, headers).status in (503, 422)

read = request(BASE, "/f/chat_poll?after=0", cookie=cookie)
assert read.status == 200 and any(m["text"] == "avant" for m in read.json["messages"]), read.body
assert request(BASE, "/suivre/").status == 200

os.remove(ballast)
again = request(BASE, "/f/submit_report", report(slug))
assert again.status == 201, (again.status, again.body)
assert request(BASE, "/f/chat_send", {"text": "après"}, cookie).status == 201
texts = [m["text"] for m in request(BASE, "/f/chat_poll?after=0", cookie=cookie).json["messages"] if m["from"] == "reporter"]
assert texts == ["avant", "après"], texts
print("full disk: refused in French, still read, recovered by itself")
