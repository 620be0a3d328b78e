# `just` alone lists the recipes. None of them is needed: README has the two
# commands that are.

default:
    @just --list

# What the CI holds against a change, without the slice of the demo.
check: fmt clippy test

# Formats nothing; says what is not formatted.
fmt:
    cargo fmt --all -- --check

clippy:
    cargo clippy --workspace --all-targets --all-features --locked -- -D warnings

# Installs what the tests need and passes all tests.
test:
    bash tools/test.sh

# The rules of the house only: layers, sources, papers, codes.
house:
    cargo test -p levy-house --locked

# A simulated year at the units of one region.
demo *arguments:
    cargo run --release -- demo {{arguments}}

# Court-years on virtual time with lying units, deaths and an auditor, such as
# `just sim --years 20 --seed 7`: a line for each year, then what was reached
# and the hash over all logs.
[doc("Court-years on virtual time, audited: --years N --seed S")]
sim *arguments:
    cargo run --release --locked -p levy-sim --features world --example sim -- {{arguments}}

# Every bench of the workspace, one after the other: a table each, with the raw
# limits of the same run, and one JSON object as its last line.
[doc("Every bench: a table and a JSON object each, raw limits beside the figures")]
bench:
    cargo bench --locked -p levy-store --bench append
    cargo bench --locked -p levy-domain --bench decide
    cargo bench --locked -p levy-views --bench fold
    cargo bench --locked -p levy-sim --bench speed

# Kills the demo at chance moments and compares what each run ends with.
crash cases="300" kills="20":
    cargo build --release --locked
    python3 tools/crash.py target/release/levy --cases {{cases}} --kills {{kills}}

# Read the diff: what was released is never rewritten.
[doc("Rewrites the golden files of formats that are not released yet")]
golden:
    LEVY_GOLDEN=write cargo test -p levy-journal -p levy-connect --locked golden
    LEVY_GOLDEN=write cargo test -p levy-domain --locked --test it -- table planted
    git diff --stat -- 'crates/*/tests/golden'

# The pages of rustdoc for all crates.
docs:
    cargo doc --workspace --no-deps --all-features --locked

# Checks the logs under the given data directories without any of our code.
verify +dirs:
    python3 tools/verify.py {{dirs}}

# Exactly what the CI runs.
ci:
    .ci/run
