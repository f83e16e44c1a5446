//! A checked operation, into code.

use connect_participant_model::{Shape, Token};
use proc_macro2::{Ident, Span, TokenStream};
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
        spanned_call(&quote!(#private::client), &quote!(#receiver), name.span(), name.span());

    let input = input(call, &private);
    let send = match returns.form {
        Form::Async | Form::Impl => format_ident!("call"),
        Form::Boxed => format_ident!("boxed_call"),
    };
    let (first, last) = ends(&returns.output);
    let call = spanned_call(&quote!(#private::#send), &quote!(#client, #input), first, last);

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
            let path = respanned(quote!(#runtime), *span);
            quote_spanned!(*span=> #path::#ty::#variant)
        }
        Source::Expression { tokens, first, last } => {
            let convert = match argument.member.shape {
                Shape::Token(Token::Participant, _) => format_ident!("participant_token"),
                Shape::Token(..) => format_ident!("connection_token"),
                Shape::ContentType { .. } => format_ident!("content_type"),
                _ if argument.always => format_ident!("text"),
                _ => format_ident!("optional_text"),
            };
            // The detour through `identity` keeps the compiler from underlining the argument alone, or twice.
            let value = spanned_call(&quote!(::core::convert::identity), tokens, *first, *last);
            spanned_call(&quote!(#private::#convert), &value, *first, *last)
        }
    }
}

/// `path(arguments)`, from the span `first` to the span `last`.
fn spanned_call(
    path: &TokenStream,
    arguments: &TokenStream,
    first: Span,
    last: Span,
) -> TokenStream {
    let path = respanned(path.clone(), first);
    let arguments = quote_spanned!(last=> (#arguments));
    quote!(#path #arguments)
}

/// `tokens`, all at the place of `span`, and with the meaning that names have where the macro is called.
fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    let span = Span::call_site().located_at(span);
    let tokens = tokens.into_iter().map(|mut token| {
        token.set_span(span);
        token
    });
    tokens.collect()
}
