//! The pages: the start page, and a page for each chapter.

use std::fmt::Write as _;
use std::path::Path;

use super::case::Case;
use super::markdown::{anchors, escaped, wrapped};

/// A folder of cases, which is one page.
pub(crate) struct Chapter {
    pub(crate) folder: &'static str,
    pub(crate) page: &'static str,
    title: &'static str,
    introduction: &'static str,
}

impl Chapter {
    /// Returns the name of the module that shows the page in the documentation of the client. It is
    /// also the label of links to the page, so that the documentation can lead them to the module.
    pub(crate) fn module(&self) -> &'static str {
        self.page.trim_end_matches(".md")
    }
}

/// A page, with its path in `runtime/docs`.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The chapters in the order of the start page.
pub(crate) const CHAPTERS: [Chapter; 11] = [
    Chapter {
        folder: "content_type",
        page: "content_types.md",
        title: "Content types",
        introduction: "The content type of an event or a message. A literal must be one that the \
            service accepts.",
    },
    Chapter {
        folder: "members",
        page: "members.md",
        title: "Members",
        introduction: "Each required member must be set, and no member twice: in the attribute or \
            by a parameter.",
    },
    Chapter {
        folder: "literals",
        page: "literals.md",
        title: "Literals",
        introduction: "A literal in the attribute must be within the limits of the service.",
    },
    Chapter {
        folder: "receipts",
        page: "receipts.md",
        title: "Receipts and content",
        introduction: "The content type decides which content is allowed.",
    },
    Chapter {
        folder: "attribute",
        page: "attribute.md",
        title: "The attribute",
        introduction: "The syntax is `#[participant_operation(Operation, member = value, …, crate \
            = ::path)]`, on a method of a trait.",
    },
    Chapter {
        folder: "parameters",
        page: "parameters.md",
        title: "Parameters",
        introduction: "A parameter is a member, or is used by an expression in the attribute.",
    },
    Chapter {
        folder: "signature",
        page: "method.md",
        title: "The method",
        introduction: "The method takes `&self`, is asynchronous, and has no body.",
    },
    Chapter {
        folder: "return_type",
        page: "return_type.md",
        title: "The return type",
        introduction: "The method returns a future. Its output is `Result<Output, E>` with the \
            output of the operation, such as `SendEventOutput`, or `Result<(), E>`.",
    },
    Chapter {
        folder: "blocking",
        page: "blocking.md",
        title: "Methods without `async`",
        introduction: "With the feature `blocking`, a method without `async` blocks. It returns a \
            `Result`, and its trait has the supertrait `blocking::Participant`.",
    },
    Chapter {
        folder: "types",
        page: "types.md",
        title: "Types",
        introduction: "The compiler reports a wrong type, and underlines it.",
    },
    Chapter {
        folder: "recovery",
        page: "several_errors.md",
        title: "Several errors",
        introduction: "All mistakes are reported at once, each only once.",
    },
];

/// The ten mistakes that people make first: a folder and a case each.
const COMMON_MISTAKES: [(&str, &str); 10] = [
    ("content_type", "read_without_message_segment"),
    ("content_type", "receive_only"),
    ("receipts", "missing_message_id"),
    ("receipts", "content_is_not_json"),
    ("members", "missing_connection_token"),
    ("types", "connection_token_is_a_participant_token"),
    ("types", "connection_token_is_a_string"),
    ("members", "misspelt_parameter"),
    ("types", "missing_supertrait"),
    ("return_type", "no_return_type"),
];

const GENERATED: &str = "<!-- Generated from tests/ui/fail by tests/diagnostics. -->";

/// Returns all pages.
pub(crate) fn all(cases: &Path) -> Vec<Page> {
    let mut start = start_page(cases);
    let mut chapters = Vec::new();
    for chapter in &CHAPTERS {
        let groups = groups(&cases.join(chapter.folder));
        let path = format!("diagnostics/{}", chapter.page);
        let text = chapter_page(chapter, &groups);
        let (title, module) = (chapter.title, chapter.module());
        write!(start.text, "\n### {title}\n\n[These errors with their code][{module}]\n\n")
            .unwrap();
        for group in &groups {
            writeln!(start.text, "- {}", escaped(message(group))).unwrap();
        }
        chapters.push(Page { path, text });
    }
    start.text.push('\n');
    for chapter in &CHAPTERS {
        writeln!(start.text, "[{}]: diagnostics/{}", chapter.module(), chapter.page).unwrap();
    }
    chapters.push(start);
    chapters
}

/// Returns the start page without its list of all messages.
fn start_page(cases: &Path) -> Page {
    let mut text = "# Compile errors\n\n".to_owned();
    let introduction = "The errors of a wrong `#[participant_operation]`: the explanation, the \
        code, and the message of Rust 1.95. Each heading is a message. Each error that the project \
        has a test for is shown. Notes of the compiler that refer to internal items are not shown, and \
        long lines are wrapped or cut off.";
    write!(text, "{}\n\n{GENERATED}\n\n", wrapped(introduction)).unwrap();
    text.push_str("- [Common mistakes](#common-mistakes)\n- [All errors](#all-errors)\n");
    text.push_str("\n## Common mistakes\n");
    for (folder, name) in COMMON_MISTAKES {
        let case = Case::read(&cases.join(folder).join(format!("{name}.rs")));
        write!(text, "\n### {}\n", escaped(&case.message)).unwrap();
        text.push_str(&shown(&[&case]));
    }
    text.push_str("\n## All errors\n");
    Page { path: "diagnostics.md".to_owned(), text }
}

fn chapter_page(chapter: &Chapter, groups: &[Vec<Case>]) -> String {
    let mut body = String::new();
    for group in groups {
        write!(body, "\n## {}\n", escaped(message(group))).unwrap();
        body.push_str(&shown(&group.iter().collect::<Vec<_>>()));
    }
    let title = format!("# {}\n", chapter.title);
    let contents = contents(groups, &format!("{title}{body}"));
    let introduction = wrapped(chapter.introduction);
    format!(
        "{title}\n{introduction}\n\n{GENERATED}\n\n[All compile errors][diagnostics]\n\n\
        {contents}{body}\n[diagnostics]: ../diagnostics.md\n"
    )
}

/// Returns the cases of a folder by message, sorted by message.
fn groups(folder: &Path) -> Vec<Vec<Case>> {
    let mut groups: Vec<Vec<Case>> = Vec::new();
    for case in Case::read_all(folder) {
        match groups.iter_mut().find(|group| message(group) == case.message) {
            Some(group) => group.push(case),
            None => groups.push(vec![case]),
        }
    }
    groups.sort_by_cached_key(|group| message(group).replace('`', "").to_lowercase());
    groups
}

/// Returns the message that all cases of a group have.
fn message(group: &[Case]) -> &str {
    group.first().map_or("", |case| &case.message)
}

/// Returns a link to each group of a chapter's page. The page begins with a heading of its own.
fn contents(groups: &[Vec<Case>], page: &str) -> String {
    let mut contents = String::new();
    for (group, anchor) in groups.iter().zip(anchors(page).iter().skip(1)) {
        writeln!(contents, "- [{}](#{anchor})", escaped(message(group))).unwrap();
    }
    contents
}

/// Returns cases with the same message. An explanation that several cases share is shown once.
fn shown(cases: &[&Case]) -> String {
    let mut shown = String::new();
    let mut explained: Vec<&str> = Vec::new();
    for case in cases {
        let explanation = case.explanation.as_str();
        if explained.contains(&explanation) {
            continue;
        }
        explained.push(explanation);
        write!(shown, "\n{}\n", wrapped(explanation)).unwrap();
        for case in cases.iter().filter(|case| case.explanation == explanation) {
            let (code, errors) = (&case.code, &case.errors);
            write!(shown, "\n```rust\n{code}\n```\n\n```text\n{errors}\n```\n").unwrap();
        }
    }
    shown
}
