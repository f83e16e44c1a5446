//! Fits code and errors into the width at which a page shows them.

/// The maximum number of characters in a line of code.
pub(crate) const WIDTH: usize = 90;

/// Stands for what is cut off.
const SIGN: &str = "...";

/// Returns a line of code. The arguments of an attribute or a method that is too wide are on lines
/// of their own, as rustfmt does it.
pub(crate) fn code(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let lines = arguments(line).map(|(start, arguments, end)| {
        let indent = " ".repeat(line.len() - line.trim_start().len());
        let comma = if line.contains("fn ") { "," } else { "" };
        let arguments = arguments.join(&format!(",\n{indent}    "));
        format!("{start}(\n{indent}    {arguments}{comma}\n{indent}){end}")
    });
    let lines = lines.unwrap_or_else(|| line.to_owned());
    lines.lines().map(cut).collect::<Vec<_>>().join("\n")
}

/// Splits a line into the text before the arguments, the arguments, and the text after them.
fn arguments(line: &str) -> Option<(&str, Vec<&str>, &str)> {
    let opening = match line.find("(&self") {
        Some(opening) => opening,
        None => line.find("participant_operation(")? + "participant_operation".len(),
    };
    let (start, list) = line.split_at(opening);
    let list = list.strip_prefix('(')?;
    let (mut arguments, mut from, mut depth) = (Vec::new(), 0, 0);
    let (mut is_text, mut previous) = (false, ' ');
    for (at, character) in list.char_indices() {
        match character {
            '"' if previous != '\\' => is_text = !is_text,
            _ if is_text => {}
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if previous == '-' || previous == '=' => {}
            ')' if depth == 0 => {
                arguments.push(list.get(from..at)?.trim());
                arguments.retain(|argument| !argument.is_empty());
                return Some((start, arguments, list.get(at + 1..)?));
            }
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(list.get(from..at)?.trim());
                from = at + 1;
            }
            _ => {}
        }
        previous = character;
    }
    None
}

/// Returns the lines of an error. Sentences are wrapped. Of a line of code, only the part around its
/// marks is shown, as rustc does it in a narrow terminal.
pub(crate) fn error(lines: &[String]) -> Vec<String> {
    let mut fitted = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let Some((gutter, code)) = snippet(line) else {
            fitted.extend(sentence(line));
            rest = after;
            continue;
        };
        let is_mark = |line: &&String| snippet(line).is_some_and(|(gutter, _)| !has_number(gutter));
        let marks = after.iter().take_while(is_mark).filter_map(|line| snippet(line));
        let marks: Vec<_> = marks.take_while(|_| has_number(gutter)).collect();
        rest = after.split_at(marks.len()).1;
        let room = WIDTH - gutter.chars().count();
        let marked = marks.iter().filter(|(_, mark)| !mark.trim().is_empty());
        let start = marked.map(|(_, mark)| mark.len() - mark.trim_start().len()).min();
        let end = marks.iter().map(|(_, mark)| mark.chars().count()).max().unwrap_or_default();
        let too_many = if end > room { end.max(code.chars().count()) - room } else { 0 };
        let start = start.unwrap_or_default();
        let last = start.saturating_sub(SIGN.len());
        let cut_off = next_word(code, too_many.min(last)).min(last);
        fitted.push(cut(&format!("{gutter}{}", without(code, cut_off, SIGN))));
        for (gutter, mark) in marks {
            fitted.extend(labelled(gutter, &without(mark, cut_off, "   ")));
        }
    }
    fitted
}

/// Splits a line of a snippet at its bar.
fn snippet(line: &str) -> Option<(&str, &str)> {
    let bar = line.find('|')?;
    let (gutter, code) = line.split_at(bar + 1);
    let is_gutter = gutter.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '|');
    is_gutter.then_some(())?;
    Some(line.split_at(gutter.len() + usize::from(code.starts_with(' '))))
}

fn has_number(gutter: &str) -> bool {
    gutter.contains(|c: char| c.is_ascii_digit())
}

/// Returns the number of characters to cut off so that the rest begins with a whole word.
fn next_word(code: &str, cut_off: usize) -> usize {
    let part_of_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let before = code.chars().skip((cut_off + SIGN.len()).saturating_sub(1));
    match before.clone().take(2).filter(part_of_word).count() {
        2 if cut_off > 0 => cut_off + before.skip(1).take_while(part_of_word).count(),
        _ => cut_off,
    }
}

/// Returns a line without its first characters, and with a sign in place of the next ones.
fn without(line: &str, cut_off: usize, sign: &str) -> String {
    if cut_off == 0 {
        return line.to_owned();
    }
    let line = format!("{sign}{}", line.chars().skip(cut_off + SIGN.len()).collect::<String>());
    line.trim_end().to_owned()
}

/// Returns a line of marks. A label that is too wide is on lines of its own.
fn labelled(gutter: &str, mark: &str) -> Vec<String> {
    let line = format!("{gutter}{mark}");
    let label = mark.trim_start().trim_start_matches(['^', '-', '|', '_', '/', '\\']);
    if line.chars().count() <= WIDTH || label.trim_matches('.').trim().is_empty() {
        return vec![cut(&line)];
    }
    let marks = line.strip_suffix(label).unwrap_or(&line).to_owned();
    let label = wrapped(label.trim(), &format!("{gutter}    "), &format!("{gutter}    "));
    [vec![marks], label].concat()
}

/// Wraps a sentence. Further lines begin below the first word of the text.
fn sentence(line: &str) -> Vec<String> {
    if line.contains("--> ") {
        return vec![line.to_owned()];
    }
    let (start, text) = match line.find(": ") {
        Some(colon) => line.split_at(colon + 2),
        None => ("", line),
    };
    wrapped(text, start, &" ".repeat(start.chars().count().min(13)))
}

fn wrapped(text: &str, start: &str, indent: &str) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), start.to_owned());
    let mut is_first = true;
    for word in text.split(' ') {
        if !is_first && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            is_first = true;
        }
        if !is_first {
            line.push(' ');
        }
        line.push_str(word);
        is_first = false;
    }
    lines.push(line);
    lines
}

/// Cuts off the end of a line that is still too wide, after a whole word if that is near.
fn cut(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let kept: String = line.chars().take(WIDTH - SIGN.len()).collect();
    let words = kept.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
    let is_near = kept.len() - words.len() < 30;
    format!("{}{SIGN}", if is_near { words } else { &kept })
}
