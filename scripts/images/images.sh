# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# Builds the two container images and tries them out. Sourced by ./run.

source "$ROOT/scripts/images/docker.sh"
source "$ROOT/scripts/images/stand-ins.sh"
source "$ROOT/scripts/images/buildah.sh"

readonly IMAGES=(backend frontend)
job=''

build_and_try_images() {
  need_node
  if docker info >/dev/null 2>&1; then
    say 'building with Docker'
    docker_images
  else
    buildah_images
  fi
  say 'both images were built and work together'
}

# Tries a started pair of images through the address of its page.
ask_images() { # ADDRESS
  node "$ROOT/scripts/images/ask.mjs" "$1" "$ROOT/docs/screenshot.jpg" "$ROOT/models/starter/train.png"
}

# Bash handles a signal only after its foreground command. So a long command runs in the background, and ends with the script.
long() { # COMMAND...
  local code=0
  "$@" </dev/null &
  job=$!
  wait "$job" || code=$?
  job=''
  return "$code"
}
