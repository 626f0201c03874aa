#!/bin/sh
# Makes the static site anew from the configuration and the collectivités that there are; what did not change stays as it is. As vigie.
set -eu
conf=${VIGIE_CONF:-/etc/vigie/vigie.conf}
here=$(dirname "$(readlink -f "$0")")
list=$(mktemp)
trap 'rm -f "$list"' EXIT
"$here/bin/vigie" collectivite list --json >"$list"
"$here/bin/vigie-site" --config "$conf" --collectivites "$list" --out "$(sed -n 's/^site_dir *= *//p' "$conf")"
