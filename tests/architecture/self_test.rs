//! Tests of the check itself, on made-up crates whose cycles must be reported.

use std::collections::HashMap;

use crate::imports::Imports;
use crate::modules::Modules;

fn imports(files: &[(&str, &str)]) -> Imports {
    let files: HashMap<_, _> = files.iter().copied().collect();
    Imports::of(Modules::parse(|file| files.get(file).map(|text| (*text).to_owned())))
}

/// The cycles of top-level modules in a crate that has the modules `a`, `b` and `c`.
fn cycles(a: &str, b: &str, c: &str) -> Vec<String> {
    let lib = "mod a; mod b; mod c; pub use crate::a::A;";
    imports(&[("lib.rs", lib), ("a.rs", a), ("b.rs", b), ("c.rs", c)]).top_level().cycles()
}

/// The cycle of `a` and `b` alone, if there is one.
fn cycle_of_two(a: &str, b: &str, c: &str) -> Option<String> {
    cycles(a, b, c).into_iter().find(|cycle| cycle.starts_with("`a` → `b` → `a`, because\n"))
}

/// Checks that `a` and `b` import each other, and that the message has this reason.
fn assert_cycle(a: &str, b: &str, c: &str, reason: &str) {
    let cycle = cycle_of_two(a, b, c).expect("a cycle of `a` and `b`");
    assert!(cycle.contains(reason), "{cycle}");
}

const DEFINES_A: &str = "pub struct A;";
const USES_A: &str = "use crate::a::A; pub struct B;";

#[test]
fn imports_in_one_direction_are_accepted() {
    let found = cycles(DEFINES_A, USES_A, "use crate::a::A; use crate::b::B;");
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_direct_cycle_is_described() {
    assert_eq!(
        cycles("use crate::b::B; pub struct A;", USES_A, ""),
        ["`a` → `b` → `a`, because\n    a.rs uses `crate::b::B`\n    b.rs uses `crate::a::A`"]
    );
}

#[test]
fn a_cycle_of_three_is_described() {
    let found = cycles("use crate::b::B;", "use crate::c::C;", "use crate::a::A;");
    let [cycle] = &found[..] else { panic!("not one cycle: {found:#?}") };
    assert!(cycle.starts_with("`a` → `b` → `c` → `a`, because\n"), "{cycle}");
}

/// Every edge that is on a cycle is in at least one reported cycle.
#[test]
fn cycles_that_share_a_module_are_all_reported() {
    let found = cycles(
        "use crate::{b::B, c::C};",
        "use crate::a::A; use crate::c::C;",
        "use crate::a::A; pub struct C;",
    );
    assert_eq!(found.len(), 3, "{found:#?}");
}

#[test]
fn a_cycle_through_the_crate_root_is_found() {
    assert_cycle("use crate::b::B; pub struct A;", "use crate::A;", "", "b.rs uses `crate::A`");
}

#[test]
fn a_cycle_through_a_re_export_is_found() {
    let re_exports = "pub(crate) use crate::b::B as Renamed;";
    let uses = "use crate::c::Renamed; pub struct A;";
    assert_cycle(uses, USES_A, re_exports, "a.rs uses `crate::c::Renamed`");
}

#[test]
fn a_cycle_through_a_chain_of_re_exports_is_found() {
    let lib = "mod a; mod b; mod c; mod d;";
    let files = [
        ("lib.rs", lib),
        ("a.rs", "use crate::d::B; pub struct A;"),
        ("b.rs", USES_A),
        ("c.rs", "pub use crate::b::*;"),
        ("d.rs", "pub use super::c::B;"),
    ];
    let cycles = imports(&files).top_level().cycles();
    let described = cycles.iter().any(|cycle| cycle.starts_with("`a` → `b` → `a`, because"));
    assert!(described, "{cycles:#?}");
}

#[test]
fn a_cycle_through_a_re_exported_module_is_found() {
    let re_exports = "pub use crate::b as other;";
    assert_cycle("use crate::c; type X = c::other::B;", USES_A, re_exports, "`c::other::B`");
}

#[test]
fn a_cycle_in_a_nested_use_is_found() {
    let nested = "use std::{fmt, io}; use crate::{c::{C, self}, b::{self as other, B}};";
    assert_cycle(nested, USES_A, "pub struct C;", "a.rs uses `crate::b");
}

#[test]
fn a_cycle_through_an_alias_is_found() {
    let alias = "use crate::b as other; fn f() -> other::B { other::B }";
    assert_cycle(alias, USES_A, "", "a.rs uses `crate::b`");
}

#[test]
fn a_cycle_through_a_glob_is_found() {
    assert_cycle("use crate::b::*;", USES_A, "", "a.rs uses `crate::b::*`");
}

/// The glob imports from `c`, which re-exports a name of `b`.
#[test]
fn a_cycle_through_a_glob_of_re_exports_is_found() {
    let uses = "use crate::c::*; fn f() -> B { todo!() }";
    assert_cycle(uses, USES_A, "pub use crate::b::B;", "a.rs uses `crate::c::B`");
    // The name is not mentioned.
    assert_eq!(cycle_of_two("use crate::c::*;", USES_A, "pub use crate::b::B;"), None);
    // The name is defined locally.
    let own = "use crate::c::*; struct B; fn f() -> B { B }";
    assert_eq!(cycle_of_two(own, USES_A, "pub use crate::b::B;"), None);
}

/// The import of `B` in `c` is private, so the glob does not include it.
#[test]
fn private_imports_are_not_part_of_a_glob() {
    let uses = "use crate::c::*; mod b2 { pub struct B; } pub use b2::*; fn f() -> B { B }";
    assert_eq!(cycle_of_two(uses, USES_A, "use crate::b::B;"), None);
    // A child sees the private imports of its parent.
    let child = "use crate::b::B; mod inner { use super::*; fn f() -> B { B } }";
    assert_cycle(child, USES_A, "", "a.rs uses `crate::b::B`");
}

#[test]
fn a_cycle_through_super_is_found() {
    assert_cycle("fn f() { super::b::B; }", "use super::a::A;", "", "a.rs uses `super::b::B`");
}

#[test]
fn a_cycle_through_paths_in_code_is_found() {
    for code in [
        "fn f(_: crate::b::B) {}",
        "fn f() { let _ = [0; 3]; if true { crate::b::g(); } }",
        "fn f() { let x = Self { x, ..crate::b::B::default() }; }",
        "fn f() { use crate::b::B; }",
        "impl crate::b::T for X {}",
        "fn f() -> Result<(), crate::b::B> { Ok(()) }",
        "#[derive(crate::b::D)] struct X;",
        "#[serde(with = \"crate::b\")] struct X;",
        "fn f() { println!(\"{}\", crate::b::NAME); }",
        "macro_rules! m { () => { $crate::b::B }; }",
        "macro_rules! m { () => { use $crate::{b::B, c::C}; }; }",
        "mod inner { fn f() { super::super::b::g(); } }",
        "mod inner { use super::super::b::B; }",
    ] {
        let found = cycles(code, USES_A, "");
        assert_eq!(found.len(), 1, "{code}: {found:#?}");
    }
}

#[test]
fn a_cycle_through_a_macro_is_found() {
    let rules = "use crate::a::A; macro_rules! b { () => {}; }";
    assert_cycle("b!();", rules, "", "a.rs uses `b`");
    let used = format!("{rules} pub(crate) use b;");
    assert_cycle("use crate::b::b; b!();", &used, "", "a.rs uses `crate::b::b`");
    let exported = "use crate::a::A; #[macro_export] macro_rules! exported { () => {}; }";
    assert_cycle("fn f() { crate::exported!(); }", exported, "", "a.rs uses `crate::exported`");
}

#[test]
fn other_crates_and_other_words_are_ignored() {
    for code in [
        "use ::b::B;",
        "use other::b::B;",
        "fn f() { ::b::g(); x.b(); <X as Y>::b::C; }",
        "fn f<'b>(x: &'b str) { b.g(); }",
        "/// [`B`](crate::b::B)\nstruct X;",
        "fn f() { \"crate::b::B\"; }",
        "fn f() { quote! { crate::b::B } }",
    ] {
        assert_eq!(cycles(code, USES_A, ""), [""; 0], "{code}");
    }
    // The glob brings in `B`, but none of these names is it.
    let code = "use crate::c::*; fn f<'B>(x: &'B X) { x.B; ::B::new(); <X as Y>::B::new(); }";
    assert_eq!(cycle_of_two(code, USES_A, "pub use crate::b::B;"), None);
    // The first `b` is a module of this crate, the second one is another crate.
    let code = "use crate::c as b; use ::b::B;";
    assert_eq!(cycle_of_two(code, USES_A, "pub use crate::b::B;"), None);
}

#[test]
fn test_code_is_ignored() {
    for code in [
        "#[cfg(test)] mod tests { use crate::b::B; }",
        "#[cfg(test)] mod tests;",
        "#[cfg(all(test, unix))] use crate::b::B;",
        "#[cfg(test)] fn f() { crate::b::g(); }",
        "impl X { #[cfg(test)] fn f() { crate::b::g(); } fn g() {} }",
    ] {
        assert_eq!(cycles(code, USES_A, ""), [""; 0], "{code}");
    }
    for code in [
        "#[cfg(not(test))] use crate::b::B;",
        "#[cfg(any(test, unix))] use crate::b::B;",
        "impl X { #[cfg(test)] fn f() {} fn g() { crate::b::g(); } }",
    ] {
        assert_eq!(cycles(code, USES_A, "").len(), 1, "{code}");
    }
}

/// A crate with folders, whose top-level modules have no cycle.
const FOLDERS: [(&str, &str); 6] = [
    ("lib.rs", "mod parent; #[path = \"private.rs\"] pub mod __private; pub use parent::One;"),
    ("parent.rs", "mod one; mod two; pub use one::One; use two::Two;"),
    ("parent/one.rs", "use super::two::Two; pub struct One;"),
    ("parent/two.rs", "mod deep; use crate::One; pub struct Two;"),
    ("parent/two/deep.rs", "use super::Two;"),
    ("private.rs", "pub use crate::parent::One;"),
];

#[test]
fn cycles_of_files_in_one_module_are_found() {
    let imports = imports(&FOLDERS);
    assert_eq!(imports.top_level().cycles(), [""; 0]);
    assert_eq!(
        imports.files().cycles(),
        ["`parent/one.rs` → `parent/two.rs` → `parent/one.rs`, because\n    parent/one.rs uses \
          `super::two::Two`\n    parent/two.rs uses `crate::One`"]
    );
    assert_eq!(imports.files().nodes_on_cycles().len(), 2);
}

#[test]
fn imports_through_the_crate_root_are_reported() {
    assert_eq!(
        imports(&FOLDERS).through_root(),
        ["parent/two.rs uses `crate::One`: import from `crate::parent::one`"]
    );
    let lib = "mod a; mod b; mod c; pub use a::A; pub use http; pub struct Own;";
    let found = |b: &str| {
        let files = [("lib.rs", lib), ("a.rs", DEFINES_A), ("b.rs", b), ("c.rs", "")];
        imports(&files).through_root()
    };
    for code in [
        "use crate::A;",
        "use crate::{a, A};",
        "use crate::http::Request;",
        "use super::A;",
        "use crate::*;",
        "fn f() { crate::A::new(); }",
        "mod inner { use super::super::A; }",
    ] {
        assert_eq!(found(code).len(), 1, "{code}");
    }
    for code in ["use crate::a::A;", "use crate::a;", "use crate::Own;", "use super::a::A;"] {
        assert_eq!(found(code), [""; 0], "{code}");
    }
}
