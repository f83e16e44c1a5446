//! A text without its escapes and encodings.

/// The maximum number of nested encodings that are decoded.
const MAX_LAYERS: usize = 4;

/// A character, and the range of the text that it was decoded from, in bytes.
#[derive(Clone, Copy)]
pub(super) struct Decoded {
    pub(super) character: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Decodes a text: percent-encoding, quoted-printable, the escapes of JSON, Rust and C, and the
/// entities of HTML. It takes linear time.
///
/// White space is removed from each layer first, because a line may be wrapped inside of an escape.
pub(super) fn decode(text: &str) -> Vec<Decoded> {
    let characters = text.char_indices();
    let mut decoded: Vec<_> = characters
        .map(|(start, character)| Decoded { character, start, end: start + character.len_utf8() })
        .collect();
    for _ in 0..MAX_LAYERS {
        remove_hidden(&mut decoded);
        let length = decoded.len();
        decode_layer(&mut decoded);
        if decoded.len() == length {
            break;
        }
    }
    decoded
}

/// Removes white space. Quoted-printable wraps a line with `=` at its end.
fn remove_hidden(text: &mut Vec<Decoded>) {
    let mut following = None;
    text.reverse();
    text.retain(|decoded| {
        let is_wrap = decoded.character == '=' && matches!(following, Some('\r' | '\n'));
        following = Some(decoded.character);
        !is_wrap && !is_hidden(decoded.character)
    });
    text.reverse();
}

/// Returns the characters of a decoded text. A text without escapes is not copied.
pub(super) fn characters(text: &str) -> impl Iterator<Item = char> {
    let has_escapes = has_escapes(text);
    let decoded = if has_escapes { decode(text) } else { Vec::new() };
    let plain = if has_escapes { "" } else { text };
    decoded.into_iter().map(|decoded| decoded.character).chain(plain.chars())
}

/// Returns `false` if [`decode`] only removes white space from a text. Padding at its end is no
/// escape.
fn has_escapes(text: &str) -> bool {
    let mut bytes = text.trim_end_matches('=').bytes();
    bytes.any(|byte| matches!(byte, b'%' | b'=' | b'\\' | b'&'))
}

/// Returns a letter or a digit as a byte, regardless of its case, and `None` for any other
/// character.
#[inline]
pub(super) fn letter(character: char) -> Option<u8> {
    character.is_alphanumeric().then(|| byte(character))
}

/// Returns a visible character as a byte, and `None` for white space.
#[inline]
pub(super) fn visible(character: char) -> Option<u8> {
    (!is_hidden(character)).then(|| byte(character))
}

#[inline]
fn is_hidden(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Returns a byte for a character, regardless of its case. Two ASCII characters never share one.
#[inline]
fn byte(character: char) -> u8 {
    if let Some(ascii) = u8::try_from(character).ok().filter(u8::is_ascii) {
        return ascii.to_ascii_lowercase();
    }
    let lower = u32::from(character.to_lowercase().next().unwrap_or(character));
    u8::try_from(lower).ok().filter(u8::is_ascii).unwrap_or((lower % 0x80) as u8 | 0x80)
}

/// Decodes one layer in place.
fn decode_layer(text: &mut Vec<Decoded>) {
    let mut kept = 0;
    let mut next = 0;
    while let Some(rest) = text.get(next..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.first().copied() else { break };
        let (character, length) = escape(rest).unwrap_or((first.character, 1));
        let end = rest.get(length - 1).map_or(first.end, |last| last.end);
        if let Some(slot) = text.get_mut(kept) {
            *slot = Decoded { character, start: first.start, end };
        }
        kept += 1;
        next += length;
    }
    text.truncate(kept);
}

/// Returns the character that an escape at the start of the text stands for, and the length of the
/// escape.
fn escape(text: &[Decoded]) -> Option<(char, usize)> {
    let at = |index: usize| text.get(index).map(|decoded| decoded.character);
    // A text in upper case has its escapes in upper case.
    match (at(0)?, at(1)?.to_ascii_lowercase()) {
        ('%', 'u') => code(text, 2, 4, 16),
        ('%' | '=', _) => code(text, 1, 2, 16),
        ('\\', 'u') if at(2) == Some('{') => rust_escape(text),
        ('\\', 'u') => match code(text, 2, 4, 16) {
            // Python uses eight digits.
            Some(('\0', length)) => code(text, 2, 8, 16).or(Some(('\0', length))),
            short => short,
        },
        ('\\', 'x') => code(text, 2, 2, 16),
        ('\\', '0'..='7') => code(text, 1, 3, 8).or(Some((' ', 2))),
        ('\\', 'n' | 'r') => Some(('\n', 2)),
        ('\\', 't' | 'f' | 'b') => Some((' ', 2)),
        ('\\', _) => Some((at(1)?, 2)),
        ('&', '#') if matches!(at(2), Some('x' | 'X')) => numeric_entity(text, 3, 16),
        ('&', '#') => numeric_entity(text, 2, 10),
        ('&', _) => named_entity(text),
        _ => None,
    }
}

/// Reads `length` digits from `start`.
fn code(text: &[Decoded], start: usize, length: usize, radix: u32) -> Option<(char, usize)> {
    let mut value = 0;
    for decoded in text.get(start..start + length)? {
        value = value * radix + decoded.character.to_digit(radix)?;
    }
    // A byte of a longer character stays as it is.
    let is_character = length > 2 || value < 0x80;
    let character = char::from_u32(value).filter(|_| is_character)?;
    Some((character, start + length))
}

/// Reads `\u{…}`.
fn rust_escape(text: &[Decoded]) -> Option<(char, usize)> {
    const START: usize = 3;
    let (character, length) = digits(text, START, 16)?;
    let end = text.get(START + length)?;
    (end.character == '}').then_some((character, START + length + 1))
}

/// Reads the digits of an entity. Like browsers, it does not require the semicolon.
fn numeric_entity(text: &[Decoded], start: usize, radix: u32) -> Option<(char, usize)> {
    let (character, length) = digits(text, start, radix)?;
    let end = text.get(start + length);
    let semicolon = end.is_some_and(|end| end.character == ';');
    Some((character, start + length + usize::from(semicolon)))
}

/// Reads up to eight digits from `start`. Returns the character with this code, and the number of
/// digits.
fn digits(text: &[Decoded], start: usize, radix: u32) -> Option<(char, usize)> {
    const MAX_DIGITS: usize = 8;
    let mut value = 0_u32;
    let mut length = 0;
    for decoded in text.get(start..)?.iter().take(MAX_DIGITS) {
        let Some(digit) = decoded.character.to_digit(radix) else { break };
        value = value.checked_mul(radix)?.checked_add(digit)?;
        length += 1;
    }
    Some((char::from_u32(value).filter(|_| length > 0)?, length))
}

/// Reads the entity of a visible ASCII character. No letter and no digit has one with a name.
fn named_entity(text: &[Decoded]) -> Option<(char, usize)> {
    const MAX_NAME: usize = 8;
    let name = text.get(1..)?.iter().take(MAX_NAME + 1);
    let length = name.clone().position(|decoded| decoded.character == ';')?;
    let name: String =
        name.take(length).map(|decoded| decoded.character.to_ascii_lowercase()).collect();
    let character = match name.as_str() {
        "excl" => '!',
        "quot" => '"',
        "num" => '#',
        "dollar" => '$',
        "percnt" => '%',
        "amp" => '&',
        "apos" => '\'',
        "lpar" => '(',
        "rpar" => ')',
        "ast" | "midast" => '*',
        "plus" => '+',
        "comma" => ',',
        "hyphen" | "dash" => '-',
        "period" => '.',
        "sol" => '/',
        "colon" => ':',
        "semi" => ';',
        "lt" => '<',
        "equals" => '=',
        "gt" => '>',
        "quest" => '?',
        "commat" => '@',
        "lsqb" | "lbrack" => '[',
        "bsol" => '\\',
        "rsqb" | "rbrack" => ']',
        "hat" => '^',
        "lowbar" | "underbar" => '_',
        "grave" => '`',
        "lcub" | "lbrace" => '{',
        "verbar" | "vert" => '|',
        "rcub" | "rbrace" => '}',
        "tab" | "newline" | "nbsp" => ' ',
        _ => return None,
    };
    Some((character, length + 2))
}

#[cfg(test)]
mod tests {
    use super::{decode, letter};

    #[test]
    fn letters_differ_regardless_of_their_case() {
        for (letters, others) in [("aZéØ", "AzÉø"), ("aeéø9", "eéaü8")] {
            for (one, other) in letters.chars().zip(others.chars()) {
                let is_same = one.to_lowercase().eq(other.to_lowercase());
                assert_eq!(letter(one) == letter(other), is_same, "{one} {other}");
            }
        }
    }

    #[test]
    fn each_encoding_is_decoded() {
        for (text, expected) in [
            ("a%2Bb%2fc", "a+b/c"),
            ("a%252Bb", "a+b"),
            ("%C3%A9%", "%C3%A9%"),
            (r#"\"a\/b\\c\u003dd\u{3d}e\x3df\n"#, r#""a/bc=d=e=f"#),
            ("a&amp;b&#61;c&#x3D;d&lt;e&none;&", "a&b=c=d<e&none;&"),
            ("&#61&#x3D&#0000061;&PERIOD;&Tab;", "===."),
            ("%u003d%U003D%u3", "==%u3"),
            (r"\075\U0000003d\U003D\0a\u0000003D", "===a="),
            ("&amp;#x25;3D", "="),
            ("=3D=2b=e9=", "=+=e9="),
            ("a=\r\n41=\n=", "a41="),
            ("a%3D%0D%0A4=3D%0A1", "a41"),
            (r"a=\r\n\u00\n3d\x", r"a=\x"),
            (r"\u{110000}\u00\x&#;&#99999999;", r"\u{110000}\u00\x&#;&#99999999;"),
        ] {
            let decoded: String = decode(text).iter().map(|decoded| decoded.character).collect();
            assert_eq!(decoded, expected, "{text}");
        }
    }

    #[test]
    fn ranges_cover_the_escapes() {
        let decoded = decode("é%253Da");
        let ranges: Vec<_> = decoded.iter().map(|decoded| (decoded.start, decoded.end)).collect();
        assert_eq!(ranges, [(0, 2), (2, 7), (7, 8)]);
    }
}
