# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # apt's own fields; variables are shared with ./run
# Base images, and the machine's own package sources for the builds. Sourced by ./run.
#
# Where the registry of images cannot be reached, an image of the same name is made from Debian's packages and the .NET of this
# machine. It tests the Dockerfile and is not for use.

need_base_images() {
  local name role
  while IFS='=' read -r role name; do
    if buildah_ inspect --type image "$(full_name "$name")" >/dev/null 2>&1; then continue; fi
    if buildah_ pull --quiet "$(full_name "$name")" >/dev/null 2>&1; then continue; fi
    say "$name cannot be pulled: a stand-in is made from this machine"
    "stand_in_${role,,}" "$(full_name "$name")"
  done < <(sed -nE 's/^ARG (DEBIAN|DOTNET_SDK|DOTNET_RUNTIME)=/\1=/p' "$ROOT/Dockerfile")
}

full_name() { # NAME ; as buildah stores what a Dockerfile calls by its short name
  case $1 in
    *.*/*) say "$1" ;;
    */*) say "docker.io/$1" ;;
    *) say "docker.io/library/$1" ;;
  esac
}

# A minimal Debian, and the same with the certificate authorities that the other two need. One debootstrap makes both.
stand_in_debian() { # NAME
  local container root mirror
  mirror=$(debian_archives | awk '$2 == "bookworm" { print $1; exit }')
  [[ -n $mirror ]] || fail 'apt knows no Debian archive with bookworm on this machine. Add one to its sources, then try again.'
  container=$(buildah_ from scratch)
  root=$(buildah_ mount "$container")
  long debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    fail "debootstrap failed; its words are in $work/debootstrap.log."
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/*
  # The official image has its sources here, and the machine's are mounted over them.
  mv "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d/debian.list"
  # Keeps apt's caches out of every layer, as in the official image.
  printf '%s\n' 'Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";' 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb"; };' \
    >"$root/etc/apt/apt.conf.d/docker-clean"
  buildah_ commit --quiet "$container" with-authorities >/dev/null
  chroot "$root" dpkg --purge ca-certificates openssl libssl3 >/dev/null 2>&1
  buildah_ commit --quiet --rm "$container" "$1" >/dev/null
}

stand_in_dotnet_sdk() { # NAME
  local container root
  container=$(buildah_ from --pull-never localhost/with-authorities)
  root=$(buildah_ mount "$container")
  cp -a "$(dotnet_folder)" "$root/usr/share/dotnet"
  ln -s /usr/share/dotnet/dotnet "$root/usr/bin/dotnet"
  # The official image has ICU; this one does not.
  buildah_ config --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$container"
  buildah_ commit --quiet --rm "$container" "$1" >/dev/null
}

# Only the runtime, so that the service is not tried with the whole SDK beside it.
stand_in_dotnet_runtime() { # NAME
  local container root source part
  container=$(buildah_ from --pull-never localhost/with-authorities)
  root=$(buildah_ mount "$container")
  source=$(dotnet_folder)
  mkdir -p "$root/usr/share/dotnet/shared"
  cp -a "$source/dotnet" "$source/host" "$root/usr/share/dotnet/"
  for part in Microsoft.NETCore.App Microsoft.AspNetCore.App; do cp -a "$source/shared/$part" "$root/usr/share/dotnet/shared/"; done
  buildah_ commit --quiet --rm "$container" "$1" >/dev/null
}

dotnet_folder() {
  command -v dotnet >/dev/null || fail 'dotnet is missing. Install the .NET 10 SDK, then try again.'
  dirname "$(realpath "$(command -v dotnet)")"
}

# ------------------------------------------------------------------------------ package sources

debian_archives() { # prints one line for each archive of Debian that apt knows here: address, suite, component
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' | sort -u
}

# The package clients in the build use the sources and certificate authorities of this machine. They are mounted for the commands of the
# build and never become part of an image.
write_package_sources() {
  local options='signed-by=/usr/share/keyrings/debian-archive-keyring.gpg' folder=$work/sources
  rm -rf "$folder"
  mkdir -p "$folder/apt"
  [[ $(apt-config dump --format '%v' Acquire::Check-Valid-Until) != false ]] || options+=' check-valid-until=no'
  [[ $(apt-config dump --format '%v' Acquire::Check-Date) != false ]] || options+=' check-date=no'
  debian_archives | sed "s|^|deb [$options] |" >"$folder/apt/machine.list"
  package_sources=(--volume "$folder/apt:/etc/apt/sources.list.d:ro")
  offer /etc/ssl/certs /etc/ssl/certs
  offer "${HOME:-/root}/.nuget/NuGet" /root/.nuget/NuGet
}

offer() { # PATH-HERE PATH-INSIDE
  [[ ! -e $1 ]] || package_sources+=(--volume "$1:$2:ro")
}
