#!/usr/bin/env bash
# Every test, or the parts that are named. Called by ./run.sh test, after the build.
set -uo pipefail
cd "$(dirname "$0")/.."
export BUILD_DIR=${BUILD_DIR:-$PWD/build}
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(architecture unit contract e2e faults)
passed=0 failed=0

# Runs one part and counts it.
part() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "== $name FAILED"
  fi
}

for name in "${parts[@]}"; do
  case $name in
    architecture)
      part architecture tests/architecture.sh
      part requirements tests/requirements.sh
      ;;
    unit) part unit ctest --test-dir "$BUILD_DIR" --output-on-failure --no-tests=error -j2 ;;
    contract) part contract tests/contract/run.sh ;;
    e2e) part e2e tests/e2e/run.sh ;;
    faults) part faults tests/faults/run.sh ;;
    *)
      echo "unknown part: $name (architecture unit contract e2e faults)" >&2
      exit 2
      ;;
  esac
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
