//! Suggestions for a name that is wrong: "did you mean …?".

use connect_participant_model::{
    BearerToken, ContentType, Member, OPERATIONS, Operation, Shape, snake_case,
};
use syn::Type;

use crate::types::names_type;

/// A guess at the meaning of a name that is not a member of the operation.
pub(crate) enum Suggestion {
    /// A member with a similar name.
    Similar(&'static Member),
    /// A member of a structure. The structure is this member of the operation, with this type.
    Nested(&'static Member, &'static str),
    /// A member of these other operations.
    OtherOperations(Vec<&'static str>),
    None,
}

impl Suggestion {
    /// Finds a suggestion for `name`.
    pub(crate) fn new(
        operation: &'static Operation,
        name: &str,
        is_bound: impl Fn(&Member) -> bool,
    ) -> Self {
        let has = |members: &[Member]| members.iter().any(|member| member.snake_name() == name);
        let others = OPERATIONS.iter().filter(|operation| has(operation.members));
        let others: Vec<_> = others.map(|operation| operation.name).collect();
        // A name of another operation is hardly a typo of a member that is bound already.
        let is_likely = |member: &&Member| others.is_empty() || !is_bound(member);
        if let Some(member) = nearest_member(operation, name).filter(is_likely) {
            return Self::Similar(member);
        }
        let nested = operation.members.iter().find_map(|member| match member.shape {
            Shape::Structure { type_name, members } if has(members) => Some((member, type_name)),
            _ => None,
        });
        match nested {
            Some((member, type_name)) => Self::Nested(member, type_name),
            None if others.is_empty() => Self::None,
            None => Self::OtherOperations(others),
        }
    }

    /// Returns the member of the operation that the name is probably about.
    pub(crate) fn member(&self) -> Option<&'static Member> {
        match self {
            Self::Similar(member) | Self::Nested(member, _) => Some(member),
            Self::OtherOperations(_) | Self::None => None,
        }
    }
}

/// Returns the member whose name is most similar to `name`.
pub(crate) fn nearest_member(operation: &'static Operation, name: &str) -> Option<&'static Member> {
    let names: Vec<_> = operation.members.iter().map(Member::snake_name).collect();
    let nearest = nearest(name, names.iter().map(String::as_str))?;
    operation
        .members
        .iter()
        .zip(&names)
        .find(|(_, name)| *name == nearest)
        .map(|(member, _)| member)
}

/// Returns the token that `name`, or else the type of an unbound parameter, is used instead of.
pub(crate) fn other_token(name: &str, ty: Option<&Type>, token: BearerToken) -> Option<String> {
    let other = match token {
        BearerToken::Connection => BearerToken::Participant,
        BearerToken::Participant => BearerToken::Connection,
    };
    if name == snake_case(other.type_name()) {
        return Some(name.to_owned());
    }
    let has_type = ty.is_some_and(|ty| names_type(ty, other.type_name()));
    has_type.then(|| other.type_name().to_owned())
}

/// Returns the unbound member that a parameter is most likely meant to be.
///
/// That is a required member whose name ends in the same word, a member whose type belongs to the
/// client crate, or the only required member.
pub(crate) fn member_for_parameter(
    name: &str,
    ty: &Type,
    unbound: &[&'static Member],
    is_required: impl Fn(&Member) -> bool,
) -> Option<&'static Member> {
    let last_word = |name: &str| name.rsplit('_').next().unwrap_or_default().to_owned();
    let has_type = |member: &Member| own_type(&member.shape).is_some_and(|own| names_type(ty, own));
    let has_last_word = |member: &Member| last_word(name) == last_word(&member.snake_name());
    let required = || unbound.iter().copied().filter(|member| is_required(member));
    let mut alike = required().filter(|member| has_type(member) || has_last_word(member));
    let mut of_type = unbound.iter().copied().filter(|member| has_type(member));
    let only_required = || {
        let mut required = required();
        let only = required.next().filter(|_| required.next().is_none());
        only.filter(|member| usual_types(&member.shape).iter().any(|usual| names_type(ty, usual)))
    };
    alike.next().or_else(|| of_type.next()).or_else(only_required)
}

/// Returns the type of a value, or of an item of it, if the type belongs to the client crate.
fn own_type(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::List { item, .. } => item.type_name(),
        other => other.type_name(),
    }
}

/// Returns the types of the standard library that are usual for a value, or for an item of it.
fn usual_types(shape: &Shape) -> &'static [&'static str] {
    match shape {
        Shape::String(_) | Shape::Content(_) | Shape::MessageId => &["str", "String"],
        Shape::Integer(_) => &["i32"],
        Shape::Long(_) => &["i64"],
        Shape::Boolean => &["bool"],
        Shape::List { item, .. } => usual_types(item),
        Shape::ContentType { .. }
        | Shape::Token(..)
        | Shape::Enum { .. }
        | Shape::Structure { .. } => &[],
    }
}

/// Returns the candidate that `name` is most likely a typo of: the only candidate that begins with
/// the same words, or else the one with the most similar letters.
///
/// Words count more than letters: `attachment_size` has fewer different letters from
/// `attachment_name` than from `attachment_size_in_bytes`.
///
/// A typo changes at most a third of the letters, or one in a short name. A change adds, removes or
/// replaces a letter, or swaps two neighbours. Case and `_` do not count.
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
        .map(|candidate| (edit_distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the content type that `found` is most likely meant to be: one that ends in the same
/// word, or else the one with the most similar letters.
///
/// Words count more than letters: `…event.read` has fewer different letters from `…event.typing`
/// than from `…event.message.read`.
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
        let nearest = nearest(&found, values.iter().map(|known| known.value))?;
        values.iter().find(|known| known.value == nearest)
    })
}

/// Returns `true` if `whole` is the words of `name` and at least one more.
fn begins_with_words(whole: &str, name: &str) -> bool {
    let rest = whole.strip_prefix(name).filter(|_| !name.is_empty());
    rest.is_some_and(|rest| rest.starts_with('_'))
}

fn fold(name: &str) -> Vec<char> {
    name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect()
}

/// Returns the optimal string alignment distance.
// The crate `strsim` has it too. These lines save every user the time to build one more crate.
fn edit_distance(left: &[char], right: &[char]) -> usize {
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
            let removed = cost(&previous, column + 1) + 1;
            let mut least = replaced.min(added).min(removed);
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
    use super::{edit_distance, nearest};

    #[test]
    fn each_kind_of_edit_counts_once() {
        let distance = |left: &str, right: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            edit_distance(&letters(left), &letters(right))
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
    fn the_nearest_candidate_is_found_unless_it_is_too_far() {
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
