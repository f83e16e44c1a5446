//! The crates of this workspace.

use std::path::{Path, PathBuf};

use crate::graph::Graph;
use crate::imports::Imports;
use crate::modules::Modules;

/// Returns the folders of all crates whose sources are in `src`.
fn folders() -> Vec<String> {
    let mut folders: Vec<_> = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("src/lib.rs").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    for folder in ["local", "macros", "model", "runtime", "session"] {
        assert!(folders.iter().any(|found| found == folder), "{folder}/src has no lib.rs");
    }
    folders
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn imports(folder: &str) -> Imports {
    Imports::of(Modules::read(&root().join(folder).join("src")))
}

/// The report for one crate: a heading, and a line for each problem.
fn problems(folder: &str, what: &str, problems: &[String]) -> Option<String> {
    let heading = format!("{folder}: {} {what}", problems.len());
    (!problems.is_empty()).then(|| format!("{heading}\n{}\n", problems.join("\n")))
}

fn cycles(folder: &str, nodes: &str, graph: &Graph) -> Option<String> {
    let count = graph.nodes_on_cycles().len();
    problems(folder, &format!("cycles of {count} {nodes}"), &graph.cycles())
}

fn assert_none(problems: impl Iterator<Item = String>) {
    let problems: String = problems.collect();
    assert!(problems.is_empty(), "\n{problems}");
}

#[test]
fn top_level_modules_have_no_import_cycle() {
    let folders = folders().into_iter();
    assert_none(
        folders.filter_map(|folder| {
            cycles(&folder, "top-level modules", &imports(&folder).top_level())
        }),
    );
}

#[test]
fn files_have_no_import_cycle() {
    let folders = folders().into_iter();
    assert_none(folders.filter_map(|folder| cycles(&folder, "files", &imports(&folder).files())));
}

#[test]
fn names_are_imported_from_their_modules() {
    assert_none(folders().into_iter().filter_map(|folder| {
        problems(&folder, "imports through lib.rs", &imports(&folder).through_root())
    }));
}
