//! Where things stand in the source, and what an error underlines.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};

/// The first and the last span of what `tokens` are, for code that a type error is to underline as a whole.
pub(crate) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut tokens = tokens.into_token_stream().into_iter().map(|token| token.span());
    let first = tokens.next().unwrap_or_else(Span::call_site);
    (first, tokens.last().unwrap_or(first))
}

/// Parses all of `tokens`. Where they end too early, the error is at the last one; syn would underline the whole
/// attribute.
pub(crate) fn parse_all<T>(
    tokens: TokenStream,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let (_, last) = ends(&tokens);
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(last);
    let in_group = |input: ParseStream<'_>| {
        let content;
        syn::parenthesized!(content in input);
        parser(&content)
    };
    in_group.parse2(TokenTree::from(group).into())
}

/// `path(identity(argument))`, for a type error that underlines everything from the span `first` to the span `last`.
///
/// The compiler underlines the argument of the call whose bound is not met, and so would underline what the user passes
/// rather than its type. The detour through `identity` makes the argument something whose span can be chosen.
pub(crate) fn convert(
    path: &TokenStream,
    argument: &TokenStream,
    first: Span,
    last: Span,
) -> TokenStream {
    let identity = at(first, quote!(::core::convert::identity));
    let argument = apply(&identity, argument, last);
    apply(path, &argument, last)
}

/// `path(arguments)`, with the parentheses at the span `last`.
pub(crate) fn apply(path: &TokenStream, arguments: &TokenStream, last: Span) -> TokenStream {
    let arguments = quote_spanned!(last=> (#arguments));
    quote!(#path #arguments)
}

/// `tokens`, all at the place of `span`.
pub(crate) fn at(span: Span, tokens: TokenStream) -> TokenStream {
    between(span, span, tokens)
}

/// `tokens`, from the span `first` to the span `last`.
pub(crate) fn between(first: Span, last: Span, tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for token in &mut tokens {
        token.set_span(first);
    }
    if let Some(token) = tokens.last_mut() {
        token.set_span(last);
    }
    tokens.into_iter().collect()
}
