//! The attribute and the method, held against the service.

use connect_participant_model::{
    Content, ContentType, Location, Member, OPERATION_NAMES, Operation, Shape, Token as Bearer,
    operation, receipt, snake_case,
};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Lit, LitStr, Path, Token};

use crate::args::{Args, Binding, OperationName, Value};
use crate::errors::{Errors, Place, ends};
use crate::message;
use crate::method::{Method, Parameter, Returns};
use crate::nearest::nearest;

/// The operations that the runtime has an input and an output for.
const SUPPORTED: &[&str] = &["SendEvent"];

/// A call that the service would understand.
pub(crate) struct Call {
    pub(crate) receiver: Token![self],
    pub(crate) returns: Returns,
    pub(crate) operation: &'static Operation,
    /// Where the operation is named.
    pub(crate) span: Span,
    /// The runtime crate.
    pub(crate) runtime: Path,
    /// What is bound, in the model's order.
    pub(crate) arguments: Vec<Argument>,
}

/// A member and what it is bound to.
pub(crate) struct Argument {
    pub(crate) member: &'static Member,
    /// Where the member is named.
    pub(crate) span: Span,
    /// Whether there is always a value. Otherwise there is an `Option`, or may be.
    pub(crate) always: bool,
    pub(crate) source: Source,
}

pub(crate) enum Source {
    /// A content type, known at compile time.
    ContentType { type_name: &'static str, content_type: &'static ContentType, span: Span },
    /// An expression, and what a type error is to underline from its first to its last token.
    Expression { tokens: TokenStream, first: Span, last: Span },
}

/// Checks what can be known at compile time. There is a call to write only if no mistake was found, here or before.
pub(crate) fn check(args: &Args, method: &Method, errors: &mut Errors) -> Option<Call> {
    let (operation, span) = find_operation(args, method, errors)?;
    let mut members = Members::new(operation, method, errors);
    for binding in &args.bindings {
        members.bind_argument(binding);
    }
    for parameter in &method.parameters {
        members.bind_parameter(parameter, args);
    }
    members.check_required();
    members.check_content();
    Some(Call {
        receiver: method.receiver?,
        returns: method.returns.clone()?,
        operation,
        span,
        runtime: args.runtime.clone(),
        arguments: members.into_arguments(),
    })
}

/// The operation that the attribute names, or else the method's name. A slip counts as what it is a slip of, so that the
/// other mistakes are found too.
fn find_operation(
    args: &Args,
    method: &Method,
    errors: &mut Errors,
) -> Option<(&'static Operation, Span)> {
    let method_name = method.name();
    let (place, name, span) = match &args.operation {
        Some(OperationName { place, name, span }) => (*place, name.clone(), *span),
        None if args.is_empty => {
            let wanted = method_name.unraw().to_string();
            let Some(operation) = OPERATION_NAMES.iter().find(|name| snake_case(name) == wanted)
            else {
                errors.push(
                    Place::Name,
                    method_name.span(),
                    message::not_named_after_an_operation(&wanted, SUPPORTED),
                );
                return None;
            };
            (Place::Name, (*operation).to_owned(), method_name.span())
        }
        None => {
            errors.push(Place::Name, method_name.span(), message::no_operation(SUPPORTED));
            return None;
        }
    };
    let known = OPERATION_NAMES.iter().any(|known| *known == name);
    let meant = if known { Some(name.as_str()) } else { nearest(&name, OPERATION_NAMES) };
    let supported = meant.filter(|meant| SUPPORTED.contains(meant)).and_then(operation);
    match (known, supported) {
        (true, Some(operation)) => return Some((operation, span)),
        (true, None) => errors.push(place, span, message::unsupported_operation(&name, SUPPORTED)),
        (false, _) => errors.push(place, span, message::unknown_operation(&name, meant, SUPPORTED)),
    }
    supported.map(|operation| (operation, span))
}

/// The members of an operation and what they are bound to.
struct Members<'a> {
    operation: &'static Operation,
    method: &'a Method,
    errors: &'a mut Errors,
    slots: Vec<Slot<'a>>,
}

struct Slot<'a> {
    member: &'static Member,
    binding: Option<Bound<'a>>,
}

struct Bound<'a> {
    place: Place,
    /// Where the member is named.
    span: Span,
    /// `None` where the value, or a slip in the name, was reported already.
    source: Option<Source>,
    /// The literal that the source is, where it is one.
    literal: Option<&'a LitStr>,
}

/// The message about a name that is no member's, and what it may have been meant to be.
type Problem = fn(&Operation, &str, Option<&str>) -> String;

impl<'a> Members<'a> {
    fn new(operation: &'static Operation, method: &'a Method, errors: &'a mut Errors) -> Self {
        let slots = operation.members.iter().map(|member| Slot { member, binding: None }).collect();
        Self { operation, method, errors, slots }
    }

    fn bind_argument(&mut self, binding: &'a Binding) {
        let Binding { place, key, value } = binding;
        let Some(member) = self.find(key, *place, message::unknown_member) else {
            return;
        };
        let source = match value {
            Value::Unreadable => None,
            Value::Literal(literal) => self.read_literal(member, *place, literal),
            Value::Expression(expression) => Some(expression_source(expression)),
        };
        let literal = match value {
            Value::Literal(Lit::Str(literal)) => Some(literal),
            _ => None,
        };
        self.bind(member, Bound { place: *place, span: key.span(), source, literal });
    }

    fn bind_parameter(&mut self, parameter: &'a Parameter, args: &Args) {
        let Parameter { place, name, ty, member } = parameter;
        let uses_it = |binding: &Binding| matches!(&binding.value, Value::Expression(value) if uses(value, name));
        let key = match member {
            Some(member) => member,
            // What an expression is made of is no binding of its own: `content = content.trim()`.
            None if args.bindings.iter().any(|binding| {
                uses_it(binding)
                    && (binding.key.unraw() == name.unraw() || self.index_of(name).is_none())
            }) =>
            {
                return;
            }
            None => name,
        };
        let problem: Problem =
            if member.is_some() { message::unknown_member } else { message::unused_parameter };
        let Some(member) = self.find(key, *place, problem) else {
            return;
        };
        let (first, last) = ends(ty);
        let source = Source::Expression { tokens: name.to_token_stream(), first, last };
        self.bind(
            member,
            Bound { place: *place, span: key.span(), source: Some(source), literal: None },
        );
    }

    fn index_of(&self, key: &Ident) -> Option<usize> {
        let key = key.unraw();
        self.slots.iter().position(|slot| key == slot.member.snake_name())
    }

    /// The index of the member that `key` names. A name that is none is reported, and what it was meant to be counts as
    /// bound, so that it is not reported as missing too.
    fn find(&mut self, key: &Ident, place: Place, problem: Problem) -> Option<usize> {
        if let Some(index) = self.index_of(key) {
            return Some(index);
        }
        let name = key.unraw().to_string();
        let names: Vec<String> = self.slots.iter().map(|slot| slot.member.snake_name()).collect();
        let other_token = self.slots.iter().position(|slot| {
            matches!(slot.member.shape, Shape::Token(token, _) if is_other_token(token, &name))
        });
        let meant = nearest(&name, names.iter().map(String::as_str));
        let (message, index) = if other_token.is_some() {
            (message::other_token(self.operation, &name), other_token)
        } else {
            let index = meant.and_then(|meant| names.iter().position(|name| name == meant));
            (problem(self.operation, &name, meant), index)
        };
        self.errors.push(place, key.span(), message);
        if let Some(slot) = index.and_then(|index| self.slots.get_mut(index)) {
            slot.binding.get_or_insert(Bound {
                place,
                span: key.span(),
                source: None,
                literal: None,
            });
        }
        None
    }

    fn bind(&mut self, index: usize, bound: Bound<'a>) {
        let Some(slot) = self.slots.get_mut(index) else {
            return;
        };
        if slot.binding.as_ref().is_some_and(|earlier| earlier.source.is_some()) {
            self.errors.push(
                bound.place,
                bound.span,
                message::bound_twice(&slot.member.snake_name()),
            );
        } else {
            slot.binding = Some(bound);
        }
    }

    fn read_literal(&mut self, index: usize, place: Place, literal: &Lit) -> Option<Source> {
        let member = self.slots.get(index)?.member;
        let name = member.snake_name();
        let problem = match (member.shape, literal) {
            (Shape::Token(token, _), _) => Some(message::secret_literal(&name, token)),
            _ if member.idempotency_token => Some(message::constant_idempotency_token(&name)),
            (Shape::ContentType { type_name, values, .. }, literal) => {
                return self.read_content_type(place, literal, type_name, values);
            }
            (Shape::String(_) | Shape::Content(_) | Shape::MessageId, Lit::Str(text)) => {
                let length = match member.shape {
                    Shape::String(length) | Shape::Content(length) => {
                        length.check(&text.value()).err()
                    }
                    _ => None,
                };
                if !text.suffix().is_empty() {
                    Some(message::literal_suffix(text.suffix()))
                } else if let Some(error) = length {
                    Some(message::literal_length(&name, &error))
                } else if text.value().is_empty() {
                    Some(message::empty_message_id())
                } else {
                    None
                }
            }
            (Shape::String(_) | Shape::Content(_) | Shape::MessageId, _) => {
                Some(message::not_a_string(&name))
            }
            // TODO: literals of the other shapes are checked once an operation that has them is supported.
            _ => None,
        };
        match problem {
            Some(message) => {
                self.errors.push(place, literal.span(), message);
                None
            }
            None => Some(expression_source(literal)),
        }
    }

    fn read_content_type(
        &mut self,
        place: Place,
        literal: &Lit,
        type_name: &'static str,
        values: &'static [ContentType],
    ) -> Option<Source> {
        let span = literal.span();
        let text = match literal {
            Lit::Str(text) if !text.token().to_string().starts_with('r') => text,
            _ => {
                self.errors.push(place, span, message::content_type_is_no_plain_string(values));
                return None;
            }
        };
        let value = text.value();
        let known = values.iter().find(|known| known.value == value);
        match known {
            Some(content_type) if text.suffix().is_empty() => {
                return Some(Source::ContentType { type_name, content_type, span });
            }
            Some(_) => self.errors.push(place, span, message::literal_suffix(text.suffix())),
            None => self.errors.push(
                place,
                span,
                message::unknown_content_type(self.operation, &value, values),
            ),
        }
        None
    }

    fn check_required(&mut self) {
        // A parameter without a name may be any of them.
        if self.method.has_nameless_parameter {
            return;
        }
        for slot in &self.slots {
            if slot.member.required && slot.binding.is_none() {
                let name = self.method.name();
                self.errors.push(
                    Place::Name,
                    name.span(),
                    message::missing_member(self.operation, slot.member),
                );
            }
        }
    }

    /// Checks what the content type, where it is known, says about the content.
    fn check_content(&mut self) {
        let Some(content_type) = self.content_type() else {
            return;
        };
        let bound = |wanted: fn(&Shape) -> bool| {
            let mut slots = self.slots.iter().filter(|slot| wanted(&slot.member.shape));
            slots.find_map(|slot| Some((slot.member, slot.binding.as_ref()?)))
        };
        let content = bound(|shape| matches!(shape, Shape::Content(_)));
        let message_id = bound(|shape| matches!(shape, Shape::MessageId));
        let (place, span, message) = match (content_type.content, content, message_id) {
            (Content::None, content, message_id) => {
                for (member, Bound { place, span, .. }) in content.into_iter().chain(message_id) {
                    self.errors.push(*place, *span, message::no_content(content_type, member));
                }
                return;
            }
            (Content::Receipt, Some((_, content)), Some((_, message_id))) => {
                let later = if content.place > message_id.place { content } else { message_id };
                (later.place, later.span, message::receipt_with_both(content_type))
            }
            (Content::Receipt, Some((_, Bound { place, source, literal, .. })), None) => {
                let (Some(_), Some(literal)) = (source, literal) else { return };
                let Err(error) = receipt::check(&literal.value()) else { return };
                (*place, literal.span(), message::receipt_content(error))
            }
            (Content::Receipt, None, None) if !self.method.has_nameless_parameter => {
                let name = self.method.name();
                (Place::Name, name.span(), message::receipt_without_id(content_type))
            }
            (Content::Receipt | Content::Text, ..) => return,
        };
        self.errors.push(place, span, message);
    }

    /// The content type, where it is known at compile time.
    fn content_type(&self) -> Option<&'static ContentType> {
        self.slots.iter().find_map(|slot| match slot.binding.as_ref()?.source {
            Some(Source::ContentType { content_type, .. }) => Some(content_type),
            _ => None,
        })
    }

    fn into_arguments(self) -> Vec<Argument> {
        let is_receipt = self
            .content_type()
            .is_some_and(|content_type| content_type.content == Content::Receipt);
        let bound = self.slots.into_iter().filter_map(|Slot { member, binding }| {
            let Bound { span, source, .. } = binding?;
            let always = member.required || member.location == Location::Receipt && is_receipt;
            Some(Argument { member, span, always, source: source? })
        });
        bound.collect()
    }
}

fn expression_source(expression: impl ToTokens) -> Source {
    let tokens = expression.into_token_stream();
    let (first, last) = ends(&tokens);
    Source::Expression { tokens, first, last }
}

/// Whether `name` is what the token that does not belong here is called.
fn is_other_token(token: Bearer, name: &str) -> bool {
    match token {
        Bearer::Connection => name == "participant_token",
        Bearer::Participant => name == "connection_token",
    }
}

/// Whether the variable `name` is used in `expression`, also in the braces of a format string. What follows a `.` or a
/// `::`, or stands before a `:`, is the name of something else.
fn uses(expression: impl ToTokens, name: &Ident) -> bool {
    let mut tokens = expression.into_token_stream().into_iter().peekable();
    let mut before = [None, None];
    while let Some(token) = tokens.next() {
        let punct = |token: Option<&TokenTree>| match token {
            Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
            _ => None,
        };
        let found = match &token {
            TokenTree::Group(group) => uses(group.stream(), name),
            TokenTree::Ident(ident) => {
                let is_field = before[1] == Some('.') && before[0] != Some('.');
                let is_path = before == [Some(':'), Some(':')] || punct(tokens.peek()) == Some(':');
                ident == name && !is_field && !is_path
            }
            TokenTree::Literal(literal) => {
                let literal = literal.to_string();
                let name = name.unraw();
                literal.contains(&format!("{{{name}}}")) || literal.contains(&format!("{{{name}:"))
            }
            TokenTree::Punct(_) => false,
        };
        if found {
            return true;
        }
        before = [before[1], punct(Some(&token))];
    }
    false
}
