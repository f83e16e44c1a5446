//! Conversions from the types that users pass to the types of members. The expansion of the macro
//! calls them.
//!
//! Each kind of member has two traits: one for a value, and one that also accepts an `Option`. The
//! traits exist for their error messages.

/// Selects the implementations for a value.
#[derive(Debug)]
pub enum Required {}

/// Selects the implementations for an `Option`.
#[derive(Debug)]
pub enum Optional {}

/// Defines the two traits of a kind of member. `T` is the type of the member, or of its items.
macro_rules! conversion {
    ($target:ty: $(#[$value:meta])* $Value:ident, $(#[$optional:meta])* $Optional:ident) => {
        $(#[$value])*
        pub trait $Value<T> {
            #[doc(hidden)]
            fn convert(self) -> $target;
        }

        $(#[$optional])*
        pub trait $Optional<T, Kind> {
            #[doc(hidden)]
            fn convert(self) -> Option<$target>;
        }

        #[diagnostic::do_not_recommend]
        impl<T, V: $Value<T>> $Optional<T, Required> for V {
            fn convert(self) -> Option<$target> {
                Some($Value::convert(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T, V: $Value<T>> $Optional<T, Optional> for Option<V> {
            fn convert(self) -> Option<$target> {
                self.map($Value::convert)
            }
        }
    };
}

conversion! {
    T:
    /// A type that converts to a token.
    #[diagnostic::on_unimplemented(
        message = "expected `{T}`, found `{Self}`",
        label = "expected `&{T}`",
        note = "this operation is authorised by a `{T}`, which is required"
    )]
    Token,
    /// A type that converts to an optional token.
    #[diagnostic::on_unimplemented(
        message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
        label = "expected `&{T}` or `Option<&{T}>`"
    )]
    OptionalToken
}

conversion! {
    T:
    /// A type that converts to an enum.
    #[diagnostic::on_unimplemented(
        message = "expected `{T}`, found `{Self}`",
        label = "expected `{T}`",
        note = "parse a string before the call: `text.parse::<{T}>()?`"
    )]
    Enum,
    /// A type that converts to an optional enum.
    #[diagnostic::on_unimplemented(
        message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
        label = "expected `{T}` or `Option<{T}>`",
        note = "parse a string before the call: `text.parse::<{T}>()?`"
    )]
    OptionalEnum
}

conversion! {
    T:
    /// A type that converts to an integer, a boolean or a structure.
    #[diagnostic::on_unimplemented(
        message = "expected `{T}`, found `{Self}`",
        label = "expected `{T}`"
    )]
    Value,
    /// A type that converts to an optional integer, boolean or structure.
    #[diagnostic::on_unimplemented(
        message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
        label = "expected `{T}` or `Option<{T}>`"
    )]
    OptionalValue
}

conversion! {
    T:
    /// A type that converts to text.
    #[diagnostic::on_unimplemented(
        message = "expected text, found `{Self}`",
        label = "expected `&str`, `String` or another `AsRef<str>`",
        note = "an `Option` is accepted only if the member is optional"
    )]
    Text,
    /// A type that converts to optional text.
    #[diagnostic::on_unimplemented(
        message = "expected text or an `Option` of text, found `{Self}`",
        label = "expected `&str`, `Option<&str>` or another `AsRef<str>`"
    )]
    OptionalText
}

conversion! {
    Vec<T>:
    /// A type that converts to a list of texts.
    #[diagnostic::on_unimplemented(
        message = "expected a slice or a `Vec` of texts, found `{Self}`",
        label = "expected `&[&str]`, `Vec<String>` or similar"
    )]
    TextList,
    /// A type that converts to an optional list of texts.
    #[diagnostic::on_unimplemented(
        message = "expected a slice or a `Vec` of texts, or an `Option` of one, found `{Self}`",
        label = "expected `&[&str]`, `Option<Vec<String>>` or similar"
    )]
    OptionalTextList
}

conversion! {
    Vec<T>:
    /// A type that converts to a list.
    #[diagnostic::on_unimplemented(
        message = "expected a slice or a `Vec` of `{T}`, found `{Self}`",
        label = "expected `&[{T}]` or `Vec<{T}>`"
    )]
    List,
    /// A type that converts to an optional list.
    #[diagnostic::on_unimplemented(
        message = "expected a slice or a `Vec` of `{T}`, or an `Option` of one, found `{Self}`",
        label = "expected `&[{T}]`, `Option<&[{T}]>` or similar"
    )]
    OptionalList
}

/// A token.
pub trait TokenType: Clone {}

/// An enum.
pub trait EnumType: Clone {}

/// An integer, a boolean or a structure.
pub trait ValueType: Clone {}

impl ValueType for i32 {}
impl ValueType for i64 {}
impl ValueType for bool {}

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

/// Converts to a list of texts.
pub fn text_list(texts: impl TextList<String>) -> Vec<String> {
    texts.convert()
}

/// Converts to an optional list of texts.
pub fn optional_text_list<Kind>(texts: impl OptionalTextList<String, Kind>) -> Option<Vec<String>> {
    texts.convert()
}

/// Converts to a list.
pub fn list<T>(list: impl List<T>) -> Vec<T> {
    list.convert()
}

/// Converts to an optional list.
pub fn optional_list<T, Kind>(list: impl OptionalList<T, Kind>) -> Option<Vec<T>> {
    list.convert()
}

/// Implements both traits for lists.
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
