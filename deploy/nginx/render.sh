#!/usr/bin/env bash
# Prints the nginx configuration of a demonstration: render.sh RUN_DIR BIN_DIR BODY_DIR SITE_DIR PORT. Needs no root: everything nginx writes is in BODY_DIR.
set -euo pipefail
run=$1 bin=$2 body=$3 site=$4 port=$5 here=$(cd "$(dirname "$0")" && pwd)
# As root, the workers would become nobody and could read neither the sockets nor the site of a demonstration.
[ "$(id -u)" -ne 0 ] || echo "user root;"
cat <<CONF
load_module /usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so;
worker_processes 2;
pid $body/nginx.pid;
error_log /dev/null emerg;
events { worker_connections 1024; }
http {
  include $here/http.conf;
  client_body_temp_path $body/client;
  proxy_temp_path $body/proxy;
  fastcgi_temp_path $body/fastcgi;
  uwsgi_temp_path $body/uwsgi;
  scgi_temp_path $body/scgi;
  server {
    listen 127.0.0.1:$port backlog=511;
    server_name localhost 127.0.0.1;
$(sed -e "s|@SITE@|$site|g" -e "s|@RUN@|$run|g" -e "s|@BIN@|$bin|g" "$here/server.conf.in" | sed 's/^/    /')
  }
}
CONF
