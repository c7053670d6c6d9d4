# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# Parses and checks the options. Sourced by ./run.

# Sets the variables of its first lines, and refuses an option that is not allowed.
parse_options() { # ALLOWED-NAMES ARGUMENT...
  port=5000 api_port=8000 data=$ROOT/data model='' offline=no detach=no quiet=no check=no port_given=no import_roots=()
  local allowed=" $1 " option value
  shift
  while (($#)); do
    option=${1%%=*} value=''
    [[ $allowed == *" $option "* ]] || misuse "'$1' is not known here."
    case $option in
      --offline | --detach | --quiet | --check) [[ $1 == "$option" ]] || misuse "$option takes no value." ;;
      *)
        if [[ $1 == *=* ]]; then value=${1#*=}; elif (($# > 1)); then value=$2; shift; fi
        [[ -n $value && $value != --* ]] || misuse "$option needs a value."
        ;;
    esac
    shift
    case $option in
      --port) check_port "$option" "$value"; port=$value port_given=yes ;;
      --api-port) check_port "$option" "$value"; api_port=$value ;;
      --data) data=$(realpath -m -- "$value") ;;
      --model) model=$(realpath -m -- "$value") ;;
      --import-root) import_roots+=("$(realpath -m -- "$value")") ;;
      --offline) offline=yes ;;
      --detach) detach=yes ;;
      --quiet) quiet=yes ;;
      --check) check=yes ;;
    esac
  done
}

check_port() { # OPTION VALUE
  if [[ ! $2 =~ ^[1-9][0-9]{0,4}$ ]] || (($2 > 65535)); then
    misuse "$1 takes a number from 1 to 65535, not '$2'."
  fi
}

check_up_options() {
  [[ $port != "$api_port" ]] || misuse "--port and --api-port are both $port; they must differ."
  check_model_option
  [[ ! -e $data || -d $data ]] || fail "$data is not a folder. Name another place for the pictures with --data."
  local root
  for root in "${import_roots[@]}"; do
    [[ -d $root ]] || fail "$root is not a folder. Name a folder of pictures to import with --import-root."
  done
  refuse_busy_ports
}

check_model_option() {
  [[ -z $model || (-f $model && -r $model) ]] || fail "there is no model at $model. Name an existing file with --model."
}

# A process that was just stopped or killed may hold its port for a moment, so this waits up to 5 s for both ports.
refuse_busy_ports() {
  local tries busy
  for ((tries = 0; tries < 50; tries++)); do
    busy=$(busy_port) || return 0
    ((tries > 0)) || say "port ${busy% *} is busy; waiting up to 5 s for it"
    sleep 0.1
  done
  fail "port ${busy% *} is busy: a program answers there already." \
    "Stop it (./run status lists ours) or choose another port with ${busy#* } N."
}

# Prints the first port in use and its option. The keeper of an instance uses its port until it has ended. Fails where both are free.
busy_port() {
  if answers "$port" || keeper "$STATE/$port" >/dev/null; then
    printf '%s --port\n' "$port"
  elif answers "$api_port"; then
    printf '%s --api-port\n' "$api_port"
  else
    return 1
  fi
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # PORT
