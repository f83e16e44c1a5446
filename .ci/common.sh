# Settings and functions of all steps. Each step sources this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=never RUST_BACKTRACE=1
# All crates share one target directory, so that dependencies are built once. A test step names no
# package either: with one, the dependencies have other features, and are built again.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
unset "${!AWS_@}" PARTICIPANT_TOKEN CONNECTION_TOKEN MESSAGE_ID

# The features of the client that build on every machine.
portable_features=blocking,reqwest,http2,tower,tracing,jiff

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

# Installs packages of Rust 1.85 from Debian, all in one version.
install_debian_rust() { # packages
    local version packages
    apt-get update --quiet --quiet >/dev/null 2>&1 || return
    version=$(apt-cache madison rustc-web 2>/dev/null | grep --only-matching --max-count=1 '1\.85\.[^ ]*') || return
    packages=("$@")
    install_packages "${packages[@]/%/=$version}"
}

# Prepares builds for another target: sets `cargo`, its arguments `target`, `lint` and `deny`, and
# `target_dir`. The standard library is that of rustup. Without it, it is built from its source in Debian, with
# the Rust of Debian, which checks instead of linting.
use_target() { # target
    if rustup target add "$1" >/dev/null 2>&1; then
        cargo=(cargo) target=(--target "$1") lint=clippy deny=(-- --deny warnings)
        target_dir=$CARGO_TARGET_DIR
        return
    fi
    [[ -d /usr/lib/rustlib/src/rust/library && $(/usr/bin/rustc --version) == 'rustc 1.85.'* ]] ||
        install_debian_rust rustc-web cargo-web libstd-rust-web-dev rust-web-src || skip "$1 is not available"
    target_dir=$CARGO_TARGET_DIR/oldest
    cargo=(env RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo) lint=check deny=()
    target=(-Z build-std=std,panic_abort --target "$1" --target-dir "$target_dir")
}

# Copies the published crates to a workspace of their own, and goes there. A step can change the
# versions of the dependencies in it: the tests need others.
copy_published_crates() {
    local copy
    copy=$(mktemp --directory)
    # shellcheck disable=SC2064 # the variable is local
    trap "rm --recursive --force '$copy'" EXIT
    cp --recursive Cargo.toml model macros runtime session local "$copy"
    cd "$copy"
    sed --in-place 's/^members = .*/members = ["model", "macros", "runtime", "session", "local"]/' Cargo.toml
}

# Checks the workspace with the default features, and then the client with all others but
# `aws-lc-rs`, whose C code takes a minute to compile.
check_published_crates() {
    run cargo check --locked --workspace
    pkg-config --exists openssl 2>/dev/null || install_packages libssl-dev pkg-config ||
        skip 'native-tls, because the headers of OpenSSL are not available'
    run cargo check --locked --package connect-participant --features "$portable_features,native-tls"
}

skip() {
    printf 'skipped: %s\n' "$*"
    exit 0
}
