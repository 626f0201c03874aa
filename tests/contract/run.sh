#!/usr/bin/env bash
# The hard questions, asked of every function on each kind of socket, of nginx before them, and of what an administrator installs; then what
# docs/openapi.json says, of the running functions. One demonstration serves all.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PYTHONPATH=$PWD/tests/support:$PWD/tests/contract PYTHONDONTWRITEBYTECODE=1
. tests/instance.sh
instance_start || exit 1
trap instance_stop EXIT
status=0
python3 -m unittest discover -s tests/contract -p '*_test.py' || status=1
python3 tests/contract/openapi.py || status=1
exit $status
