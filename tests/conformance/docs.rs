//! Checks the parts of the docs that repeat facts: the table of operations, and the code of
//! examples. Also checks that README and the guides are shown in full where they are rendered.

use std::fs;
use std::path::{Path, PathBuf};

use connect_participant_model::OPERATIONS;

const README: &str = include_str!("../../README.md");
const MIGRATION: &str = include_str!("../../runtime/docs/migration.md");
const OFFLINE: &str = include_str!("../../local/docs/offline.md");

/// The page repeats the examples verbatim, so their code is compiled and tested. The doctests of
/// the local service compile all other code of the page. They ignore the webhook, which needs the
/// crate of sessions.
#[test]
fn the_offline_page_has_the_code_of_the_examples() {
    let bot = include_str!("../../examples/offline_tests.rs");
    assert!(OFFLINE.contains(&format!("```rust\n{bot}```\n")));
    let webhook = include_str!("../../examples/webhook_bot.rs");
    let webhook = format!("```rust,ignore\n{webhook}```\n");
    assert!(OFFLINE.contains(&webhook));
    let others = OFFLINE.replace(&webhook, "");
    assert!(!others.contains("rust,ignore") && !others.contains("rust,no_run"));
}

/// The doctests of the client compile all other code of the page.
#[test]
fn the_migration_page_has_the_code_that_the_peers_compile() {
    let compiled = include_str!("../peers/src/migration.rs");
    let blocks: Vec<_> = MIGRATION.split("```rust,ignore\n").skip(1).collect();
    assert_eq!(blocks.len(), 6);
    for block in blocks {
        let code = block.split("```").next().unwrap_or_default();
        assert!(compiled.contains(code), "`tests/peers` does not compile\n{code}");
    }
}

#[test]
fn readme_has_the_code_of_the_quick_start() {
    let example = include_str!("../../examples/quick_start.rs");
    assert!(README.contains(&format!("```rust\n{example}```\n")));
    assert!(example.lines().count() <= 30, "the program in README is too long");
}

/// Wider code is cut off where a page is rendered.
#[test]
fn code_in_pages_is_at_most_90_columns_wide() {
    let pages = [
        README,
        MIGRATION,
        OFFLINE,
        include_str!("../../runtime/docs/production.md"),
        include_str!("../../runtime/docs/rate_limits.md"),
        include_str!("../../runtime/docs/start.md"),
        include_str!("../../runtime/docs/telemetry.md"),
        include_str!("../../session/docs/sessions.md"),
        include_str!("../../local/README.md"),
        include_str!("../../runtime/README.md"),
        include_str!("../../session/README.md"),
    ];
    for page in pages {
        for code in page.split("```").skip(1).step_by(2) {
            for line in code.lines() {
                assert!(line.chars().count() <= 90, "this line is too wide:\n{line}");
            }
        }
    }
}

#[test]
fn code_in_doc_comments_is_at_most_90_columns_wide() {
    let mut examples = 0;
    for folder in ["local", "macros", "model", "runtime", "session"] {
        for path in source_files(&root().join(folder).join("src")) {
            let source = fs::read_to_string(&path).unwrap();
            let mut is_code = false;
            for line in source.lines().map(str::trim_start) {
                let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
                let line = comment.map(|line| line.strip_prefix(' ').unwrap_or(line));
                let is_fence = line.is_some_and(|line| line.trim_start().starts_with("```"));
                is_code = line.is_some() && is_code != is_fence;
                examples += usize::from(is_code && is_fence);
                let line = line.filter(|line| is_code && !line.starts_with("# "));
                let width = line.map_or(0, |line| line.chars().count());
                assert!(width <= 90, "{}: this line is too wide:\n{line:?}", path.display());
            }
        }
    }
    assert!(examples > 100, "found {examples} examples");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the Rust files in a folder and its subfolders.
fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// On the page of a registry, a link to a file of the repository leads nowhere, and an image of it is
/// not shown.
#[test]
fn readme_files_of_crates_have_no_relative_links() {
    let readme_files = [
        include_str!("../../local/README.md"),
        include_str!("../../macros/README.md"),
        include_str!("../../model/README.md"),
        include_str!("../../runtime/README.md"),
        include_str!("../../session/README.md"),
    ];
    for readme in readme_files {
        for (_, target) in readme.match_indices("](").map(|(at, _)| readme.split_at(at + 2)) {
            let target = target.lines().next().unwrap_or_default();
            assert!(target.starts_with("https://"), "this link is relative: {target}");
        }
    }
}

const DOCS: &str = include_str!("../../runtime/src/lib.rs");

/// The list in the docs has each operation, with the members of its row. Optional ones are in
/// parentheses.
#[test]
fn the_docs_list_every_operation_with_its_members() {
    let docs = DOCS.replace("\n///   ", " ");
    for operation in OPERATIONS {
        let members = |is_required: bool| {
            let names = operation.members.iter().filter(|member| member.required == is_required);
            let names: Vec<_> = names.map(|member| format!("`{}`", member.snake_name())).collect();
            names.join(", ")
        };
        let name = operation.name;
        let optional = Some(members(false)).filter(|members| !members.is_empty());
        let optional = optional.map(|members| format!(" ({members})")).unwrap_or_default();
        let row = format!("/// - [`{name}`]({name}Input): {}{optional}\n", members(true));
        assert!(docs.contains(&row), "the docs do not have\n{row}");
    }
}
