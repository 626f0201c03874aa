# Source it: a demonstration of its own, on a free port, in a new folder. instance_start, then instance_stop.
# Gives BASE_URL, DATA_DIR, PORT, INSTANCE_PID and INSTANCE_LOG to the tests.

instance_start() {
  PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  DATA_DIR=${DATA_DIR:-$(mktemp -d /tmp/vigie-test-XXXXXX)}
  BASE_URL=http://localhost:$PORT
  INSTANCE_LOG=$DATA_DIR.log
  export PORT DATA_DIR BASE_URL INSTANCE_LOG
  ./run.sh start >"$INSTANCE_LOG" 2>&1 &
  export INSTANCE_PID=$!
  for _ in $(seq 600); do
    grep -q '^Vigie: http' "$INSTANCE_LOG" && return 0
    kill -0 "$INSTANCE_PID" 2>/dev/null || break
    sleep 0.1
  done
  cat "$INSTANCE_LOG" >&2
  return 1
}

instance_stop() {
  kill -TERM "$INSTANCE_PID" 2>/dev/null
  wait "$INSTANCE_PID" 2>/dev/null
  rm -rf "$DATA_DIR" "$INSTANCE_LOG" "$DATA_DIR.used-codes.json"
}

# A relay that takes mails, before instance_start: MAIL_HOST and MAIL_PORT for the worker, MAILS for whoever reads them. relay_stop forgets them.
relay_start() {
  MAILS=$(mktemp -d /tmp/vigie-mails-XXXXXX)
  coproc RELAY { exec /usr/bin/python3 tests/support/smtp_relay.py "$MAILS"; }
  read -r MAIL_PORT <&"${RELAY[0]}"
  MAIL_HOST=localhost
  export MAIL_HOST MAIL_PORT MAILS
}

relay_stop() {
  kill "$RELAY_PID" 2>/dev/null
  rm -rf "$MAILS"
}
