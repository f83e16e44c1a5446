//! Spans: the tokens that an error underlines.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};

/// Returns the first and the last span of `tokens`. A type error underlines everything between
/// them.
pub(crate) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut tokens = tokens.into_token_stream().into_iter().map(|token| token.span());
    let first = tokens.next().unwrap_or_else(Span::call_site);
    (first, tokens.last().unwrap_or(first))
}

/// Parses all of `tokens`. If they end too early, the error underlines the last token; with syn
/// alone it would underline the whole attribute.
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

/// Returns a span that underlines the same, but belongs to the expansion.
///
/// Lints do not fire at such tokens, and they have the edition of this crate. If a type error
/// underlines one, the compiler adds two lines about the expansion, so tokens that it may underline
/// have a span of user code instead.
pub(crate) fn generated(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// Returns `path(identity(argument))`. A type error underlines everything from the span `first` to
/// the span `last`.
///
/// If the bound of a call is not met, the compiler underlines the argument. A call of `identity` as
/// the argument can have any span, such as that of a parameter's type.
pub(crate) fn convert(
    path: &TokenStream,
    argument: &TokenStream,
    first: Span,
    last: Span,
) -> TokenStream {
    let identity = at(first, quote!(__runtime::__identity));
    let argument = apply(&identity, argument, last);
    apply(path, &argument, last)
}

/// Returns `path(arguments)`, with the parentheses at the span `last`.
pub(crate) fn apply(path: &TokenStream, arguments: &TokenStream, last: Span) -> TokenStream {
    let arguments = quote_spanned!(last=> (#arguments));
    quote!(#path #arguments)
}

/// Returns `tokens`, all with this span.
pub(crate) fn at(span: Span, tokens: TokenStream) -> TokenStream {
    between(span, span, tokens)
}

/// Returns `tokens`, the last with the span `last`, and all others with the span `first`.
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
