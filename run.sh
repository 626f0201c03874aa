#!/usr/bin/env bash
# Vigie's one door. `./run.sh help` says what it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

PORT=${PORT:-8080}
DATA_DIR=$(realpath -m "${DATA_DIR:-data}")
BUILD_DIR=$(realpath -m "${BUILD_DIR:-build}")

BUILD_PACKAGES=(g++ cmake ninja-build pkg-config ccache libcpp-httplib-dev nettle-dev zlib1g-dev libbrotli-dev libsqlite3-dev
  libcurl4-openssl-dev libboost-json1.81-dev libgtest-dev libsodium-dev liboath-dev libexpected-dev libkainjow-mustache-dev
  libcmark-gfm-dev libcmark-gfm-extensions-dev libstemmer-dev libqrencode-dev libpango1.0-dev libcairo2-dev libqpdf-dev libzip-dev
  libxlsxwriter-dev libexpat1-dev librsvg2-dev ffmpeg espeak-ng)
RUN_PACKAGES=(nginx-light libnginx-mod-http-headers-more-filter libnginx-mod-http-brotli-static curl python3 fonts-open-sans fonts-dejavu-core fonts-symbola)
TEST_PACKAGES=(chromium openjdk-17-jre-headless zbar-tools sqlite3 strace wrk git poppler-utils qpdf python3-aiosmtpd openssl systemd libxml2-utils
  libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-calc-nogui)

help() {
  cat <<'TEXT'
Usage: ./run.sh [command]

  (nothing)           install what is missing, build, make the site, start the demonstration on http://localhost:8080
                      (PORT and DATA_DIR from the environment; Ctrl-C stops everything; the data stay)
  build               build the programs in release mode, and the film, into build/
  site                make the static site of the demonstration
  test [part…]        every test, or some: unit contract e2e faults architecture
  bench               measure; JSON into build/bench.json and a table on the screen
  check               formatting, static analysis, architecture
  new-function NAME   a new function with its test, registered
  help                this text
TEXT
}

# Installs the Debian packages that are missing, or says how.
need() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local install="apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" -eq 0 ]; then
    as_root=()
  elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }; then
    as_root=(sudo)
  else
    echo "Some Debian packages are missing. As root, run: apt-get update && $install" >&2
    exit 1
  fi
  "${as_root[@]}" apt-get update -qq
  # shellcheck disable=SC2086 -- the words are package names
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null
}

# One at a time in its folder: neither CMake nor the film's encoder bears another beside it.
build() (
  need "${BUILD_PACKAGES[@]}" "${RUN_PACKAGES[@]}"
  mkdir -p "$BUILD_DIR"
  exec 9>"$BUILD_DIR/.one_build_at_a_time"
  flock 9
  cmake -S . -B "$BUILD_DIR" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
  ninja -C "$BUILD_DIR" --quiet
  # About a minute of one core, when its texts, its pictures or its program changed; otherwise nothing.
  "$BUILD_DIR/bin/vigie-film" --share "$PWD" --scheme "${SCHEME:-cdg62}" --voices "${VOICES:-voix}" --out "$BUILD_DIR/film"
)

# The configuration of a demonstration: everything beside the data, no mail relay, a voice server that this machine may play the operator of.
write_conf() {
  mkdir -p -m 700 "$DATA_DIR"
  [ -s "$DATA_DIR/voice_secret" ] || (umask 077; od -An -N16 -tx1 /dev/urandom | tr -d ' ' >"$DATA_DIR/voice_secret")
  cat >"$DATA_DIR/vigie.conf" <<CONF
data_dir = $DATA_DIR
share_dir = $PWD
site_dir = $DATA_DIR/site
base_url = http://localhost:$PORT
scheme = ${SCHEME:-cdg62}
exit_url = https://meteofrance.com/
voice_secret_file = $DATA_DIR/voice_secret
voice_recordings_host = localhost
voice_phone = 01 99 00 12 34
${MAIL_HOST:+mail_host = $MAIL_HOST
mail_port = ${MAIL_PORT:-25}
mail_tls = none
mail_from = signalement@cdg.example}
CONF
  export VIGIE_CONF=$DATA_DIR/vigie.conf
}

site() {
  "$BUILD_DIR/bin/vigie" collectivite list --json >"$DATA_DIR/collectivites.json"
  "$BUILD_DIR/bin/vigie-site" --config "$VIGIE_CONF" --collectivites "$DATA_DIR/collectivites.json" --film "$BUILD_DIR/film" --out "$DATA_DIR/site"
}

prepare() {
  write_conf
  "$BUILD_DIR/bin/vigie" migrate
  "$BUILD_DIR/bin/vigie" keys init
  "$BUILD_DIR/bin/vigie" demo >/dev/null
  site
}

# Starts nginx, the worker and every function in the foreground; starts again whatever dies; Ctrl-C or TERM stops all.
serve() {
  local run bodies names=() pid name
  run=$(mktemp -d "${TMPDIR:-/tmp}/vigie-XXXXXX") # short: a unix socket's path has 107 characters at most
  bodies=$(mktemp -d /dev/shm/vigie-XXXXXX)
  mapfile -t names < <(sed -n 's/^vigie_function(\([a-z_]*\).*/\1/p' functions/CMakeLists.txt)
  declare -A running=() born=() # pid → name; name → when it started, in microseconds
  stop() {
    local status=$? groups=("${!running[@]}")
    trap - EXIT INT TERM
    kill -- "${groups[@]/#/-}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$run" "$bodies"
    exit "$status"
  }
  trap stop EXIT
  trap 'exit 0' INT TERM
  deploy/nginx/render.sh "$run" "$BUILD_DIR/functions" "$bodies" "$DATA_DIR/site" "$PORT" >"$run/nginx.conf"

  # Each in a process group of its own, which is killed as a whole: nginx's workers would outlive it.
  start() {
    case $1 in
      nginx) setsid nginx -p "$run" -e stderr -c "$run/nginx.conf" -g 'daemon off;' & ;;
      vigie-worker) setsid "$BUILD_DIR/bin/vigie-worker" & ;;
      *) setsid "$BUILD_DIR/functions/$1" --unix "$run/$1.sock" & ;;
    esac
    running[$!]=$1
    born[$1]=${EPOCHREALTIME/[.,]/}
  }
  # At once, but no more than once a second: what cannot start must not keep the machine busy.
  start_again() {
    if ((${EPOCHREALTIME/[.,]/} - born[$1] > 1000000)); then
      start "$1"
    else
      setsid sleep 1 & # an alarm: when it ends, its name is started
      running[$!]=$1
    fi
  }
  # nginx writes its pid once it listens.
  all_ready() {
    [ -s "$run/nginx.pid" ] || return 1
    for name in "${names[@]}"; do [ -S "$run/$name.sock" ] || return 1; done
  }

  for name in "${names[@]}" vigie-worker nginx; do start "$name"; done
  for _ in {1..100}; do
    all_ready && break
    sleep 0.1
  done
  all_ready || { echo "Vigie did not start within 10 s. Is port $PORT free?" >&2; exit 1; }
  "$BUILD_DIR/bin/vigie" demo # now, so that the one-time codes are those of the moment
  echo "Vigie: http://localhost:$PORT (Ctrl-C stops it)"
  while :; do
    wait -n -p pid || true
    name=${running[${pid:-0}]:-}
    [ -n "$name" ] || continue
    unset "running[$pid]"
    kill -- "-$pid" 2>/dev/null || true
    start_again "$name"
  done
}

new_function() {
  local name=${1:?"a name, for example: ./run.sh new-function my_purpose"}
  [[ $name =~ ^[a-z][a-z_]*$ ]] || { echo "A function's name has small letters and underscores: $name" >&2; exit 2; }
  [ ! -e "functions/$name" ] || { echo "functions/$name exists" >&2; exit 2; }
  mkdir "functions/$name"
  cat >"functions/$name/$name.h" <<CODE
// One sentence: what a visitor gets from it, and what it refuses.
#pragma once
#include "runtime/contract/function.h"

namespace $name {

rt::Function Make(rt::Env& env);

}  // namespace $name
CODE
  cat >"functions/$name/$name.cc" <<CODE
#include "functions/$name/$name.h"

namespace $name {

rt::Function Make(rt::Env&) {
  return {.handle = [](const rt::Request&) { return rt::Json(json::Value::MakeObject({{"ok", true}})); }, .receive = {}};
}

}  // namespace $name
CODE
  cat >"functions/$name/${name}_test.cc" <<CODE
#include "functions/$name/$name.h"

#include <gtest/gtest.h>

#include "tests/support/fake_env.h"

TEST(${name^}, Answers) {
  fake::World world;
  EXPECT_EQ($name::Make(world.Env()).handle(fake::Get()).status, 200);
}
CODE
  cat >"functions/$name/function.json" <<CODE
{"name": "$name", "route": "/f/$name", "methods": ["GET"], "purpose": "", "database": "none"}
CODE
  echo "vigie_function($name MAX_BODY 16K)" >>functions/CMakeLists.txt
  echo "functions/$name is there, and on the last line of functions/CMakeLists.txt."
}

case ${1:-start} in
  start) build; prepare; serve ;;
  build) build ;;
  site) build; prepare ;;
  test) shift; build; need "${TEST_PACKAGES[@]}"; BUILD_DIR=$BUILD_DIR tests/run.sh "$@" ;;
  bench) build; need "${TEST_PACKAGES[@]}"; BUILD_DIR=$BUILD_DIR tests/bench/run.sh ;;
  check) need clang-format clang-tidy; build; BUILD_DIR=$BUILD_DIR tests/check.sh ;;
  new-function) new_function "${2:-}" ;;
  help | -h | --help) help ;;
  *) help >&2; exit 2 ;;
esac
