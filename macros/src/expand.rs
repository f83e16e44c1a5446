//! A checked operation, into code.

use connect_participant_model::Shape;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::check::Call;
use crate::members::Argument;
use crate::method::{Form, Method};
use crate::source::{Kind, Source};
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
        let name = method_name(&name, argument.span);
        quote!(.#name(#value))
    });
    (evaluated, quote!(#private::#ty::new(#(#required),*)#(#setters)*))
}

/// A name as a method has it, also where it is a keyword: `r#type`.
fn method_name(name: &str, span: Span) -> Ident {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => Ident::new(name, span),
        Err(_) => Ident::new_raw(name, span),
    }
}

/// The values of the arguments. Expressions are evaluated first: a parameter that one is made of may be a member too, and
/// is moved then.
fn values(call: &Call) -> (Vec<TokenStream>, Vec<(&Argument, TokenStream)>) {
    let mut evaluated = Vec::new();
    let values = call.arguments.iter().map(|argument| {
        let Argument { member, span, always, source } = argument;
        let value = value(&member.shape, *span, *always, source);
        if matches!(source, Source::Expression { kind: Kind::Expression, .. } | Source::List(_)) {
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

/// A value of a shape. Its type, where it has one of its own, stands where the key does: a key leads to its type.
fn value(shape: &Shape, key: Span, always: bool, source: &Source) -> TokenStream {
    match source {
        // The compiler's `deprecated` warning, for a retired one, underlines the literal.
        Source::Variant(variant) => {
            let span = variant.span();
            let private = private(span);
            let ty = shape.type_name().map(|name| Ident::new(name, key));
            quote_spanned!(span=> #private::#ty::#variant)
        }
        Source::List(items) => {
            let Shape::List { item: shape, .. } = shape else { return TokenStream::new() };
            let items = items.iter().map(|item| value(shape, key, true, item));
            quote!([#(#items),*])
        }
        Source::Expression { tokens, first, last, .. } => {
            let private = private(*first);
            let (function, ty) = conversion(shape);
            let optional = if always { "" } else { "optional_" };
            let function = Ident::new(&format!("{optional}{function}"), *last);
            let ty = ty.map(|ty| {
                let ty = match ty {
                    Type::Own(name) => {
                        let name = Ident::new(name, key);
                        quote_spanned!(*first=> #private::#name)
                    }
                    Type::Primitive(name) => {
                        let name = Ident::new(name, *first);
                        quote_spanned!(*first=> ::core::primitive::#name)
                    }
                };
                let kind = (!always).then(|| quote_spanned!(*first=> , _));
                let end = quote_spanned!(*last=> >);
                quote_spanned!(*first=> ::<#ty #kind #end)
            });
            let path = quote_spanned!(*first=> #private::#function #ty);
            convert(&path, tokens, *first, *last)
        }
    }
}

/// The type of a value.
enum Type {
    /// One of the runtime's.
    Own(&'static str),
    Primitive(&'static str),
}

/// The function of the runtime's that makes a value of what the user gives, and the type that it is told to make.
fn conversion(shape: &Shape) -> (&'static str, Option<Type>) {
    match shape {
        Shape::String(_) | Shape::Content(_) | Shape::MessageId => ("text", None),
        Shape::Integer(_) => ("value", Some(Type::Primitive("i32"))),
        Shape::Long(_) => ("value", Some(Type::Primitive("i64"))),
        Shape::Boolean => ("value", Some(Type::Primitive("bool"))),
        Shape::Token(token, _) => ("token", Some(Type::Own(token.type_name()))),
        Shape::ContentType { type_name, .. } | Shape::Enum { type_name, .. } => {
            ("string", Some(Type::Own(type_name)))
        }
        Shape::Structure { type_name, .. } => ("value", Some(Type::Own(type_name))),
        Shape::List { item, .. } => match conversion(item) {
            (_, Some(ty)) => ("list", Some(ty)),
            (_, None) => ("texts", None),
        },
    }
}
