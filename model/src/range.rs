//! How great an integer may be.

use core::fmt;

/// The integers that a value may be, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The least one.
    pub min: i64,
    /// The greatest one: [`i64::MAX`] where the service model has none.
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
    /// A [`RangeError`] where it is less than the least or more than the greatest one.
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

/// An integer that is too small or too great. Its `Display` completes a sentence that begins with the integer's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeError {
    /// The integer that was found.
    pub found: i64,
    /// The integers that are allowed.
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
