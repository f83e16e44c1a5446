//! `docs/diagnostics.md` shows each case in `ui/fail` with its explanation, code and error message.
//! It is generated from the cases.
//!
//! Update it with `UPDATE_DOCS=1 cargo test --test diagnostics`.

#![allow(clippy::unwrap_used, reason = "a test reports a failure with a panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders in the order of the page, each with its heading and introduction.
const CAUSES: [(&str, &str, &str); 10] = [
    (
        "content_type",
        "Content types",
        "The content type of an event or a message. A literal must be one that the service accepts.",
    ),
    (
        "members",
        "Members",
        "Each required member must be set, and no member twice: in the attribute or by a parameter.",
    ),
    (
        "literals",
        "Literals",
        "A literal in the attribute must be within the limits of the service.",
    ),
    ("receipts", "Receipts and content", "The content type decides which content is allowed."),
    (
        "attribute",
        "The attribute",
        "The syntax is `#[participant_operation(Operation, member = value, …, crate = ::path)]`, on a method of a trait.",
    ),
    (
        "parameters",
        "Parameters",
        "A parameter is a member, or is used by an expression in the attribute.",
    ),
    ("signature", "The method", "The method takes `&self`, is asynchronous, and has no body."),
    (
        "return_type",
        "The return type",
        "The method returns a future. Its output is `Result<Output, E>` with the output of the operation, such as `SendEventOutput`, or `Result<(), E>`.",
    ),
    ("types", "Types", "The compiler reports a wrong type, and underlines it."),
    ("recovery", "Several at once", "All mistakes are reported at once, each only once."),
];

/// The beginnings of notes that the compiler adds.
const COMPILER_NOTES: [&str; 3] = ["required for ", "similarly named ", "this error originates "];

/// The maximum number of characters in a line.
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
fn the_page_has_every_folder() {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail")).unwrap();
    let mut folders: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut causes = CAUSES.map(|(folder, ..)| folder.to_owned()).to_vec();
    folders.sort();
    causes.sort();
    assert_eq!(folders, causes);
}

fn page(cases: &Path) -> String {
    let mut page = "# Compile errors\n\n\
        Each error that the project has a test for, with an explanation, the code, and the message of Rust 1.95. \
        Notes of the compiler that refer to internal items are not shown.\n\n\
        <!-- Generated from tests/ui/fail by tests/diagnostics.rs. -->\n"
        .to_owned();
    for (folder, title, introduction) in CAUSES {
        write!(page, "\n## {title}\n\n{introduction}\n").unwrap();
        for case in sorted_cases(&cases.join(folder)) {
            let name = case.file_stem().unwrap().to_string_lossy().replace('_', " ");
            let source = fs::read_to_string(&case).unwrap();
            let printed = fs::read_to_string(case.with_extension("stderr")).unwrap();
            let (explanation, code) = (explanation(&source), code(&source));
            let printed = printed_errors(&printed);
            write!(
                page,
                "\n### {name}\n\n{explanation}\n\n```rust\n{code}\n```\n\n```text\n{printed}\n```\n"
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

/// Returns the explanation of a case, which is required.
fn explanation(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//! "));
    let explanation = lines.collect::<Vec<_>>().join(" ");
    assert!(!explanation.is_empty(), "a case has no explanation:\n{source}");
    explanation
}

/// Returns the code without the lines that most cases have.
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

/// Returns each error with the code that it underlines, and with the notes of this project.
fn printed_errors(printed: &str) -> String {
    let mut lines = Vec::new();
    let mut is_shown = false;
    for line in printed.lines() {
        if let Some(note) = line.trim_start().strip_prefix("= note: ") {
            if !COMPILER_NOTES.iter().any(|start| note.starts_with(start)) {
                lines.push(shortened(line));
            }
            is_shown = false;
        } else if line.starts_with("error") || line.starts_with("warning") {
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
