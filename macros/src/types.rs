//! Helpers that look into a type as it is written.

use syn::{GenericArgument, PathArguments, Type};

/// Removes parentheses, and the invisible delimiters that `macro_rules!` puts around `$ty:ty`.
pub(crate) fn without_delimiters(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => without_delimiters(&group.elem),
        Type::Paren(paren) => without_delimiters(&paren.elem),
        other => other,
    }
}

/// Returns the `T` of a type `…::name<T>`.
pub(crate) fn type_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = without_delimiters(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    type_arguments(&last.arguments).next()
}

/// Returns `true` if a type has this name, or is a reference to, or an `Option`, slice, array or
/// `Vec` of such a type.
pub(crate) fn names_type(ty: &Type, name: &str) -> bool {
    match without_delimiters(ty) {
        Type::Array(array) => names_type(&array.elem, name),
        Type::Reference(reference) => names_type(&reference.elem, name),
        Type::Slice(slice) => names_type(&slice.elem, name),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let is_wrapper = last.ident == "Option" || last.ident == "Vec";
            let mut arguments = type_arguments(&last.arguments);
            last.ident == name || is_wrapper && arguments.any(|ty| names_type(ty, name))
        }),
        _ => false,
    }
}

fn type_arguments(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let arguments = match arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
