# shellcheck shell=bash disable=SC2154 # variables are shared with ./run
# With a Docker engine, the images run as docker-compose.yml starts them, with their own network, volume and port. Sourced by ./run.

docker_images() {
  local image
  trial=imagesearch-trial-$$
  trap 'docker_cleared' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  for image in "${IMAGES[@]}"; do
    long docker build --target "$image" --tag "imagesearch-$image" "$ROOT" || fail "docker could not build $image; its message stands above."
  done
  docker network create "$trial" >/dev/null
  docker volume create "$trial" >/dev/null

  local limits=(--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges:true --network "$trial")
  # A trial fetches no models.
  local mounts=(--volume "$trial:/data" --env Models__Fetch=never)
  [[ -z $model ]] || mounts+=(--volume "$model:/models/model.onnx:ro" --env Embedding__ModelPath=/models/model.onnx)
  docker run --detach --name "$trial-backend" --network-alias backend "${limits[@]}" "${mounts[@]}" imagesearch-backend >/dev/null
  docker_healthy "$trial-backend"
  docker run --rm "${limits[@]}" imagesearch-frontend -t
  docker run --detach --name "$trial-frontend" --publish 127.0.0.1::5000 "${limits[@]}" imagesearch-frontend >/dev/null
  docker_healthy "$trial-frontend"
  ask_images "http://$(docker port "$trial-frontend" 5000/tcp)"
  docker_stops "$trial-frontend"
  docker_stops "$trial-backend"
}

docker_healthy() { # CONTAINER
  local deadline=$((SECONDS + 90))
  until [[ $(docker inspect --format '{{.State.Health.Status}}' "$1") == healthy ]]; do
    if ((SECONDS > deadline)) || [[ $(docker inspect --format '{{.State.Running}}' "$1") == false ]]; then
      docker logs --tail 20 "$1" >&2
      fail "$1 did not become healthy; its last lines stand above."
    fi
    sleep 1
  done
  say "  ${1##*-} is healthy"
}

# With the permissions that docker-compose.yml grants.
docker_stops() { # CONTAINER
  docker stop -t 10 "$1" >/dev/null
  local code
  code=$(docker inspect --format '{{.State.ExitCode}}' "$1")
  ((code == 0)) || fail "${1##*-} did not end by itself within 10 s of SIGTERM (exit code $code)."
  say "  ${1##*-} ended after SIGTERM"
}

docker_cleared() {
  trap '' INT TERM HUP
  [[ -z $job ]] || end_processes 2 "$job"
  docker rm --force "$trial-frontend" "$trial-backend" >/dev/null 2>&1 || true
  docker network rm "$trial" >/dev/null 2>&1 || true
  docker volume rm "$trial" >/dev/null 2>&1 || true
}
