#!/usr/bin/env bash
# What was acknowledged is there, once, whatever dies and whatever the disk does.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PYTHONPATH=$PWD/tests/support PYTHONDONTWRITEBYTECODE=1
if [ "$(id -u)" -ne 0 ] && [ -z "${VIGIE_IN_NAMESPACE:-}" ]; then
  # Mounting a small disk needs root, or a namespace in which one is.
  VIGIE_IN_NAMESPACE=1 exec unshare --map-root-user --mount "$0" "$@"
fi
. tests/instance.sh
status=0

echo "-- kill -9 of any process every 50 to 200 ms under load"
DATA_DIR=$(mktemp -d /tmp/vigie-test-XXXXXX)
instance_start && python3 tests/faults/kill_loop.py || status=1
echo "-- the n-th write, fsync or truncate fails"
python3 tests/faults/nth_call.py || status=1
instance_stop

echo "-- the disk is full"
DATA_DIR=$(mktemp -d /tmp/vigie-test-XXXXXX)
mount -t tmpfs -o size=40m tmpfs "$DATA_DIR" || exit 1
instance_start && python3 tests/faults/disk_full.py || status=1
kill -TERM "$INSTANCE_PID"
wait "$INSTANCE_PID" 2>/dev/null
umount "$DATA_DIR" && rmdir "$DATA_DIR"
exit $status
