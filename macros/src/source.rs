//! The source of a member's value, and the part of it that is known at compile time.

use connect_participant_model::{ContentType, Shape};
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Expr, LitStr};

use crate::expression;
use crate::span::{ends, generated};

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
    /// Returns the source of an expression that is or wraps a literal of this shape.
    pub(crate) fn literal(expression: &Expr, shape: &Shape) -> Self {
        // A literal that is wrapped may be an `Option`.
        let is_bare = expression::is_bare(expression);
        let kind = if is_bare { Kind::Literal } else { Kind::Expression };
        let tokens = expression.to_token_stream();
        let tokens = match shape {
            Shape::Integer(_) => with_suffix(tokens, "i32"),
            Shape::Long(_) => with_suffix(tokens, "i64"),
            _ => tokens,
        };
        Self::new(expression, tokens, kind)
    }

    pub(crate) fn expression(expression: &Expr) -> Self {
        Self::new(expression, expression.to_token_stream(), Kind::Expression)
    }

    fn new(expression: &Expr, tokens: TokenStream, kind: Kind) -> Self {
        let (first, last) = ends(expression);
        Self::Expression { tokens, first, last, kind }
    }

    /// Returns `true` if the source is a value, and `false` if it may be an `Option`.
    pub(crate) fn is_value(&self) -> bool {
        match self {
            Self::Variant(_) | Self::List(_) | Self::Connected(_) => true,
            Self::Expression { kind, .. } => *kind == Kind::Literal,
        }
    }
}

/// Adds the suffix to integer literals. Without it, clippy would report that the compiler has to
/// fall back to a type.
fn with_suffix(tokens: TokenStream, ty: &str) -> TokenStream {
    let suffixed = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut suffixed = Group::new(group.delimiter(), with_suffix(group.stream(), ty));
            suffixed.set_span(group.span());
            suffixed.into()
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            match format!("{text}_{ty}").parse::<Literal>() {
                Ok(mut suffixed) if !text.ends_with(ty) => {
                    suffixed.set_span(generated(literal.span()));
                    suffixed.into()
                }
                _ => literal.into(),
            }
        }
        token => token,
    });
    suffixed.collect()
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
