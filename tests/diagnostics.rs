//! `docs/diagnostics.md` shows every case in `ui/fail`: what it means, the code, and what the compiler says. It is made
//! from the cases, so it cannot say anything else than they do.
//!
//! Write it anew with `UPDATE_DOCS=1 cargo test --test diagnostics`.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders, in the order of the page, and what their cases have in common.
const CAUSES: [(&str, &str, &str); 10] = [
    (
        "content_type",
        "Content types",
        "Which event it is. A literal is checked against those that the service takes.",
    ),
    (
        "members",
        "Members",
        "What the operation needs and takes, each bound once: in the attribute or by a parameter.",
    ),
    (
        "literals",
        "Literals",
        "What the attribute binds to a literal, held against the limits and the values that the service has.",
    ),
    ("receipts", "Receipts and content", "What a content type says about the content."),
    (
        "attribute",
        "The attribute",
        "`#[participant_operation(Operation, member = value, …, crate = ::path)]`, on a method of a trait.",
    ),
    ("parameters", "Parameters", "Each is a member, or is used by an expression in the attribute."),
    ("signature", "The method", "It takes `&self`, is asynchronous, and has no body."),
    (
        "return_type",
        "The return type",
        "A future of `Result<Output, E>` with the output of the operation, such as `SendEventOutput`, or of `Result<(), E>`.",
    ),
    ("types", "Types", "The compiler's own errors, at the type that is wrong."),
    (
        "recovery",
        "Several at once",
        "Every mistake is told in one go, and no error is about another one.",
    ),
];

/// What no line of the page is longer than.
const LONGEST_LINE: usize = 400;

#[test]
fn the_page_shows_every_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = page(&root.join("ui/fail"));
    let path = root.join("../docs/diagnostics.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, page).unwrap();
    } else {
        let found = fs::read_to_string(path).unwrap_or_default();
        assert!(
            found == page,
            "docs/diagnostics.md is not up to date: UPDATE_DOCS=1 cargo test --test diagnostics"
        );
    }
}

#[test]
fn every_folder_is_on_the_page() {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail")).unwrap();
    let mut folders: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut causes = CAUSES.map(|(folder, ..)| folder.to_owned()).to_vec();
    folders.sort();
    causes.sort();
    assert_eq!(folders, causes);
}

fn page(cases: &Path) -> String {
    let mut page = "# What the compiler says\n\n\
        Each way to be wrong that the project knows of: what it means, the code, and the message, as Rust 1.95 prints it. \
        What the compiler says behind an error about the crate's own items is left out here.\n\n\
        <!-- Made from tests/ui/fail by tests/diagnostics.rs. -->\n"
        .to_owned();
    for (folder, title, introduction) in CAUSES {
        write!(page, "\n## {title}\n\n{introduction}\n").unwrap();
        for case in sorted_cases(&cases.join(folder)) {
            let name = case.file_stem().unwrap().to_string_lossy().replace('_', " ");
            let source = fs::read_to_string(&case).unwrap();
            let printed = fs::read_to_string(case.with_extension("stderr")).unwrap();
            let (meaning, code) = (meaning(&source), code(&source));
            let printed = printed_errors(&printed);
            write!(
                page,
                "\n### {name}\n\n{meaning}\n\n```rust\n{code}\n```\n\n```text\n{printed}\n```\n"
            )
            .unwrap();
        }
    }
    page
}

fn sorted_cases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    cases.sort();
    cases
}

/// What the case says about itself. A case without a word about it is a defect.
fn meaning(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//! "));
    let meaning = lines.collect::<Vec<_>>().join(" ");
    assert!(!meaning.is_empty(), "a case does not say what it means:\n{source}");
    meaning
}

/// The code, without what every case has.
fn code(source: &str) -> String {
    let everywhere = |line: &str| {
        line.starts_with("//!")
            || line.starts_with("impl ") && line.ends_with(" for Client {}")
            || line == "fn main() {}"
    };
    let mut is_import = false;
    let is_shown = |line: &&str| {
        is_import |= line.starts_with("use connect_participant::");
        let is_shown = !is_import && !everywhere(line);
        is_import &= !line.ends_with(';');
        is_shown
    };
    let lines: Vec<_> = source.lines().filter(is_shown).map(shortened).collect();
    let mut code = lines.join("\n").trim().to_owned();
    while code.contains("\n\n\n") {
        code = code.replace("\n\n\n", "\n\n");
    }
    code
}

/// The errors: each from its message to what it underlines.
fn printed_errors(printed: &str) -> String {
    let mut lines = Vec::new();
    let mut is_shown = false;
    for line in printed.lines() {
        if line.starts_with("error") || line.starts_with("warning") {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            is_shown = true;
        } else if line.starts_with("help: ")
            || line.starts_with("note: ")
            || line.trim_start().starts_with("= ")
            || line.is_empty()
        {
            is_shown = false;
        }
        if is_shown {
            lines.push(shortened(line));
        }
    }
    while lines.last().is_some_and(|line| line.trim() == "|") {
        lines.pop();
    }
    lines.join("\n").replace("\n  |\n\n", "\n\n").replace("\n   |\n\n", "\n\n")
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", line.split_at(end).0),
        None => line.to_owned(),
    }
}
