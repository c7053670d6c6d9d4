# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# A running instance: the backend and nginx under one keeper, with their state in .run/<port>. Sourced by ./run.

backend='' nginx='' follower=''

# ------------------------------------------------------------------------------ processes

# Prints the pid and start time, which name one process. A pid alone may have been given to another process.
identity() { # PID
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != Z ]] || return 1
  printf '%s %s\n' "$1" "${fields[19]}"
}

is_alive() { identity "$1" >/dev/null; } # PID

# Ends processes with SIGTERM, and with SIGKILL those that are still alive after the given seconds.
end_processes() { # SECONDS PID...
  local deadline=$((SECONDS + $1)) pid
  shift
  for pid; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid; do
    while is_alive "$pid" && ((SECONDS < deadline)); do sleep 0.1; done
    if is_alive "$pid"; then kill -KILL "$pid" 2>/dev/null || true; fi
  done
}

# Prints the folders of the instances that the options name.
instances() {
  if [[ $port_given == yes ]]; then
    printf '%s\n' "$STATE/$port"
  else
    find "$STATE" -mindepth 1 -maxdepth 1 -type d -name '[0-9]*' 2>/dev/null | sort
  fi
}

# Prints the pid of the ./run that keeps an instance up; fails where there is none.
keeper() { # FOLDER
  local recorded
  { read -r recorded <"$1/run.pid"; } 2>/dev/null || return 1
  [[ $recorded =~ ^[0-9]+\ [0-9]+$ && $(identity "${recorded% *}") == "$recorded" ]] || return 1
  printf '%s\n' "${recorded% *}"
}

# ------------------------------------------------------------------------------ starting

# Prints nginx's configuration. Under root its workers run as the owner of the clone, or they could not read it.
nginx_configuration() { # FOLDER
  local text owner
  text=$(<"$ROOT/frontend/nginx.conf")
  owner=$(stat -c '%U %G' "$ROOT")
  if ((EUID != 0)); then text=$(sed '/@USER@/d' <<<"$text"); fi
  text=${text//@USER@/"${owner//UNKNOWN/root}"}
  text=${text//@RUN@/"$1"}
  text=${text//@LISTEN@/"127.0.0.1:$port"}
  text=${text//@API@/"127.0.0.1:$api_port"}
  printf '%s\n' "${text//@SITE@/"$ROOT/frontend/site"}"
}

# With setpriv the kernel ends the children of a keeper that is killed.
start_backend() { # FOLDER
  local settings=(ASPNETCORE_ENVIRONMENT=Production "Storage__DataDirectory=$data")
  # Few arenas, one heap and no spinning threads leave memory and cores to the pictures.
  settings+=(MALLOC_ARENA_MAX=2 DOTNET_gcServer=0 OMP_WAIT_POLICY=passive)
  [[ -z $model ]] || settings+=("Embedding__ModelPath=$model")
  local i
  for i in "${!import_roots[@]}"; do settings+=("Library__ImportRoots__$i=${import_roots[i]}"); done
  [[ $offline == no ]] || settings+=(Models__Fetch=never)
  cd "$ROOT" || exit
  env "${settings[@]}" setpriv --pdeathsig TERM \
    dotnet "$app/ImageSearch.Api.dll" --urls "http://127.0.0.1:$api_port" </dev/null >"$1/backend.log" 2>&1 &
  backend=$!
}

start_nginx() { # FOLDER
  nginx_configuration "$1" >"$1/nginx.conf"
  setpriv --pdeathsig TERM nginx -p "$1" -e stderr -c "$1/nginx.conf" </dev/null >"$1/nginx-error.log" 2>&1 &
  nginx=$!
}

http_body() { # PORT PATH
  {
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
    timeout 5 cat <&3
  } 3<>"/dev/tcp/127.0.0.1/$1"
}

wait_until_ready() { # FOLDER
  local started=$SECONDS told=0 pid
  until [[ $(http_status "$api_port" /health/ready 2>/dev/null) == 200 ]]; do
    for pid in "$backend" "$nginx"; do is_alive "$pid" || give_up "$1" "$pid"; done
    if ((SECONDS - started >= told + 3)); then
      told=$((SECONDS - started))
      say "  waiting for the backend, $told s: $(tail -n 1 "$1/backend.log" | cut -c1-160)"
    fi
    sleep 0.2
  done
}

give_up() { # FOLDER PID ; the pid is that of the one that has ended
  local name=nginx log=$1/nginx-error.log
  if [[ $2 == "$backend" ]]; then name='the backend' log=$1/backend.log; fi
  printf 'run: %s has ended by itself; its last lines:\n' "$name" >&2
  tail -n 15 "$log" | sed 's/^/  /' >&2
  exit 1
}

addresses() {
  say 'ImageSearch is ready'
  say "  page        http://127.0.0.1:$port/"
  say "  Swagger UI  http://127.0.0.1:$api_port/swagger"
  say "  data        $data"
}

# Says which model is being fetched, or how to get a better one where the service offers one.
say_model() { # API-PORT
  local answer id name bytes received seconds=0
  # The service asks the model's sources when it starts, which takes seconds.
  while answer=$(http_body "$1" /api/v1/models 2>/dev/null) &&
    [[ $answer == *'"fetching":{'* && $answer != *'"job":'* ]] && ((seconds++ < 10)); do
    sleep 1
  done
  if [[ $answer == *'"fetching":{'* ]]; then
    answer=${answer##*\"fetching\":}
    name=$(model_value name "$answer") bytes=$(model_value bytes "$answer") received=$(model_value received "$answer")
    if ((seconds > 10)); then
      say "  asking where to fetch $name from; the model in use answers until then"
      return
    fi
    say "  fetching $name ($(((bytes + 524288) / 1048576)) MB, $((100 * received / bytes)) % is here) in the background;" \
      'the model in use answers until then'
  elif id=$(model_value offer "$answer") && [[ -n $id ]]; then
    say "  $id gives better results than the model in use. To fetch it and move the library to it:"
    say "    curl -X POST http://127.0.0.1:$1/api/v1/models/$id/use"
  fi
}

model_value() { # NAME JSON ; prints a string or number of that name, the first
  sed -nE "s/.*\"$1\":\"?([^\",}]*).*/\1/p" <<<"$2"
}

# ------------------------------------------------------------------------------ keeping

# Starts both and waits until one of them ends or a signal comes. Leaves no process running.
keep_up() {
  folder=$STATE/$port
  mkdir -p "$folder"
  trap 'trap "" INT TERM HUP; leave_nothing_running' EXIT
  trap 'say stopping; exit 130' INT
  trap 'say stopping; exit 143' TERM HUP
  identity $$ >"$folder/run.pid"

  start_backend "$folder"
  start_nginx "$folder"
  wait_until_ready "$folder"
  addresses | tee "$folder/addresses"
  say_model "$api_port"
  if [[ $quiet == no ]]; then
    say 'Ctrl-C stops it.'
    tail -n 5 -F "$folder/backend.log" 2>/dev/null &
    follower=$!
  fi
  # `wait -n` would miss a process that has already ended.
  local gone=''
  if ! is_alive "$backend"; then
    gone=$backend
  elif ! is_alive "$nginx"; then
    gone=$nginx
  else
    wait -n -p gone "$backend" "$nginx" || true
  fi
  give_up "$folder" "$gone"
}

leave_nothing_running() {
  # Four seconds, because everything must have ended within five.
  # shellcheck disable=SC2086 # the variables are empty for processes that were not started
  end_processes 4 $backend $nginx $follower
  rm -f "$folder/run.pid" "$folder/addresses"
}

# Starts a keeper with the same options in its own session, and waits until it is ready.
keep_up_elsewhere() {
  local options=("--port=$port" "--api-port=$api_port" "--data=$data") child root
  [[ -z $model ]] || options+=("--model=$model")
  for root in "${import_roots[@]}"; do options+=("--import-root=$root"); done
  [[ $offline == no ]] || options+=(--offline)
  folder=$STATE/$port
  mkdir -p "$folder"
  rm -f "$folder/addresses"
  setsid "$ROOT/run" up --quiet "${options[@]}" </dev/null >"$folder/run.log" 2>&1 &
  child=$!
  say 'starting in the background'
  until [[ -s $folder/addresses ]]; do
    is_alive "$child" || { cat "$folder/run.log" >&2; exit 1; }
    sleep 0.2
  done
  cat "$folder/addresses"
  say_model "$api_port"
  say "./run down --port $port stops it."
}
