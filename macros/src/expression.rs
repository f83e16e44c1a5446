//! Analyses the expressions in the attribute.

use std::collections::HashSet;

use connect_participant_model::ContentType;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Block, Expr, ExprCall, Lit, Stmt, UnOp};

/// A literal in an expression.
pub(crate) struct Literal<'a> {
    pub(crate) value: &'a Lit,
    /// `true` if it is a number with `-` before it.
    pub(crate) is_negative: bool,
    /// The literal with its `-`.
    pub(crate) expression: &'a Expr,
}

/// Returns the literal of an expression that is a literal, wraps one or converts a string literal:
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

/// Returns the argument of `Some(…)`.
pub(crate) fn in_some(call: &ExprCall) -> Option<&Expr> {
    let Expr::Path(function) = &*call.func else { return None };
    let is_some = function.path.segments.last().is_some_and(|last| last.ident == "Some");
    call.args.first().filter(|_| is_some && call.args.len() == 1)
}

/// Returns `true` if the expression is `None`.
pub(crate) fn is_none(expression: &Expr) -> bool {
    match expression {
        Expr::Group(group) => is_none(&group.expr),
        Expr::Paren(paren) => is_none(&paren.expr),
        Expr::Path(path) => path.path.is_ident("None"),
        _ => false,
    }
}

/// Returns `true` if the expression is a literal with nothing around it but delimiters.
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

/// Returns the content type of an expression that is a variant: `EventContentType::Typing`.
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

/// Adds the names of the variables that an expression uses, also in format strings.
///
/// A name after `.`, `::` or `'` is not a variable. A string literal that is the whole expression
/// is not a format string.
///
/// One walk finds all of them, so that the time does not grow with the number of parameters.
pub(crate) fn add_variables(expression: impl ToTokens, names: &mut HashSet<String>) {
    let tokens = expression.into_token_stream();
    let mut all = tokens.clone().into_iter();
    let is_literal = matches!(all.next(), Some(TokenTree::Literal(_))) && all.next().is_none();
    if !is_literal {
        add_variables_in(tokens, names);
    }
}

#[cfg(test)]
thread_local! {
    /// The number of tokens that this thread has read in search of variables.
    pub(crate) static TOKENS_READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn add_variables_in(tokens: TokenStream, names: &mut HashSet<String>) {
    let mut before = ['\0', '\0'];
    for token in tokens {
        #[cfg(test)]
        TOKENS_READ.set(TOKENS_READ.get() + 1);
        match &token {
            TokenTree::Group(group) => add_variables_in(group.stream(), names),
            TokenTree::Ident(ident) => {
                let is_field = before[1] == '.' && before[0] != '.';
                if !is_field && before != [':', ':'] && before[1] != '\'' {
                    names.insert(ident.unraw().to_string());
                }
            }
            TokenTree::Literal(literal) => add_variables_in_text(&literal.to_string(), names),
            TokenTree::Punct(_) => {}
        }
        let punct = if let TokenTree::Punct(punct) = &token { punct.as_char() } else { '\0' };
        before = [before[1], punct];
    }
}

/// Adds the words in braces in the text, as in `{name}`, `{name:?}` or `{:name$}`.
fn add_variables_in_text(text: &str, names: &mut HashSet<String>) {
    let is_part_of_name = |character: char| character.is_alphanumeric() || character == '_';
    for argument in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        let words = argument.split(|character| !is_part_of_name(character));
        names.extend(words.map(str::to_owned));
    }
}

/// Returns the span and the name of an `.await`, `?` or `return` that would leave the method.
///
/// Closures, `async` blocks, items and macros are skipped: inside of them, these do not leave the
/// method.
pub(crate) fn find_exit(expression: &Expr) -> Option<(Span, &'static str)> {
    match expression {
        Expr::Await(awaited) => {
            find_exit(&awaited.base).or(Some((awaited.await_token.span, ".await")))
        }
        Expr::Try(tried) => find_exit(&tried.expr).or(Some((tried.question_token.span, "?"))),
        Expr::Return(returned) => Some((returned.return_token.span, "return")),
        Expr::Array(array) => array.elems.iter().find_map(find_exit),
        Expr::Assign(assign) => find_exit(&assign.left).or_else(|| find_exit(&assign.right)),
        Expr::Binary(binary) => find_exit(&binary.left).or_else(|| find_exit(&binary.right)),
        Expr::Block(block) => find_exit_in(&block.block),
        Expr::Call(call) => find_exit(&call.func).or_else(|| call.args.iter().find_map(find_exit)),
        Expr::Cast(cast) => find_exit(&cast.expr),
        Expr::Field(field) => find_exit(&field.base),
        Expr::Group(group) => find_exit(&group.expr),
        Expr::If(branch) => find_exit(&branch.cond)
            .or_else(|| find_exit_in(&branch.then_branch))
            .or_else(|| find_exit(&branch.else_branch.as_ref()?.1)),
        Expr::Index(index) => find_exit(&index.expr).or_else(|| find_exit(&index.index)),
        Expr::Let(binding) => find_exit(&binding.expr),
        Expr::Match(matched) => find_exit(&matched.expr)
            .or_else(|| matched.arms.iter().find_map(|arm| find_exit(&arm.body))),
        Expr::MethodCall(call) => {
            find_exit(&call.receiver).or_else(|| call.args.iter().find_map(find_exit))
        }
        Expr::Paren(paren) => find_exit(&paren.expr),
        Expr::Reference(reference) => find_exit(&reference.expr),
        Expr::Struct(literal) => literal.fields.iter().find_map(|field| find_exit(&field.expr)),
        Expr::Tuple(tuple) => tuple.elems.iter().find_map(find_exit),
        Expr::Unary(unary) => find_exit(&unary.expr),
        Expr::Unsafe(block) => find_exit_in(&block.block),
        _ => None,
    }
}

fn find_exit_in(block: &Block) -> Option<(Span, &'static str)> {
    block.stmts.iter().find_map(|statement| match statement {
        Stmt::Local(local) => find_exit(&local.init.as_ref()?.expr),
        Stmt::Expr(expression, _) => find_exit(expression),
        Stmt::Item(_) | Stmt::Macro(_) => None,
    })
}
