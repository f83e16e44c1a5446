//! The limits on the length of a string or a list.

use core::fmt;

/// The allowed lengths of a string or a list, both limits included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    /// The minimum length.
    pub min: usize,
    /// The maximum length. [`usize::MAX`] means no limit.
    pub max: usize,
    /// The unit of both limits.
    pub unit: Unit,
}

/// The unit of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes in UTF-8.
    Bytes,
    /// Unicode scalar values, as the `length` trait of Smithy counts the characters of a string.
    Characters,
    /// Items of a list.
    Items,
}

impl Unit {
    /// Returns the word after a count: `1 item`, `2 items`.
    const fn of(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Bytes, 1) => "byte",
            (Self::Bytes, _) => "bytes",
            (Self::Characters, 1) => "character",
            (Self::Characters, _) => "characters",
            (Self::Items, 1) => "item",
            (Self::Items, _) => "items",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.of(0))
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { min, max, unit } = self;
        match *max {
            usize::MAX => write!(f, "at least {min} {}", unit.of(*min)),
            max if max == *min => write!(f, "{min} {}", unit.of(max)),
            max => write!(f, "{min} to {max} {}", unit.of(max)),
        }
    }
}

impl Length {
    /// Checks the length of a string.
    ///
    /// ```
    /// use connect_participant_model::{SEND_EVENT, Shape};
    ///
    /// let content = SEND_EVENT.member("Content").expect("it has content");
    /// let Shape::Content(length) = content.shape else { unreachable!() };
    /// assert!(length.check("{}").is_ok());
    /// assert_eq!(length.check("").unwrap_err().to_string(), "is empty");
    /// let error = length.check(&"é".repeat(9000)).unwrap_err();
    /// assert_eq!(error.to_string(), "has 18000 bytes, more than 16384");
    /// ```
    ///
    /// # Errors
    ///
    /// A [`LengthError`] if the string is too short or too long.
    pub fn check(self, value: &str) -> Result<(), LengthError> {
        self.check_count(match self.unit {
            Unit::Characters if !value.is_ascii() => value.chars().count(),
            Unit::Bytes | Unit::Characters | Unit::Items => value.len(),
        })
    }

    /// Checks a number of items.
    ///
    /// # Errors
    ///
    /// A [`LengthError`] if there are too few or too many.
    pub fn check_count(self, found: usize) -> Result<(), LengthError> {
        if (self.min..=self.max).contains(&found) {
            Ok(())
        } else {
            Err(LengthError { found, allowed: self })
        }
    }
}

/// A length that is not allowed. Its `Display` completes a sentence that begins with the name of
/// the string or list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthError {
    /// The actual length.
    pub found: usize,
    /// The allowed lengths.
    pub allowed: Length,
}

impl fmt::Display for LengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, allowed: Length { min, max, unit } } = self;
        if *found == 0 {
            f.write_str("is empty")
        } else if found < min {
            write!(f, "has {found} {}, fewer than {min}", unit.of(*found))
        } else {
            write!(f, "has {found} {}, more than {max}", unit.of(*found))
        }
    }
}

impl core::error::Error for LengthError {}
