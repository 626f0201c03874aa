#!/usr/bin/env bash
# The hard questions, asked of every function on each kind of socket, of nginx before them, and of what an administrator installs; then what
# docs/openapi.json says, of the running functions. One demonstration serves all of these. Then the life of a case as each of the five schemes wants it;
# last, a year of the office of a CDG whose contract does not end in it, with a relay that takes its mails.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PYTHONPATH=$PWD/tests/support:$PWD/tests/contract PYTHONDONTWRITEBYTECODE=1
. tests/instance.sh
instance_start || exit 1
trap instance_stop EXIT
status=0
python3 -m unittest discover -s tests/contract -p '*_test.py' || status=1
python3 tests/contract/openapi.py || status=1
instance_stop

# Each on a demonstration of its own.
story() (
  export SCHEME=$1 DATA_DIR=
  instance_start || exit 1
  trap instance_stop EXIT
  python3 tests/contract/stories.py "$1"
)
year() (
  folder=$(mktemp -d /tmp/vigie-year-XXXXXX)
  echo "{\"extends\": \"cdg62\", \"id\": \"cdg62\", \"membership\": {\"end\": \"$(($(date +%Y) + 3))-12-31\"}}" >"$folder/scheme.json"
  export SCHEME=$folder/scheme.json DATA_DIR=
  relay_start
  trap 'instance_stop; relay_stop; rm -rf "$folder"' EXIT
  instance_start || exit 1
  python3 tests/contract/year.py "$MAILS"
)
# Two at a time: they wait for the next one-time code more than they work.
(story cdg62 && story cdg45 && year) &
story cdg60 && story cdg69 && story amacod || status=1
wait $! || status=1
exit $status
