#!/usr/bin/env bash
# Installs what the tests need beside the Rust toolchain, on Debian:
#   a C compiler (SQLite is compiled in), Python 3.9 or newer (the independent
#   verifier and the count of tests), git. Then fetches the crates of Cargo.lock.
# What is there already is left alone; as a user other than root it asks sudo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

command -v cargo >/dev/null || fail "cargo is missing; install a Rust toolchain (1.91 or newer) first"
oldest="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
have="$(rustc --version | awk '{ split($2, part, "-"); print part[1] }')"
[ "$(printf '%s\n%s\n' "$oldest" "$have" | sort -V | head -n 1)" = "$oldest" ] ||
  fail "rustc $have is older than $oldest; update the toolchain"

missing=()
command -v cc >/dev/null || missing+=(gcc libc6-dev)
command -v git >/dev/null || missing+=(git)
python3 -c 'import sys, sqlite3; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || missing+=(python3)
if [ "${#missing[@]}" -gt 0 ]; then
  command -v apt-get >/dev/null || fail "install by hand: ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "install as root: ${missing[*]}"
    as_root=(sudo -n)
  fi
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  timeout 120 "${as_root[@]}" apt-get update -qq
  timeout 240 "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# A machine without a network may have all of them already.
timeout 300 cargo fetch --locked --quiet ||
  cargo metadata --offline --locked --format-version 1 >/dev/null ||
  fail "the crates of Cargo.lock cannot be had"
say "rustc $have, $(cc --version | head -n 1), $(python3 --version)"
