//! The values of members, by the shapes of the service model.

use std::borrow::Cow;
use std::fmt;

use connect_participant_model::{Member, Shape};
use http::HeaderValue;
use smallvec::SmallVec;
use uuid::Uuid;

use crate::redact::Sensitive;

/// The value of a member.
pub enum Value<'a> {
    Text(Cow<'a, str>),
    /// A text that must not appear in an error or a log.
    Sensitive(&'a str),
    /// A generated idempotency token.
    Uuid(Uuid),
    Integer(i64),
    Boolean(bool),
    Token(&'a HeaderValue),
    List(Vec<Value<'a>>),
    Structure(Vec<(&'static Member, Value<'a>)>),
}

/// The members of an input that have a value, each with its row of the service model. No input has
/// more than 8 members, so they need no allocation.
pub(crate) type Members<'a> = SmallVec<[(&'static Member, Value<'a>); 8]>;

/// A type that a member of an input can have.
pub(crate) trait AsValue {
    /// Returns the value, or `None` if the member is left out.
    fn as_value(&self) -> Option<Value<'_>>;
}

impl AsValue for String {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Text(Cow::Borrowed(self)))
    }
}

impl AsValue for Sensitive {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Sensitive(&self.0))
    }
}

impl AsValue for i32 {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Integer((*self).into()))
    }
}

impl AsValue for i64 {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Integer(*self))
    }
}

impl AsValue for bool {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Boolean(*self))
    }
}

impl<T: AsValue> AsValue for Vec<T> {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::List(self.iter().filter_map(T::as_value).collect()))
    }
}

impl<T: AsValue> AsValue for Option<T> {
    fn as_value(&self) -> Option<Value<'_>> {
        self.as_ref().and_then(T::as_value)
    }
}

/// The reason why a value is not valid.
pub(super) struct Problem {
    /// The path to the part that is not valid: `.most_recent`, `[0]`.
    path: String,
    /// The rest of a sentence that begins with the name of the member.
    problem: String,
}

impl Problem {
    fn new(problem: impl fmt::Display) -> Self {
        Self { path: String::new(), problem: problem.to_string() }
    }

    fn inside(self, part: impl fmt::Display) -> Self {
        Self { path: format!("{part}{}", self.path), ..self }
    }

    /// Returns the sentence.
    pub(super) fn sentence(self, member: &Member) -> String {
        let Self { path, problem } = self;
        format!("`{}{path}` {problem}", member.snake_name())
    }
}

impl Value<'_> {
    /// Checks that the value fits the shape and its limits.
    pub(super) fn check(&self, shape: &Shape) -> Result<(), Problem> {
        match shape {
            Shape::String(length)
            | Shape::Content(length)
            | Shape::ContentType { length, .. }
            | Shape::Token(_, length) => match self {
                Self::Text(text) => length.check(text).map_err(Problem::new),
                Self::Sensitive(text) => length.check(text).map_err(Problem::new),
                // Only a valid token becomes a `HeaderValue`, and a UUID fits an idempotency token.
                Self::Token(_) | Self::Uuid(_) => Ok(()),
                _ => mismatch(),
            },
            Shape::Integer(range) | Shape::Long(range) => match self {
                Self::Integer(integer) => range.check(*integer).map_err(Problem::new),
                _ => mismatch(),
            },
            Shape::List { item: shape, length } => match self {
                Self::List(items) => {
                    length.check_count(items.len()).map_err(Problem::new)?;
                    let mut items = items.iter().enumerate();
                    items.try_for_each(|(index, item)| {
                        let checked = item.check(shape);
                        checked.map_err(|problem| problem.inside(format_args!("[{index}]")))
                    })
                }
                _ => mismatch(),
            },
            Shape::Structure { .. } => match self {
                Self::Structure(members) => members.iter().try_for_each(|(member, value)| {
                    let checked = value.check(&member.shape);
                    let name = || format!(".{}", member.snake_name());
                    checked.map_err(|problem| problem.inside(name()))
                }),
                _ => mismatch(),
            },
            Shape::Boolean => match self {
                Self::Boolean(_) => Ok(()),
                _ => mismatch(),
            },
            // The Rust type has no other values.
            Shape::Enum { .. } | Shape::MessageId => match self {
                Self::Text(_) => Ok(()),
                _ => mismatch(),
            },
        }
    }
}

fn mismatch() -> Result<(), Problem> {
    Err(Problem::new("has another type than in the service model"))
}
