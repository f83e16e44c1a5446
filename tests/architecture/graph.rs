//! Finds cycles in a graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A directed graph with the reasons for each edge.
#[derive(Default)]
pub(crate) struct Graph {
    edges: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Graph {
    pub(crate) fn add(&mut self, from: &str, to: &str, reason: String) {
        let reasons = self.edges.entry(from.to_owned()).or_default();
        reasons.entry(to.to_owned()).or_default().push(reason);
    }

    /// Returns the nodes that are on a cycle.
    pub(crate) fn nodes_on_cycles(&self) -> BTreeSet<String> {
        let is_on_cycle = |node: &&String| self.shortest_cycle(node, None).is_some();
        self.edges.keys().filter(is_on_cycle).cloned().collect()
    }

    /// Describes the cycles, shortest first. Every edge that is on a cycle is in at least one of
    /// them.
    pub(crate) fn cycles(&self) -> Vec<String> {
        let mut cycles = BTreeSet::new();
        for (from, edges) in &self.edges {
            for to in edges.keys() {
                if let Some(cycle) = self.shortest_cycle(from, Some(to)) {
                    cycles.insert((cycle.len(), rotated(cycle)));
                }
            }
        }
        cycles.into_iter().map(|(_, cycle)| self.described(&cycle)).collect()
    }

    /// Returns the nodes of the shortest cycle through `start`. If `first` is given, the cycle
    /// begins with the edge from `start` to `first`.
    fn shortest_cycle(&self, start: &str, first: Option<&str>) -> Option<Vec<String>> {
        let successors = |node: &str| self.edges.get(node).into_iter().flat_map(BTreeMap::keys);
        let mut before = BTreeMap::new();
        let mut queue = VecDeque::new();
        for next in successors(start).filter(|next| first.is_none_or(|first| first == *next)) {
            before.insert(next.as_str(), start);
            queue.push_back(next.as_str());
        }
        while let Some(node) = queue.pop_front() {
            if node == start {
                let mut cycle = Vec::new();
                let mut node = before[start];
                while node != start {
                    cycle.push(node.to_owned());
                    node = before[node];
                }
                cycle.push(start.to_owned());
                cycle.reverse();
                return Some(cycle);
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

    /// Describes a cycle: its nodes, and a line with a reason for each edge.
    fn described(&self, cycle: &[String]) -> String {
        let nexts = cycle.iter().cycle().skip(1);
        let reasons: Vec<_> =
            cycle.iter().zip(nexts).map(|(node, next)| &*self.edges[node][next][0]).collect();
        let path = cycle.join("` → `");
        format!("`{path}` → `{}`, because\n    {}", cycle[0], reasons.join("\n    "))
    }
}

/// Rotates a cycle so that it begins with its least node.
fn rotated(mut cycle: Vec<String>) -> Vec<String> {
    let least = cycle.iter().enumerate().min_by_key(|(_, node)| *node).map_or(0, |(at, _)| at);
    cycle.rotate_left(least);
    cycle
}
