//! `runtime/docs/diagnostics.md` and the pages in `runtime/docs/diagnostics` show each case in `tests/ui/fail` with
//! its explanation, code and error message. They are generated from the cases.
//!
//! Update them with `UPDATE_DOCS=1 cargo test --test diagnostics`.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a failing test panics")]

mod case;
mod fitted;
mod links;
mod markdown;
mod pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use case::Case;
use pages::{CHAPTERS, Chapter, Page};

/// The text of each page by its path in `runtime/docs`.
type Pages = BTreeMap<String, String>;

#[test]
fn pages_are_up_to_date() {
    let (expected, docs) = (generated(), docs());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(docs.join("diagnostics")).unwrap();
        for path in stored().keys().filter(|path| !expected.contains_key(*path)) {
            fs::remove_file(docs.join(path)).unwrap();
        }
        for (path, text) in expected {
            fs::write(docs.join(path), text).unwrap();
        }
        return;
    }
    let stored = stored();
    let is_same = |path: &&String| stored.get(*path) == expected.get(*path);
    let differing: Vec<_> =
        stored.keys().chain(expected.keys()).filter(|path| !is_same(path)).collect();
    assert!(
        differing.is_empty(),
        "not up to date: {differing:?}\nhelp: UPDATE_DOCS=1 cargo test --test diagnostics"
    );
}

#[test]
fn every_folder_is_a_chapter() {
    let entries = fs::read_dir(cases()).unwrap();
    let mut folders: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut chapters: Vec<_> = CHAPTERS.iter().map(|chapter| chapter.folder.to_owned()).collect();
    folders.sort();
    chapters.sort();
    assert_eq!(folders, chapters);
}

#[test]
fn every_case_is_shown() {
    let pages = generated();
    for chapter in &CHAPTERS {
        let page = &pages[&format!("diagnostics/{}", chapter.page)];
        for case in Case::read_all(&cases().join(chapter.folder)) {
            let location = format!("--> fail/{}/{}.rs:", chapter.folder, case.name);
            assert!(page.contains(&location), "{} does not show {location}", chapter.page);
        }
    }
}

/// Generated names begin with `__`.
#[test]
fn private_items_are_not_shown() {
    let private = [
        "__b",
        "c::__private::d",
        "connect_participant::conversion::Text",
        "connect_participant::blocking::participant::Participant",
        "__client",
    ];
    let modules = public_modules();
    assert_eq!(private_paths(&format!("a {} b", private.join("` `")), &modules), private);
    let public = "a_b connect_participant::parameter::Text, no_b__, _ \
        connect_participant::blocking::Participant connect_participant::Error";
    assert_eq!(private_paths(public, &modules), [""; 0]);
    let mut shown = Vec::new();
    for chapter in &CHAPTERS {
        for entry in fs::read_dir(cases().join(chapter.folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "stderr") {
                let printed = fs::read_to_string(&path).unwrap();
                let paths = private_paths(&printed, &modules).into_iter().map(ToOwned::to_owned);
                shown.extend(paths.map(|item| (path.clone(), item)));
            }
        }
    }
    assert_eq!(shown, []);
}

/// Returns the modules of the client that a user can name.
fn public_modules() -> Vec<String> {
    let root = docs().join("../src/lib.rs");
    let root = fs::read_to_string(root).unwrap();
    let names = root.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(ToOwned::to_owned).collect()
}

/// Returns the paths in a text that a user cannot write.
fn private_paths<'a>(text: &'a str, public_modules: &[String]) -> Vec<&'a str> {
    let paths = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
    let is_private = |path: &&str| {
        let is_generated = |name: &str| name.len() > 2 && name.starts_with("__");
        let item = path.strip_prefix("connect_participant::").unwrap_or_default();
        let parents = item.rsplit_once("::").map_or("", |(parents, _)| parents).split("::");
        let modules: Vec<_> = parents.filter(|name| name.starts_with(char::is_lowercase)).collect();
        let is_hidden = match modules[..] {
            [] => false,
            [module] => !public_modules.iter().any(|public| public == module),
            _ => true,
        };
        is_hidden || path.split("::").any(is_generated)
    };
    paths.filter(is_private).collect()
}

/// The modules lead the links between the pages to themselves.
#[test]
fn the_docs_show_every_page() {
    let guide = fs::read_to_string(docs().join("../src/guide.rs")).unwrap();
    for Chapter { page, .. } in &CHAPTERS {
        let shown = format!("include_str!(\"../docs/diagnostics/{page}\")");
        assert!(guide.contains(&shown), "guide.rs does not have {shown}");
    }
}

#[test]
fn links_lead_to_headings() {
    let pages = generated();
    assert_eq!(links::broken(&pages), Vec::<String>::new());
    let mut pages = pages;
    let text = "[a](diagnostics.md#nowhere) [b][b] [c][c]\n\n[b]: nothing.md\n";
    pages.insert("test.md".to_owned(), text.to_owned());
    let broken = ["diagnostics.md#nowhere", "nothing.md", "[c]"];
    assert_eq!(links::broken(&pages), broken.map(|target| format!("test.md: {target}")));
}

/// Prose is wrapped. A heading, a message in a list and a line of code are not.
#[test]
fn prose_is_wrapped() {
    for (path, text) in generated() {
        for line in markdown::prose(&text) {
            let is_wrapped = line.chars().count() <= markdown::WIDTH;
            assert!(is_wrapped || line.starts_with("- "), "{path}: {line}");
        }
    }
}

/// Wider code is cut off where a page is rendered. A path cannot be wrapped.
#[test]
fn code_is_wrapped() {
    for (path, text) in generated() {
        for code in text.split("\n```").skip(1).step_by(2) {
            for line in code.lines().filter(|line| !line.contains("--> ")) {
                assert!(line.chars().count() <= fitted::WIDTH, "{path}: {line}");
            }
        }
    }
}

fn generated() -> Pages {
    let pages = pages::all(&cases());
    pages.into_iter().map(|Page { path, text }| (path, text)).collect()
}

/// Returns the pages as they are in the repository.
fn stored() -> Pages {
    let chapters = fs::read_dir(docs().join("diagnostics")).into_iter().flatten();
    let names = chapters.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut paths: Vec<_> = names.map(|name| format!("diagnostics/{name}")).collect();
    paths.push("diagnostics.md".to_owned());
    let text = |path: &String| fs::read_to_string(docs().join(path)).unwrap_or_default();
    paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail")
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/docs")
}
