//! The annotated method.

use connect_participant_model::Operation;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, Block, FnArg, GenericArgument, Pat, PatType, PathArguments, PathSegment, Receiver,
    ReceiverKind, ReturnType, Safety, Signature, Token, TraitItemFn, Type, TypeParamBound,
    Visibility, parse_quote,
};

use crate::args::Args;
use crate::errors::{Errors, Place};
use crate::message;

/// A method of a trait, as far as it can be understood.
pub(crate) struct Method {
    pub(crate) attributes: Vec<Attribute>,
    /// The signature as it is emitted: without the attributes that this macro reads, and with a future for `async`.
    pub(crate) signature: Signature,
    /// The `self` of `&self`, where it is that. Another `self` would be a stranger inside a `macro_rules!`.
    pub(crate) receiver: Option<Token![self]>,
    pub(crate) parameters: Vec<Parameter>,
    /// Whether there is a parameter that nobody understands, so that it may be any member.
    pub(crate) has_unreadable_parameter: bool,
    /// How the method returns its future, where it does.
    pub(crate) returns: Option<Returns>,
    /// A body, which it should not have.
    pub(crate) body: Option<Block>,
}

/// An item that is no method.
pub(crate) enum NoMethod {
    /// It is something else, which was reported.
    Misplaced(TokenStream),
    /// It does not parse, which rustc has reported.
    Unreadable(TokenStream),
}

pub(crate) struct Parameter {
    pub(crate) place: Place,
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// The member that `#[member(…)]` names.
    pub(crate) member: Option<Ident>,
}

/// How a method returns its future, and what that yields.
pub(crate) struct Returns {
    pub(crate) form: Form,
    /// `None` where that was reported already.
    pub(crate) output: Option<Type>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `async fn … -> Output`
    Async,
    /// `fn … -> impl Future<Output = Output>`
    Impl,
    /// `fn … -> Pin<Box<dyn Future<Output = Output> + Send + '_>>`
    Boxed,
}

impl Method {
    /// Reads the item that the attribute is on.
    pub(crate) fn read(
        tokens: TokenStream,
        args: &Args,
        errors: &mut Errors,
    ) -> Result<Self, NoMethod> {
        if let Some(other) = other_item(&tokens) {
            let message = message::not_a_method(&other.to_string());
            errors.push(Place::Qualifier, other.span(), message);
            return Err(NoMethod::Misplaced(tokens));
        }
        let Ok(Declaration { visibility, mut item }) = syn::parse2(tokens.clone()) else {
            return Err(NoMethod::Unreadable(tokens));
        };
        if let Some(body) = &item.default {
            let brace = body.brace_token.span.open();
            errors.push(Place::Body, brace, message::has_a_body(&item.sig.ident));
            if item.sig.receiver().is_none() {
                return Err(NoMethod::Misplaced(tokens));
            }
        }

        read_attributes(&mut item, errors);
        read_qualifiers(&visibility, &mut item, errors);
        let receiver = read_receiver(&mut item, errors);
        let mut has_unreadable_parameter = false;
        let mut parameters = Vec::new();
        let typed = item.sig.inputs.iter_mut().filter_map(|argument| match argument {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        for (index, typed) in typed.enumerate() {
            match Parameter::read(Place::Parameter(index), typed, errors) {
                Some(parameter) => parameters.push(parameter),
                None => has_unreadable_parameter = true,
            }
        }
        let operation = args.operation(&item.sig.ident);
        let returns = Returns::read(&item, operation, errors);
        if let (Some(Returns { form: Form::Async, output: Some(output) }), None) =
            (&returns, &item.default)
        {
            item.sig.asyncness = None;
            item.sig.output = parse_quote! {
                -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
            };
        }
        Ok(Self {
            attributes: item.attrs,
            signature: item.sig,
            receiver,
            parameters,
            has_unreadable_parameter,
            returns,
            body: item.default,
        })
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }
}

/// A method with the visibility that a trait's method cannot have.
struct Declaration {
    visibility: Visibility,
    item: TraitItemFn,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let mut item: TraitItemFn = input.parse()?;
        attributes.append(&mut item.attrs);
        item.attrs = attributes;
        Ok(Self { visibility, item })
    }
}

/// What says that an item is not a function.
fn other_item(tokens: &TokenStream) -> Option<TokenTree> {
    const QUALIFIERS: [&str; 7] = ["async", "const", "default", "extern", "pub", "safe", "unsafe"];
    let is_qualifier = |token: &TokenTree| match token {
        TokenTree::Ident(word) => QUALIFIERS.iter().any(|qualifier| word == qualifier),
        // An attribute, the `(crate)` of a visibility, the `"C"` of an ABI.
        TokenTree::Punct(punct) => punct.as_char() == '#',
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
        TokenTree::Literal(_) => true,
    };
    let (qualifiers, rest): (Vec<_>, Vec<_>) = {
        let mut tokens = tokens.clone().into_iter().peekable();
        let qualifiers = std::iter::from_fn(|| tokens.next_if(is_qualifier)).collect();
        (qualifiers, tokens.collect())
    };
    let first = rest.into_iter().next();
    if first.as_ref().is_some_and(|first| first.to_string() == "fn") {
        return None;
    }
    let is_const = |token: &TokenTree| token.to_string() == "const";
    qualifiers.into_iter().find(is_const).or(first)
}

fn read_attributes(item: &mut TraitItemFn, errors: &mut Errors) {
    let mut index = 0;
    item.attrs.retain(|attribute| {
        let repeated = attribute
            .path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "participant_operation");
        if repeated {
            errors.push_spanned(
                Place::Attribute(index),
                attribute.path(),
                message::repeated_attribute(),
            );
        }
        index += 1;
        !repeated
    });
}

fn read_qualifiers(visibility: &Visibility, item: &mut TraitItemFn, errors: &mut Errors) {
    let name = item.sig.ident.clone();
    let mut refuse = |tokens: &dyn ToTokens, why: &str| {
        let message = message::qualifier(&name, tokens, why);
        errors.push_spanned(Place::Qualifier, tokens, message);
    };
    if !matches!(visibility, Visibility::Inherited) {
        refuse(visibility, "is as visible as its trait");
    }
    if let Some(constness) = item.sig.constness.take() {
        refuse(&constness, "sends a request, so it cannot be `const`");
    }
    // These two stay: an implementation that has them too must go on matching.
    if let Safety::Unsafe(unsafety) = &item.sig.safety {
        refuse(unsafety, "is safe to call");
    }
    if let Some(abi) = &item.sig.abi {
        refuse(abi, "is called from Rust only");
    }
}

fn read_receiver(item: &mut TraitItemFn, errors: &mut Errors) -> Option<Token![self]> {
    let name = &item.sig.ident;
    let Some(FnArg::Receiver(receiver)) = item.sig.inputs.first() else {
        errors.push(Place::Name, name.span(), message::no_receiver(name));
        return None;
    };
    let self_token = receiver.self_token;
    if is_shared_reference(receiver) {
        return Some(self_token);
    }
    errors.push_spanned(Place::Receiver, receiver, message::wrong_receiver(name));
    if matches!(receiver.kind, ReceiverKind::Value) {
        // A body that takes a `self` by value compiles for sized types only.
        let where_clause = item.sig.generics.make_where_clause();
        where_clause.predicates.push(parse_quote!(Self: ::core::marker::Sized));
    }
    None
}

/// Whether the receiver is `&self` or `self: &Self`.
fn is_shared_reference(receiver: &Receiver) -> bool {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, mutability) => mutability.is_none(),
        ReceiverKind::Typed(_, ty) => match without_delimiters(ty) {
            Type::Reference(reference) => {
                reference.mutability.is_none()
                    && matches!(without_delimiters(&reference.elem), Type::Path(path) if path.path.is_ident("Self"))
            }
            _ => false,
        },
        _ => false,
    }
}

impl Parameter {
    /// Reads a parameter and takes off it the attributes that belong to this macro or are reported. `None` where it is no
    /// plain name, or nobody can tell which member it is.
    fn read(place: Place, typed: &mut PatType, errors: &mut Errors) -> Option<Self> {
        let mut member = None;
        let mut is_readable = true;
        typed.attrs.retain(|attribute| {
            let path = attribute.path();
            if path.is_ident("member") {
                match attribute.parse_args_with(Ident::parse_any) {
                    Ok(name) if member.is_none() => member = Some(name),
                    Ok(_) => errors.push_spanned(place, path, message::repeated_member_attribute()),
                    Err(_) => {
                        errors.push_spanned(place, path, message::malformed_member_attribute());
                        is_readable = false;
                    }
                }
            } else if path.is_ident("cfg") {
                errors.push_spanned(place, path, message::conditional_parameter());
            } else {
                return true;
            }
            false
        });
        match &mut *typed.pat {
            Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => {
                if let Some(mutability) = &pattern.mutability {
                    let message = message::mutable_parameter(&pattern.ident);
                    errors.push_spanned(place, mutability, message);
                }
                let name = pattern.ident.clone();
                is_readable.then(|| Self { place, name, ty: (*typed.ty).clone(), member })
            }
            pattern => {
                errors.push_spanned(place, pattern, message::nameless_parameter());
                None
            }
        }
    }
}

impl Returns {
    fn read(
        item: &TraitItemFn,
        operation: Option<&Operation>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let name = &item.sig.ident;
        let is_async = item.sig.asyncness.is_some();
        let (form, output) = match &item.sig.output {
            ReturnType::Default => {
                errors.push(Place::Name, name.span(), message::returns_nothing(name, operation));
                return is_async.then_some(Self { form: Form::Async, output: None });
            }
            ReturnType::Type(_, ty) if is_async => (Form::Async, Some(&**ty)),
            ReturnType::Type(_, ty) => Self::read_future(ty, name, operation, errors)?,
        };
        let output = output.filter(|output| match without_delimiters(output) {
            Type::Tuple(unit) if unit.elems.is_empty() => {
                errors.push(Place::Name, name.span(), message::returns_nothing(name, operation));
                false
            }
            Type::ImplTrait(hidden) => {
                errors.push_spanned(
                    Place::ReturnType,
                    hidden,
                    message::hidden_output(name, operation),
                );
                false
            }
            _ => true,
        });
        Some(Self { form, output: output.cloned() })
    }

    /// A future that is spelled out.
    fn read_future<'a>(
        ty: &'a Type,
        name: &Ident,
        operation: Option<&Operation>,
        errors: &mut Errors,
    ) -> Option<(Form, Option<&'a Type>)> {
        if let Some(output) = type_argument(ty, "BoxFuture") {
            return Some((Form::Boxed, Some(output)));
        }
        let (form, bounds) = if let Type::ImplTrait(future) = without_delimiters(ty) {
            (Form::Impl, &future.bounds)
        } else if let Some(bounds) = boxed_bounds(ty) {
            (Form::Boxed, bounds)
        } else {
            errors.push(Place::Name, name.span(), message::not_async(name));
            return None;
        };
        let Some(future) = bounds.iter().find_map(|bound| trait_of_name(bound, "Future")) else {
            errors.push_spanned(Place::ReturnType, ty, message::not_a_future(name, operation));
            return None;
        };
        let output = future_output(future);
        if output.is_none() {
            errors.push_spanned(Place::ReturnType, ty, message::not_a_future(name, operation));
        }
        let is_send = bounds.iter().any(|bound| trait_of_name(bound, "Send").is_some());
        if form == Form::Boxed && !is_send {
            errors.push_spanned(Place::ReturnType, ty, message::boxed_without_send(name));
        }
        Some((form, output))
    }
}

type Bounds = syn::punctuated::Punctuated<TypeParamBound, Token![+]>;

/// The bounds in `Pin<Box<dyn …>>`.
fn boxed_bounds(ty: &Type) -> Option<&Bounds> {
    let boxed = type_argument(ty, "Pin")?;
    match without_delimiters(type_argument(boxed, "Box")?) {
        Type::TraitObject(object) => Some(&object.bounds),
        _ => None,
    }
}

/// The `T` of a type `…::name<T>`.
fn type_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = without_delimiters(ty) else {
        return None;
    };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The last segment of a bound that is a trait of this name.
fn trait_of_name<'a>(bound: &'a TypeParamBound, name: &str) -> Option<&'a PathSegment> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    bound.path.segments.last().filter(|last| last.ident == name)
}

/// The `T` of `Future<Output = T>`.
fn future_output(future: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &future.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(output) if output.ident == "Output" => Some(&output.ty),
        _ => None,
    })
}

/// What is inside the parentheses, or inside the invisible ones that a `macro_rules!` puts around `$ty:ty`.
fn without_delimiters(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => without_delimiters(&group.elem),
        Type::Paren(paren) => without_delimiters(&paren.elem),
        other => other,
    }
}
