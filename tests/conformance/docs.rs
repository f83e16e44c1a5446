//! Checks the parts of the docs that repeat facts: the table of operations, and the code of an
//! example.

use connect_participant_model::OPERATIONS;

/// The page repeats the example verbatim, so its code is compiled and tested.
#[test]
fn the_offline_page_has_the_code_of_the_example() {
    let page = include_str!("../../docs/offline.md");
    let example = include_str!("../../examples/offline_tests.rs");
    assert!(page.contains(&format!("```rust\n{example}```\n")));
}

const DOCS: &str = include_str!("../../runtime/src/lib.rs");

/// The table in the docs has a line for each operation, with the members of its row.
#[test]
fn the_docs_list_every_operation_with_its_members() {
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
