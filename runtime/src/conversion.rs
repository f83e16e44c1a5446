//! Conversions from the types that users pass to the types of members. The expansion of the macro
//! calls them.
//!
//! Each kind of member has a trait for a value, and another one that also accepts an `Option`. The
//! traits exist for their error messages, so they are written out: the compiler shows a macro that
//! would define them.

/// Selects the implementation of an optional conversion for a value.
#[derive(Debug)]
pub enum Required {}

/// Selects the implementation of an optional conversion for an `Option`.
#[derive(Debug)]
pub enum Optional {}

/// A type that converts to a token.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `&{T}`",
    note = "this operation is authorised by a `{T}`, which is required"
)]
pub trait Token<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to an optional token.
#[diagnostic::on_unimplemented(
    message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
    label = "expected `&{T}` or `Option<&{T}>`"
)]
pub trait OptionalToken<T, Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Token<T>> OptionalToken<T, Required> for V {
    fn convert(self) -> Option<T> {
        Some(Token::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Token<T>> OptionalToken<T, Optional> for Option<V> {
    fn convert(self) -> Option<T> {
        self.map(Token::convert)
    }
}

/// A type that is a token.
pub trait TokenType: Clone {}

/// Converts to a token.
pub fn token<T>(token: impl Token<T>) -> T {
    token.convert()
}

/// Converts to an optional token.
pub fn optional_token<T, Kind>(token: impl OptionalToken<T, Kind>) -> Option<T> {
    token.convert()
}

#[diagnostic::do_not_recommend]
impl<T: TokenType> Token<T> for T {
    fn convert(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: TokenType> Token<T> for &T {
    fn convert(self) -> T {
        self.clone()
    }
}

/// A type that converts to an enum.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `{T}`",
    note = "parse a string before the call: `text.parse::<{T}>()?`"
)]
pub trait Enum<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to an optional enum.
#[diagnostic::on_unimplemented(
    message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
    label = "expected `{T}` or `Option<{T}>`",
    note = "parse a string before the call: `text.parse::<{T}>()?`"
)]
pub trait OptionalEnum<T, Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Enum<T>> OptionalEnum<T, Required> for V {
    fn convert(self) -> Option<T> {
        Some(Enum::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Enum<T>> OptionalEnum<T, Optional> for Option<V> {
    fn convert(self) -> Option<T> {
        self.map(Enum::convert)
    }
}

/// A type that is an enum.
pub trait EnumType: Clone {}

/// Converts to an enum.
pub fn enum_value<T>(value: impl Enum<T>) -> T {
    value.convert()
}

/// Converts to an optional enum.
pub fn optional_enum_value<T, Kind>(value: impl OptionalEnum<T, Kind>) -> Option<T> {
    value.convert()
}

#[diagnostic::do_not_recommend]
impl<T: EnumType> Enum<T> for T {
    fn convert(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: EnumType> Enum<T> for &T {
    fn convert(self) -> T {
        self.clone()
    }
}

/// A type that converts to an integer, a boolean or a structure.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `{T}`"
)]
pub trait Value<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to an optional integer, boolean or structure.
#[diagnostic::on_unimplemented(
    message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
    label = "expected `{T}` or `Option<{T}>`"
)]
pub trait OptionalValue<T, Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Value<T>> OptionalValue<T, Required> for V {
    fn convert(self) -> Option<T> {
        Some(Value::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Value<T>> OptionalValue<T, Optional> for Option<V> {
    fn convert(self) -> Option<T> {
        self.map(Value::convert)
    }
}

/// A type that is an integer, a boolean or a structure.
pub trait ValueType: Clone {}

impl ValueType for i32 {}
impl ValueType for i64 {}
impl ValueType for bool {}

/// Converts to an integer, a boolean or a structure.
pub fn value<T>(value: impl Value<T>) -> T {
    value.convert()
}

/// Converts to an optional integer, boolean or structure.
pub fn optional_value<T, Kind>(value: impl OptionalValue<T, Kind>) -> Option<T> {
    value.convert()
}

#[diagnostic::do_not_recommend]
impl<T: ValueType> Value<T> for T {
    fn convert(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: ValueType> Value<T> for &T {
    fn convert(self) -> T {
        self.clone()
    }
}

/// A type that converts to text.
#[diagnostic::on_unimplemented(
    message = "expected text, found `{Self}`",
    label = "expected `&str`, `String` or another `AsRef<str>`",
    note = "an `Option` is accepted only if the member is optional"
)]
pub trait Text<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to optional text.
#[diagnostic::on_unimplemented(
    message = "expected text or an `Option` of text, found `{Self}`",
    label = "expected `&str`, `Option<&str>` or another `AsRef<str>`"
)]
pub trait OptionalText<T, Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T, V: Text<T>> OptionalText<T, Required> for V {
    fn convert(self) -> Option<T> {
        Some(Text::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Text<T>> OptionalText<T, Optional> for Option<V> {
    fn convert(self) -> Option<T> {
        self.map(Text::convert)
    }
}

/// Converts to text.
pub fn text(text: impl Text<String>) -> String {
    text.convert()
}

/// Converts to optional text.
pub fn optional_text<Kind>(text: impl OptionalText<String, Kind>) -> Option<String> {
    text.convert()
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> Text<String> for T {
    fn convert(self) -> String {
        self.as_ref().to_owned()
    }
}

/// A type that converts to a list of texts.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of texts, found `{Self}`",
    label = "expected `&[&str]`, `Vec<String>` or similar"
)]
pub trait TextList<T> {
    #[doc(hidden)]
    fn convert(self) -> Vec<T>;
}

/// A type that converts to an optional list of texts.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of texts, or an `Option` of one, found `{Self}`",
    label = "expected `&[&str]`, `Option<Vec<String>>` or similar"
)]
pub trait OptionalTextList<T, Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<Vec<T>>;
}

#[diagnostic::do_not_recommend]
impl<T, V: TextList<T>> OptionalTextList<T, Required> for V {
    fn convert(self) -> Option<Vec<T>> {
        Some(TextList::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: TextList<T>> OptionalTextList<T, Optional> for Option<V> {
    fn convert(self) -> Option<Vec<T>> {
        self.map(TextList::convert)
    }
}

/// Converts to a list of texts.
pub fn text_list(texts: impl TextList<String>) -> Vec<String> {
    texts.convert()
}

/// Converts to an optional list of texts.
pub fn optional_text_list<Kind>(texts: impl OptionalTextList<String, Kind>) -> Option<Vec<String>> {
    texts.convert()
}

/// A type that converts to a list.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of `{T}`, found `{Self}`",
    label = "expected `&[{T}]` or `Vec<{T}>`"
)]
pub trait List<T> {
    #[doc(hidden)]
    fn convert(self) -> Vec<T>;
}

/// A type that converts to an optional list.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of `{T}`, or an `Option` of one, found `{Self}`",
    label = "expected `&[{T}]`, `Option<&[{T}]>` or similar"
)]
pub trait OptionalList<T, Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<Vec<T>>;
}

#[diagnostic::do_not_recommend]
impl<T, V: List<T>> OptionalList<T, Required> for V {
    fn convert(self) -> Option<Vec<T>> {
        Some(List::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: List<T>> OptionalList<T, Optional> for Option<V> {
    fn convert(self) -> Option<Vec<T>> {
        self.map(List::convert)
    }
}

/// Converts to a list.
pub fn list<T>(list: impl List<T>) -> Vec<T> {
    list.convert()
}

/// Converts to an optional list.
pub fn optional_list<T, Kind>(list: impl OptionalList<T, Kind>) -> Option<Vec<T>> {
    list.convert()
}

/// Implements `TextList` and `List` for the types of lists.
macro_rules! lists {
    ($($list:ty $(, $n:ident)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: AsRef<str> $(, const $n: usize)?> TextList<String> for $list {
            fn convert(self) -> Vec<String> {
                self.iter().map(|text| text.as_ref().to_owned()).collect()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Clone $(, const $n: usize)?> List<T> for $list {
            fn convert(self) -> Vec<T> {
                self.iter().cloned().collect()
            }
        }
    )*};
}

lists! {
    Vec<T>;
    &Vec<T>;
    &[T];
    [T; N], N;
    &[T; N], N;
}
