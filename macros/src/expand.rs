//! A checked operation, into code.

use connect_participant_model::{Shape, Token};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::check::{Argument, Call, Source};
use crate::errors::ends;
use crate::method::{Form, Method};

/// The method with a body that makes the call.
///
/// Every path is absolute, every name that is not the user's own is hidden from the user's code, and what a type error
/// is to underline has the span of that.
pub(crate) fn expand(method: &Method, call: &Call) -> TokenStream {
    let Method { attributes, signature, .. } = method;
    let Call { receiver, returns, runtime, .. } = call;
    let private = quote!(#runtime::__private);

    let name = method.name();
    // A user's own `client` stays what it is in the user's expressions.
    let client = Ident::new("client", Span::mixed_site());
    let participant =
        convert(&quote!(#private::client), &quote!(#receiver), name.span(), name.span());

    let input = input(call, &private);
    let send = match returns.form {
        Form::Async | Form::Impl => format_ident!("call"),
        Form::Boxed => format_ident!("boxed_call"),
    };
    let (first, last) = ends(&returns.output);
    let call = spanned_call(&quote!(#private::#send), &quote!(#client, #input), first, last, last);

    quote! {
        #(#attributes)*
        #signature {
            let #client = #participant;
            #call
        }
    }
}

/// The input: what is required goes into `new`, in the model's order, and the rest into a setter each.
fn input(call: &Call, private: &TokenStream) -> TokenStream {
    let runtime = &call.runtime;
    let ty = Ident::new(&format!("{}Input", call.operation.name), call.span);
    let (required, optional): (Vec<_>, Vec<_>) =
        call.arguments.iter().partition(|argument| argument.member.required);
    let required = required.into_iter().map(|argument| value(argument, runtime, private));
    let setters = optional.into_iter().map(|argument| {
        let name = argument.member.snake_name();
        let name = if argument.always { name } else { format!("set_{name}") };
        let name = Ident::new(&name, argument.span);
        let value = value(argument, runtime, private);
        quote!(.#name(#value))
    });
    quote!(#runtime::#ty::new(#(#required),*)#(#setters)*)
}

fn value(argument: &Argument, runtime: &impl ToTokens, private: &TokenStream) -> TokenStream {
    match &argument.source {
        Source::ContentType { type_name, content_type, span } => {
            // The compiler's `deprecated` warning, for a retired one, underlines the literal.
            let ty = Ident::new(type_name, *span);
            let variant = Ident::new(content_type.variant, *span);
            let runtime = quote!(#runtime).into_iter().map(|token| located(token, *span));
            quote_spanned!(*span=> #(#runtime)*::#ty::#variant)
        }
        Source::Expression { tokens, first, last } => {
            let function = match argument.member.shape {
                Shape::Token(Token::Participant, _) => format_ident!("participant_token"),
                Shape::Token(..) => format_ident!("connection_token"),
                Shape::ContentType { .. } => format_ident!("content_type"),
                _ if argument.always => format_ident!("text"),
                _ => format_ident!("optional_text"),
            };
            convert(&quote!(#private::#function), tokens, *first, *last)
        }
    }
}

/// `path(identity(argument))`, for a type error that underlines everything from the span `first` to the span `last`.
///
/// The compiler underlines the argument of the call whose bound is not met, and so would underline what the user passes
/// rather than its type. The detour through `identity` makes the argument something whose span can be chosen.
fn convert(path: &TokenStream, argument: &TokenStream, first: Span, last: Span) -> TokenStream {
    let identity = spanned_call(&quote!(::core::convert::identity), argument, first, first, last);
    spanned_call(path, &identity, first, last, last)
}

/// `path(arguments)`: the path from the span `first` to the span `path_last`, the parentheses at the span `last`.
fn spanned_call(
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

/// The token at the place of `span`, as if it were the user's own.
fn located(mut token: TokenTree, span: Span) -> TokenTree {
    let is_crate = matches!(&token, TokenTree::Ident(ident) if ident == "$crate");
    // `$crate` says by its span which crate it is.
    token.set_span(if is_crate { token.span().located_at(span) } else { span });
    token
}
