//! UI tests: each case in `fail` fails to compile with exactly the message in its `.stderr`.
//!
//! Each file is one case, in a folder for its cause. After an intended change of a message, update
//! the `.stderr` files with `TRYBUILD=overwrite cargo test -p connect-participant-ui`, and read
//! each difference as a user would.
//!
//! The parts of a message that the compiler adds differ between releases. So the messages are
//! compared letter by letter with Rust 1.95 only, and without the compiler's part with every other
//! stable release.

#![allow(clippy::expect_used, clippy::panic, reason = "a failing test panics")]

mod another_release;
mod own_part;

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

/// The step `newest_messages` of the gate runs this with Rust 1.95 too, and names another compiler.
#[rustversion::attr(any(stable(1.95), not(stable)), ignore = "for other stable releases of Rust")]
#[test]
fn fail_on_another_release() {
    let differences = another_release::differences();
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

/// Writes the messages for `fail_on_another_release`, which calls it.
#[ignore = "not a test of its own"]
#[test]
fn write_messages() {
    trybuild::TestCases::new().compile_fail(another_release::copies().join("*/*.rs"));
}
