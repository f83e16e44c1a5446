//! What can be seen in an expression of the attribute.

use connect_participant_model::ContentType;
use proc_macro2::{Ident, Span, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Expr, Lit, Path};

/// The literal that the expression is, or that it does no more than convert or wrap: `Some("…".to_owned())`.
pub(crate) fn literal(expression: &Expr) -> Option<&Lit> {
    match expression {
        Expr::Lit(literal) => Some(&literal.lit),
        Expr::Group(group) => literal(&group.expr),
        Expr::Paren(paren) => literal(&paren.expr),
        Expr::Reference(reference) => literal(&reference.expr),
        Expr::MethodCall(call) if call.args.is_empty() => {
            const CONVERSIONS: [&str; 4] = ["as_ref", "into", "to_owned", "to_string"];
            let converts = CONVERSIONS.iter().any(|conversion| call.method == conversion);
            literal(&call.receiver).filter(|_| converts)
        }
        Expr::Call(call) if call.args.len() == 1 => {
            let Expr::Path(function) = &*call.func else { return None };
            let last = &function.path.segments.last()?.ident;
            literal(call.args.first()?).filter(|_| last == "Some" || last == "from")
        }
        _ => None,
    }
}

/// The content type that the expression names by its variant: `EventContentType::Typing`.
pub(crate) fn content_type(
    expression: &Expr,
    type_name: &str,
    values: &'static [ContentType],
) -> Option<&'static ContentType> {
    let Expr::Path(path) = expression else { return None };
    let Path { segments, .. } = &path.path;
    let mut last = segments.iter().rev();
    let variant = &last.next()?.ident;
    let is_of_type = last.next()?.ident == type_name;
    values.iter().find(|content_type| is_of_type && variant == content_type.variant)
}

/// Whether the variable `name` is used, also in a format string. What follows a `.` or a `::` is the name of something
/// else.
pub(crate) fn uses(expression: impl ToTokens, name: &Ident) -> bool {
    let mut before = ['\0', '\0'];
    for token in expression.into_token_stream() {
        let found = match &token {
            TokenTree::Group(group) => uses(group.stream(), name),
            TokenTree::Ident(ident) => {
                let is_field = before[1] == '.' && before[0] != '.';
                ident == name && !is_field && before != [':', ':']
            }
            TokenTree::Literal(literal) => {
                in_format_string(&literal.to_string(), &name.unraw().to_string())
            }
            TokenTree::Punct(_) => false,
        };
        if found {
            return true;
        }
        let punct = if let TokenTree::Punct(punct) = &token { punct.as_char() } else { '\0' };
        before = [before[1], punct];
    }
    false
}

/// Whether `name` stands in braces in the text, as in `{name}`, `{name:?}` or `{:name$}`.
fn in_format_string(text: &str, name: &str) -> bool {
    let is_part_of_name = |character: char| character.is_alphanumeric() || character == '_';
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).any(|argument| {
        argument.split(|character| !is_part_of_name(character)).any(|word| word == name)
    })
}

/// Where the expression would leave the method, and how: `.await` or `?` outside of a closure and an `async` block.
pub(crate) fn exit(expression: impl ToTokens) -> Option<(Span, &'static str)> {
    let mut before = String::new();
    let mut in_closure = false;
    for token in expression.into_token_stream() {
        let found = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                in_closure = false;
                None
            }
            TokenTree::Punct(punct) if punct.as_char() == '|' => {
                in_closure = true;
                None
            }
            TokenTree::Group(_) if before == "async" || before == "move" => None,
            TokenTree::Group(group) => exit(group.stream()),
            TokenTree::Ident(await_) if await_ == "await" && before == "." => {
                Some((await_.span(), ".await"))
            }
            TokenTree::Punct(punct) if punct.as_char() == '?' => Some((punct.span(), "?")),
            _ => None,
        };
        if found.is_some() && !in_closure {
            return found;
        }
        before = token.to_string();
    }
    None
}
