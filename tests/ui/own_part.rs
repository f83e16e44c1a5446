//! The part of the compiler output that this repository writes.

/// The code of errors whose texts are from `on_unimplemented` attributes.
const UNIMPLEMENTED: &str = "error[E0277]";

/// The beginnings of errors without a code, and of unmet bounds, that the compiler writes.
const ERRORS_OF_RUSTC: [&str; 5] = [
    "expected non-macro attribute",
    "expected one of",
    "invalid suffix",
    "parameter defaults are",
    "the trait bound",
];

/// The beginnings of notes that the compiler adds to our messages.
const NOTES_OF_RUSTC: [&str; 3] = ["required for", "see issue", "this error originates"];

/// Returns the lines that are ours, and the place of each error.
///
/// The message of an error, its label and its notes are ours, or all are of the compiler. Only the
/// code is left of an error of the compiler.
pub(crate) fn own_part(output: &str) -> Vec<String> {
    let mut lines = output.lines().peekable();
    let mut own = Vec::new();
    let mut is_ours = false;
    while let Some(line) = lines.next() {
        if let Some((kind, text)) = heading(line) {
            is_ours = matches!(kind, "error" | UNIMPLEMENTED)
                && !ERRORS_OF_RUSTC.iter().any(|start| text.starts_with(start));
            own.push(if is_ours { line.to_owned() } else { kind.to_owned() });
            // The rest of the message, and the place.
            while let Some(line) = lines.next_if(|line| !line.is_empty()) {
                if let Some(place) = line.trim_start().strip_prefix("--> ") {
                    own.push(format!("at {}", line_and_column(place)));
                    break;
                }
                if is_ours {
                    own.push(line.trim_start().to_owned());
                }
            }
        } else if !line.starts_with([' ', '.']) && !starts_with_digit(line) {
            // A frame of the compiler: `note: required by`, `help: consider`.
            is_ours = false;
        } else if is_ours {
            own.extend(label(line).or_else(|| note(line)).map(str::to_owned));
        }
    }
    own
}

/// Splits `error[E0277]: text`.
fn heading(line: &str) -> Option<(&str, &str)> {
    let (kind, text) = line.split_once(": ")?;
    (kind.starts_with("error") || kind.starts_with("warning")).then_some((kind, text))
}

/// The path differs: it is that of a copy.
fn line_and_column(place: &str) -> &str {
    place.find(".rs:").map_or(place, |end| place.split_at(end + 4).1)
}

fn starts_with_digit(line: &str) -> bool {
    line.starts_with(|char: char| char.is_ascii_digit())
}

/// Returns the text after the `^^^` of a line below the code.
fn label(line: &str) -> Option<&str> {
    let (before, text) = line.rsplit_once('^')?;
    // `...` stands for the rest of a line that is too long.
    let text = text.trim_start_matches('.').trim();
    let is_below_the_code = before.trim_start().starts_with('|');
    let is_of_rustc = text.contains("is not implemented for");
    (is_below_the_code && !text.is_empty() && !is_of_rustc).then_some(text)
}

/// Returns the text of a line `= note: text`.
fn note(line: &str) -> Option<&str> {
    let note = line.trim_start().strip_prefix("= note: ")?;
    let is_of_rustc = NOTES_OF_RUSTC.iter().any(|start| note.starts_with(start))
        || note.contains("implements similarly named trait");
    (!is_of_rustc).then_some(note)
}
