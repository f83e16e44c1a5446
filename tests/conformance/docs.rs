//! The table of operations in the crate's docs.

use connect_participant_model::OPERATIONS;

const DOCS: &str = include_str!("../../runtime/src/lib.rs");

/// What the docs have for each operation, which is what its row has.
#[test]
fn the_docs_have_every_operation_with_its_members() {
    for operation in OPERATIONS {
        let members = |is_required: bool| {
            let names = operation.members.iter().filter(|member| member.required == is_required);
            let names: Vec<_> = names.map(|member| format!("`{}`", member.snake_name())).collect();
            names.join(", ")
        };
        let name = operation.name;
        let row = format!(
            "/// | `{name}` | [`{name}Input`] | {} | {} |\n",
            members(true),
            members(false)
        );
        assert!(DOCS.contains(&row), "the docs do not have\n{row}");
    }
}
