#!/usr/bin/env bash
# Journeys in Chromium (without JavaScript, with the keyboard alone), accessibility and promises, against a demonstration of their own.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/instance.sh
(cd tests/e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --silent) || exit 1
instance_start || exit 1
trap instance_stop EXIT
node --test --test-concurrency=1 "${@:-tests/e2e/}"
