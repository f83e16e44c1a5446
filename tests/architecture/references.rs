//! Finds the names in code. It reads tokens, so that the arguments of macros are included.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::{ItemUse, UseTree};

use crate::modules::Module;

/// A name that a `use` declaration imports.
pub(crate) struct Import {
    /// The path as written, without `as` and braces: `["crate", "client", "Client"]`.
    pub(crate) path: Vec<String>,
    /// The name in the importing module, or `None` for a glob.
    pub(crate) name: Option<String>,
    /// `true` for `pub use` and `pub(crate) use`: other modules see the name.
    pub(crate) is_public: bool,
}

/// A path in code other than a `use` declaration, or a single name.
pub(crate) struct Reference {
    /// The path as written. `$crate` is `crate`.
    pub(crate) path: Vec<String>,
    /// `true` for the call of a macro: `path!`.
    pub(crate) is_macro: bool,
}

/// Macros whose argument is code for another crate.
const QUOTING: [&str; 5] =
    ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned", "stringify"];

/// Returns a name without the prefix of raw identifiers.
pub(crate) fn text(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// Adds the names in these tokens to the module, except those in test code.
pub(crate) fn collect(tokens: TokenStream, module: &mut Module) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        at = step(&tokens, at, module);
    }
}

/// Reads one syntactic element, and returns the position after it.
fn step(tokens: &[TokenTree], at: usize, module: &mut Module) -> usize {
    match &tokens[at] {
        TokenTree::Punct(punct) if punct.as_char() == '#' => attribute(tokens, at, module),
        // The name of a lifetime is not a reference.
        TokenTree::Punct(punct) if punct.as_char() == '\'' => at + 2,
        TokenTree::Group(group) => {
            collect(group.stream(), module);
            at + 1
        }
        TokenTree::Ident(name) if name == "use" => match use_declaration(tokens, at) {
            Some((declaration, end)) => {
                // `use ::name` is always another crate.
                if declaration.leading_colon.is_none() {
                    // `pub(crate)` is two tokens before `use`, `pub` is one.
                    let before = at.saturating_sub(2)..at;
                    let is_public = tokens[before].iter().any(|token| is_ident(token, "pub"));
                    add_imports(&declaration.tree, Vec::new(), is_public, module);
                }
                end
            }
            None => at + 1,
        },
        TokenTree::Ident(_) => path(tokens, at, module),
        _ => at + 1,
    }
}

/// Reads an attribute: skips test code and documentation, and reads the paths in the strings of
/// `serde`.
fn attribute(tokens: &[TokenTree], at: usize, module: &mut Module) -> usize {
    let group_at = if is_punct(tokens.get(at + 1), '!') { at + 2 } else { at + 1 };
    let Some(group) = bracketed(tokens.get(group_at)) else { return at + 1 };
    if is_cfg_test(&group) {
        return item_end(tokens, group_at + 1);
    }
    match group.clone().into_iter().next() {
        Some(TokenTree::Ident(name)) if name == "doc" => {}
        Some(TokenTree::Ident(name)) if name == "serde" => strings(group, module),
        _ => collect(group, module),
    }
    group_at + 1
}

/// Reads the strings that are paths, as in `serde(with = "crate::time")`.
fn strings(tokens: TokenStream, module: &mut Module) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => strings(group.stream(), module),
            TokenTree::Literal(literal) => {
                let text = syn::parse2::<syn::LitStr>(TokenTree::from(literal).into());
                if let Ok(path) = text.and_then(|text| text.parse::<TokenStream>()) {
                    collect(path, module);
                }
            }
            _ => {}
        }
    }
}

/// Reads a path such as `crate::client::Client`, or a single name.
fn path(tokens: &[TokenTree], at: usize, module: &mut Module) -> usize {
    let mut path = Vec::new();
    let mut end = at;
    while let Some(TokenTree::Ident(name)) = tokens.get(end) {
        path.push(text(name));
        end += 1;
        if !(is_punct(tokens.get(end), ':') && is_punct(tokens.get(end + 1), ':')) {
            break;
        }
        end += 2;
    }
    // `!` calls a macro, unless it belongs to `!=`.
    let is_macro =
        is_punct(tokens.get(end), '!') && matches!(tokens.get(end + 1), Some(TokenTree::Group(_)));
    if is_macro && path.last().is_some_and(|name| QUOTING.contains(&name.as_str())) {
        return end + 2;
    }
    let before = |back: usize, character| {
        at.checked_sub(back).is_some_and(|at| is_punct(tokens.get(at), character))
    };
    let is_global = before(1, ':') && before(2, ':');
    // In `..Default::default()`, the dot does not access a field.
    let is_field = before(1, '.') && !before(2, '.');
    if !is_global && !is_field {
        module.references.push(Reference { path, is_macro });
    }
    end
}

/// Parses the declaration that begins at `use`, and returns it with the position after it. Returns
/// `None` if the word has another meaning, as in `impl Trait + use<'a>`. `$crate` is read as
/// `crate`.
fn use_declaration(tokens: &[TokenTree], at: usize) -> Option<(ItemUse, usize)> {
    let length = tokens[at..].iter().position(|token| is_punct(Some(token), ';'))? + 1;
    let declaration = tokens[at..at + length].iter().filter(|token| !is_punct(Some(token), '$'));
    Some((syn::parse2(declaration.cloned().collect()).ok()?, at + length))
}

fn add_imports(tree: &UseTree, mut path: Vec<String>, is_public: bool, module: &mut Module) {
    let (last, alias) = match tree {
        UseTree::Path(tree) => {
            path.push(text(&tree.ident));
            return add_imports(&tree.tree, path, is_public, module);
        }
        UseTree::Group(tree) => {
            for tree in &tree.items {
                add_imports(tree, path.clone(), is_public, module);
            }
            return;
        }
        UseTree::Glob(_) => return module.imports.push(Import { path, name: None, is_public }),
        UseTree::Name(tree) => (text(&tree.ident), None),
        UseTree::Rename(tree) => (text(&tree.ident), Some(text(&tree.rename))),
    };
    // `a::{self}` imports `a`.
    if last != "self" || path.is_empty() {
        path.push(last);
    }
    let name = alias.or_else(|| path.last().cloned());
    module.imports.push(Import { path, name, is_public });
}

/// Returns `true` if the attributes of an item restrict it to builds of tests.
pub(crate) fn is_test_code(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    let mut at = 0;
    while is_punct(tokens.get(at), '#') {
        let Some(group) = bracketed(tokens.get(at + 1)) else { break };
        if is_cfg_test(&group) {
            return true;
        }
        at += 2;
    }
    false
}

/// Returns `true` for `cfg(test)` and `cfg(all(test, …))`.
fn is_cfg_test(attribute: &TokenStream) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// Returns the position after the item that begins here: after its block, its `;` or its `,`.
fn item_end(tokens: &[TokenTree], from: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | ','),
        _ => false,
    };
    tokens[from..].iter().position(is_end).map_or(tokens.len(), |length| from + length + 1)
}

/// Returns the names of the items in the argument of a macro: every name that follows a keyword.
pub(crate) fn named_items(tokens: TokenStream) -> Vec<String> {
    const KEYWORDS: [&str; 8] =
        ["const", "enum", "fn", "static", "struct", "trait", "type", "union"];
    let tokens: Vec<_> = tokens.into_iter().collect();
    tokens
        .windows(2)
        .filter_map(|pair| match pair {
            [TokenTree::Ident(keyword), TokenTree::Ident(name)]
                if KEYWORDS.contains(&keyword.to_string().as_str()) =>
            {
                Some(text(name))
            }
            _ => None,
        })
        .collect()
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: Option<&TokenTree>, character: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

fn bracketed(token: Option<&TokenTree>) -> Option<TokenStream> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some(group.stream())
        }
        _ => None,
    }
}
