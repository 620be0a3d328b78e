#!/usr/bin/env bash
# Installs what the tests need and passes all tests: one build in the dev
# profile, every test, every doctest. Each step has a time limit and a log in
# target/test-logs. Ends with "N passed, N failed, N skipped".
#
# cargo-nextest runs the tests when it is installed, cargo test otherwise.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CARGO_TERM_COLOR=never NO_COLOR=1
logs="${CARGO_TARGET_DIR:-target}/test-logs"
rm -rf "$logs" && mkdir -p "$logs"

# step NAME SECONDS COMMAND...: prints the end of the log when it fails.
step() {
  local name="$1" seconds="$2" begin="$SECONDS" status=0
  shift 2
  timeout --kill-after=10 "$seconds" "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    [ "$status" -ne 124 ] || echo "$name: ended after its limit of $seconds seconds" | tee -a "$logs/$name.log"
    tail -n "${LEVY_LOG_LINES:-80}" "$logs/$name.log"
  fi
  printf 'step %-8s %4d s  %s\n' "$name" "$((SECONDS - begin))" \
    "$([ "$status" -eq 0 ] && echo ok || echo "failed ($status)")"
  return "$status"
}

timeout 480 bash tools/setup-tests.sh

if cargo nextest --version >/dev/null 2>&1; then
  run=(cargo nextest run --workspace --all-features --locked --no-fail-fast
    --success-output immediate --failure-output immediate --status-level pass --final-status-level fail)
else
  echo "cargo-nextest is not installed: cargo test runs the tests"
  run=(cargo test --workspace --all-features --locked --lib --bins --tests --no-fail-fast -- --show-output)
fi

# Everything at once: features unite over what is built together, so building
# the binaries apart from the tests would compile most crates twice. Benches are
# left to clippy, which reads them, and to those who run them.
step build 1200 cargo build --workspace --lib --bins --tests --examples --all-features --locked ||
  { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
status=0
step tests 720 "${run[@]}" || status=1
step doctests 180 cargo test --workspace --all-features --locked --doc --no-fail-fast -- --show-output || status=1

python3 tools/count_tests.py --totals "$logs/totals" --failed "$status" "$logs/tests.log" "$logs/doctests.log"
exit "$status"
