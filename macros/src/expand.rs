//! Generates the code of a call.

use connect_participant_model::Shape;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::args::Args;
use crate::check::Call;
use crate::docs;
use crate::members::Argument;
use crate::method::{Method, has_foreign_attribute};
use crate::returns::Form;
use crate::signature::{attributes, signature};
use crate::source::{Kind, Source};
use crate::span::{at, between, convert, ends, generated};

/// Returns the method with a body that makes the call.
///
/// Every path is absolute or begins at the one name that the body imports, so a missing runtime
/// crate is a single error. Other generated names are hidden from the user's code. Code that may
/// cause a type error has the span of the tokens that the error should underline. Its names begin
/// with `__`: a lint reports a qualified name that the user has imported.
pub(crate) fn expand(args: &Args, method: &Method, call: &Call) -> TokenStream {
    let (attributes, signature) = (attributes(method), signature(method));
    let import = import(args, method);
    let docs = docs(method, call);
    let (client, input) = (hidden("client"), hidden("input"));
    let participant = participant(method, call);
    let (evaluated, value) = self::input(call);
    let future = future(method, call, &client, &input);
    quote! {
        #(#attributes)*
        #docs
        #signature {
            #import
            let #client = #participant;
            #(#evaluated)*
            let #input = #value;
            #future
        }
    }
}

/// Returns the future of the call, or the call itself if it blocks.
///
/// An attribute of another macro, such as `#[tracing::instrument]`, gets a body that ends in an
/// `async` block that awaits: such attributes look for one.
fn future(method: &Method, call: &Call, client: &Ident, input: &Ident) -> TokenStream {
    let private = private(Span::call_site());
    let has_foreign_attribute = has_foreign_attribute(&method.item.attrs);
    if call.form == Form::Blocking {
        let conversion =
            if has_foreign_attribute { named_conversion(call) } else { conversion(call) };
        return quote!(#private::blocking_call(#client, #input, #conversion));
    }
    if has_foreign_attribute {
        let prepared = hidden("prepared");
        let conversion = named_conversion(call);
        let block = quote!(async move { #private::send(#prepared, #conversion).await });
        let block = match call.form {
            Form::Boxed => quote!(::std::boxed::Box::pin(#block)),
            Form::Async | Form::Impl | Form::Blocking => block,
        };
        return quote! {
            let #prepared = #private::prepare(#client, #input);
            #block
        };
    }
    let function = match call.form {
        Form::Boxed => format_ident!("boxed_call"),
        Form::Async | Form::Impl | Form::Blocking => format_ident!("call"),
    };
    let conversion = conversion(call);
    quote!(#private::#function(#client, #input, #conversion))
}

/// Returns the conversion of the result of the call. If its output is not one of the operation, the
/// error underlines the output.
fn conversion(call: &Call) -> TokenStream {
    let (first, last) = ends(&call.output);
    let private = private(first);
    between(first, last, quote!(#private::__MethodOutput::convert))
}

/// Returns the conversion with the types that it converts, for an attribute that uses the result
/// before the compiler can infer its type.
fn named_conversion(call: &Call) -> TokenStream {
    let (first, last) = ends(&call.output);
    let (private, ty, output) = (private(first), output_type(call), &call.output);
    let start = quote_spanned!(first=> <);
    let of = between(first, last, quote!(as #private::__MethodOutput<#private::#ty>>::convert));
    quote!(#start #output #of)
}

/// Returns a line for the end of the method's docs that names the operation.
fn docs(method: &Method, call: &Call) -> TokenStream {
    let has_docs = method.item.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
    let end = docs::open_fence(&method.item.attrs).map(|fence| quote!(#[doc = #fence]));
    let paragraph = has_docs.then(|| quote!(#[doc = ""]));
    let name = call.operation.name;
    let sends = match call.content_type {
        Some(known) => format!(" Calls `{name}` with the content type `{}`.", known.value),
        None => format!(" Calls `{name}`."),
    };
    quote!(#end #paragraph #[doc = #sends])
}

/// Returns a body that never completes, for a method that has errors.
///
/// It uses the valid part of the call, so that the compiler also reports type errors, and does not
/// warn about unused parameters.
pub(crate) fn stub_body(method: &Method, call: &Call) -> TokenStream {
    let private = private(Span::call_site());
    let participant = participant(method, call);
    let (evaluated, values) = values(call);
    let values = values.into_iter().map(|(_, value)| value);
    let function = match call.form {
        Form::Async | Form::Impl => format_ident!("never"),
        Form::Boxed => format_ident!("boxed_never"),
        Form::Blocking => format_ident!("blocking_never"),
    };
    let ty = output_type(call);
    let conversion = conversion(call);
    let future = quote!(#private::#function::<#private::#ty, _>(#conversion));
    quote! {
        let _ = || {
            #(#evaluated)*
            (#participant, #(#values,)*)
        };
        #future
    }
}

/// Returns a name that is hidden from the user's expressions.
fn hidden(name: &str) -> Ident {
    Ident::new(&format!("__{name}"), Span::mixed_site())
}

/// Returns the one name that a body imports.
pub(crate) fn private(span: Span) -> Ident {
    Ident::new("__runtime", span)
}

/// Returns the import. If the runtime crate is missing, the error underlines its path in the
/// attribute, or else the name of the method.
pub(crate) fn import(args: &Args, method: &Method) -> TokenStream {
    let default = || at(generated(method.name().span()), quote!(::connect_participant));
    let runtime = args.runtime.as_ref().map_or_else(default, ToTokens::to_token_stream);
    let (_, last) = ends(&runtime);
    let private = private(last);
    quote_spanned!(last=> use #runtime::parameter::__private as #private;)
}

/// Returns the client of `self`. If the supertrait is missing, the error underlines the name of the
/// method.
///
/// A call that takes the token from `self` calls only methods of `Connected`, so that a missing
/// supertrait is one error.
fn participant(method: &Method, call: &Call) -> TokenStream {
    let connected = connected(call.form);
    let path = match call.form {
        _ if call.needs_connected => quote!(#connected::__client),
        Form::Blocking => quote!(__BlockingParticipant::client),
        Form::Async | Form::Impl | Form::Boxed => quote!(__Participant::client),
    };
    of_self(call, &path, method.name().span())
}

/// Calls a method of a trait on `self`. A path to the method, unlike a function with a bound, adds
/// nothing to the error of a missing implementation.
fn of_self(call: &Call, path: &TokenStream, span: Span) -> TokenStream {
    let (receiver, private) = (&call.receiver, private(span));
    convert(&at(span, quote!(#private::#path)), &quote!(#receiver), span, span)
}

/// Returns a statement that checks that `Self` is `Connected`, for a stub without a call.
pub(crate) fn check_connected(method: &Method) -> TokenStream {
    let span = method.name().span();
    let private = private(span);
    let form = method.returns.as_ref().map(|returns| returns.form);
    let connected = connected(form.unwrap_or(Form::Async));
    at(span, quote!(let _ = <Self as #private::#connected>::__client;))
}

/// Returns the name of the supertrait with a connection token.
fn connected(form: Form) -> TokenStream {
    match form {
        Form::Blocking => quote!(__BlockingConnected),
        Form::Async | Form::Impl | Form::Boxed => quote!(__Connected),
    }
}

fn input_type(call: &Call) -> Ident {
    Ident::new(&format!("{}Input", call.operation.name), generated(call.span))
}

fn output_type(call: &Call) -> Ident {
    format_ident!("{}Output", call.operation.name, span = generated(Span::call_site()))
}

/// Returns the statements that evaluate expressions, and the expression that builds the input.
///
/// Required members are arguments of `new`, in the order of the model. Each other member has a
/// setter.
fn input(call: &Call) -> (Vec<TokenStream>, TokenStream) {
    let (private, ty) = (private(Span::call_site()), input_type(call));
    let (evaluated, values) = values(call);
    let (required, optional): (Vec<_>, Vec<_>) =
        values.into_iter().partition(|(argument, _)| argument.member.required);
    let required = required.into_iter().map(|(_, value)| value);
    let setters = optional.into_iter().map(|(argument, value)| {
        let name = setter(argument);
        quote!(.#name(#value))
    });
    (evaluated, quote!(#private::#ty::new(#(#required),*)#(#setters)*))
}

/// Returns the name of a setter. A keyword is a raw identifier: `r#type`.
fn setter(argument: &Argument) -> Ident {
    let (name, span) = (argument.member.snake_name(), generated(argument.span));
    if !argument.has_value {
        return Ident::new(&format!("set_{name}"), span);
    }
    match syn::parse_str::<Ident>(&name) {
        Ok(_) => Ident::new(&name, span),
        Err(_) => Ident::new_raw(&name, span),
    }
}

/// Returns the statements that evaluate expressions, and the value of each argument.
///
/// Expressions are evaluated first, because an argument may move a parameter that an expression
/// uses.
fn values(call: &Call) -> (Vec<TokenStream>, Vec<(&Argument, TokenStream)>) {
    let mut evaluated = Vec::new();
    let values = call.arguments.iter().map(|argument| {
        let Argument { member, span, has_value, source } = argument;
        // A key leads an editor to one place: to the setter, or else to the type.
        let key = member.required.then_some(*span);
        let value = value(call, &member.shape, key, *has_value, source);
        if matches!(source, Source::Expression { kind: Kind::Expression, .. } | Source::List(_)) {
            let name = hidden(&argument.member.snake_name());
            evaluated.push(quote!(let #name = #value;));
            (argument, quote!(#name))
        } else {
            (argument, value)
        }
    });
    let values = values.collect();
    (evaluated, values)
}

/// Returns the value of a member or an item. Its type has the span of the key, if there is one, so
/// that an editor goes from the key to the type.
fn value(
    call: &Call,
    shape: &Shape,
    key: Option<Span>,
    has_value: bool,
    source: &Source,
) -> TokenStream {
    match source {
        // Only the variant has the span of the literal: the literal leads to it in an editor, and
        // the `deprecated` warning for a retired content type underlines the literal.
        Source::Variant(variant) => {
            let span = generated(variant.span());
            let (elsewhere, variant) = (Span::mixed_site(), Ident::new(&variant.to_string(), span));
            let private = private(elsewhere);
            let ty = shape.type_name().map(|name| Ident::new(name, key.map_or(span, generated)));
            quote_spanned!(elsewhere=> #private::#ty::#variant)
        }
        Source::List(items) => {
            let Shape::List { item: shape, .. } = shape else { return TokenStream::new() };
            let items = items.iter().map(|item| value(call, shape, key, true, item));
            quote!([#(#items),*])
        }
        Source::Connected(span) => {
            let connected = connected(call.form);
            of_self(call, &quote!(#connected::connection_token), *span)
        }
        Source::Expression { tokens, first, last, .. } => {
            let path = Conversion::new(shape).path(key, has_value, *first, *last);
            convert(&path, tokens, *first, *last)
        }
    }
}

/// A conversion from the type that the user passes to the type of a member. The runtime has two
/// traits for each, one of which also takes an `Option`.
#[derive(Clone, Copy)]
enum Conversion {
    Text,
    Token(&'static str),
    Enum(&'static str),
    Value(&'static str),
    TextList,
    List(&'static str),
}

impl Conversion {
    fn new(shape: &Shape) -> Self {
        match *shape {
            Shape::String(_) | Shape::Content(_) | Shape::MessageId => Self::Text,
            Shape::Integer(_) => Self::Value("i32"),
            Shape::Long(_) => Self::Value("i64"),
            Shape::Boolean => Self::Value("bool"),
            Shape::Token(token, _) => Self::Token(token.type_name()),
            Shape::ContentType { type_name, .. } | Shape::Enum { type_name, .. } => {
                Self::Enum(type_name)
            }
            Shape::Structure { type_name, .. } => Self::Value(type_name),
            Shape::List { item, .. } => Self::new(item).ty().map_or(Self::TextList, Self::List),
        }
    }

    fn name(self, has_value: bool) -> &'static str {
        match (self, has_value) {
            (Self::Text, true) => "__Text",
            (Self::Text, false) => "__OptionalText",
            (Self::Token(_), true) => "__Token",
            (Self::Token(_), false) => "__OptionalToken",
            (Self::Enum(_), true) => "__Enum",
            (Self::Enum(_), false) => "__OptionalEnum",
            (Self::Value(_), true) => "__Value",
            (Self::Value(_), false) => "__OptionalValue",
            (Self::TextList, true) => "__TextList",
            (Self::TextList, false) => "__OptionalTextList",
            (Self::List(_), true) => "__List",
            (Self::List(_), false) => "__OptionalList",
        }
    }

    /// Returns the type argument of the trait, if it is written.
    fn ty(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::TextList => None,
            Self::Token(name) | Self::Enum(name) | Self::Value(name) | Self::List(name) => {
                Some(name)
            }
        }
    }

    /// Returns the path of the method of the trait, from the span `first` to the span `last`, with
    /// the type argument of the trait.
    ///
    /// A path to the method of a trait, unlike a function with a bound, adds nothing to the error of
    /// a missing implementation.
    fn path(self, key: Option<Span>, has_value: bool, first: Span, last: Span) -> TokenStream {
        let private = private(first);
        let name = Ident::new(self.name(has_value), first);
        let ty = self.ty().map(|ty| {
            let ty = Ident::new(&format!("__{ty}"), key.unwrap_or(first));
            let kind = (!has_value).then(|| quote_spanned!(first=> , _));
            quote_spanned!(first=> ::<#private::#ty #kind>)
        });
        let method = Ident::new("convert", last);
        quote_spanned!(first=> #private::#name #ty::#method)
    }
}
