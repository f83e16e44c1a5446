//! A checked operation, into code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::check::Call;
use crate::members::{Argument, Source};
use crate::method::{Form, Method};
use crate::span::{apply, at, between, convert, ends};

/// The method with a body that makes the call.
///
/// Every path is absolute, or begins at the one name that the body imports: if the runtime crate is not there, that is
/// one error. Every other name that is not the user's own is hidden from the user's code, and what a type error is to
/// underline has the span of that.
pub(crate) fn expand(method: &Method, call: &Call) -> TokenStream {
    let Method { attributes, signature, .. } = method;
    let private = private(Span::call_site());
    let import = import(method, call);
    let docs = docs(method, call);
    let (client, input) = (hidden("client"), hidden("input"));
    let participant = participant(method, call);
    let (evaluated, value) = self::input(call);
    let function = match call.form {
        Form::Async | Form::Impl => format_ident!("call"),
        Form::Boxed => format_ident!("boxed_call"),
    };
    let (first, last) = ends(&call.output);
    let path = between(first, last, quote!(#private::#function));
    let future = apply(&path, &quote!(#client, #input), last);
    // The user may have imported the types that the input is made of.
    quote! {
        #(#attributes)*
        #docs
        #signature {
            #import
            let #client = #participant;
            #(#evaluated)*
            #[allow(unused_qualifications)]
            let #input = #value;
            #future
        }
    }
}

/// A line behind the user's own docs that says what is sent.
fn docs(method: &Method, call: &Call) -> TokenStream {
    let paragraph = method.attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    let paragraph = paragraph.then(|| quote!(#[doc = ""]));
    let name = call.operation.name;
    let sends = match call.content_type {
        Some(known) => format!(" Calls `{name}` with the content type `{}`.", known.value),
        None => format!(" Calls `{name}`."),
    };
    quote!(#paragraph #[doc = #sends])
}

/// What stands in for a method with mistakes, as far as it is right: its types are checked, so that the compiler tells
/// of those in the same go, and nothing that it uses is unused. It never finishes.
pub(crate) fn stub_body(method: &Method, call: &Call) -> TokenStream {
    let private = private(Span::call_site());
    let import = import(method, call);
    let participant = participant(method, call);
    let (evaluated, values) = values(call);
    let values = values.into_iter().map(|(_, value)| value);
    let function = match call.form {
        Form::Async | Form::Impl => format_ident!("never"),
        Form::Boxed => format_ident!("boxed_never"),
    };
    let (first, last) = ends(&call.output);
    let ty = input_type(call);
    let path = between(first, last, quote!(#private::#function::<#private::#ty, _>));
    let future = apply(&path, &TokenStream::new(), last);
    quote! {
        #import
        let _ = || {
            #(#evaluated)*
            (#participant, #(#values,)*)
        };
        #future
    }
}

/// A name that the user's expressions neither see nor change the meaning of.
fn hidden(name: &str) -> Ident {
    Ident::new(&format!("__{name}"), Span::mixed_site())
}

/// The one name that a body imports.
fn private(span: Span) -> Ident {
    Ident::new("__connect_participant", span)
}

/// The import. A runtime crate that is not there is told of at its path, or else at the method's name.
fn import(method: &Method, call: &Call) -> TokenStream {
    let name = method.name().span();
    let default = || at(name, quote!(::connect_participant));
    let runtime = call.runtime.as_ref().map_or_else(default, ToTokens::to_token_stream);
    let (_, last) = ends(&runtime);
    let private = private(last);
    quote_spanned!(last=> use #runtime::__private as #private;)
}

/// The client of whoever the method is called on. A missing supertrait is told of at the method's name.
fn participant(method: &Method, call: &Call) -> TokenStream {
    let (receiver, span) = (&call.receiver, method.name().span());
    let private = private(span);
    convert(&at(span, quote!(#private::client)), &quote!(#receiver), span, span)
}

fn input_type(call: &Call) -> Ident {
    Ident::new(&format!("{}Input", call.operation.name), call.span)
}

/// The input: what is required goes into `new`, in the model's order, and the rest into a setter each. Before it, what
/// is evaluated first.
fn input(call: &Call) -> (Vec<TokenStream>, TokenStream) {
    let (private, ty) = (private(Span::call_site()), input_type(call));
    let (evaluated, values) = values(call);
    let (required, optional): (Vec<_>, Vec<_>) =
        values.into_iter().partition(|(argument, _)| argument.member.required);
    let required = required.into_iter().map(|(_, value)| value);
    let setters = optional.into_iter().map(|(argument, value)| {
        let name = argument.member.snake_name();
        let name = if argument.always { name } else { format!("set_{name}") };
        let name = Ident::new(&name, argument.span);
        quote!(.#name(#value))
    });
    (evaluated, quote!(#private::#ty::new(#(#required),*)#(#setters)*))
}

/// The values of the arguments. Expressions are evaluated first: a parameter that one is made of may be a member too, and
/// is moved then.
fn values(call: &Call) -> (Vec<TokenStream>, Vec<(&Argument, TokenStream)>) {
    let mut evaluated = Vec::new();
    let values = call.arguments.iter().map(|argument| {
        let value = value(argument);
        if matches!(argument.source, Source::Expression { is_parameter: false, .. }) {
            let name = hidden(&argument.member.snake_name());
            evaluated.push(quote!(#[allow(unused_qualifications)] let #name = #value;));
            (argument, quote!(#name))
        } else {
            (argument, value)
        }
    });
    let values = values.collect();
    (evaluated, values)
}

/// A member's value. Its type, where it has one of its own, stands where the key does: a key leads to its type.
fn value(argument: &Argument) -> TokenStream {
    let (first, last) = match &argument.source {
        Source::ContentType { span, .. } => (*span, *span),
        Source::Expression { first, last, .. } => (*first, *last),
    };
    let private = private(first);
    let ty = argument.member.shape.type_name().map(|name| Ident::new(name, argument.span));
    match (&argument.source, ty) {
        (Source::ContentType { content_type, .. }, ty) => {
            // The compiler's `deprecated` warning, for a retired one, underlines the literal.
            let variant = Ident::new(content_type.variant, last);
            quote_spanned!(first=> #private::#ty::#variant)
        }
        (Source::Expression { tokens, .. }, Some(ty)) => {
            let function = Ident::new("__member", last);
            convert(&quote_spanned!(first=> #private::#ty::#function), tokens, first, last)
        }
        (Source::Expression { tokens, .. }, None) => {
            let function = if argument.always { "text" } else { "optional_text" };
            let function = Ident::new(function, last);
            convert(&quote_spanned!(first=> #private::#function), tokens, first, last)
        }
    }
}
