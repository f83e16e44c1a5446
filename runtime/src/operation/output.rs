//! How outputs are written down.

/// An output, or a structure in one. All of its members are optional but for the one that comes after `[required]`,
/// which has its default where the service leaves it out. What the service adds is ignored. `hidden` keeps a value out of
/// `Debug`.
macro_rules! output {
    (
        $(#[$doc:meta])*
        $output:ident {
            $([required] $(#[$required_doc:meta])* $required:ident: $required_ty:ty;)?
            $($(#[$member_doc:meta])* $member:ident: $ty:ty $(, $hidden:ident)?;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "PascalCase")]
        #[non_exhaustive]
        pub struct $output {
            $(
                $(#[$required_doc])*
                #[serde(default, deserialize_with = "crate::operation::or_default")]
                pub $required: $required_ty,
            )?
            $(
                $(#[$member_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $member: Option<$ty>,
            )*
        }

        impl std::fmt::Debug for $output {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($output))
                    $(.field(stringify!($required), &self.$required))?
                    $(.field(stringify!($member), output!(@shown self.$member $($hidden)?)))*
                    .finish()
            }
        }
    };

    (@shown $self:ident.$member:ident) => { &$self.$member };
    (@shown $self:ident.$member:ident hidden) => {
        &$self.$member.as_ref().map(|_| $crate::operation::Hidden)
    };
}
