//! Did you mean …?

use connect_participant_model::ContentType;

/// The candidate that `name` is most likely a slip of, if there is one: the only one that begins with the same words, or
/// else the nearest by its letters.
///
/// Words say more than letters do: `attachment_size` is nearer to `attachment_name` than to `attachment_size_in_bytes`.
///
/// A slip changes at most a third of the letters (one at least), counted as letters added, left out, replaced, or
/// swapped with their neighbour. Case and `_` are slips that cost nothing.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let mut longer = candidates.iter().filter(|candidate| begins_with_words(candidate, name));
    if let (Some(only), None) = (longer.next(), longer.next()) {
        return Some(only);
    }
    let folded = fold(name);
    let allowed = (folded.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The content type that `found` is most likely meant to be: one that ends in the same word, or else the nearest.
///
/// A word says more than the letters do: `…event.read` is nearer to `…event.typing` than to `…event.message.read`.
pub(crate) fn nearest_content_type<'a>(
    found: &str,
    values: &'a [ContentType],
) -> Option<&'a ContentType> {
    let found = found.split(';').next().unwrap_or_default().trim().to_lowercase();
    let last_word =
        |value: &str| value.rsplit(['.', '/', ' ']).next().unwrap_or_default().to_owned();
    let same_word = values.iter().find(|known| last_word(known.value) == last_word(&found));
    let same_word = same_word.filter(|_| !found.is_empty());
    same_word.or_else(|| {
        let meant = nearest(&found, values.iter().map(|known| known.value))?;
        values.iter().find(|known| known.value == meant)
    })
}

/// Whether there are more words in `whole`, behind those that `name` is made of.
fn begins_with_words(whole: &str, name: &str) -> bool {
    let rest = whole.strip_prefix(name).filter(|_| !name.is_empty());
    rest.is_some_and(|rest| rest.starts_with('_'))
}

fn fold(name: &str) -> Vec<char> {
    name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect()
}

/// The optimal string alignment distance.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before_previous: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    let mut left_before = None;
    for (row, left_letter) in left.iter().enumerate() {
        let mut current = Vec::with_capacity(previous.len());
        current.push(row + 1);
        let mut right_before = None;
        for (column, right_letter) in right.iter().enumerate() {
            let cost =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let replaced = cost(&previous, column) + usize::from(left_letter != right_letter);
            let added = cost(&current, column) + 1;
            let left_out = cost(&previous, column + 1) + 1;
            let mut least = replaced.min(added).min(left_out);
            if left_before == Some(right_letter) && right_before == Some(left_letter) && column > 0
            {
                least = least.min(cost(&before_previous, column - 1) + 1);
            }
            current.push(least);
            right_before = Some(right_letter);
        }
        before_previous = core::mem::replace(&mut previous, current);
        left_before = Some(left_letter);
    }
    previous.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn counts_each_kind_of_slip_once() {
        let distance = |left: &str, right: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&letters(left), &letters(right))
        };
        assert_eq!(distance("typing", "typing"), 0);
        assert_eq!(distance("tping", "typing"), 1);
        assert_eq!(distance("tyyping", "typing"), 1);
        assert_eq!(distance("tyling", "typing"), 1);
        assert_eq!(distance("tpying", "typing"), 1);
        assert_eq!(distance("", "typing"), 6);
        assert_eq!(distance("typing", ""), 6);
    }

    #[test]
    fn finds_the_nearest_and_nothing_that_is_far() {
        let members = ["content_type", "content", "message_id", "client_token", "connection_token"];
        assert_eq!(nearest("conection_token", members), Some("connection_token"));
        assert_eq!(nearest("connectionToken", members), Some("connection_token"));
        assert_eq!(nearest("ContentType", members), Some("content_type"));
        assert_eq!(nearest("contents", members), Some("content"));
        assert_eq!(nearest("colour", members), None);
        assert_eq!(nearest("message", members), Some("message_id"));
        assert_eq!(nearest("_id", members), None);
        assert_eq!(nearest("", members), None);
    }
}
