#!/usr/bin/env bash
# Measures, on a demonstration of its own. Times are compared inside one run only: these figures are no pass or fail.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PYTHONPATH=$PWD/tests/support PYTHONDONTWRITEBYTECODE=1
. tests/instance.sh
instance_start || exit 1
trap instance_stop EXIT
python3 tests/bench/bench.py "$BUILD_DIR/bench.json"
