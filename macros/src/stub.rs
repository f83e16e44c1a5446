//! Generates a stub for a method that has errors.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt as _;

use crate::args::{Args, OperationName};
use crate::check::Checked;
use crate::expand::{check_connected, import, private, stub_body};
use crate::message;
use crate::method::Method;
use crate::returns::{Form, Returns};
use crate::signature::{attributes, names, signature};

/// Returns the method with a body that never completes, so that its implementations and callers
/// compile without errors of their own.
pub(crate) fn stub(args: &Args, method: &Method, checked: &Checked) -> TokenStream {
    let (attributes, signature) = (attributes(method), signature(method));
    if let Some(body) = &method.item.default {
        return quote!(#(#attributes)* #signature #body);
    }
    let import = import(args, method);
    let completion = completion(args, method);
    let names = names(method);
    let body = match (&checked.call, &method.returns) {
        (Some(call), _) => stub_body(method, call),
        (
            None,
            None
            | Some(
                Returns { form: Form::Async, output: None } | Returns { form: Form::Blocking, .. },
            ),
        ) => {
            quote!(::std::process::abort())
        }
        (None, Some(Returns { form: Form::Boxed, .. })) => {
            quote!(::std::boxed::Box::pin(::core::future::pending()))
        }
        (None, Some(Returns { output: Some(_), .. })) => quote!(::core::future::pending()),
        (None, Some(Returns { output: None, .. })) => quote!(::core::future::pending::<()>()),
    };
    let check =
        (checked.call.is_none() && checked.needs_connected).then(|| check_connected(method));
    // Without the use of all parameters, the compiler would warn about some.
    quote! {
        #(#attributes)*
        #signature {
            #import
            #completion
            let _ = (#(&#names,)*);
            #check
            #body
        }
    }
}

/// Returns a call of a macro that is empty, except in rust-analyzer: there it imports each name in
/// the attribute as it was typed, so that the editor offers the names that exist.
///
/// Only a stub has it. While a name is half typed, the method has an error.
fn completion(args: &Args, method: &Method) -> TokenStream {
    let private = private(Span::call_site());
    let operation = args.named.as_ref().map(|OperationName { name, span, .. }| {
        let name = syn::parse_str::<Ident>(name).ok()?;
        let name = Ident::new(&name.to_string(), *span);
        Some(quote!(use #private::ide::operation::#name as _;))
    });
    let keys = args.operation(method.name()).map(|operation| {
        let module = Ident::new(&operation.method_name(), Span::call_site());
        let keys = args.bindings.iter().filter_map(|binding| {
            // `type` must be raw here, and `self` cannot be.
            let name = binding.key.unraw();
            let (plain, raw) = (name.to_string(), format!("r#{name}"));
            let mut key: Ident = syn::parse_str(&plain).or_else(|_| syn::parse_str(&raw)).ok()?;
            key.set_span(binding.key.span());
            Some(key)
        });
        quote!(use #private::ide::#module::{#(#keys as _),*};)
    });
    let operation = operation.flatten();
    quote!(#private::ide! { #operation #keys })
}

/// Returns the item as it is, but with a body, so that its implementations and callers compile
/// without errors of their own.
///
/// rustc has reported the syntax error. If rustc knows a syntax that syn does not know, there is no
/// other error: then the `const` block fails where the method is used.
pub(crate) fn unreadable(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if !matches!(tokens.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';') {
        return tokens.into_iter().collect();
    }
    tokens.pop();
    let message = message::unreadable();
    let names = parameter_names(&tokens);
    quote!(#(#tokens)* { let _ = (#(&#names,)*); const { ::core::panic!(#message) } })
}

/// Returns the names of the parameters of a method that does not parse, as far as they can be found.
/// Without a use of them, the compiler would warn about each.
///
/// A name is followed by one `:`. In angle brackets, such a name is that of an associated type.
fn parameter_names(method: &[TokenTree]) -> Vec<Ident> {
    let parameters = method.iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()).filter(has_receiver),
        _ => None,
    });
    let mut names = Vec::new();
    let (mut depth, mut is_arrow) = (0_usize, false);
    let mut tokens = parameters.unwrap_or_default().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if depth == 0 && name != "self" => {
                names.extend(tokens.peek().is_some_and(is_colon).then_some(name));
            }
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' if !is_arrow => depth = depth.saturating_sub(1),
                    _ => {}
                }
                is_arrow = punct.as_char() == '-';
            }
            _ => {}
        }
    }
    names
}

fn has_receiver(parameters: &TokenStream) -> bool {
    parameters
        .clone()
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(it) if it == "self"))
}

/// Returns `true` for a `:` that is not a part of `::`.
fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == ':' && it.spacing() == Spacing::Alone)
}
