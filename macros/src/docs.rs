//! Reads the docs of a method.

use syn::{Attribute, Expr, Lit, LitStr, Meta};

/// Returns the end of a code block that the docs leave open, so that the line that is added does
/// not become a part of it.
pub(crate) fn open_fence(attributes: &[Attribute]) -> Option<String> {
    let texts: Vec<_> = attributes.iter().filter_map(text).map(LitStr::value).collect();
    let mut open: Option<&str> = None;
    for line in texts.iter().flat_map(|text| text.lines()) {
        // The lines of a block comment begin with `*`.
        let line = line.trim_start();
        let line = line.strip_prefix("* ").unwrap_or(line).trim();
        let fence = fence(line);
        open = match (open, fence) {
            (None, Some(fence)) if is_start(line, fence) => Some(fence),
            (Some(start), Some(fence)) if fence.starts_with(start) && fence == line => None,
            (open, _) => open,
        };
    }
    open.map(|fence| format!(" {fence}"))
}

fn text(attribute: &Attribute) -> Option<&LitStr> {
    let Meta::NameValue(doc) = &attribute.meta else { return None };
    let Expr::Lit(value) = &doc.value else { return None };
    let Lit::Str(text) = &value.lit else { return None };
    doc.path.is_ident("doc").then_some(text)
}

/// Returns the three or more backticks or tildes that a line begins with.
fn fence(line: &str) -> Option<&str> {
    let character = line.chars().next().filter(|character| matches!(character, '`' | '~'))?;
    let rest = line.trim_start_matches(character);
    let fence = line.strip_suffix(rest)?;
    (fence.len() >= 3).then_some(fence)
}

/// Returns `true` if a line with this fence starts a code block. The line of a code span in
/// backticks has more of them.
fn is_start(line: &str, fence: &str) -> bool {
    fence.starts_with('~') || line.strip_prefix(fence).is_some_and(|info| !info.contains('`'))
}

#[cfg(test)]
mod tests {
    use syn::{ItemFn, parse_str};

    use super::open_fence;

    fn fence_of(docs: &str) -> Option<String> {
        open_fence(&parse_str::<ItemFn>(&format!("{docs}\nfn f() {{}}")).unwrap().attrs)
    }

    #[test]
    fn an_open_code_block_is_found() {
        assert_eq!(fence_of("/// Text.\n/// ```\n/// code").as_deref(), Some(" ```"));
        assert_eq!(fence_of("/// ````text\n/// ```").as_deref(), Some(" ````"));
        assert_eq!(fence_of("/// ~~~ `a`\n/// ```").as_deref(), Some(" ~~~"));
        assert_eq!(fence_of("/**\n * ```\n * code\n */").as_deref(), Some(" ```"));
        assert_eq!(fence_of("#[doc = \"```\\n```\\n```\"]").as_deref(), Some(" ```"));
    }

    #[test]
    fn a_closed_code_block_is_not_found() {
        assert_eq!(fence_of("/// Text."), None);
        assert_eq!(fence_of("/// ```\n/// code\n/// ```\n/// Text."), None);
        assert_eq!(fence_of("/// ```\n/// code\n/// `````"), None);
        assert_eq!(fence_of("/// ```code``` is a code span."), None);
        assert_eq!(fence_of("#[doc(hidden)]\n#[doc = include_str!(\"a.md\")]"), None);
    }
}
