//! Checks the links between pages.

use super::Pages;
use super::markdown::{anchors, prose};

/// Returns each link that does not lead to a page, or to a heading of it.
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
    }
    broken
}

/// Returns the target of each link.
fn targets(page: &str) -> Vec<&str> {
    let after_links = prose(page).flat_map(|line| line.split("](").skip(1));
    after_links.filter_map(|rest| rest.split(')').next()).collect()
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
