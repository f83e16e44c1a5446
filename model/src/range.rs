//! The limits on an integer.

use core::fmt;

/// The allowed values of an integer, both limits included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The minimum.
    pub min: i64,
    /// The maximum. [`i64::MAX`] means no limit.
    pub max: i64,
}

impl Range {
    /// Checks an integer.
    ///
    /// ```
    /// use connect_participant_model::Range;
    ///
    /// let max_results = Range { min: 0, max: 100 };
    /// assert!(max_results.check(100).is_ok());
    /// assert_eq!(max_results.check(101).unwrap_err().to_string(), "is 101, more than 100");
    /// ```
    ///
    /// # Errors
    ///
    /// A [`RangeError`] if the integer is too small or too large.
    pub fn check(self, found: i64) -> Result<(), RangeError> {
        if (self.min..=self.max).contains(&found) {
            Ok(())
        } else {
            Err(RangeError { found, allowed: self })
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { min, max } = self;
        if *max == i64::MAX { write!(f, "at least {min}") } else { write!(f, "{min} to {max}") }
    }
}

/// An integer that is not allowed. Its `Display` completes a sentence that begins with the name of
/// the integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeError {
    /// The actual value.
    pub found: i64,
    /// The allowed values.
    pub allowed: Range,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, allowed: Range { min, max } } = self;
        if found < min {
            write!(f, "is {found}, less than {min}")
        } else {
            write!(f, "is {found}, more than {max}")
        }
    }
}

impl core::error::Error for RangeError {}
