//! What the docs repeat: the table of operations, and the code of an example.

use connect_participant_model::OPERATIONS;

/// The page has the example as it is, so that what it shows is compiled and tried.
#[test]
fn the_page_about_offline_tests_has_the_example() {
    let page = include_str!("../../docs/offline.md");
    let example = include_str!("../../examples/offline_tests.rs");
    assert!(page.contains(&format!("```rust\n{example}```\n")));
}

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
