//! The part of a list that a request asks for.

use crate::response::ErrorResponse;

/// The part of a list with numbered entries, from 1. Without a query, it is all of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// Only the entries after the one with this number.
    pub(super) after: u64,
    /// Only the latest entries, at most this many.
    pub(super) limit: usize,
}

impl Range {
    /// Parses a query such as `after=7&limit=100`.
    pub(super) fn parse(query: Option<&str>) -> Result<Self, ErrorResponse> {
        let mut range = Self { after: 0, limit: usize::MAX };
        for part in query.unwrap_or_default().split('&').filter(|part| !part.is_empty()) {
            let is_valid = match part.split_once('=') {
                Some(("after", number)) => number.parse().map(|after| range.after = after).is_ok(),
                Some(("limit", number)) => number.parse().map(|limit| range.limit = limit).is_ok(),
                _ => false,
            };
            if !is_valid {
                let message = "the query is not valid; an example is `?after=7&limit=100`";
                return Err(ErrorResponse::validation(message));
            }
        }
        Ok(range)
    }

    /// Returns this part of a list.
    pub(super) fn of<'a, T>(&self, entries: &'a [T]) -> &'a [T] {
        let start = usize::try_from(self.after).unwrap_or(usize::MAX);
        let start = start.max(entries.len().saturating_sub(self.limit));
        entries.get(start..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_range_is_the_latest_part_of_a_list() {
        for (query, part) in [
            (None, &[1, 2, 3, 4][..]),
            (Some(""), &[1, 2, 3, 4]),
            (Some("after=1"), &[2, 3, 4]),
            (Some("after=1&limit=2"), &[3, 4]),
            (Some("limit=0"), &[]),
            (Some("limit=9&after=3"), &[4]),
            (Some("after=18446744073709551615"), &[]),
        ] {
            assert_eq!(Range::parse(query).unwrap().of(&[1, 2, 3, 4]), part, "{query:?}");
        }
    }

    #[test]
    fn invalid_queries_are_rejected() {
        for query in ["after", "after=", "after=-1", "limit=x", "since=1", "after=1&b"] {
            Range::parse(Some(query)).unwrap_err();
        }
    }
}
