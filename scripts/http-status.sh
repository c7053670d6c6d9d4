# shellcheck shell=bash
# An HTTP request in bash alone, because the images have no curl. Sourced by ./run and by the images' health checks.

http_status() { # PORT PATH ; prints the status, or 0 without an answer
  local code=0
  {
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
    read -r -t 5 _ code _ <&3 || code=0
  } 3<>"/dev/tcp/127.0.0.1/$1" || code=0
  printf '%s\n' "${code:-0}"
}
