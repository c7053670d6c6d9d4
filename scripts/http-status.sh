# shellcheck shell=bash
# A question over HTTP with nothing but bash: the health checks of the images have no curl. Sourced by ./run and by them.

http_status() { # PORT PATH ; prints the status, or 0 when nobody answers
  local code=0
  {
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
    read -r -t 5 _ code _ <&3 || code=0
  } 3<>"/dev/tcp/127.0.0.1/$1" || code=0
  printf '%s\n' "${code:-0}"
}
