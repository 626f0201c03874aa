#!/usr/bin/env bash
# The form of the code: formatting and static analysis. Called by ./run.sh check.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0
mapfile -t sources < <(git ls-files '*.cc' '*.h')
clang-format --dry-run -Werror "${sources[@]}" || status=1
mapfile -t units < <(printf '%s\n' "${sources[@]}" | grep '\.cc$')
clang-tidy -p "${BUILD_DIR:-build}" --quiet "${units[@]}" 2>/dev/null || status=1
tests/architecture.sh || status=1
exit $status
