//! A checked operation, into code.

use connect_participant_model::{Member, Shape, Token};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::check::{Argument, Call, Source};
use crate::method::{Form, Method};
use crate::span::{at, call, convert, ends};

/// The method with a body that makes the call.
///
/// Every path is absolute, or begins at the one name that the body imports: if the runtime crate is not there, that is
/// one error. Every other name that is not the user's own is hidden from the user's code, and what a type error is to
/// underline has the span of that.
pub(crate) fn expand(method: &Method, operation: &Call) -> TokenStream {
    let Method { attributes, signature, .. } = method;
    let private = private();
    let import = import(operation);
    // A user's own `client` stays what it is in the user's expressions.
    let client = Ident::new("client", Span::mixed_site());
    let participant = participant(method, operation);
    let input = input(operation);
    let function = match operation.form {
        Form::Async | Form::Impl => format_ident!("call"),
        Form::Boxed => format_ident!("boxed_call"),
    };
    let (first, last) = ends(&operation.output);
    let future = call(&quote!(#private::#function), &quote!(#client, #input), first, last, last);
    quote! {
        #(#attributes)*
        #signature {
            #import
            let #client = #participant;
            #future
        }
    }
}

/// What stands in for a method with mistakes, as far as it is right: its types are checked, so that the compiler tells
/// of those in the same go, and nothing that it uses is unused. It never finishes.
pub(crate) fn stub_body(method: &Method, operation: &Call) -> TokenStream {
    let private = private();
    let import = import(operation);
    let participant = participant(method, operation);
    let values = operation.arguments.iter().map(|argument| value(argument, &private));
    let function = match operation.form {
        Form::Async | Form::Impl => format_ident!("never"),
        Form::Boxed => format_ident!("boxed_never"),
    };
    let (first, last) = ends(&operation.output);
    let ty = input_type(operation);
    let path = quote!(#private::#function::<#private::#ty, _>);
    let future = call(&path, &TokenStream::new(), first, last, last);
    quote! {
        #import
        let _ = || (#participant, #(#values,)*);
        #future
    }
}

/// The one name that a body imports.
fn private() -> Ident {
    Ident::new("__connect_participant", Span::call_site())
}

fn import(operation: &Call) -> TokenStream {
    let private = private();
    let runtime = match &operation.runtime {
        Some(path) => quote!(#path),
        None => at(operation.span, quote!(::connect_participant)),
    };
    quote!(use #runtime::__private as #private;)
}

/// The client of whoever the method is called on. A missing supertrait is told of at the method's name.
fn participant(method: &Method, operation: &Call) -> TokenStream {
    let (private, receiver, span) = (private(), &operation.receiver, method.name().span());
    convert(&quote!(#private::client), &quote!(#receiver), span, span)
}

fn input_type(operation: &Call) -> Ident {
    Ident::new(&format!("{}Input", operation.operation.name), operation.span)
}

/// The input: what is required goes into `new`, in the model's order, and the rest into a setter each. Setters of
/// parameters come last, because an expression may use the parameter too.
fn input(operation: &Call) -> TokenStream {
    let (private, ty) = (private(), input_type(operation));
    let (required, mut optional): (Vec<_>, Vec<_>) =
        operation.arguments.iter().partition(|argument| argument.member.required);
    optional.sort_by_key(|argument| {
        matches!(argument.source, Source::Expression { is_parameter: true, .. })
    });
    let required = required.into_iter().map(|argument| value(argument, &private));
    let setters = optional.into_iter().map(|argument| {
        let name = argument.member.snake_name();
        let name = if argument.always { name } else { format!("set_{name}") };
        let name = Ident::new(&name, argument.span);
        let value = value(argument, &private);
        quote!(.#name(#value))
    });
    quote!(#private::#ty::new(#(#required),*)#(#setters)*)
}

fn value(argument: &Argument, private: &Ident) -> TokenStream {
    match &argument.source {
        Source::ContentType { content_type, span } => {
            // The compiler's `deprecated` warning, for a retired one, underlines the literal.
            let ty = format_ident!("{}", argument.member.shape.type_name().unwrap_or_default());
            let variant = format_ident!("{}", content_type.variant);
            at(*span, quote!(#private::#ty::#variant))
        }
        Source::Expression { tokens, first, last, .. } => {
            let function = Ident::new(conversion(argument.member, argument.always), *last);
            convert(&quote!(#private::#function), tokens, *first, *last)
        }
    }
}

/// The runtime's function that takes what a user may write for a member.
fn conversion(member: &Member, always: bool) -> &'static str {
    match member.shape {
        Shape::Token(Token::Connection, _) => "connection_token",
        Shape::Token(Token::Participant, _) => "participant_token",
        Shape::ContentType { .. } => "content_type",
        _ if always => "text",
        _ => "optional_text",
    }
}
