#!/usr/bin/env bash
#
# Runs both images as an engine would: with their user, environment, command and health check, a read-only root and no capabilities.
# Expects its own mount, network and process namespaces, so that everything that it starts or mounts ends with it.

set -euo pipefail
root=$1 trial=$2 model=$3
source "$root/scripts/http-status.sh"

fail() { printf 'images: %s\n' "$*" >&2; exit 1; }

main() {
  ip link set lo up
  printf '127.0.0.1 localhost backend\n' >"$trial/hosts"
  install -d -o 10001 -g 10001 "$trial/data"

  prepare backend
  mount_inside backend "$trial/data" /data
  # A trial fetches no models.
  printf 'Models__Fetch=never\n' >>"$trial/backend/environment"
  if [[ -n $model ]]; then
    mount_inside backend "$model" /models/model.onnx
    printf 'Embedding__ModelPath=/models/model.onnx\n' >>"$trial/backend/environment"
  fi
  prepare frontend

  local backend frontend
  inside backend command >"$trial/backend/log" 2>&1 &
  backend=$!
  until_healthy backend "$backend"
  [[ $(http_status 8000 /health/ready) == 200 ]] || fail 'the service says that it is healthy, but not that it is ready.'

  (inside frontend command -t) || fail "nginx refuses the image's configuration."
  inside frontend command >"$trial/frontend/log" 2>&1 &
  frontend=$!
  until_healthy frontend "$frontend"

  node "$root/scripts/images/ask.mjs" http://127.0.0.1:5000 "$root/docs/screenshot.jpg" "$root/models/starter/train.png"
  [[ $(stat -c %u "$trial/data/catalog.db") == 10001 ]] || fail 'the library does not belong to the user of the image.'

  stops frontend "$frontend"
  stops backend "$backend"
}

prepare() { # IMAGE ; its root, as an engine mounts it
  local top device
  top=$(<"$trial/$1/root")
  mount --bind "$top" "$top"
  # Created before the root becomes read-only, as an engine does for its mounts.
  touch "$top/etc/hosts"
  if [[ $1 == backend && -n $model ]]; then mkdir "$top/models" && touch "$top/models/model.onnx"; fi
  mount -t proc proc "$top/proc"
  mount -t tmpfs -o mode=1777 tmpfs "$top/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$top/dev"
  for device in null zero random urandom; do
    touch "$top/dev/$device"
    mount --bind "/dev/$device" "$top/dev/$device"
  done
  mount --bind "$trial/hosts" "$top/etc/hosts"
  mount -o remount,bind,ro "$top"
}

mount_inside() { # IMAGE PATH-HERE PATH-INSIDE
  mount --bind "$2" "$(<"$trial/$1/root")$3"
}

inside() { # IMAGE FILE-WITH-COMMAND ARGUMENT... ; becomes that program, so it wants a subshell
  local user words environment image=$1 file=$2
  shift 2
  user=$(<"$trial/$image/user")
  mapfile -t words <"$trial/$image/$file"
  mapfile -t environment <"$trial/$image/environment"
  [[ ${words[0]} != CMD ]] || words=("${words[@]:1}")
  local folder=/
  [[ ! -s $trial/$image/folder ]] || folder=$(<"$trial/$image/folder")
  exec chroot "$(<"$trial/$image/root")" setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups \
    --bounding-set=-all --inh-caps=-all --no-new-privs env -i -C "$folder" "${environment[@]}" "${words[@]}" "$@" </dev/null
}

until_healthy() { # IMAGE PID
  local started=$SECONDS
  until (inside "$1" health) 2>/dev/null; do
    if ! kill -0 "$2" 2>/dev/null || ((SECONDS - started > 60)); then
      tail -n 20 "$trial/$1/log" >&2
      fail "$1 did not become healthy; its last lines stand above."
    fi
    sleep 0.3
  done
  printf '  %s is healthy\n' "$1"
}

# With the permissions that docker-compose.yml grants.
stops() { # IMAGE PID
  local deadline=$((SECONDS + 10)) code=0
  kill -TERM "$2"
  while kill -0 "$2" 2>/dev/null; do
    ((SECONDS <= deadline)) || fail "$1 still runs 10 s after SIGTERM."
    sleep 0.1
  done
  wait "$2" || code=$?
  ((code == 0)) || fail "$1 ended with $code after SIGTERM."
  printf '  %s ended after SIGTERM\n' "$1"
}

main
