#!/usr/bin/env bash
# Journeys in Chromium (without JavaScript, with the keyboard alone), accessibility and promises: the named files, or all. All are walked in two halves at
# once, each against a demonstration of its own: a browser keeps one processor busy.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/instance.sh
(cd tests/e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --silent) || exit 1

walk() (
  relay_start
  trap 'instance_stop; relay_stop' EXIT
  instance_start || exit 1
  node --test --test-concurrency=1 "$@"
)

if [ $# -gt 0 ]; then
  walk "$@"
  exit
fi
told=$(mktemp /tmp/vigie-e2e-XXXXXX)
walk tests/e2e/accessibility.test.mjs >"$told" 2>&1 &
first=$! status=0
walk $(ls tests/e2e/*.test.mjs | grep -v accessibility) || status=1
wait "$first" || status=1
cat "$told"
rm -f "$told"
exit $status
