//! Writes and reads Markdown.

/// The maximum number of characters in a line of prose.
pub(crate) const WIDTH: usize = 100;

/// Wraps prose. A code span stays on one line.
pub(crate) fn wrapped(text: &str) -> String {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in words(text) {
        let is_full = line.chars().count() + 1 + word.chars().count() > WIDTH;
        if is_full && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines.join("\n")
}

/// Splits text at its spaces, except in code spans.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_code = false;
    for word in text.split(' ') {
        match words.last_mut() {
            Some(last) if is_code => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        is_code ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// Escapes the characters outside of code spans that Markdown would read as its own.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    let mut is_code = false;
    for character in text.chars() {
        is_code ^= character == '`';
        if !is_code && matches!(character, '\\' | '*' | '_' | '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Returns the anchor of each heading, in the order of the page, as GitHub makes them.
pub(crate) fn anchors(page: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for heading in outside_of_code(page).filter(|line| line.starts_with('#')) {
        let anchor = anchor(heading.trim_start_matches('#').trim());
        let mut unique = anchor.clone();
        let mut number = 0;
        while anchors.contains(&unique) {
            number += 1;
            unique = format!("{anchor}-{number}");
        }
        anchors.push(unique);
    }
    anchors
}

/// Returns the anchor of a heading: its letters, digits, hyphens and underscores in lower case,
/// with a hyphen for each space.
fn anchor(heading: &str) -> String {
    let characters = heading.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ => character.is_alphanumeric().then_some(character),
    });
    characters.flat_map(char::to_lowercase).collect()
}

/// Returns the lines of a page that are prose: not code, not a heading.
pub(crate) fn prose(page: &str) -> impl Iterator<Item = &str> {
    outside_of_code(page).filter(|line| !line.starts_with('#'))
}

fn outside_of_code(page: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    page.lines().filter(move |line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}
