//! The tables of `docs/comparison.md`.
//!
//! `<!-- situation: NAME -->` is above the table of a situation, and `<!-- versions -->` above that
//! of the versions. A row has the name of a client, and its cell.

use crate::client::Kind;
use crate::situation::{Observation, Situation};

pub struct Page(pub String);

impl Page {
    /// Sets the cells to what was observed. Rows of clients that did not run stay as they are.
    pub fn write(&mut self, observations: &[Observation]) {
        let cells = cells(observations);
        let mut table = "";
        let mut lines = Vec::new();
        let text = std::mem::take(&mut self.0);
        for line in text.lines() {
            table = table_after(table, line);
            let is_row =
                |(name, row, _): &&(&str, &str, &str)| *name == table && is_row_of(line, row);
            match cells.iter().find(is_row) {
                Some((_, row, cell)) => lines.push(format!("| {row} | {cell} |")),
                None => lines.push(line.to_owned()),
            }
        }
        self.0 = lines.join("\n") + "\n";
    }

    /// Returns `true` if the cell of the situation is not what was observed.
    pub fn differs(&self, Observation { situation, client, observed, .. }: &Observation) -> bool {
        !self.rows().contains(&(situation.name, client.kind.name(), observed.as_str()))
    }

    /// Describes each cell that is not what was observed.
    pub fn differences(&self, observations: &[Observation]) -> Vec<String> {
        let rows = self.rows();
        let mut differences = Vec::new();
        for (table, row, cell) in cells(observations) {
            if !rows.contains(&(table, row, cell)) {
                let is_row = |found: &&(&str, &str, &str)| (found.0, found.1) == (table, row);
                let found = rows.iter().find(is_row).map(|(.., cell)| *cell);
                differences
                    .push(format!("{table}: {row}: observed {cell:?}, the page has {found:?}"));
            }
        }
        differences
    }

    /// Describes each row of the page that is unknown or comes twice, and each one that is missing.
    pub fn wrong_rows(&self, situations: impl Fn(Kind) -> Vec<Situation>) -> Vec<String> {
        let mut expected = Vec::new();
        for kind in Kind::ALL {
            let names = situations(kind).into_iter().map(|situation| situation.name);
            let versions = kind.makes_calls().then_some("versions");
            expected.extend(names.chain(versions).map(|table| (table, kind.name())));
        }
        let mut wrong = Vec::new();
        for (table, row, _) in self.rows() {
            match expected.iter().position(|known| *known == (table, row)) {
                Some(position) => drop(expected.swap_remove(position)),
                None => wrong.push(format!("{table}: {row}: the page has an unexpected row")),
            }
        }
        let missing = |(table, row)| format!("{table}: {row}: the page has no such row");
        wrong.extend(expected.into_iter().map(missing));
        wrong
    }

    /// The name of the table, the client and the cell of each row.
    fn rows(&self) -> Vec<(&str, &str, &str)> {
        let mut table = "";
        let mut rows = Vec::new();
        for line in self.0.lines() {
            table = table_after(table, line);
            let row = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |"));
            if let Some((row, cell)) = row.and_then(|row| row.split_once(" | "))
                && !table.is_empty()
                && row != "client"
            {
                rows.push((table, row, cell));
            }
        }
        rows
    }
}

/// The table, the row and the cell of each observation, and of the versions.
fn cells(observations: &[Observation]) -> Vec<(&str, &'static str, &str)> {
    let mut cells = Vec::new();
    for Observation { situation, client, version, observed } in observations {
        let kind = client.kind;
        cells.push((situation.name, kind.name(), observed.as_str()));
        if kind.makes_calls() {
            cells.push(("versions", kind.name(), version.as_str()));
        }
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// Returns the name of the table below this line, where `table` is the name above it.
fn table_after<'a>(table: &'a str, line: &'a str) -> &'a str {
    let comment = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->"));
    match comment {
        Some(comment) => comment.strip_prefix("situation: ").unwrap_or(comment),
        None if line.starts_with('#') => "",
        None => table,
    }
}

fn is_row_of(line: &str, row: &str) -> bool {
    line.strip_prefix("| ")
        .and_then(|line| line.strip_prefix(row))
        .is_some_and(|rest| rest.starts_with(" |"))
}
