#!/usr/bin/env bash
# Installs what ./run.sh build made, for systemd and nginx. Usage: deploy/install.sh [DESTDIR]
# Files that an administrator edits (/etc/vigie/vigie.conf, nginx's vigie.conf) are left as they are when they exist. Run it again for a new version.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dest=${1:-}
build=${BUILD_DIR:-$PWD/build}
mapfile -t functions < <(sed -n 's/^vigie_function(\([a-z_]*\).*/\1/p' functions/CMakeLists.txt)

put() { install -D -m "$1" "$2" "$dest$3"; }
put_once() { [ -e "$dest$3" ] || put "$@"; }

for name in vigie vigie-site vigie-worker; do put 755 "$build/bin/$name" "/usr/lib/vigie/bin/$name"; done
put 755 deploy/site.sh /usr/lib/vigie/site
mkdir -p "$dest/usr/bin"
for name in vigie vigie-site; do ln -sf "../lib/vigie/bin/$name" "$dest/usr/bin/$name"; done
for library in "$build"/lib/*.so; do put 644 "$library" "/usr/lib/vigie/lib/${library##*/}"; done
for name in "${functions[@]}"; do put 755 "$build/functions/$name" "/usr/lib/vigie/functions/$name"; done

share=$dest/usr/share/vigie
mkdir -p "$share"
rm -rf "$share"/{content,templates,migrations,film}
cp -r content templates migrations "$build/film" "$share/"
chmod -R u=rwX,go=rX "$share"
for file in http.inc site.inc; do put 644 "deploy/nginx/$file" "/usr/share/vigie/nginx/$file"; done
for unit in vigie@.socket vigie@.service vigie-worker.service vigie-site.service vigie-site.timer; do put 644 "deploy/systemd/$unit" "/usr/lib/systemd/system/$unit"; done
put 644 deploy/systemd/vigie@attestation.conf /usr/lib/systemd/system/vigie@attestation.service.d/key.conf
put 644 deploy/systemd/vigie@voice_intake.conf /usr/lib/systemd/system/vigie@voice_intake.service.d/network.conf
put 644 deploy/systemd/vigie.sysusers /usr/lib/sysusers.d/vigie.conf
put 644 deploy/systemd/vigie.tmpfiles /usr/lib/tmpfiles.d/vigie.conf
put_once 644 deploy/vigie.conf.example /etc/vigie/vigie.conf
put_once 644 deploy/nginx/vigie.conf /etc/nginx/sites-available/vigie.conf

[ -z "$dest" ] || exit 0
systemd-sysusers
systemd-tmpfiles --create vigie.conf
systemctl daemon-reload
[ ! -e /var/lib/vigie/vigie.db ] || runuser -u vigie -- vigie migrate
systemctl try-restart 'vigie@*.service' vigie-worker.service
echo "Installé. La suite est dans docs/guides/administrateur.md : configurer, préparer la base, faire le site, ouvrir les services."
