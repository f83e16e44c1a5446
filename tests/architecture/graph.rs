//! Finds circles in a graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Nodes with arrows between them, and the reasons for each arrow.
#[derive(Default)]
pub(crate) struct Graph {
    arrows: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Graph {
    pub(crate) fn add(&mut self, from: &str, to: &str, reason: String) {
        let reasons = self.arrows.entry(from.to_owned()).or_default();
        reasons.entry(to.to_owned()).or_default().push(reason);
    }

    /// Removes an arrow, if it exists.
    pub(crate) fn remove(&mut self, from: &str, to: &str) {
        if let Some(arrows) = self.arrows.get_mut(from) {
            arrows.remove(to);
        }
    }

    /// Returns `true` if the arrow exists and is on a circle.
    pub(crate) fn is_on_circle(&self, from: &str, to: &str) -> bool {
        self.shortest_circle(from, Some(to)).is_some()
    }

    /// The nodes that are on a circle.
    pub(crate) fn nodes_on_circles(&self) -> BTreeSet<String> {
        let is_on_circle = |node: &&String| self.shortest_circle(node, None).is_some();
        self.arrows.keys().filter(is_on_circle).cloned().collect()
    }

    /// Circles that have every arrow which is on a circle, the shortest ones first. Each has the reason for each of
    /// its arrows.
    pub(crate) fn circles(&self) -> Vec<String> {
        let mut circles = BTreeSet::new();
        for (from, arrows) in &self.arrows {
            for to in arrows.keys() {
                if let Some(circle) = self.shortest_circle(from, Some(to)) {
                    circles.insert((circle.len(), rotated(circle)));
                }
            }
        }
        circles.into_iter().map(|(_, circle)| self.described(&circle)).collect()
    }

    /// The nodes of the shortest circle through `start`, whose first arrow leads to `first` if that is given.
    fn shortest_circle(&self, start: &str, first: Option<&str>) -> Option<Vec<String>> {
        let successors = |node: &str| self.arrows.get(node).into_iter().flat_map(BTreeMap::keys);
        let mut before = BTreeMap::new();
        let mut queue = VecDeque::new();
        for next in successors(start).filter(|next| first.is_none_or(|first| first == *next)) {
            before.insert(next.as_str(), start);
            queue.push_back(next.as_str());
        }
        while let Some(node) = queue.pop_front() {
            if node == start {
                let mut circle = Vec::new();
                let mut node = before[start];
                while node != start {
                    circle.push(node.to_owned());
                    node = before[node];
                }
                circle.push(start.to_owned());
                circle.reverse();
                return Some(circle);
            }
            for next in successors(node) {
                before.entry(next.as_str()).or_insert_with(|| {
                    queue.push_back(next);
                    node
                });
            }
        }
        None
    }

    /// The circle, and a line for each arrow of it with the first of its reasons.
    fn described(&self, circle: &[String]) -> String {
        let nexts = circle.iter().cycle().skip(1);
        let reasons: Vec<_> =
            circle.iter().zip(nexts).map(|(node, next)| &*self.arrows[node][next][0]).collect();
        let path = circle.join("` → `");
        format!("`{path}` → `{}`, because\n    {}", circle[0], reasons.join("\n    "))
    }
}

/// The circle, beginning with the least of its nodes.
fn rotated(mut circle: Vec<String>) -> Vec<String> {
    let least = circle.iter().enumerate().min_by_key(|(_, node)| *node).map_or(0, |(at, _)| at);
    circle.rotate_left(least);
    circle
}
