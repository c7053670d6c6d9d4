# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# Without a Docker engine, Debian's buildah builds the images, and they run in separate namespaces. Sourced by ./run.

buildah_images() {
  ((EUID == 0)) || fail 'without a Docker engine the images are built as root. Try sudo ./run images, or start Docker.'
  # Mounts made from here on end with this process.
  if [[ ${IMAGESEARCH_MOUNTS:-} != private ]]; then
    IMAGESEARCH_MOUNTS=private exec unshare --mount "$ROOT/run" images ${model:+--model "$model"}
  fi
  say 'no Docker engine answers: building with buildah'
  set_up "need_packages ${IMAGE_PACKAGES[*]}"

  work=$ARTIFACTS/images
  rm -rf "$work/run" "$work/trial"
  mkdir -p "$work/run" "$work/trial"
  trap 'buildah_cleared' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  choose_storage
  buildah_ rm --all >/dev/null 2>&1 || true

  need_base_images
  write_package_sources
  local image
  for image in "${IMAGES[@]}"; do
    say "building imagesearch-$image"
    build_image "$image"
  done
  try_images
}

buildah_() { buildah --root "$work/storage" --runroot "$work/run" --storage-driver "$driver" "$@"; }

# Overlay layers are cheap. Where the file system does not support them, layers are copies.
choose_storage() {
  local kept=$work/storage-driver
  if [[ -s $kept ]]; then
    driver=$(<"$kept")
    return
  fi
  driver=overlay
  rm -rf "$work/storage"
  if ! { buildah_ from --name probe scratch && buildah_ mount probe && buildah_ rm probe; } >/dev/null 2>&1; then
    rm -rf "$work/storage"
    driver=vfs
  fi
  printf '%s\n' "$driver" >"$kept"
}

build_image() { # NAME
  local log=$work/$1.log
  long buildah --root "$work/storage" --runroot "$work/run" --storage-driver "$driver" bud --isolation chroot --pull-never \
    --format docker --target "$1" --tag "imagesearch-$1" "${package_sources[@]}" "$ROOT" >"$log" 2>&1 && return
  tail -n 30 "$log" >&2
  fail "buildah could not build $1. Its last lines stand above, all of them in $log."
}

# Runs in a separate network, where the images' ports are free. Everything in it ends with its first process.
try_images() {
  local image
  for image in "${IMAGES[@]}"; do
    mkdir -p "$work/trial/$image"
    # One line for each value, because a value may contain blanks.
    image_says "$image" '{{.OCIv1.Config.User}}' user
    image_says "$image" '{{.OCIv1.Config.WorkingDir}}' folder
    image_says "$image" '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' environment
    image_says "$image" '{{range .OCIv1.Config.Entrypoint}}{{println .}}{{end}}' command
    image_says "$image" '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' health
    buildah_ mount "$(buildah_ from --pull-never "localhost/imagesearch-$image")" >"$work/trial/$image/root"
  done
  long unshare --mount --net --pid --fork --kill-child --mount-proc bash "$ROOT/scripts/images/pod.sh" "$ROOT" "$work/trial" "$model" ||
    fail 'the images do not work as they should; what went wrong stands above.'
}

image_says() { # IMAGE TEMPLATE FILE
  buildah_ inspect --type image --format "$2" "localhost/imagesearch-$1" | sed '/^$/d' >"$work/trial/$1/$3"
}

# The images and the stand-ins for their bases stay in artifacts/images/storage until ./run clean.
buildah_cleared() {
  trap '' INT TERM HUP
  [[ -z $job ]] || end_processes 2 "$job"
  buildah_ rm --all >/dev/null 2>&1 || true
  umount --recursive "$work/storage/overlay" 2>/dev/null || true
  rm -rf "$work/run" "$work/trial"
}
