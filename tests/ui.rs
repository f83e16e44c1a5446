//! What the compiler says: every case in `ui/pass` compiles, every one in `ui/fail` fails with exactly the message in
//! its `.stderr`.
//!
//! A case a file, in folders by cause. After a change that is meant to change a message, write the `.stderr` files anew
//! with `TRYBUILD=overwrite cargo test --test ui`, and read each difference as a user would.

#[test]
fn pass() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}

/// The compiler's own part of a message changes from release to release.
#[rustversion::attr(
    not(stable(1.95)),
    ignore = "the messages are those of Rust 1.95, and this is another release"
)]
#[test]
fn fail() {
    trybuild::TestCases::new().compile_fail("ui/fail/*/*.rs");
}
