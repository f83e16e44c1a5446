//! How inputs are written down.

/// The type of an input, or of a structure in one: `new` takes what is required, and each of the other members has two
/// setters. Beside its names in Rust a member has the service's. Its type is one word, or `(Vec<…>)`; `hidden` keeps its
/// value out of `Debug` and of errors.
macro_rules! input {
    (
        $(#[$doc:meta])*
        $input:ident $(for $operation:ident -> $output:ident)? {
            $(#[$new_doc:meta])*
            new($($required:ident $required_name:literal: $required_ty:tt $($required_hidden:ident)?),*);
            $(
                $(#[$optional_doc:meta])*
                $optional:ident $set:ident $optional_name:literal: $optional_ty:tt $($optional_hidden:ident)?;
            )*
        }
    ) => {
        input!(@member $input $($operation)?);

        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $input {
            $($required: input!(@type $required_ty),)*
            $($optional: Option<input!(@type $optional_ty)>,)*
        }

        impl $input {
            $(#[$new_doc])*
            #[must_use]
            pub fn new($($required: input!(@argument $required_ty)),*) -> Self {
                Self {
                    $($required: input!(@value $required_ty, $required),)*
                    $($optional: None,)*
                }
            }

            $(
                $(#[$optional_doc])*
                #[must_use]
                pub fn $optional(self, $optional: input!(@argument $optional_ty)) -> Self {
                    self.$set(Some(input!(@value $optional_ty, $optional)))
                }

                #[doc = concat!("As `", stringify!($optional), "`, or nothing.")]
                #[must_use]
                pub fn $set(mut self, $optional: Option<input!(@type $optional_ty)>) -> Self {
                    self.$optional = $optional;
                    self
                }
            )*
        }

        impl std::fmt::Debug for $input {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($input))
                    $(.field(stringify!($required), input!(@shown self.$required $($required_hidden)?)))*
                    $(.field(stringify!($optional), input!(@shown_option self.$optional $($optional_hidden)?)))*
                    .finish()
            }
        }

        impl $crate::operation::AsValue for $input {
            fn as_value(&self) -> Option<$crate::operation::Value<'_>> {
                let members = [
                    $(($required_name, self.$required.as_value()),)*
                    $(($optional_name, self.$optional.as_value()),)*
                ];
                Some($crate::operation::Value::Structure(
                    members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
                ))
            }

            fn secrets(&self) -> Vec<String> {
                $crate::operation::forms_of([
                    $(input!(@secret self.$required $($required_hidden)?),)*
                    $(input!(@secret self.$optional $($optional_hidden)?),)*
                ])
            }
        }

        $(impl $crate::operation::Input for $input {
            const OPERATION: &'static connect_participant_model::Operation =
                &connect_participant_model::$operation;

            type Output = $output;
        })?
    };

    // A structure in an input is a member.
    (@member $input:ident) => { impl $crate::conversion::IsValue for $input {} };
    (@member $input:ident $operation:ident) => {};

    (@type (Vec<$item:ty>)) => { Vec<$item> };
    (@type $ty:tt) => { $ty };

    // What is convenient to give, and what becomes of it.
    (@argument String) => { impl Into<String> };
    (@argument (Vec<String>)) => { impl IntoIterator<Item = impl Into<String>> };
    (@argument (Vec<$item:ty>)) => { impl IntoIterator<Item = $item> };
    (@argument $ty:tt) => { $ty };
    (@value String, $value:ident) => { $value.into() };
    (@value (Vec<String>), $value:ident) => { $value.into_iter().map(Into::into).collect() };
    (@value (Vec<$item:ty>), $value:ident) => { $value.into_iter().collect() };
    (@value $ty:tt, $value:ident) => { $value };

    (@secret $self:ident.$member:ident) => { None };
    (@secret $self:ident.$member:ident hidden) => { $crate::operation::AsValue::as_value(&$self.$member) };

    (@shown $self:ident.$member:ident) => { &$self.$member };
    (@shown $self:ident.$member:ident hidden) => { &$crate::operation::Hidden };
    (@shown_option $self:ident.$member:ident) => { &$self.$member };
    (@shown_option $self:ident.$member:ident hidden) => {
        &$self.$member.as_ref().map(|_| $crate::operation::Hidden)
    };
}
