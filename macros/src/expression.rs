//! What can be seen in an expression of the attribute.

use connect_participant_model::ContentType;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Block, Expr, ExprCall, Lit, Stmt, UnOp};

/// A literal in an expression.
pub(crate) struct Literal<'a> {
    pub(crate) value: &'a Lit,
    /// Whether a `-` stands before it, which is a number then.
    pub(crate) is_negative: bool,
    /// The literal itself, with its `-`.
    pub(crate) expression: &'a Expr,
}

/// The literal that the expression is, or that it does no more than wrap, or convert if it is a string:
/// `Some("…".to_owned())`.
pub(crate) fn literal(expression: &Expr) -> Option<Literal<'_>> {
    match expression {
        Expr::Lit(literal) => Some(Literal { value: &literal.lit, is_negative: false, expression }),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            let Expr::Lit(number) = &*unary.expr else { return None };
            matches!(number.lit, Lit::Int(_) | Lit::Float(_)).then_some(Literal {
                value: &number.lit,
                is_negative: true,
                expression,
            })
        }
        Expr::Group(group) => literal(&group.expr),
        Expr::Paren(paren) => literal(&paren.expr),
        Expr::Reference(reference) => literal(&reference.expr),
        Expr::MethodCall(call) if call.args.is_empty() => {
            const CONVERSIONS: [&str; 4] = ["as_ref", "into", "to_owned", "to_string"];
            let converts = CONVERSIONS.iter().any(|conversion| call.method == conversion);
            string(&call.receiver).filter(|_| converts)
        }
        Expr::Call(call) if call.args.len() == 1 => {
            if let Some(wrapped) = in_some(call) {
                return literal(wrapped);
            }
            let Expr::Path(function) = &*call.func else { return None };
            let mut names = function.path.segments.iter().rev().map(|segment| &segment.ident);
            let (last, ty) = (names.next()?, names.next()?);
            let converts = last == "from" && (ty == "String" || ty == "Cow");
            string(call.args.first()?).filter(|_| converts)
        }
        _ => None,
    }
}

/// What is inside of `Some(…)`.
pub(crate) fn in_some(call: &ExprCall) -> Option<&Expr> {
    let Expr::Path(function) = &*call.func else { return None };
    let is_some = function.path.segments.last().is_some_and(|last| last.ident == "Some");
    call.args.first().filter(|_| is_some && call.args.len() == 1)
}

/// Whether the expression is `None`.
pub(crate) fn is_none(expression: &Expr) -> bool {
    match expression {
        Expr::Group(group) => is_none(&group.expr),
        Expr::Paren(paren) => is_none(&paren.expr),
        Expr::Path(path) => path.path.is_ident("None"),
        _ => false,
    }
}

/// Whether the expression is a literal as it stands, and nothing around it but delimiters.
pub(crate) fn is_bare(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(_) => true,
        Expr::Unary(_) => literal(expression).is_some(),
        Expr::Group(group) => is_bare(&group.expr),
        Expr::Paren(paren) => is_bare(&paren.expr),
        _ => false,
    }
}

fn string(expression: &Expr) -> Option<Literal<'_>> {
    literal(expression).filter(|literal| matches!(literal.value, Lit::Str(_)))
}

/// The content type that the expression names by its variant: `EventContentType::Typing`.
pub(crate) fn content_type(
    expression: &Expr,
    type_name: &str,
    values: &'static [ContentType],
) -> Option<&'static ContentType> {
    match expression {
        Expr::Group(group) => content_type(&group.expr, type_name, values),
        Expr::Paren(paren) => content_type(&paren.expr, type_name, values),
        Expr::Reference(reference) => content_type(&reference.expr, type_name, values),
        Expr::Path(path) => {
            let mut names = path.path.segments.iter().rev().map(|segment| &segment.ident);
            let (variant, ty) = (names.next()?, names.next()?);
            values.iter().find(|content_type| ty == type_name && variant == content_type.variant)
        }
        _ => None,
    }
}

/// Whether the variable `name` is used, also in a format string. What follows a `.`, a `::` or a `'` is the name of
/// something else, and a text that is the whole expression is no format string.
pub(crate) fn uses(expression: impl ToTokens, name: &Ident) -> bool {
    let tokens = expression.into_token_stream();
    let mut is_more_than_a_literal = tokens.clone().into_iter();
    let is_literal = matches!(is_more_than_a_literal.next(), Some(TokenTree::Literal(_)))
        && is_more_than_a_literal.next().is_none();
    !is_literal && uses_in(tokens, &name.unraw())
}

fn uses_in(tokens: TokenStream, name: &Ident) -> bool {
    let mut before = ['\0', '\0'];
    for token in tokens {
        let found = match &token {
            TokenTree::Group(group) => uses_in(group.stream(), name),
            TokenTree::Ident(ident) => {
                let is_field = before[1] == '.' && before[0] != '.';
                ident.unraw() == *name && !is_field && before != [':', ':'] && before[1] != '\''
            }
            TokenTree::Literal(literal) => {
                in_format_string(&literal.to_string(), &name.to_string())
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

/// Where the expression would leave the method, and how: `.await`, `?` or `return`. What is inside of a closure, an
/// `async` block, an item or a macro does not.
pub(crate) fn exit(expression: &Expr) -> Option<(Span, &'static str)> {
    match expression {
        Expr::Await(awaited) => exit(&awaited.base).or(Some((awaited.await_token.span, ".await"))),
        Expr::Try(tried) => exit(&tried.expr).or(Some((tried.question_token.span, "?"))),
        Expr::Return(returned) => Some((returned.return_token.span, "return")),
        Expr::Array(array) => array.elems.iter().find_map(exit),
        Expr::Assign(assign) => exit(&assign.left).or_else(|| exit(&assign.right)),
        Expr::Binary(binary) => exit(&binary.left).or_else(|| exit(&binary.right)),
        Expr::Block(block) => exit_in(&block.block),
        Expr::Call(call) => exit(&call.func).or_else(|| call.args.iter().find_map(exit)),
        Expr::Cast(cast) => exit(&cast.expr),
        Expr::Field(field) => exit(&field.base),
        Expr::Group(group) => exit(&group.expr),
        Expr::If(branch) => exit(&branch.cond)
            .or_else(|| exit_in(&branch.then_branch))
            .or_else(|| exit(&branch.else_branch.as_ref()?.1)),
        Expr::Index(index) => exit(&index.expr).or_else(|| exit(&index.index)),
        Expr::Let(binding) => exit(&binding.expr),
        Expr::Match(matched) => {
            exit(&matched.expr).or_else(|| matched.arms.iter().find_map(|arm| exit(&arm.body)))
        }
        Expr::MethodCall(call) => exit(&call.receiver).or_else(|| call.args.iter().find_map(exit)),
        Expr::Paren(paren) => exit(&paren.expr),
        Expr::Reference(reference) => exit(&reference.expr),
        Expr::Struct(literal) => literal.fields.iter().find_map(|field| exit(&field.expr)),
        Expr::Tuple(tuple) => tuple.elems.iter().find_map(exit),
        Expr::Unary(unary) => exit(&unary.expr),
        Expr::Unsafe(block) => exit_in(&block.block),
        _ => None,
    }
}

fn exit_in(block: &Block) -> Option<(Span, &'static str)> {
    block.stmts.iter().find_map(|statement| match statement {
        Stmt::Local(local) => exit(&local.init.as_ref()?.expr),
        Stmt::Expr(expression, _) => exit(expression),
        Stmt::Item(_) | Stmt::Macro(_) => None,
    })
}
