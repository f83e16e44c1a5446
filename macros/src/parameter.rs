//! A parameter of the annotated method.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::{Attribute, Pat, PatType, Type};

use crate::errors::{Errors, Place};
use crate::message;

pub(crate) struct Parameter {
    pub(crate) place: Place,
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// The member in `#[member(…)]`.
    pub(crate) member: Option<Ident>,
}

impl Parameter {
    /// Reads a parameter. Returns `None` if it is not a plain name, or if its `#[member]` is
    /// malformed.
    pub(crate) fn read(place: Place, typed: &PatType, errors: &mut Errors) -> Option<Self> {
        let mut member = None;
        let mut is_readable = true;
        for attribute in &typed.attrs {
            let path = attribute.path();
            if is_member(attribute) {
                match attribute.parse_args_with(Ident::parse_any) {
                    Ok(name) if member.is_none() => member = Some(name),
                    Ok(_) => {
                        errors.push_spanned(place, path, message::duplicate_member_attribute());
                    }
                    Err(_) => {
                        errors.push_spanned(place, path, message::malformed_member_attribute());
                        is_readable = false;
                    }
                }
            } else if is_cfg(attribute) {
                errors.push_spanned(place, path, message::conditional_parameter());
            }
        }
        match &*typed.pat {
            Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => {
                if let Some(mutability) = &pattern.mutability {
                    let message = message::mutable_parameter(&pattern.ident);
                    errors.push_spanned(place, mutability, message);
                }
                let name = pattern.ident.clone();
                is_readable.then(|| Self { place, name, ty: (*typed.ty).clone(), member })
            }
            pattern => {
                errors.push_spanned(place, pattern, message::parameter_pattern());
                None
            }
        }
    }
}

/// Returns `true` for an attribute that must not be emitted: `#[member]`, which belongs to this
/// macro, or `#[cfg]`, which was reported.
pub(crate) fn is_consumed(attribute: &Attribute) -> bool {
    is_member(attribute) || is_cfg(attribute)
}

fn is_member(attribute: &Attribute) -> bool {
    attribute.path().is_ident("member")
}

fn is_cfg(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}
