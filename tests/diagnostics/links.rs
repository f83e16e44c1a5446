//! Checks the links between pages.

use super::Pages;
use super::markdown::{anchors, prose};

/// Returns each link that does not lead to a page, or to a heading of it, and each label of a link
/// that is not defined.
pub(crate) fn broken(pages: &Pages) -> Vec<String> {
    let mut broken = Vec::new();
    for (path, text) in pages {
        for target in targets(text) {
            let (page, anchor) = target.split_once('#').unwrap_or((target, ""));
            let page = resolved(path, page);
            let is_there = pages.get(&page).is_some_and(|text| {
                anchor.is_empty() || anchors(text).iter().any(|at| at == anchor)
            });
            if !is_there {
                broken.push(format!("{path}: {target}"));
            }
        }
        for label in labels(text) {
            if !definitions(text).any(|(defined, _)| defined == label) {
                broken.push(format!("{path}: [{label}]"));
            }
        }
    }
    broken
}

/// Returns the target of each link.
fn targets(page: &str) -> Vec<&str> {
    let after_links = prose(page).flat_map(|line| line.split("](").skip(1));
    let inline = after_links.filter_map(|rest| rest.split(')').next());
    inline.chain(definitions(page).map(|(_, target)| target)).collect()
}

/// Returns the labels of the links `[text][label]`.
fn labels(page: &str) -> impl Iterator<Item = &str> {
    let after_links = prose(page).flat_map(|line| line.split("][").skip(1));
    after_links.filter_map(|rest| rest.split(']').next())
}

/// Returns the label and the target of each line `[label]: target`.
fn definitions(page: &str) -> impl Iterator<Item = (&str, &str)> {
    prose(page).filter_map(|line| line.strip_prefix('[')?.split_once("]: "))
}

/// Returns the path of a link's page in `docs`.
fn resolved(from: &str, to: &str) -> String {
    if to.is_empty() {
        return from.to_owned();
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    match to.strip_prefix("../") {
        Some(to) => to.to_owned(),
        None if folder.is_empty() => to.to_owned(),
        None => format!("{folder}/{to}"),
    }
}
