//! What a member is bound to, and what is known of it at compile time.

use connect_participant_model::ContentType;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens as _;
use syn::{Expr, LitStr};

use crate::expression;
use crate::span::ends;

/// Where the value of a member comes from.
pub(crate) enum Source {
    /// A literal that is a variant of the member's type. It has the span of the literal.
    Variant(Ident),
    /// Any other literal, a parameter or an expression, and what a type error is to underline from its first to its last
    /// token.
    Expression { tokens: TokenStream, first: Span, last: Span, kind: Kind },
    /// A list whose items can be seen.
    List(Vec<Source>),
}

/// What an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Literal,
    Parameter,
    /// It has to be evaluated.
    Expression,
}

impl Source {
    pub(crate) fn literal(expression: &Expr) -> Self {
        // One that is wrapped may be an `Option`.
        let is_bare = expression::is_bare(expression);
        Self::of(expression, if is_bare { Kind::Literal } else { Kind::Expression })
    }

    pub(crate) fn expression(expression: &Expr) -> Self {
        Self::of(expression, Kind::Expression)
    }

    fn of(expression: &Expr, kind: Kind) -> Self {
        let (first, last) = ends(expression);
        Self::Expression { tokens: expression.to_token_stream(), first, last, kind }
    }

    /// Whether there is a value, and no `Option` of one.
    pub(crate) fn is_value(&self) -> bool {
        match self {
            Self::Variant(_) | Self::List(_) => true,
            Self::Expression { kind, .. } => *kind == Kind::Literal,
        }
    }
}

/// What can be known of it.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    Nothing,
    Text(&'a LitStr),
    ContentType(&'static ContentType),
}
