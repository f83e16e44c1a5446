//! The values of inputs, as the service's model knows them.

use std::borrow::Cow;
use std::fmt;

use connect_participant_model::{Member, Shape};
use http::HeaderValue;
use serde::ser::{Serialize, Serializer};

use crate::percent;

/// The value of a member, or a whole input.
pub enum Value<'a> {
    Text(Cow<'a, str>),
    Integer(i64),
    Boolean(bool),
    Token(&'a HeaderValue),
    List(Vec<Value<'a>>),
    /// Its members by the service model's names, as far as they have values.
    Structure(Vec<(&'static str, Value<'a>)>),
}

/// Whatever a member of an input may be in Rust.
pub trait AsValue {
    fn as_value(&self) -> Option<Value<'_>>;

    /// What of it is a secret, in each form in which it is sent. A token is one by its type.
    fn secrets(&self) -> Vec<String> {
        Vec::new()
    }
}

impl AsValue for String {
    fn as_value(&self) -> Option<Value<'_>> {
        Some(Value::Text(Cow::Borrowed(self)))
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

/// The texts among these values, and their forms in a URL.
#[inline]
pub(crate) fn forms_of<'a>(values: impl IntoIterator<Item = Option<Value<'a>>>) -> Vec<String> {
    let mut forms = Vec::new();
    for value in values.into_iter().flatten() {
        if let Value::Text(text) = value {
            let encoded = percent::encode(&text);
            if encoded != text {
                forms.push(encoded);
            }
            forms.push(text.into_owned());
        }
    }
    forms
}

/// What is wrong with a value.
pub(super) struct Problem {
    /// Where it is inside of the value: `.most_recent`, `[0]`.
    path: String,
    /// It completes a sentence that begins with the name.
    problem: String,
}

impl Problem {
    fn new(problem: impl fmt::Display) -> Self {
        Self { path: String::new(), problem: problem.to_string() }
    }

    fn inside(self, part: impl fmt::Display) -> Self {
        Self { path: format!("{part}{}", self.path), ..self }
    }

    /// The sentence, with the name of the member that has the value.
    pub(super) fn of(self, member: &Member) -> String {
        let Self { path, problem } = self;
        format!("`{}{path}` {problem}", member.snake_name())
    }
}

impl Value<'_> {
    /// Checks the limits of the shape.
    pub(super) fn check(&self, shape: &Shape) -> Result<(), Problem> {
        match (self, shape) {
            (
                Self::Text(text),
                Shape::String(length)
                | Shape::Content(length)
                | Shape::ContentType { length, .. }
                | Shape::Token(_, length),
            ) => length.check(text).map_err(Problem::new),
            (Self::Integer(integer), Shape::Integer(range) | Shape::Long(range)) => {
                range.check(*integer).map_err(Problem::new)
            }
            (Self::List(items), Shape::List { item: shape, length }) => {
                length.check_count(items.len()).map_err(Problem::new)?;
                let mut items = items.iter().enumerate();
                items.try_for_each(|(index, item)| {
                    let checked = item.check(shape);
                    checked.map_err(|problem| problem.inside(format_args!("[{index}]")))
                })
            }
            (Self::Structure(values), Shape::Structure { members, .. }) => {
                values.iter().try_for_each(|(key, value)| {
                    let member = members.iter().find(|member| member.name == *key);
                    member.map_or(Ok(()), |member| {
                        let checked = value.check(&member.shape);
                        let name = || format!(".{}", member.snake_name());
                        checked.map_err(|problem| problem.inside(name()))
                    })
                })
            }
            // A type of its own has no other values: a token, an enum, a boolean.
            _ => Ok(()),
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(integer) => serializer.serialize_i64(*integer),
            Self::Boolean(boolean) => serializer.serialize_bool(*boolean),
            // It goes into a header.
            Self::Token(_) => serializer.serialize_none(),
            Self::List(items) => serializer.collect_seq(items),
            Self::Structure(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}
