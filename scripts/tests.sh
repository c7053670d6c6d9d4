# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with ./run
# Runs every test runner and sums up the results. Sourced by ./run.

results=$ARTIFACTS/test-results
passed=0 failed=0 skipped=0

run_tests() {
  rm -rf "$results"
  mkdir -p "$results"
  test_page
  make_temporary_folder
  test_projects together ImageSearch.Tests ImageSearch.BrowserTests
  test_projects alone ImageSearch.BrowserTests
  rm -rf "$temporary"
  test_openapi
  say
  say "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0 && passed > 0))
}

# The tests write thousands of small files, and the service flushes each of its own. In memory that costs nothing where there is room;
# a TMPDIR that is set stays as it is. Sets temporary.
make_temporary_folder() {
  local parent=${TMPDIR:-/tmp} free
  free=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1) || free=0
  if [[ -z ${TMPDIR:-} && -w /dev/shm && $(findmnt -no OPTIONS /dev/shm) != *noexec* ]] && ((free >= 8 * 1024 * 1024)); then
    parent=/dev/shm
  fi
  temporary=$(mktemp -d "$parent/imagesearch-tests-XXXXXX")
}

count() { # PASSED FAILED SKIPPED
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

test_page() {
  local tap=$results/page.tap code=0 files good bad ignored
  mapfile -t files < <(find "$ROOT/frontend/tests" -name '*.test.js' | sort)
  say "testing the page (${#files[@]} files)"
  node --test --test-reporter=dot --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "${files[@]}" </dev/null || code=$?
  good=$(tap_total pass)
  bad=$(($(tap_total fail) + $(tap_total cancelled)))
  ignored=$(($(tap_total skipped) + $(tap_total todo)))
  if ((code != 0 && bad == 0)); then bad=1; fi
  count "$good" "$bad" "$ignored"
  sed -nE 's/^ *not ok [0-9]+ - /  failed: /p; s/^ *ok [0-9]+ - (.*) # (SKIP|TODO)/  skipped: \1 /p' "$tap"
}

tap_total() { # NAME ; the reporter's last lines are "# pass 12", "# fail 0" and so on
  sed -nE "s/^# $1 ([0-9]+)$/\1/p" "$tap" 2>/dev/null | tail -n 1 | grep . || say 0
}

# Runs several projects at once, because much of their time is waiting. What each says follows when it has ended. Tests of the category
# Alone measure time, so no other project may run beside them.
test_projects() { # together|alone NAME...
  local part=$1 name pids=() i=0 code
  shift
  say "testing $part: $*"
  for name; do
    run_project "$part" "$name" >"$results/$name.$part.log" 2>&1 &
    pids+=($!)
  done
  # shellcheck disable=SC2064 # these processes, not those that the name stands for later
  trap "kill ${pids[*]} 2>/dev/null; rm -rf '$temporary'" EXIT
  for name; do
    code=0
    wait "${pids[i++]}" || code=$?
    say "$name:"
    cat "$results/$name.$part.log"
    sum_up_project "$name.$part" "$code"
  done
  trap - EXIT
}

run_project() { # together|alone NAME
  # A project without such tests gets no filter, because one might start tests that only their name should start.
  local filter=()
  case $1/$2 in
    alone/*) filter=(--filter TestCategory=Alone) ;;
    */ImageSearch.BrowserTests) filter=(--filter 'TestCategory!=Alone') ;;
  esac
  cd "$ROOT" || exit
  # Tests start many processes that live for seconds. Remapping pages for each compiled method, and profiling for a better compilation
  # later, do not pay there. A shell's background job ignores interrupts, which some tests send.
  exec env --default-signal=INT "TMPDIR=$temporary" DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0 \
    dotnet test "backend/$2" -c Release --no-build --nologo "${filter[@]}" --logger "trx;LogFileName=$results/$2.$1.trx" \
    --results-directory "$results" --blame-hang-timeout 10m --blame-hang-dump-type none </dev/null
}

sum_up_project() { # NAME.PART CODE
  local trx=$results/$1.trx code=$2 good bad ignored
  good=$(trx_total passed)
  bad=$(($(trx_total executed) - good))
  ignored=$(($(trx_total total) - $(trx_total executed)))
  # A runner that crashed has failed even if its report shows no failure.
  if ((code != 0 && bad == 0)); then bad=1; fi
  count "$good" "$bad" "$ignored"
  skipped_names
}

trx_total() { # ATTRIBUTE of the report's <Counters>
  grep -o '<Counters [^>]*' "$trx" 2>/dev/null | grep -oE " $1=\"[0-9]+" | tr -dc 0-9 | grep . || say 0
}

skipped_names() {
  { grep -oE '<UnitTestResult [^>]*outcome="NotExecuted"' "$trx" 2>/dev/null || true; } |
    sed -E 's/.* testName="([^"]*)".*/  skipped: \1/; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

test_openapi() {
  say 'comparing docs/openapi.json with the code'
  if write_openapi "$results/openapi.json" && diff -u "$ROOT/docs/openapi.json" "$results/openapi.json"; then
    count 1 0 0
  else
    say '  failed: docs/openapi.json is not what the code says; ./run openapi writes it again'
    count 0 1 0
  fi
}

write_openapi() { # FILE
  timeout 60 dotnet "$app/ImageSearch.Api.dll" --openapi "$1" </dev/null
}
