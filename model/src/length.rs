//! How long a string or a list may be.

use core::fmt;

/// The lengths that a string or a list may have, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    /// The least length.
    pub min: usize,
    /// The greatest length: [`usize::MAX`] where the service model has none.
    pub max: usize,
    /// What is counted.
    pub unit: Unit,
}

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes of its UTF-8 form.
    Bytes,
    /// Unicode scalar values, as Smithy's `length` trait counts a string.
    Characters,
    /// Items of a list.
    Items,
}

impl Unit {
    /// The unit behind a count: `1 item`, `2 items`.
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
    /// assert_eq!(length.check(&"é".repeat(9000)).unwrap_err().to_string(), "has 18000 bytes, more than 16384");
    /// ```
    ///
    /// # Errors
    ///
    /// A [`LengthError`] where it is less than the least or more than the greatest one.
    pub fn check(self, value: &str) -> Result<(), LengthError> {
        self.check_count(match self.unit {
            Unit::Characters if !value.is_ascii() => value.chars().count(),
            Unit::Bytes | Unit::Characters | Unit::Items => value.len(),
        })
    }

    /// Checks a length that is counted already, such as that of a list.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check).
    pub fn check_count(self, found: usize) -> Result<(), LengthError> {
        if (self.min..=self.max).contains(&found) {
            Ok(())
        } else {
            Err(LengthError { found, allowed: self })
        }
    }
}

/// What is too short or too long. Its `Display` completes a sentence that begins with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthError {
    /// The length that was found.
    pub found: usize,
    /// The lengths that are allowed.
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
