#!/usr/bin/env bash
# Prints the nginx.conf of a demonstration, for an nginx in the foreground that needs no privilege.
# Usage: render.sh SOCKETS FUNCTIONS BODIES SITE PORT
#   SOCKETS    the folder of the functions' sockets; nginx's pid goes there too      FUNCTIONS  the folder of their programs
#   BODIES     a folder in memory, for what nginx could put aside
#   SITE       the folder of the generated site
#   PORT       on 127.0.0.1 only
set -euo pipefail
[ $# -eq 5 ] || { sed -n '3,7s/^# //p' "$0" >&2; exit 2; }
sockets=$1 functions=$2 bodies=$3 site=$4 port=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

[ "$(id -u)" -ne 0 ] || echo "user root;  # as the functions beside it, whose sockets it must reach"
cat <<CONF
worker_processes auto;
pid $sockets/nginx.pid;
error_log /dev/null emerg;
load_module /usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  client_body_temp_path $bodies/body;
  proxy_temp_path $bodies/proxy;
  fastcgi_temp_path $bodies/fastcgi;
  uwsgi_temp_path $bodies/uwsgi;
  scgi_temp_path $bodies/scgi;
  include $here/http.inc;
  server {
    listen 127.0.0.1:$port;
    server_name localhost;
    root $site;
    set \$vigie_functions $functions;
    set \$vigie_sockets $sockets;
    include $here/site.inc;
  }
}
CONF
