//! Snapshots of expansions. Each `snapshots/NAME.rs` has a method, and `NAME.expanded.rs` its
//! expansion.
//!
//! After an intended change, update them, and review the difference:
//! `UPDATE_SNAPSHOTS=1 cargo test -p connect-participant-macros`

use std::fs;
use std::path::{Path, PathBuf};

use quote::{ToTokens, quote};
use syn::TraitItemFn;

use crate::implement;

/// The maximum size of the expansion of a method with one parameter. Every method of every user has
/// that cost.
const TYPING_BYTES: usize = 900;

#[test]
fn expansions_match_their_snapshots() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut changed = Vec::new();
    for path in methods() {
        let expanded = expand(&fs::read_to_string(&path).unwrap());
        let expected = path.with_extension("expanded.rs");
        if update {
            fs::write(expected, expanded).unwrap();
        } else if fs::read_to_string(expected).unwrap_or_default() != expanded {
            changed.push(format!("{}:\n{expanded}", path.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn the_expansion_of_a_small_method_stays_small() {
    let typing = fs::read_to_string(folder().join("async_fn.rs")).unwrap();
    let bytes = expand(&typing).len();
    assert!(bytes <= TYPING_BYTES, "{bytes} bytes are more than {TYPING_BYTES}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

fn methods() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut methods: Vec<_> =
        entries.filter(|path| !path.to_string_lossy().ends_with(".expanded.rs")).collect();
    methods.sort();
    assert!(!methods.is_empty());
    methods
}

/// Expands the method in `source`, and prints the result.
fn expand(source: &str) -> String {
    let mut method: TraitItemFn = syn::parse_str(source).unwrap();
    let ours = |attribute: &syn::Attribute| attribute.path().is_ident("participant_operation");
    let position = method.attrs.iter().position(ours).unwrap();
    let attribute = method.attrs.remove(position);
    let args = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
    let expanded = implement(args, method.into_token_stream());
    let file = syn::parse2(quote!(trait Snapshot { #expanded })).unwrap();
    prettyplease::unparse(&file)
}
