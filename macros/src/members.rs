//! The members of an operation, and what the attribute and the parameters bind them to.

mod meant;

use connect_participant_model::{
    Content, ContentError, ContentType, Location, Member, MemberValue, Operation, Shape,
    check_label, operation_for_content_type,
};
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Expr, Lit};

use crate::args::{Args, Binding, Value};
use crate::errors::{Errors, Place};
use crate::expression;
use crate::literal;
use crate::message::{self, Subject};
use crate::method::{Method, Parameter};
use crate::source::{Kind, Known, Source};
use crate::span::ends;

/// A member and what it is bound to.
pub(crate) struct Argument {
    pub(crate) member: &'static Member,
    /// Where the member is named.
    pub(crate) span: Span,
    /// Whether there is always a value. Otherwise there is an `Option`, or may be.
    pub(crate) always: bool,
    pub(crate) source: Source,
}

/// The members, each with what it is bound to.
pub(crate) struct Members<'a> {
    operation: &'static Operation,
    method: &'a Method,
    errors: &'a mut Errors,
    slots: Vec<Slot<'a>>,
    /// Another operation, to which a content type belongs that is wrong here. That is told, and not what is right there.
    sender: Option<&'static Operation>,
    /// The parameters that are no member and that nothing uses.
    strays: Vec<&'a Parameter>,
}

struct Slot<'a> {
    member: &'static Member,
    bound: Option<Bound<'a>>,
}

struct Bound<'a> {
    place: Place,
    /// Where the member is named.
    span: Span,
    value: Bind<'a>,
}

/// What a member is bound to.
enum Bind<'a> {
    /// Something that was reported already.
    Reported,
    /// Something, and what is known of it at compile time.
    To(Source, Known<'a>),
}

impl<'a> Members<'a> {
    /// Binds the members of an operation, and checks all that can be known of them.
    pub(crate) fn bind(
        operation: &'static Operation,
        args: &'a Args,
        method: &'a Method,
        errors: &'a mut Errors,
    ) -> Self {
        let slots = operation.members.iter().map(|member| Slot { member, bound: None }).collect();
        let sender = args.bindings.iter().find_map(|binding| other_sender(operation, binding));
        let mut members = Self { operation, method, errors, slots, sender, strays: Vec::new() };
        for binding in &args.bindings {
            members.bind_argument(binding);
        }
        for parameter in &method.parameters {
            members.bind_parameter(parameter, args);
        }
        // What nobody understands may be whatever seems to be missing.
        let is_complete = !args.has_unreadable && !method.has_unreadable_parameter;
        members.place_strays();
        if is_complete {
            members.check_required();
        }
        members.check_content(is_complete);
        members
    }

    fn bind_argument(&mut self, Binding { place, key, value }: &'a Binding) {
        if matches!(value, Value::Unreadable(_)) && self.index_of(key).is_none() {
            // One mistake is enough: what it is about counts as bound.
            let meant = self.nearest(&key.unraw().to_string()).map(|(index, _)| index);
            return self.take_for_bound(meant, *place, key.span());
        }
        let Some(index) = self.find(key, *place) else { return };
        let value = match value {
            _ if self.is_bound(index) => Bind::Reported,
            Value::Unreadable(_) => Bind::Reported,
            Value::Expression(expression) => self.read(index, *place, expression),
        };
        self.set(index, Bound { place: *place, span: key.span(), value });
    }

    fn bind_parameter(&mut self, parameter: &'a Parameter, args: &Args) {
        let Parameter { place, name, ty, member } = parameter;
        let key = member.as_ref().unwrap_or(name);
        let index = if member.is_some() { self.find(key, *place) } else { self.index_of(name) };
        let is_used = |binding: &Binding| {
            // What an expression is made of is no binding of its own: `content = content.trim()`.
            let may_be_used = index.is_none() || binding.key.unraw() == name.unraw();
            may_be_used
                && match &binding.value {
                    Value::Expression(expression) => expression::uses(expression, name),
                    Value::Unreadable(tokens) => expression::uses(tokens, name),
                }
        };
        if member.is_none() && args.bindings.iter().any(is_used) {
            return;
        }
        let Some(index) = index else {
            if member.is_none() {
                self.strays.push(parameter);
            }
            return;
        };
        let (first, last) = ends(ty);
        let tokens = name.to_token_stream();
        let source = Source::Expression { tokens, first, last, kind: Kind::Parameter };
        let value = Bind::To(source, Known::Nothing);
        self.set(index, Bound { place: *place, span: key.span(), value });
    }

    fn index_of(&self, key: &Ident) -> Option<usize> {
        let key = key.unraw();
        self.slots.iter().position(|slot| key == slot.member.snake_name())
    }

    fn is_bound(&self, index: usize) -> bool {
        self.slots
            .get(index)
            .is_some_and(|slot| matches!(slot.bound, Some(Bound { value: Bind::To(..), .. })))
    }

    fn set(&mut self, index: usize, bound: Bound<'a>) {
        let is_bound = self.is_bound(index);
        let Some(slot) = self.slots.get_mut(index) else { return };
        if is_bound {
            let message = message::bound_twice(&slot.member.snake_name());
            self.errors.push(bound.place, bound.span, message);
        } else {
            slot.bound = Some(bound);
        }
    }

    /// The index of the member that `key` names. A name that is none is reported, and what it was meant to be counts as
    /// bound, so that it is not reported as missing too.
    fn find(&mut self, key: &Ident, place: Place) -> Option<usize> {
        let index = self.index_of(key);
        let name = key.unraw().to_string();
        if index.is_none() && self.sender_member(&name).is_none() {
            let (meant, message) = self.other_token(&name, None).unwrap_or_else(|| {
                let (index, meant) = self.meant(&name);
                (index, message::unknown_member(self.operation, &name, &meant))
            });
            self.errors.push(place, key.span(), message);
            self.take_for_bound(meant, place, key.span());
        }
        index
    }

    /// The member of this name of the operation that sends the content type.
    fn sender_member(&self, name: &str) -> Option<&'static Member> {
        self.sender?.members.iter().find(|member| member.snake_name() == name)
    }

    /// Takes a member for bound, because a mistake that was reported is most likely about it.
    fn take_for_bound(&mut self, index: Option<usize>, place: Place, span: Span) {
        if let Some(slot) = index.and_then(|index| self.slots.get_mut(index)) {
            slot.bound.get_or_insert(Bound { place, span, value: Bind::Reported });
        }
    }

    /// Tells of the parameters that nothing uses, and what each is most likely meant to be: what it is nearly called, or
    /// what is missing and of its type, or ends in the same word.
    fn place_strays(&mut self) {
        for Parameter { place, name, ty, .. } in std::mem::take(&mut self.strays) {
            let text = name.unraw().to_string();
            if self.sender_member(&text).is_some() {
                continue;
            }
            let (meant, message) = if let Some(other_token) = self.other_token(&text, Some(ty)) {
                other_token
            } else if let Some((index, member)) = self.missing_like(&text, ty) {
                (Some(index), message::unnamed_member(self.operation, &text, member))
            } else {
                let (index, meant) = self.meant(&text);
                (index, message::unused_parameter(self.operation, &text, &meant))
            };
            self.errors.push(*place, name.span(), message);
            self.take_for_bound(meant, *place, name.span());
        }
    }

    /// What the attribute binds a member to, checked as far as it is known.
    fn read(&mut self, index: usize, place: Place, expression: &'a Expr) -> Bind<'a> {
        let Some(Slot { member, .. }) = self.slots.get(index) else { return Bind::Reported };
        let name = member.snake_name();
        if let (true, Some(literal)) = (member.idempotency_token, expression::literal(expression)) {
            let message = message::constant_idempotency_token(&name);
            self.errors.push(place, literal.value.span(), message);
            return Bind::Reported;
        }
        if expression::is_none(expression) {
            self.errors.push_spanned(place, expression, message::bound_to_none(member));
            return Bind::Reported;
        }
        if let Some((span, exit)) = expression::exit(expression) {
            self.errors.push(place, span, message::leaves_the_method(&name, exit));
            return Bind::Reported;
        }
        let subject = Subject::member(&name);
        match literal::read(self.operation, subject, &member.shape, member.required, expression) {
            Some(Ok((source, known))) => return self.bind_label(member, place, source, known),
            Some(Err(problems)) => {
                for (tokens, message) in problems {
                    self.errors.push_spanned(place, tokens, message);
                }
                return Bind::Reported;
            }
            None => {}
        }
        Bind::To(Source::expression(expression), known_content_type(expression, &member.shape))
    }

    /// Binds what is known, unless it is a label of the path that cannot be one.
    fn bind_label(
        &mut self,
        member: &Member,
        place: Place,
        source: Source,
        known: Known<'a>,
    ) -> Bind<'a> {
        if let (Location::Label, Known::Text(text)) = (member.location, known) {
            if let Err(error) = check_label(&text.value()) {
                let message = message::literal_label(&member.snake_name(), error);
                self.errors.push(place, text.span(), message);
                return Bind::Reported;
            }
        }
        Bind::To(source, known)
    }

    fn check_required(&mut self) {
        for slot in &self.slots {
            let there = self.sender_member(&slot.member.snake_name());
            let is_needed_there =
                self.sender.is_none() || there.is_some_and(|there| there.required);
            if slot.member.required && is_needed_there && slot.bound.is_none() {
                let name = self.method.name();
                let message = message::missing_member(self.operation, slot.member);
                self.errors.push(Place::Name, name.span(), message);
            }
        }
    }

    /// Checks the content and the message id against the content type, if that is known.
    fn check_content(&mut self, is_complete: bool) {
        let Some(content_type) = self.content_type() else { return };
        let bound = |wanted: fn(&Shape) -> bool| {
            let mut slots = self.slots.iter().filter(|slot| wanted(&slot.member.shape));
            slots.find_map(|slot| Some((slot.member, slot.bound.as_ref()?)))
        };
        let content = bound(|shape| matches!(shape, Shape::Content(_)));
        let message_id = bound(|shape| matches!(shape, Shape::MessageId));
        let value = |bound: Option<(_, &Bound<'_>)>| match bound?.1.value {
            Bind::To(_, Known::Text(text)) => Some(text.value()),
            _ => None,
        };
        let (text, id) = (value(content), value(message_id));
        let of_content = MemberValue::new(content.is_some(), text.as_deref());
        let of_message_id = MemberValue::new(message_id.is_some(), id.as_deref());
        let Err(error) = content_type.content.check(of_content, of_message_id) else { return };
        let wrong: Vec<_> = match error {
            ContentError::UnexpectedContent => content.into_iter().chain(message_id).collect(),
            ContentError::Receipt(_) => content.into_iter().collect(),
            ContentError::UnexpectedMessageId | ContentError::EmptyMessageId => {
                message_id.into_iter().collect()
            }
            ContentError::ContentAndMessageId => {
                let both = content.into_iter().chain(message_id);
                both.max_by_key(|(_, bound)| bound.place).into_iter().collect()
            }
            ContentError::MissingMessageId => {
                if is_complete {
                    let name = self.method.name();
                    let message = message::receipt_without_id(content_type);
                    self.errors.push(Place::Name, name.span(), message);
                }
                return;
            }
        };
        for (member, Bound { place, span, value }) in wrong {
            let span = match value {
                Bind::To(_, Known::Text(text)) if matches!(error, ContentError::Receipt(_)) => {
                    text.span()
                }
                _ => *span,
            };
            self.errors.push(*place, span, message::content(content_type, member, error));
        }
    }

    /// The content type, where it is known at compile time.
    pub(crate) fn content_type(&self) -> Option<&'static ContentType> {
        self.slots.iter().find_map(|slot| match slot.bound.as_ref()?.value {
            Bind::To(_, Known::ContentType(content_type)) => Some(content_type),
            _ => None,
        })
    }

    fn is_receipt(&self) -> bool {
        self.content_type().is_some_and(|content_type| content_type.content == Content::Receipt)
    }

    /// What is bound, in the model's order.
    pub(crate) fn into_arguments(self) -> Vec<Argument> {
        let is_receipt = self.is_receipt();
        let bound = self.slots.into_iter().filter_map(|Slot { member, bound }| {
            let Bound { span, value: Bind::To(source, _), .. } = bound? else { return None };
            let always = member.required
                || member.location == Location::Receipt && is_receipt
                || source.is_value();
            Some(Argument { member, span, always, source })
        });
        bound.collect()
    }
}

/// The operation that sends the content type which the binding is to, where this one does not.
fn other_sender(operation: &Operation, binding: &Binding) -> Option<&'static Operation> {
    let key = binding.key.unraw();
    let member = operation.members.iter().find(|member| key == member.snake_name())?;
    let (Shape::ContentType { values, .. }, Value::Expression(expression)) =
        (member.shape, &binding.value)
    else {
        return None;
    };
    let Lit::Str(text) = expression::literal(expression)?.value else { return None };
    let text = text.value();
    let is_foreign = values.iter().all(|known| known.value != text);
    operation_for_content_type(&text).filter(|_| is_foreign)
}

/// The content type, where a variant names it.
fn known_content_type(expression: &Expr, shape: &Shape) -> Known<'static> {
    let Shape::ContentType { type_name, values, .. } = shape else { return Known::Nothing };
    let known = expression::content_type(expression, type_name, values);
    known.map_or(Known::Nothing, Known::ContentType)
}
