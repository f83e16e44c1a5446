# Settings and functions of all steps. Each step sources this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=never RUST_BACKTRACE=1
# All crates share one target directory, so that dependencies are built once.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
unset "${!AWS_@}" PARTICIPANT_TOKEN CONNECTION_TOKEN MESSAGE_ID

# The features of the client that build on every machine.
portable_features=reqwest,http2,tower,tracing

# Prints a command, and runs it.
run() {
    printf '+ %s\n' "$*"
    "$@"
}

# Installs a cargo command if it is missing. It runs for seconds only, so it is built without optimisation.
install_cargo_command() { # name, version
    command -v "$1" >/dev/null || CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --quiet --locked "$1@$2"
}

# Installs Debian packages. Fails without output if they are not available.
install_packages() {
    {
        apt-get update --quiet --quiet &&
            apt-get install --yes --quiet --quiet --no-install-recommends "$@"
    } >/dev/null 2>&1
}

skip() {
    printf 'skipped: %s\n' "$*"
    exit 0
}
