#!/usr/bin/env bash
# Holds docs/requirements.md against the code: every line once, a known status, and every file, test and key that it names exists.
# The count under its introduction is computed; `tests/requirements.sh --write` writes it. Prints each fault.
set -uo pipefail
cd "$(dirname "$0")/.."
exec python3 - "$@" <<'PY'
import glob, json, os, re, sys

PAGE = "docs/requirements.md"
STATUSES = ("done", "configured by", "planned", "left out")
ISSUES = ("journeys", "office", "site")
page = open(PAGE, encoding="utf-8").read()
faults = []

tests = set()
for folder in ("cli", "domain", "functions", "lib", "runtime", "site", "worker"):
    for name in glob.glob(f"{folder}/**/*_test.cc", recursive=True):
        tests.update(f"{a}.{b}" for a, b in re.findall(r"^TEST(?:_F|_P)?\((\w+),\s*(\w+)\)", open(name, encoding="utf-8").read(), re.M))
schemes = [json.load(open(name, encoding="utf-8")) for name in glob.glob("content/schemes/*.json")]


def is_key(path):
    def has(value, keys):
        return not keys or isinstance(value, dict) and keys[0] in value and has(value[keys[0]], keys[1:])

    return any(has(scheme, path.split(".")) for scheme in schemes)


rows = re.findall(r"^\| (C?\d+) \|(.*)\|$", page, re.M)
count = dict.fromkeys(STATUSES, 0)
seen = {}
for number, rest in rows:
    seen[number] = seen.get(number, 0) + 1
    cells = [cell.strip() for cell in rest.split(" | ")]
    if len(cells) != 3 or not all(cells):
        faults.append(f"{number}: expected what, status, and where or why")
        continue
    status, where = cells[1], cells[2]
    if status not in STATUSES:
        faults.append(f"{number}: status {status}: expected one of {', '.join(STATUSES)}")
        continue
    count[status] += 1
    files = named = keys = 0
    for token in re.findall(r"`([^`]+)`", where):
        if "/" in token:
            files += 1
            if not os.path.exists(token):
                faults.append(f"{number}: no file {token}")
        elif re.fullmatch(r"[A-Z]\w*\.\w+", token):
            named += 1
            if token not in tests:
                faults.append(f"{number}: no test {token}")
        else:
            keys += 1
            if not is_key(token):
                faults.append(f"{number}: no scheme has the key {token}")
    is_test = named or "tests/" in where
    if status == "done" and not ((files or keys) and is_test):
        faults.append(f"{number}: done: expected a file or a key, and a test")
    if status == "configured by" and not keys:
        faults.append(f"{number}: configured by: expected a key of the scheme's file")
    if status == "planned" and not where.startswith(ISSUES):
        faults.append(f"{number}: planned: expected one of {', '.join(ISSUES)} first")

for number in [str(n) for n in range(1, 187)] + [f"C{n}" for n in range(1, 17)]:
    if seen.pop(number, 0) != 1:
        faults.append(f"{number}: expected on exactly one line")
faults += [f"{number}: no such requirement" for number in seen]

line = f"Of {sum(count.values())} lines: " + ", ".join(f"{count[status]} {status}" for status in STATUSES) + "."
old = re.search(r"^(<!-- count -->|Of \d+ lines: .*)$", page, re.M)
if "--write" in sys.argv[1:] and old:
    open(PAGE, "w", encoding="utf-8").write(page.replace(old.group(0), line, 1))
elif not old or old.group(0) != line:
    faults.append(f"the count under the introduction: expected « {line} », written by tests/requirements.sh --write")
print("\n".join(faults) if faults else line)
sys.exit(1 if faults else 0)
PY
