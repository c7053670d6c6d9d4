# shellcheck shell=bash disable=SC2154 # variables are shared with ./run
# The command line. Sourced by ./run.

# Sets cli to the folder of the published command line.
need_cli() {
  need_published ImageSearch.Cli cli imagesearch.dll
  cli=$published
}

# Runs in the caller's folder, so that relative paths work. The library and models are those of ./run up unless the caller sets others.
run_cli() { # ARGUMENT...
  export IMAGESEARCH_DATA=${IMAGESEARCH_DATA:-$ROOT/data} IMAGESEARCH_MODELS=${IMAGESEARCH_MODELS:-$ROOT/models}
  MALLOC_ARENA_MAX=2 OMP_WAIT_POLICY=passive exec dotnet "$cli/imagesearch.dll" "$@"
}
