//! Checks a literal against the shape of its member.

use connect_participant_model::{Length, Operation, Range, Shape, variant_name};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, LitInt, LitStr, Token};

use crate::expression::{self, Literal};
use crate::message::{self, Subject};
use crate::source::{Known, Source};

/// A problem with a literal: the tokens to underline, and the message.
pub(crate) type Problem = (TokenStream, String);

/// Reads an expression that is a literal, or a list whose items are written out. Returns `None` for
/// other expressions.
///
/// If the member is required, `Some("…")` is not read as a variant of an enum, so that the compiler
/// reports its type.
pub(crate) fn read<'a>(
    operation: &Operation,
    subject: Subject<'_>,
    shape: &Shape,
    is_required: bool,
    expression: &'a Expr,
) -> Option<Result<(Source, Known<'a>), Vec<Problem>>> {
    if let (Shape::List { item, length }, Some(items)) = (shape, items(expression, is_required)) {
        let list = read_list(operation, subject.name, item, *length, expression, &items);
        return Some(list.map(|source| (source, Known::Nothing)));
    }
    let literal = expression::literal(expression)?;
    let is_enum = matches!(shape, Shape::ContentType { .. } | Shape::Enum { .. });
    if is_required && is_enum && !expression::is_bare(expression) {
        return None;
    }
    let read = read_literal(operation, subject, shape, &literal);
    Some(match read {
        Ok(Read::Variant(name, known)) => {
            let variant = Ident::new(&name, literal.value.span());
            Ok((Source::Variant(variant), known))
        }
        Ok(Read::Itself(known)) => Ok((Source::literal(expression, shape), known)),
        Err(message) => Err(vec![(literal.expression.to_token_stream(), message)]),
    })
}

enum Read<'a> {
    /// A variant of the member's type, by its name.
    Variant(String, Known<'a>),
    Itself(Known<'a>),
}

fn read_literal<'a>(
    operation: &Operation,
    subject: Subject<'_>,
    shape: &Shape,
    literal: &Literal<'a>,
) -> Result<Read<'a>, String> {
    match (*shape, literal.value) {
        (Shape::String(length) | Shape::Content(length), Lit::Str(text)) => {
            check_text(subject, text, Some(length))?;
            Ok(Read::Itself(Known::Text(text)))
        }
        (Shape::MessageId, Lit::Str(text)) => {
            check_text(subject, text, None)?;
            Ok(Read::Itself(Known::Text(text)))
        }
        (Shape::ContentType { values, .. }, Lit::Str(text)) => {
            let value = text.value();
            let known = values.iter().find(|known| known.value == value);
            let known =
                known.ok_or_else(|| message::unknown_content_type(operation, &value, values))?;
            check_suffix(text)?;
            Ok(Read::Variant(known.variant.to_owned(), Known::ContentType(known)))
        }
        (Shape::Enum { values, .. }, Lit::Str(text)) => {
            let value = text.value();
            let known = values.iter().copied().find(|known| *known == value);
            let known =
                known.ok_or_else(|| message::unknown_value(subject.name, &value, values))?;
            check_suffix(text)?;
            Ok(Read::Variant(variant_name(known), Known::Enum(known)))
        }
        (Shape::Integer(range), Lit::Int(integer)) => {
            check_integer(subject, "i32", integer, literal.is_negative, range)?;
            Ok(Read::Itself(Known::Nothing))
        }
        (Shape::Long(range), Lit::Int(integer)) => {
            check_integer(subject, "i64", integer, literal.is_negative, range)?;
            Ok(Read::Itself(Known::Nothing))
        }
        (Shape::Boolean, Lit::Bool(_)) => Ok(Read::Itself(Known::Nothing)),

        (Shape::Token(token, _), _) => Err(message::secret_literal(subject.name, token)),
        (Shape::String(_) | Shape::Content(_) | Shape::MessageId, _) => {
            Err(message::not_a_string(subject))
        }
        (Shape::ContentType { values, .. }, _) => Err(message::not_a_content_type(values)),
        (Shape::Enum { values, .. }, _) => Err(message::not_one_of(subject, values)),
        (Shape::Integer(range) | Shape::Long(range), _) => {
            Err(message::not_an_integer(subject, range))
        }
        (Shape::Boolean, _) => Err(message::not_a_boolean(subject)),
        (Shape::List { item, .. }, _) => Err(message::not_a_list(subject.name, item)),
        (Shape::Structure { type_name, .. }, _) => {
            Err(message::not_a_structure(subject, type_name))
        }
    }
}

/// Returns the items of `[…]`, `&[…]` or `vec![…]`, and of `Some([…])` if the member is optional.
fn items(expression: &Expr, is_required: bool) -> Option<Vec<Expr>> {
    match expression {
        Expr::Group(group) => items(&group.expr, is_required),
        Expr::Paren(paren) => items(&paren.expr, is_required),
        Expr::Reference(reference) => items(&reference.expr, is_required),
        Expr::Call(call) if !is_required => items(expression::in_some(call)?, true),
        Expr::Array(array) => Some(array.elems.iter().cloned().collect()),
        Expr::Macro(call) if call.mac.path.is_ident("vec") => {
            let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
            Some(parser.parse2(call.mac.tokens.clone()).ok()?.into_iter().collect())
        }
        _ => None,
    }
}

/// Reads a list. Reports the problems of each item separately.
fn read_list(
    operation: &Operation,
    name: &str,
    shape: &Shape,
    length: Length,
    list: &Expr,
    items: &[Expr],
) -> Result<Source, Vec<Problem>> {
    let mut problems = Vec::new();
    if let Err(error) = length.check_count(items.len()) {
        problems
            .push((list.to_token_stream(), message::literal_length(Subject::member(name), &error)));
    }
    let mut sources = Vec::new();
    for item in items {
        match read(operation, Subject::item(name), shape, true, item) {
            Some(Ok((source, _))) => sources.push(source),
            Some(Err(more)) => problems.extend(more),
            None => sources.push(Source::expression(item)),
        }
    }
    if problems.is_empty() { Ok(Source::List(sources)) } else { Err(problems) }
}

/// Checks a string literal. If it has no length limits, it must not be empty.
fn check_text(subject: Subject<'_>, text: &LitStr, length: Option<Length>) -> Result<(), String> {
    check_suffix(text)?;
    let value = text.value();
    match length {
        Some(length) => {
            length.check(&value).map_err(|error| message::literal_length(subject, &error))
        }
        None if value.is_empty() => Err(message::empty_text(subject.name)),
        None => Ok(()),
    }
}

fn check_suffix(text: &LitStr) -> Result<(), String> {
    let suffix = text.suffix();
    if suffix.is_empty() { Ok(()) } else { Err(message::literal_suffix(suffix)) }
}

fn check_integer(
    subject: Subject<'_>,
    ty: &str,
    integer: &LitInt,
    is_negative: bool,
    range: Range,
) -> Result<(), String> {
    if !matches!(integer.suffix(), "") && integer.suffix() != ty {
        return Err(message::integer_suffix(subject, ty, integer.suffix()));
    }
    let sign = if is_negative { "-" } else { "" };
    let digits = format!("{sign}{}", integer.base10_digits());
    if let Ok(value) = digits.parse() {
        let checked = range.check(value);
        return checked.map_err(|error| message::out_of_range(subject, &error.to_string(), &range));
    }
    // It does not fit into an `i64`, so it is beyond the limits of the model or of the type.
    let Range { min, max } = range;
    let limit = if is_negative { format!("less than {min}") } else { format!("more than {max}") };
    let problem = format!("is {digits}, {limit}");
    Err(message::out_of_range(subject, &problem, &format!("{min} to {max}")))
}
