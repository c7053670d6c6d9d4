# shellcheck shell=bash disable=SC2154 # variables are shared with ./run
# The benchmarks. Sourced by ./run.

need_benchmarks() {
  say 'building the benchmarks'
  dotnet_quietly build backend/ImageSearch.Benchmarks
}

run_benchmark() { # NAME ARGUMENT...
  (cd "$ROOT" && exec dotnet "$ARTIFACTS/bin/ImageSearch.Benchmarks/release/ImageSearch.Benchmarks.dll" "$@")
}
