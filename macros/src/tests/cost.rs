//! The cost of an expansion, as a count. A time would differ between machines.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::expression::TOKENS_READ;
use crate::implement;

#[test]
fn variables_are_found_in_linear_time() {
    let [small, medium, large] = [2_000, 4_000, 6_000].map(tokens_read);
    assert!(small >= 2_000, "{small}");
    assert_eq!(large - medium, medium - small, "{small}, {medium}, {large}");
}

/// Expands a method with one expression that uses this many parameters, and another expression that
/// uses none. Returns how many tokens the macro has read in search of variables.
fn tokens_read(parameters: usize) -> usize {
    let names: Vec<_> = (0..parameters).map(|number| format_ident!("part_{number}")).collect();
    let args = quote! {
        SendMessage, content_type = "text/plain", content = join(&[#(#names),*]),
        client_token = self.client_token(),
    };
    let method = quote! {
        async fn say(&self, #(#names: &str,)* connection_token: &ConnectionToken) -> Result<()>;
    };
    let before = TOKENS_READ.get();
    let expanded = implement(args, method);
    assert!(!has_error(expanded), "an error for {parameters} parameters");
    TOKENS_READ.get() - before
}

fn has_error(expanded: TokenStream) -> bool {
    expanded.into_iter().any(|token| token.to_string() == "compile_error")
}
