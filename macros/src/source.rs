//! The source of a member's value, and the part of it that is known at compile time.

use connect_participant_model::ContentType;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens as _;
use syn::{Expr, LitStr};

use crate::expression;
use crate::span::ends;

/// The source of a member's value.
pub(crate) enum Source {
    /// A literal that is a variant of the member's type. It has the span of the literal.
    Variant(Ident),
    /// Another literal, a parameter or an expression. A type error underlines everything from the
    /// span `first` to the span `last`.
    Expression { tokens: TokenStream, first: Span, last: Span, kind: Kind },
    /// A list whose items are written out.
    List(Vec<Source>),
    /// The connection token of `self`, which is `Connected`. If it is not, the compiler underlines
    /// this span.
    Connected(Span),
}

/// The kind of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Literal,
    Parameter,
    /// An expression that is evaluated before the input is built.
    Expression,
}

impl Source {
    pub(crate) fn literal(expression: &Expr) -> Self {
        // A literal that is wrapped may be an `Option`.
        let is_bare = expression::is_bare(expression);
        Self::new(expression, if is_bare { Kind::Literal } else { Kind::Expression })
    }

    pub(crate) fn expression(expression: &Expr) -> Self {
        Self::new(expression, Kind::Expression)
    }

    fn new(expression: &Expr, kind: Kind) -> Self {
        let (first, last) = ends(expression);
        Self::Expression { tokens: expression.to_token_stream(), first, last, kind }
    }

    /// Returns `true` if the source is a value, and `false` if it may be an `Option`.
    pub(crate) fn is_value(&self) -> bool {
        match self {
            Self::Variant(_) | Self::List(_) | Self::Connected(_) => true,
            Self::Expression { kind, .. } => *kind == Kind::Literal,
        }
    }
}

/// The value of a member, as far as it is known at compile time.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    Nothing,
    Text(&'a LitStr),
    ContentType(&'static ContentType),
    /// A value of an enum.
    Enum(&'static str),
}
