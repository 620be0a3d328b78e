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

# Every bench of the workspace; each prints its own table.
bench:
    cargo bench --workspace --locked --bench '*'

# Rewrites the golden files of formats that are not released yet. Read the diff:
# what was released is never rewritten.
golden:
    LEVY_GOLDEN=write cargo test -p levy-journal -p levy-connect --locked golden
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
