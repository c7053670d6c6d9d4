# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# Installing what is missing and building what has changed. Sourced by ./run.

# Build servers must end with the build, because they would hold the set-up lock.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Debian installs nginx outside the PATH of ordinary users.
export PATH=$PATH:/usr/sbin:/sbin

# One set-up at a time for a clone. A second one waits and finds everything set up.
set_up() { # STEP... , each a command line such as "need_packages nginx"
  mkdir -p "$STATE"
  local step words lock
  exec {lock}>"$STATE/lock"
  flock "$lock"
  for step; do
    read -ra words <<<"$step"
    "${words[@]}"
  done
  exec {lock}>&-
}

# ------------------------------------------------------------------------------ Debian

is_installed() { # PACKAGE
  # A compiler or browser from elsewhere will do.
  case $1 in
    g++ | cmake | make | nginx) if command -v "$1" >/dev/null; then return 0; fi ;;
    # The whole browser does what its headless shell does, only more slowly.
    chromium-headless-shell) if command -v chromium-headless-shell chromium >/dev/null; then return 0; fi ;;
  esac
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

need_packages() { # PACKAGE...
  local missing=() package install
  for package; do is_installed "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0

  install="apt-get install -y --no-install-recommends ${missing[*]}"
  command -v apt-get >/dev/null || fail "packages are missing (Debian calls them ${missing[*]}). Install them, then try again."
  [[ $offline == no ]] || fail "packages are missing and --offline forbids fetching them. Once online: sudo $install"
  if ((EUID != 0)); then
    fail "packages are missing. Run this, then try again:"$'\n'"  sudo $install"
  fi
  say "installing Debian packages: ${missing[*]}"
  install_packages "${missing[@]}"
}

# A subshell, so that its EXIT trap always restores the machine's policy.
install_packages() ( # PACKAGE...
  policy=/usr/sbin/policy-rc.d
  kept=$policy.before-imagesearch
  trap 'rm -f "$policy"; if [[ -e $kept || -L $kept ]]; then mv "$kept" "$policy"; fi' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [[ -e $policy || -L $policy ]]; then mv "$policy" "$kept"; fi
  # Debian starts a service when it is installed, and nginx would serve port 80 to the whole network. 101 forbids that.
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"

  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null
  apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
  # nginx must not start at the next boot either, because only ./run uses it.
  if [[ " $* " == *' nginx '* ]] && command -v systemctl >/dev/null; then
    systemctl disable --quiet nginx 2>/dev/null || true
  fi
)

# ------------------------------------------------------------------------------ Node.js

# Only the tests of the page and the trial of the images use it.
need_node() {
  command -v node >/dev/null || fail 'node is missing. Install Node.js 20 or newer, then try again.'
}

# ------------------------------------------------------------------------------ .NET

dotnet_quietly() { # VERB ARGUMENT...
  local arguments=(-c Release -v quiet -nologo)
  command -v dotnet >/dev/null || fail 'dotnet is missing. Install the .NET 10 SDK, then try again.'
  # Offline restores use the packages of earlier restores on this machine.
  [[ $offline == no ]] || arguments+=("-p:RestoreSources=${NUGET_PACKAGES:-${HOME:-/root}/.nuget/packages}")
  (cd "$ROOT" && dotnet "$@" "${arguments[@]}" </dev/null) || fail "dotnet $1 failed; its message stands above."
}

# Prints a digest of the backend's sources, for a GPU (Gpu=true) or not. It does not use git, so it also works in an unpacked archive.
source_digest() {
  cd "$ROOT" || exit
  local inputs=(backend models/models.json global.json BannedSymbols.txt .editorconfig)
  find "${inputs[@]}" Directory.* \( -name bin -o -name obj -o -name '*Tests' -o -name '*Benchmarks' \) -prune \
    -o -type f -print0 | LC_ALL=C sort -z | { xargs -0 sha256sum; printf '%s' "${Gpu:-}"; } | sha256sum | cut -c1-16
}

# Sets published to the folder of a published project. The folder is named after the digest of its sources, so it is up to date where it
# exists, and the folder of a running program is never overwritten.
need_published() { # PROJECT KIND DLL
  published=$ARTIFACTS/$2/$(source_digest)
  if [[ -f $published/$3 ]]; then return; fi
  say "building ${1##*.} (a minute or two the first time)"
  rm -rf "$published.part"
  dotnet_quietly publish "backend/$1" -o "$published.part"
  mv "$published.part" "$published"
  local old
  for old in "$ARTIFACTS/$2"/*; do
    [[ $old == "$published" ]] || grep -qsaF "$old/" /proc/[0-9]*/cmdline || rm -rf "$old"
  done
}

# Sets app to the folder of the published backend.
need_app() {
  need_published ImageSearch.Api app ImageSearch.Api.dll
  app=$published
}

need_tests() {
  say 'building the tests'
  dotnet_quietly build ImageSearch.sln
}
