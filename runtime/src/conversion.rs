//! What makes values of members out of what users give: for each kind of value what takes one, and
//! what takes an `Option` of one as well. The traits are there for what the compiler says about a
//! type that is wrong.

/// Keeps the implementations of a trait apart: there is a value.
#[derive(Debug)]
pub enum Always {}

/// Keeps the implementations of a trait apart: there may be a value.
#[derive(Debug)]
pub enum Perhaps {}

/// A trait for what becomes a value made of `T`, and one for what may become one.
macro_rules! conversion {
    ($made:ty: $(#[$value:meta])* $Value:ident, $(#[$optional:meta])* $Optional:ident) => {
        $(#[$value])*
        pub trait $Value<T> {
            #[doc(hidden)]
            fn convert(self) -> $made;
        }

        $(#[$optional])*
        pub trait $Optional<T, Kind> {
            #[doc(hidden)]
            fn convert(self) -> Option<$made>;
        }

        #[diagnostic::do_not_recommend]
        impl<T, V: $Value<T>> $Optional<T, Always> for V {
            fn convert(self) -> Option<$made> {
                Some($Value::convert(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T, V: $Value<T>> $Optional<T, Perhaps> for Option<V> {
            fn convert(self) -> Option<$made> {
                self.map($Value::convert)
            }
        }
    };
}

conversion! {
    T:
    /// What a token takes.
    #[diagnostic::on_unimplemented(
        message = "this operation is authorised by a `{T}`, and `{Self}` is none",
        label = "expected `&{T}`"
    )]
    Token,
    /// What a token takes that may be left out.
    #[diagnostic::on_unimplemented(
        message = "this operation is authorised by a `{T}`, and `{Self}` is none",
        label = "expected `&{T}` or `Option<&{T}>`"
    )]
    OptionalToken
}

conversion! {
    T:
    /// What a string takes that is one of a few.
    #[diagnostic::on_unimplemented(
        message = "what is known only at run time has the type `{T}` here, not `{Self}`",
        label = "expected `{T}`",
        note = "a text becomes one before the call, where one that is none can be dealt with: `text.parse::<{T}>()?`"
    )]
    Enum,
    /// What a string takes that is one of a few, or left out.
    #[diagnostic::on_unimplemented(
        message = "what is known only at run time has the type `{T}` here, or `Option<{T}>`, not `{Self}`",
        label = "expected `{T}` or `Option<{T}>`",
        note = "a text becomes one before the call, where one that is none can be dealt with: `text.parse::<{T}>()?`"
    )]
    OptionalEnum
}

conversion! {
    T:
    /// What an integer, a boolean and a structure take.
    #[diagnostic::on_unimplemented(message = "this member has the type `{T}`, not `{Self}`", label = "expected `{T}`")]
    Value,
    /// What an integer, a boolean and a structure take that may be left out.
    #[diagnostic::on_unimplemented(
        message = "this member has the type `{T}`, or `Option<{T}>`, not `{Self}`",
        label = "expected `{T}` or `Option<{T}>`"
    )]
    OptionalValue
}

conversion! {
    T:
    /// What a text takes.
    #[diagnostic::on_unimplemented(
        message = "text is anything that is `AsRef<str>`, and `{Self}` is not",
        label = "expected `&str`, `String` or the like"
    )]
    Text,
    /// What a text takes that may be left out.
    #[diagnostic::on_unimplemented(
        message = "text is anything that is `AsRef<str>`, or an `Option` of that, and `{Self}` is neither",
        label = "expected `&str`, `Option<&str>` or the like"
    )]
    OptionalText
}

conversion! {
    Vec<T>:
    /// What a list of texts takes.
    #[diagnostic::on_unimplemented(
        message = "this member is a slice or a `Vec` of texts, not `{Self}`",
        label = "expected `&[&str]`, `Vec<String>` or the like"
    )]
    Texts,
    /// What a list of texts takes that may be left out.
    #[diagnostic::on_unimplemented(
        message = "this member is a slice or a `Vec` of texts, or an `Option` of one, not `{Self}`",
        label = "expected `&[&str]`, `Option<Vec<String>>` or the like"
    )]
    OptionalTexts
}

conversion! {
    Vec<T>:
    /// What a list of enums and the like takes.
    #[diagnostic::on_unimplemented(
        message = "this member is a slice or a `Vec` of `{T}`, not `{Self}`",
        label = "expected `&[{T}]` or `Vec<{T}>`"
    )]
    List,
    /// What a list of enums and the like takes that may be left out.
    #[diagnostic::on_unimplemented(
        message = "this member is a slice or a `Vec` of `{T}`, or an `Option` of one, not `{Self}`",
        label = "expected `&[{T}]`, `Option<&[{T}]>` or the like"
    )]
    OptionalList
}

/// A type that is a token.
pub trait IsToken: Clone {}

/// A type that is a string of a few.
pub trait IsEnum: Clone {}

/// A type that is an integer, a boolean or a structure.
pub trait IsValue: Clone {}

impl IsValue for i32 {}
impl IsValue for i64 {}
impl IsValue for bool {}

/// A member that is a token.
pub fn token<T>(token: impl Token<T>) -> T {
    token.convert()
}

/// A member that is a token, or left out.
pub fn optional_token<T, Kind>(token: impl OptionalToken<T, Kind>) -> Option<T> {
    token.convert()
}

#[diagnostic::do_not_recommend]
impl<T: IsToken> Token<T> for T {
    fn convert(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: IsToken> Token<T> for &T {
    fn convert(self) -> T {
        self.clone()
    }
}

/// A member that is one of a few strings.
pub fn string<T>(value: impl Enum<T>) -> T {
    value.convert()
}

/// A member that is one of a few strings, or left out.
pub fn optional_string<T, Kind>(value: impl OptionalEnum<T, Kind>) -> Option<T> {
    value.convert()
}

#[diagnostic::do_not_recommend]
impl<T: IsEnum> Enum<T> for T {
    fn convert(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: IsEnum> Enum<T> for &T {
    fn convert(self) -> T {
        self.clone()
    }
}

/// A member that is an integer, a boolean or a structure.
pub fn value<T>(value: impl Value<T>) -> T {
    value.convert()
}

/// A member that is an integer, a boolean or a structure, or left out.
pub fn optional_value<T, Kind>(value: impl OptionalValue<T, Kind>) -> Option<T> {
    value.convert()
}

#[diagnostic::do_not_recommend]
impl<T: IsValue> Value<T> for T {
    fn convert(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: IsValue> Value<T> for &T {
    fn convert(self) -> T {
        self.clone()
    }
}

/// A member that is a list.
pub fn list<T>(list: impl List<T>) -> Vec<T> {
    list.convert()
}

/// A member that is a list, or left out.
pub fn optional_list<T, Kind>(list: impl OptionalList<T, Kind>) -> Option<Vec<T>> {
    list.convert()
}

/// A member that is text.
pub fn text(text: impl Text<String>) -> String {
    text.convert()
}

/// A member that is text, or left out.
pub fn optional_text<Kind>(text: impl OptionalText<String, Kind>) -> Option<String> {
    text.convert()
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> Text<String> for T {
    fn convert(self) -> String {
        self.as_ref().to_owned()
    }
}

/// A member that is a list of texts.
pub fn texts(texts: impl Texts<String>) -> Vec<String> {
    texts.convert()
}

/// A member that is a list of texts, or left out.
pub fn optional_texts<Kind>(texts: impl OptionalTexts<String, Kind>) -> Option<Vec<String>> {
    texts.convert()
}

/// What counts as a list.
macro_rules! lists {
    ($($list:ty $(, $n:ident)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: AsRef<str> $(, const $n: usize)?> Texts<String> for $list {
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
