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
    let identity = call(&quote!(::core::convert::identity), argument, first, first, last);
    call(path, &identity, first, last, last)
}

/// `path(arguments)`: the path from the span `first` to the span `path_last`, the parentheses at the span `last`.
pub(crate) fn call(
    path: &TokenStream,
    arguments: &TokenStream,
    first: Span,
    path_last: Span,
    last: Span,
) -> TokenStream {
    let mut path: Vec<TokenTree> =
        path.clone().into_iter().map(|token| located(token, first)).collect();
    if let Some(name) = path.pop() {
        path.push(located(name, path_last));
    }
    let arguments = quote_spanned!(last=> (#arguments));
    quote!(#(#path)* #arguments)
}

/// `tokens` at the place of `span`, as if they were the user's own.
pub(crate) fn at(span: Span, tokens: TokenStream) -> TokenStream {
    tokens.into_iter().map(|token| located(token, span)).collect()
}

fn located(mut token: TokenTree, span: Span) -> TokenTree {
    let is_crate = matches!(&token, TokenTree::Ident(ident) if ident == "$crate");
    // `$crate` says by its span which crate it is.
    token.set_span(if is_crate { token.span().located_at(span) } else { span });
    token
}
