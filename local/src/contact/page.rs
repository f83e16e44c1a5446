//! Pagination of a list that only grows.

use std::ops::Range;

/// The start of the next page, and the direction of the pages.
///
/// A position is the number of items before it, so it stays valid when items are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// The next page starts with the item after this position, and goes on with the items after
    /// that.
    Forward(usize),
    /// The next page starts with the item before this position, and goes on with the items before
    /// that.
    Backward(usize),
}

impl Cursor {
    /// Returns the positions of the next page, in the order of the list, and the cursor of the page
    /// after it, if there is one. `len` is the length of the list, and `size` is the maximum length
    /// of a page. A page of size 0 is the last one, because the next page would be the same.
    pub(crate) fn page(self, len: usize, size: usize) -> (Range<usize>, Option<Self>) {
        let (page, next, is_end) = match self {
            Self::Forward(from) => {
                let from = from.min(len);
                let to = from.saturating_add(size).min(len);
                (from..to, Self::Forward(to), to == len)
            }
            Self::Backward(to) => {
                let to = to.min(len);
                let from = to.saturating_sub(size);
                (from..to, Self::Backward(from), from == 0)
            }
        };
        (page, (!is_end && size > 0).then_some(next))
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor::{Backward, Forward};

    #[test]
    fn pages_cover_the_list() {
        assert_eq!(Forward(0).page(5, 2), (0..2, Some(Forward(2))));
        assert_eq!(Forward(2).page(5, 2), (2..4, Some(Forward(4))));
        assert_eq!(Forward(4).page(5, 2), (4..5, None));
        assert_eq!(Backward(5).page(5, 2), (3..5, Some(Backward(3))));
        assert_eq!(Backward(3).page(6, 2), (1..3, Some(Backward(1))));
        assert_eq!(Backward(1).page(6, 2), (0..1, None));
    }

    #[test]
    fn a_full_page_at_the_end_is_the_last() {
        assert_eq!(Forward(1).page(3, 2), (1..3, None));
        assert_eq!(Backward(2).page(3, 2), (0..2, None));
    }

    #[test]
    fn a_page_may_be_empty() {
        assert_eq!(Forward(0).page(0, 10), (0..0, None));
        assert_eq!(Backward(0).page(9, 10), (0..0, None));
        assert_eq!(Forward(9).page(3, 10), (3..3, None));
        assert_eq!(Backward(9).page(3, 0), (3..3, None));
    }
}
