//! What a name that is no member is most likely meant to be, by its letters, its words and its type.

use connect_participant_model::{BearerToken, Member, OPERATIONS, Shape, snake_case};
use syn::{GenericArgument, PathArguments, Type};

use super::{Members, Slot};
use crate::message::{self, Meant};
use crate::nearest::nearest;

impl Members<'_> {
    /// The token that belongs where the other one stands, by its name or by its type.
    pub(super) fn other_token(
        &self,
        name: &str,
        ty: Option<&Type>,
    ) -> Option<(Option<usize>, String)> {
        self.slots.iter().enumerate().find_map(|(index, Slot { member, bound })| {
            let Shape::Token(token, _) = member.shape else { return None };
            let other = match token {
                BearerToken::Connection => BearerToken::Participant,
                BearerToken::Participant => BearerToken::Connection,
            };
            let is_of_type =
                bound.is_none() && ty.is_some_and(|ty| names_type(ty, other.type_name()));
            let is_of_name = name == snake_case(other.type_name());
            let found = if is_of_name { name } else { other.type_name() };
            let message = || message::other_token(self.operation, found, token);
            (is_of_name || is_of_type).then(|| (Some(index), message()))
        })
    }

    pub(super) fn nearest(&self, name: &str) -> Option<(usize, String)> {
        let names: Vec<String> = self.slots.iter().map(|slot| slot.member.snake_name()).collect();
        let meant = nearest(name, names.iter().map(String::as_str))?;
        let index = names.iter().position(|name| name == meant)?;
        Some((index, meant.to_owned()))
    }

    /// What a name that is no member is most likely meant to be.
    pub(super) fn meant(&self, name: &str) -> (Option<usize>, Meant) {
        let has = |members: &[Member]| members.iter().any(|member| member.snake_name() == name);
        let others = OPERATIONS.iter().filter(|operation| has(operation.members));
        let others: Vec<_> = others.map(|operation| operation.name).collect();
        // What is bound already is hardly meant by what has the name of something else.
        let is_meant = |index| others.is_empty() || !self.is_bound(index);
        if let Some((index, meant)) = self.nearest(name).filter(|(index, _)| is_meant(*index)) {
            return (Some(index), Meant::Member(meant));
        }
        for (index, Slot { member, .. }) in self.slots.iter().enumerate() {
            match member.shape {
                Shape::Structure { type_name, members } if has(members) => {
                    return (Some(index), Meant::Part(member.snake_name(), type_name));
                }
                _ => {}
            }
        }
        (None, if others.is_empty() { Meant::Nothing } else { Meant::Elsewhere(others) })
    }

    /// What nothing binds, and is like a parameter of this name and type: something that is needed and ends in the same
    /// word, something of a type of its own, or the only thing that is needed.
    pub(super) fn missing_like(&self, name: &str, ty: &Type) -> Option<(usize, &'static Member)> {
        if self.nearest(name).is_some() {
            return None;
        }
        let is_receipt = self.is_receipt();
        let free = || {
            let slots = self.slots.iter().enumerate().filter(|(_, slot)| slot.bound.is_none());
            slots.map(|(index, slot)| (index, slot.member))
        };
        let is_needed =
            |member: &Member| member.required || is_receipt && member.shape == Shape::MessageId;
        let needed = || free().filter(|(_, member)| is_needed(member));
        let last_word = |name: &str| name.rsplit('_').next().unwrap_or_default().to_owned();
        let is_of_type =
            |member: &Member| own_type(&member.shape).is_some_and(|own| names_type(ty, own));
        let is_of_name = |member: &Member| last_word(name) == last_word(&member.snake_name());
        let mut alike = needed().filter(|(_, member)| is_of_type(member) || is_of_name(member));
        let mut of_type = free().filter(|(_, member)| is_of_type(member));
        let only = || {
            let mut needed = needed();
            let only = needed.next().filter(|_| needed.next().is_none());
            only.filter(|(_, member)| {
                usual_types(&member.shape).iter().any(|usual| names_type(ty, usual))
            })
        };
        alike.next().or_else(|| of_type.next()).or_else(only)
    }
}

/// The type of a value, or of an item of it, where that is one of the runtime's.
fn own_type(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::List { item, .. } => item.type_name(),
        other => other.type_name(),
    }
}

/// The types of Rust's that a value, or an item of it, is usually written with.
fn usual_types(shape: &Shape) -> &'static [&'static str] {
    match shape {
        Shape::String(_) | Shape::Content(_) | Shape::MessageId => &["str", "String"],
        Shape::Integer(_) => &["i32"],
        Shape::Long(_) => &["i64"],
        Shape::Boolean => &["bool"],
        Shape::List { item, .. } => usual_types(item),
        Shape::ContentType { .. }
        | Shape::Token(..)
        | Shape::Enum { .. }
        | Shape::Structure { .. } => &[],
    }
}

/// Whether a type is the one of this name, or a reference to it, an `Option` or a list of it.
fn names_type(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Array(array) => names_type(&array.elem, name),
        Type::Group(group) => names_type(&group.elem, name),
        Type::Paren(paren) => names_type(&paren.elem, name),
        Type::Reference(reference) => names_type(&reference.elem, name),
        Type::Slice(slice) => names_type(&slice.elem, name),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let wraps = last.ident == "Option" || last.ident == "Vec";
            last.ident == name || wraps && names_type_inside(&last.arguments, name)
        }),
        _ => false,
    }
}

fn names_type_inside(arguments: &PathArguments, name: &str) -> bool {
    let PathArguments::AngleBracketed(arguments) = arguments else { return false };
    arguments.args.iter().any(|argument| match argument {
        GenericArgument::Type(ty) => names_type(ty, name),
        _ => false,
    })
}
