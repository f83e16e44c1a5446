//! The forms of traits, methods and bindings that the macro accepts. Each file is one case. All are in
//! one crate, because a crate for each takes minutes to build.

#![allow(
    dead_code,
    clippy::all,
    clippy::pedantic,
    clippy::unimplemented,
    clippy::unwrap_used,
    reason = "users write code in unusual forms, and a case is complete if it compiles"
)]

// Public, because lints such as `unreachable_pub` depend on it.
pub mod async_trait;
pub mod attributes_on_the_method;
pub mod bindings;
pub mod blocking;
pub mod box_future;
pub mod connected;
pub mod every_operation;
pub mod from_macro_rules;
pub mod from_output;
pub mod futures_are_send;
pub mod generics;
pub mod hygiene;
pub mod hygiene_of_literals;
pub mod inherent_methods;
pub mod instrument;
pub mod items_with_the_same_names;
pub mod literals;
pub mod literals_from_macro_rules;
pub mod mock;
pub mod other_attributes;
pub mod override_in_a_fake;
pub mod page_starts;
pub mod raw_identifiers;
pub mod raw_string_literals;
pub mod return_types;
pub mod runtime_elsewhere;
pub mod three_forms_of_futures;
pub mod trait_variant;
pub mod trait_variant_with_a_name;
pub mod type_parameters;
