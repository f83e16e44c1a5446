//! Binds the members of an operation to arguments of the attribute and to parameters.

use std::collections::HashSet;

use connect_participant_model::{
    BearerToken, Content, ContentError, ContentType, Location, Member, MemberValue, Operation,
    SCAN_DIRECTION, Shape, check_label, check_page_start, operation_for_content_type,
};
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Expr, Lit, Type};

use crate::args::{Args, Binding, Value};
use crate::errors::{Errors, Place};
use crate::expression;
use crate::literal;
use crate::message::{self, Subject};
use crate::method::Method;
use crate::parameter::Parameter;
use crate::source::{Kind, Known, Source};
use crate::span::ends;
use crate::suggest::{self, Suggestion};

/// A member and the source of its value.
pub(crate) struct Argument {
    pub(crate) member: &'static Member,
    /// The span of the member's name.
    pub(crate) span: Span,
    /// `true` if there is always a value, and `false` if the source is, or may be, an `Option`.
    pub(crate) has_value: bool,
    pub(crate) source: Source,
}

/// The members of an operation and their bindings.
pub(crate) struct Members<'a> {
    operation: &'static Operation,
    method: &'a Method,
    errors: &'a mut Errors,
    slots: Vec<(&'static Member, Slot<'a>)>,
    /// The operation that the content type belongs to, if it is another one. The content type is
    /// reported, and members that are right for the other operation are not.
    intended_operation: Option<&'static Operation>,
    unused_parameters: Vec<&'a Parameter>,
}

/// The binding of a member.
enum Slot<'a> {
    Unbound,
    /// Bound to something that was reported.
    Reported(Key),
    Bound {
        key: Key,
        source: Source,
        known: Known<'a>,
    },
}

/// The place where a member is named.
#[derive(Clone, Copy)]
struct Key {
    place: Place,
    span: Span,
}

impl Slot<'_> {
    fn is_unbound(&self) -> bool {
        matches!(self, Self::Unbound)
    }

    fn is_bound(&self) -> bool {
        matches!(self, Self::Bound { .. })
    }

    fn key(&self) -> Option<Key> {
        match self {
            Self::Unbound => None,
            Self::Reported(key) | Self::Bound { key, .. } => Some(*key),
        }
    }
}

/// The names of the variables that the expressions in the attribute use.
#[derive(Default)]
struct Variables {
    in_any: HashSet<String>,
    /// Those that the member of the same name is bound to: `content = content.trim()`.
    in_own: HashSet<String>,
}

impl Variables {
    fn of(args: &Args) -> Self {
        let mut all = Self::default();
        for Binding { key, value, .. } in &args.bindings {
            let mut names = HashSet::new();
            match value {
                Value::Expression(expression) => {
                    expression::add_variables(expression, &mut names);
                }
                Value::Unreadable(tokens) => expression::add_variables(tokens, &mut names),
            }
            all.in_own.extend(names.take(&key.unraw().to_string()));
            all.in_any.extend(names);
        }
        all
    }

    /// Returns `true` if a parameter is part of an expression.
    ///
    /// A parameter with the name of a member binds the member, even if other arguments use the
    /// parameter too, but not in `content = content.trim()`.
    fn has(&self, parameter: &Ident, has_name_of_member: bool) -> bool {
        let name = parameter.unraw().to_string();
        self.in_own.contains(&name) || !has_name_of_member && self.in_any.contains(&name)
    }
}

impl<'a> Members<'a> {
    /// Binds the members, and checks everything that is known at compile time.
    pub(crate) fn bind(
        operation: &'static Operation,
        args: &'a Args,
        method: &'a Method,
        errors: &'a mut Errors,
    ) -> Self {
        let slots = operation.members.iter().map(|member| (member, Slot::Unbound)).collect();
        let mut bindings = args.bindings.iter();
        let intended_operation = bindings.find_map(|binding| other_operation(operation, binding));
        let unused_parameters = Vec::new();
        let mut members =
            Self { operation, method, errors, slots, intended_operation, unused_parameters };
        for binding in &args.bindings {
            members.bind_argument(binding);
        }
        let variables = Variables::of(args);
        for parameter in &method.parameters {
            members.bind_parameter(parameter, &variables);
        }
        members.report_unused_parameters();
        // An argument or parameter that cannot be read may be the one that seems to be missing.
        let is_complete = !args.has_unreadable && !method.has_unreadable_parameter;
        if is_complete {
            members.check_required();
        }
        members.check_content(is_complete);
        if is_complete {
            members.check_page_start();
        }
        members
    }

    fn bind_argument(&mut self, Binding { place, key: name, value }: &'a Binding) {
        let key = Key { place: *place, span: name.span() };
        if matches!(value, Value::Unreadable(_)) && self.find(name).is_none() {
            // The value was reported, so the name is not. The member that it is probably about
            // counts as bound.
            let nearest = suggest::nearest_member(self.operation, &name.unraw().to_string());
            return self.mark_bound(nearest, key);
        }
        let Some(member) = self.find_or_report(name, key) else { return };
        if self.report_duplicate(member, key) {
            return;
        }
        let read = match value {
            Value::Unreadable(_) => None,
            Value::Expression(expression) => self.read(member, *place, expression),
        };
        let slot = match read {
            Some((source, known)) => Slot::Bound { key, source, known },
            None => Slot::Reported(key),
        };
        self.set(member, slot);
    }

    fn bind_parameter(&mut self, parameter: &'a Parameter, variables: &Variables) {
        let Parameter { place, name, ty, member } = parameter;
        let key = Key { place: *place, span: member.as_ref().unwrap_or(name).span() };
        let found = match member {
            Some(member) => match self.find_or_report(member, key) {
                Some(member) => Some(member),
                None => return,
            },
            None => self.find(name),
        };
        if member.is_none() && variables.has(name, found.is_some()) {
            return;
        }
        let Some(found) = found else { return self.unused_parameters.push(parameter) };
        if self.report_duplicate(found, key) {
            return;
        }
        let (first, last) = ends(ty);
        let tokens = name.to_token_stream();
        let source = Source::Expression { tokens, first, last, kind: Kind::Parameter };
        self.set(found, Slot::Bound { key, source, known: Known::Nothing });
    }

    fn find(&self, name: &Ident) -> Option<&'static Member> {
        let name = name.unraw();
        self.operation.members.iter().find(|member| name == member.snake_name())
    }

    fn slot(&self, member: &Member) -> &Slot<'a> {
        let found = self.slots.iter().find(|(other, _)| other.name == member.name);
        found.map_or(&Slot::Unbound, |(_, slot)| slot)
    }

    fn set(&mut self, member: &Member, slot: Slot<'a>) {
        if let Some((_, old)) = self.slots.iter_mut().find(|(other, _)| other.name == member.name) {
            *old = slot;
        }
    }

    /// Reports a member that is bound already. Returns `true` if it is.
    fn report_duplicate(&mut self, member: &Member, Key { place, span }: Key) -> bool {
        let is_bound = self.slot(member).is_bound();
        if is_bound {
            self.errors.push(place, span, message::duplicate(&member.snake_name()));
        }
        is_bound
    }

    /// Returns the member with this name. An unknown name is reported, and the member that it is
    /// probably about counts as bound, so that it is not reported as missing too.
    fn find_or_report(&mut self, name: &Ident, key: Key) -> Option<&'static Member> {
        let found = self.find(name);
        let name = name.unraw().to_string();
        if found.is_none() && self.intended_member(&name).is_none() {
            let (member, message) = self.other_token(&name, None).unwrap_or_else(|| {
                let suggestion = self.suggest(&name);
                let message = message::unknown_member(self.operation, &name, &suggestion);
                (suggestion.member(), message)
            });
            self.errors.push(key.place, key.span, message);
            self.mark_bound(member, key);
        }
        found
    }

    /// Returns the member with this name of the operation that the content type belongs to.
    fn intended_member(&self, name: &str) -> Option<&'static Member> {
        self.intended_operation?.members.iter().find(|member| member.snake_name() == name)
    }

    /// Marks a member as bound, because an error that was reported is probably about it.
    fn mark_bound(&mut self, member: Option<&Member>, key: Key) {
        if let Some(member) = member.filter(|member| self.slot(member).is_unbound()) {
            self.set(member, Slot::Reported(key));
        }
    }

    /// Reports the parameters that are not used, each with the member that it is probably meant to
    /// be.
    fn report_unused_parameters(&mut self) {
        for Parameter { place, name, ty, .. } in std::mem::take(&mut self.unused_parameters) {
            let text = name.unraw().to_string();
            if self.intended_member(&text).is_some() {
                continue;
            }
            let (member, message) = if let Some(other_token) = self.other_token(&text, Some(ty)) {
                other_token
            } else if let Some(member) = self.unbound_member_like(&text, ty) {
                (Some(member), message::unnamed_member(self.operation, &text, member))
            } else {
                let suggestion = self.suggest(&text);
                let message = message::unused_parameter(self.operation, &text, &suggestion);
                (suggestion.member(), message)
            };
            self.errors.push(*place, name.span(), message);
            self.mark_bound(member, Key { place: *place, span: name.span() });
        }
    }

    fn suggest(&self, name: &str) -> Suggestion {
        Suggestion::new(self.operation, name, |member| self.slot(member).is_bound())
    }

    /// Returns the error for a token that is used instead of the other one, by its name or by its
    /// type.
    fn other_token(
        &self,
        name: &str,
        ty: Option<&Type>,
    ) -> Option<(Option<&'static Member>, String)> {
        self.slots.iter().find_map(|(member, slot)| {
            let Shape::Token(token, _) = member.shape else { return None };
            let ty = ty.filter(|_| slot.is_unbound());
            let found = suggest::other_token(name, ty, token)?;
            Some((Some(*member), message::other_token(self.operation, &found, token)))
        })
    }

    fn unbound_member_like(&self, name: &str, ty: &Type) -> Option<&'static Member> {
        if suggest::nearest_member(self.operation, name).is_some() {
            return None;
        }
        let is_receipt = self.is_receipt();
        let is_required =
            |member: &Member| member.required || is_receipt && member.shape == Shape::MessageId;
        let unbound = self.slots.iter().filter(|(_, slot)| slot.is_unbound());
        let unbound: Vec<_> = unbound.map(|(member, _)| *member).collect();
        suggest::member_for_parameter(name, ty, &unbound, is_required)
    }

    /// Reads the value of a member in the attribute. Returns `None` if it was reported.
    fn read(
        &mut self,
        member: &Member,
        place: Place,
        expression: &'a Expr,
    ) -> Option<(Source, Known<'a>)> {
        let name = member.snake_name();
        if let (true, Some(literal)) = (member.idempotency_token, expression::literal(expression)) {
            let message = message::constant_idempotency_token(&name);
            self.errors.push(place, literal.value.span(), message);
            return None;
        }
        if expression::is_none(expression) {
            self.errors.push_spanned(place, expression, message::bound_to_none(member));
            return None;
        }
        if let Some((span, exit)) = expression::find_exit(expression) {
            self.errors.push(place, span, message::leaves_the_method(&name, exit));
            return None;
        }
        let subject = Subject::member(&name);
        match literal::read(self.operation, subject, &member.shape, member.required, expression) {
            Some(Ok((source, known))) => {
                self.check_label(member, place, known).then_some((source, known))
            }
            Some(Err(problems)) => {
                for (tokens, message) in problems {
                    self.errors.push_spanned(place, tokens, message);
                }
                None
            }
            None => {
                let known = known_content_type(expression, &member.shape);
                Some((Source::expression(expression), known))
            }
        }
    }

    /// Checks a label of the path, if its text is known. Returns `false` if it was reported.
    fn check_label(&mut self, member: &Member, place: Place, known: Known<'_>) -> bool {
        if let (Location::Label, Known::Text(text)) = (member.location, known) {
            if let Err(error) = check_label(&text.value()) {
                let message = message::literal_label(&member.snake_name(), error);
                self.errors.push(place, text.span(), message);
                return false;
            }
        }
        true
    }

    /// Reports the required members that are not bound. A connection token is taken from `self`
    /// instead: the compiler checks that `Self` is `Connected`, which the macro cannot see.
    fn check_required(&mut self) {
        let span = self.method.name().span();
        let key = Key { place: Place::Name, span };
        let intended_operation = self.intended_operation;
        let is_intended = |member: &Member| {
            intended_operation.is_none_or(|operation| {
                let mut members = operation.members.iter();
                members.any(|intended| intended.name == member.name && intended.required)
            })
        };
        let missing = self
            .slots
            .iter_mut()
            .filter(|(member, slot)| member.required && slot.is_unbound() && is_intended(member));
        for (member, slot) in missing {
            if matches!(member.shape, Shape::Token(BearerToken::Connection, _)) {
                let source = Source::Connected(span);
                *slot = Slot::Bound { key, source, known: Known::Nothing };
            } else {
                let message = message::missing_member(self.operation, member);
                self.errors.push(Place::Name, span, message);
            }
        }
    }

    /// Checks the content and the message id against the content type, if that is known.
    fn check_content(&mut self, is_complete: bool) {
        let Some(content_type) = self.content_type() else { return };
        let find = |wanted: fn(&Shape) -> bool| {
            self.slots.iter().find(|(member, _)| wanted(&member.shape))
        };
        let content = find(|shape| matches!(shape, Shape::Content(_)));
        let message_id = find(|shape| *shape == Shape::MessageId);
        let text = |slot: Option<&(_, Slot<'_>)>| match slot {
            Some((_, Slot::Bound { known: Known::Text(text), .. })) => Some(text.value()),
            _ => None,
        };
        let is_given =
            |slot: Option<&(_, Slot<'_>)>| slot.is_some_and(|(_, slot)| !slot.is_unbound());
        let (content_text, message_id_text) = (text(content), text(message_id));
        let result = content_type.content.check(
            MemberValue::new(is_given(content), content_text.as_deref()),
            MemberValue::new(is_given(message_id), message_id_text.as_deref()),
        );
        let Err(error) = result else { return };

        let given = [content, message_id].into_iter().flatten();
        let given = given.filter_map(|(member, slot)| Some((*member, slot, slot.key()?)));
        match error {
            ContentError::UnexpectedContent | ContentError::UnexpectedMessageId => {
                for (member, _, Key { place, span }) in given {
                    self.errors.push(
                        place,
                        span,
                        message::unexpected_content(content_type, member),
                    );
                }
            }
            ContentError::ContentAndMessageId => {
                if let Some((member, _, Key { place, span })) =
                    given.max_by_key(|(.., key)| key.place)
                {
                    let message = message::content_and_message_id(content_type, member);
                    self.errors.push(place, span, message);
                }
            }
            ContentError::MissingMessageId => {
                if is_complete {
                    let name = self.method.name();
                    let message = message::missing_message_id(content_type);
                    self.errors.push(Place::Name, name.span(), message);
                }
            }
            ContentError::Receipt(error) => {
                for (_, slot, Key { place, .. }) in given {
                    if let Slot::Bound { known: Known::Text(text), .. } = slot {
                        self.errors.push(place, text.span(), message::receipt_content(error));
                    }
                }
            }
            // `literal` has reported it.
            ContentError::EmptyMessageId => {}
        }
    }

    /// Checks the direction of a transcript against its start, as far as they are known.
    fn check_page_start(&mut self) {
        let value_of = |name: &str| {
            let found = self.slots.iter().find(|(member, _)| member.name == name);
            match found.map(|(_, slot)| slot) {
                None | Some(Slot::Unbound) => MemberValue::Absent,
                Some(Slot::Bound { known: Known::Enum(value), .. }) => MemberValue::Known(value),
                Some(_) => MemberValue::Unknown,
            }
        };
        let Err(error) = check_page_start(value_of) else { return };
        let direction = self.slots.iter().find(|(member, _)| member.name == SCAN_DIRECTION);
        if let Some((member, Slot::Bound { key, source: Source::Variant(literal), .. })) = direction
        {
            let message = message::forward_without_start(member, error);
            self.errors.push(key.place, literal.span(), message);
        }
    }

    /// Returns the content type, if it is known at compile time.
    pub(crate) fn content_type(&self) -> Option<&'static ContentType> {
        self.slots.iter().find_map(|(_, slot)| match slot {
            Slot::Bound { known: Known::ContentType(content_type), .. } => Some(*content_type),
            _ => None,
        })
    }

    fn is_receipt(&self) -> bool {
        self.content_type().is_some_and(|content_type| content_type.content == Content::Receipt)
    }

    /// Returns `true` if the connection token is taken from `self`.
    pub(crate) fn needs_connected(&self) -> bool {
        let is_of_self =
            |slot: &Slot<'_>| matches!(slot, Slot::Bound { source: Source::Connected(_), .. });
        self.slots.iter().any(|(_, slot)| is_of_self(slot))
    }

    /// Returns the bound members, in the order of the model.
    pub(crate) fn into_arguments(self) -> Vec<Argument> {
        let is_receipt = self.is_receipt();
        let bound = self.slots.into_iter().filter_map(|(member, slot)| {
            let Slot::Bound { key, source, .. } = slot else { return None };
            let has_value = member.required
                || member.location == Location::Receipt && is_receipt
                || source.is_value();
            Some(Argument { member, span: key.span, has_value, source })
        });
        bound.collect()
    }
}

/// Returns the operation that the content type in a binding belongs to, if it is another one.
fn other_operation(operation: &Operation, binding: &Binding) -> Option<&'static Operation> {
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

/// Returns the content type of an expression that is a variant.
fn known_content_type(expression: &Expr, shape: &Shape) -> Known<'static> {
    let Shape::ContentType { type_name, values, .. } = shape else { return Known::Nothing };
    let known = expression::content_type(expression, type_name, values);
    known.map_or(Known::Nothing, Known::ContentType)
}
