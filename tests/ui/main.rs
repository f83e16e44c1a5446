//! UI tests: each case in `fail` fails to compile with exactly the message in its `.stderr`.
//!
//! Each file is one case, in a folder for its cause. After an intended change of a message, update
//! the `.stderr` files with `TRYBUILD=overwrite cargo test -p connect-participant-ui`, and read each
//! difference as a user would.

/// The parts of a message that the compiler adds differ between releases.
#[rustversion::attr(not(stable(1.95)), ignore = "the expected messages are those of Rust 1.95")]
#[test]
fn fail() {
    trybuild::TestCases::new().compile_fail("fail/*/*.rs");
}

/// With another release, `fail` is ignored. The gate must not pass without it.
#[rustversion::not(stable(1.95))]
#[test]
fn gate_uses_the_release_of_the_messages() {
    assert!(std::env::var_os("CI").is_none(), "the gate needs Rust 1.95, or new `.stderr` files");
}
