//! A UI case: a program with a mistake, and what the compiler says about it.

use std::fs;
use std::path::Path;

use super::fitted;

/// The beginnings of notes that the compiler adds.
const COMPILER_NOTES: [&str; 3] = ["required for ", "similarly named ", "this error originates "];

/// A case, as it is shown.
pub(crate) struct Case {
    /// The file name without its extension.
    pub(crate) name: String,
    /// The comment at the top, on one line.
    pub(crate) explanation: String,
    /// The code without the lines that most cases have.
    pub(crate) code: String,
    /// Each error with the code that it underlines, and with the notes of this project.
    pub(crate) errors: String,
    /// The first line of the first error, without `error: `, and the number of other errors.
    pub(crate) message: String,
}

impl Case {
    /// Reads all cases of a folder, sorted by name.
    pub(crate) fn read_all(folder: &Path) -> Vec<Self> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut cases: Vec<_> = entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| Self::read(&path))
            .collect();
        cases.sort_by(|one, other| one.name.cmp(&other.name));
        cases
    }

    /// Reads a case from its source file, and the errors from the `.stderr` file beside it.
    pub(crate) fn read(path: &Path) -> Self {
        let source = fs::read_to_string(path).unwrap();
        let printed = fs::read_to_string(path.with_extension("stderr")).unwrap();
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            explanation: explanation(&source),
            code: code(&source),
            errors: errors(&printed),
            message: message(&printed),
        }
    }
}

/// Returns the explanation of a case, which is required.
fn explanation(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//! "));
    let explanation = lines.collect::<Vec<_>>().join(" ");
    assert!(!explanation.is_empty(), "a case has no explanation:\n{source}");
    explanation
}

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
    let lines: Vec<_> = source.lines().filter(is_shown).map(fitted::code).collect();
    let mut code = lines.join("\n").trim().to_owned();
    while code.contains("\n\n\n") {
        code = code.replace("\n\n\n", "\n\n");
    }
    code
}

fn errors(printed: &str) -> String {
    let mut lines = Vec::new();
    let mut is_shown = false;
    for line in printed.lines() {
        if let Some(note) = line.trim_start().strip_prefix("= note: ") {
            if !COMPILER_NOTES.iter().any(|start| note.starts_with(start)) {
                lines.push(line.to_owned());
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
            lines.push(line.to_owned());
        }
    }
    while lines.last().is_some_and(|line| line.trim() == "|") {
        lines.pop();
    }
    let lines = fitted::error(&lines);
    lines.join("\n").replace("\n  |\n\n", "\n\n").replace("\n   |\n\n", "\n\n")
}

fn message(printed: &str) -> String {
    let mut errors = printed.lines().filter(|line| line.starts_with("error"));
    let first = errors.next().expect("a case has an error");
    let (_, message) = first.split_once(": ").expect("an error has a message");
    match errors.count() {
        0 => message.to_owned(),
        1 => format!("{message} (and another error)"),
        others => format!("{message} (and {others} other errors)"),
    }
}
