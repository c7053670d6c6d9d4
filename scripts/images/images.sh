# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# Building the two container images and trying them out. Sourced by ./run.

source "$ROOT/scripts/images/docker.sh"
source "$ROOT/scripts/images/stand-ins.sh"
source "$ROOT/scripts/images/buildah.sh"

readonly IMAGES=(backend frontend)
job=''

build_and_try_images() {
  command -v node >/dev/null || fail 'node is missing. Install Node.js 20 or newer, then try again.'
  if docker info >/dev/null 2>&1; then
    say 'building with Docker'
    docker_images
  else
    buildah_images
  fi
  say 'both images were built and work together'
}

# The conversation that both ways of starting the images end in: by the page's address alone.
ask_images() { # ADDRESS
  node "$ROOT/scripts/images/ask.mjs" "$1" "$ROOT/docs/screenshot.jpg" "$ROOT/models/starter/train.png"
}

# Bash hears a signal only when the command in front has ended; one that takes long runs behind, and is ended with the script.
long() { # COMMAND...
  local code=0
  "$@" </dev/null &
  job=$!
  wait "$job" || code=$?
  job=''
  return "$code"
}
