#!/usr/bin/env bash
# The house rules that a machine can check: who may include whom. Prints each line at fault.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0

# fault TITLE LINES: prints both and fails, when there are lines.
fault() {
  [ -z "$2" ] && return
  printf '%s\n%s\n' "$1" "$2"
  status=1
}
includes() { grep -rnE "^#include [<\"]$1" --include='*.h' --include='*.cc' "${@:2}" 2>/dev/null; }
sources=(functions domain lib runtime cli worker site studio)

# A library belongs to one room.
while read -r header room; do
  fault "Only $room may include $header:" "$(includes "$header" "${sources[@]}" tests | grep -vE "^$room/")"
done <<'LIST'
httplib runtime/http
sqlite3 lib/store
sodium lib/vault
liboath lib/vault
nettle/ lib/vault
curl/ lib/(mail|fetch)
kainjow lib/render
cmark site
zlib site
brotli site
libstemmer lib/fulltext
zip.h lib/archive
boost/ lib/json
qrencode lib/document
cairo lib/(document|still)
pango/ lib/document
librsvg lib/still
fontconfig lib/document
hb.h lib/document
glib.h lib/document
qpdf/ lib/document
xlsxwriter lib/sheet
expat lib/sheet
LIST
fault "httplib is included by one file:" "$(includes httplib runtime | grep -v '^runtime/http/http_server.cc:')"

# Floors: functions, site, cli, worker → domain → lib. Runtime stands beside domain.
fault "lib knows nothing above it:" "$(includes '(domain|runtime|functions|site|cli|worker|studio)/' lib)"
fault "domain knows neither HTTP nor programs:" "$(includes '(runtime|functions|site|cli|worker|studio)/' domain)"
fault "domain knows no HTML:" "$(includes 'lib/render/' domain)"
fault "runtime knows no domain and no function:" "$(includes '(domain|functions|site|cli|worker|studio)/' runtime | grep -v '^runtime/main.cc.in')"
fault "A function sees the runtime's contract only:" "$(includes 'runtime/' functions | grep -v 'runtime/contract/')"
for folder in functions/*/; do
  name=$(basename "$folder")
  fault "A function never includes another function:" "$(includes 'functions/' "$folder" | grep -v "functions/$name/")"
done
fault "site, studio, cli and worker stand apart from functions and runtime:" "$(includes '(functions|runtime)/' site studio cli worker)"

# Words in the wrong room.
fault "An if on a scheme's name (it belongs in content/schemes):" \
  "$(grep -rnE '"(cdg62|cdg60|cdg45|cdg69|amacod)"' --include='*.cc' --include='*.h' "${sources[@]}" | grep -vE '_test\.cc|_fixture\.h')"
fault "A program reads its scheme with config.SchemesFolder(), where the base of a derived one stands:" \
  "$(grep -rn 'Scheme::Read(.*SchemeFile())' --include='*.cc' --include='*.h' "${sources[@]}")"
fault "HTML outside templates (lib/render, lib/document and site write some by trade):" \
  "$(grep -rnE '"[^"]*</?(p|div|span|form|input|a|ul|li|h[1-6])[ >]' --include='*.cc' functions domain runtime cli worker studio | grep -v _test.cc)"
fault "getenv belongs to the start of a program:" \
  "$(grep -rn 'getenv' --include='*.cc' "${sources[@]}" | grep -vE '^(runtime/(run|listener)|cli/main|worker/main|site/main)\.cc')"
fault "Inline style or script in a template:" "$(grep -rnE '<script>|style="|on(click|load|submit)=' templates)"
exit $status
