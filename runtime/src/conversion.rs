//! Conversions from the types that users pass to the types of members. The expansion of the macro
//! calls them.
//!
//! Each kind of member has a trait for a value, and another one that also accepts an `Option`. The
//! traits exist for their error messages, so they are written out: the compiler shows a macro that
//! would define them. They are public, because the compiler suggests them as bounds of a type
//! parameter.

/// Marks the conversion of a value for an optional member.
///
/// It is the second parameter of a trait for an optional member, such as [`OptionalText`].
#[derive(Debug)]
pub enum Required {}

/// Marks the conversion of an `Option` for an optional member.
///
/// It is the second parameter of a trait for an optional member, such as [`OptionalText`].
#[derive(Debug)]
pub enum Optional {}

/// A type that converts to a token: the token `T` itself, or a reference to it.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `&{T}`",
    note = "this operation is authorised by a `{T}`, which is required"
)]
pub trait Token<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to an optional token: a [`Token`], or an `Option` of one.
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

/// A type that converts to an enum: the enum `T` itself, or a reference to it.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `{T}`",
    note = "parse a string before the call: `text.parse::<{T}>()?`"
)]
pub trait Enum<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to an optional enum: an [`Enum`], or an `Option` of one.
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

/// A type that converts to an integer, a boolean or a structure: the type `T` itself, or a reference
/// to it. There is no conversion between types of integers.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, found `{Self}`",
    label = "expected `{T}`"
)]
pub trait Value<T> {
    #[doc(hidden)]
    fn convert(self) -> T;
}

/// A type that converts to an optional integer, boolean or structure: a [`Value`], or an `Option` of
/// one.
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

/// A type that converts to text: each type that implements `AsRef<str>`.
#[diagnostic::on_unimplemented(
    message = "expected text, found `{Self}`",
    label = "expected `&str`, `String` or another `AsRef<str>`",
    note = "an `Option` is accepted only if the member is optional"
)]
pub trait Text {
    #[doc(hidden)]
    fn convert(self) -> String;
}

/// A type that converts to optional text: a [`Text`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "expected text or an `Option` of text, found `{Self}`",
    label = "expected `&str`, `Option<&str>` or another `AsRef<str>`"
)]
pub trait OptionalText<Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<String>;
}

#[diagnostic::do_not_recommend]
impl<V: Text> OptionalText<Required> for V {
    fn convert(self) -> Option<String> {
        Some(Text::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<V: Text> OptionalText<Optional> for Option<V> {
    fn convert(self) -> Option<String> {
        self.map(Text::convert)
    }
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> Text for T {
    fn convert(self) -> String {
        self.as_ref().to_owned()
    }
}

/// A type that converts to a list of texts: a `Vec`, an array or a slice of types that implement
/// `AsRef<str>`.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of texts, found `{Self}`",
    label = "expected `&[&str]`, `Vec<String>` or similar"
)]
pub trait TextList {
    #[doc(hidden)]
    fn convert(self) -> Vec<String>;
}

/// A type that converts to an optional list of texts: a [`TextList`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of texts, or an `Option` of one, found `{Self}`",
    label = "expected `&[&str]`, `Option<Vec<String>>` or similar"
)]
pub trait OptionalTextList<Kind> {
    #[doc(hidden)]
    fn convert(self) -> Option<Vec<String>>;
}

#[diagnostic::do_not_recommend]
impl<V: TextList> OptionalTextList<Required> for V {
    fn convert(self) -> Option<Vec<String>> {
        Some(TextList::convert(self))
    }
}

#[diagnostic::do_not_recommend]
impl<V: TextList> OptionalTextList<Optional> for Option<V> {
    fn convert(self) -> Option<Vec<String>> {
        self.map(TextList::convert)
    }
}

/// A type that converts to a list: a `Vec`, an array or a slice of the type `T`.
#[diagnostic::on_unimplemented(
    message = "expected a slice or a `Vec` of `{T}`, found `{Self}`",
    label = "expected `&[{T}]` or `Vec<{T}>`"
)]
pub trait List<T> {
    #[doc(hidden)]
    fn convert(self) -> Vec<T>;
}

/// A type that converts to an optional list: a [`List`], or an `Option` of one.
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

/// Implements `TextList` and `List` for the types of lists.
macro_rules! lists {
    ($($list:ty $(, $n:ident)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: AsRef<str> $(, const $n: usize)?> TextList for $list {
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
