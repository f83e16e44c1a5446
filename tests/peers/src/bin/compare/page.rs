//! The tables of `docs/comparison.md`.
//!
//! `<!-- situation: NAME -->` is above the table of a situation, and `<!-- versions -->` above that
//! of the versions. A row has the name of a client, and its cell.

use crate::client::Kind;

pub struct Observation {
    pub situation: &'static str,
    pub client: Kind,
    pub version: String,
    pub observed: String,
}

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

    /// Describes each cell that is not what was observed.
    pub fn differences(&self, observations: &[Observation]) -> Vec<String> {
        let mut differences = Vec::new();
        for (name, row, cell) in cells(observations) {
            let mut table = "";
            let found = self.0.lines().find(|line| {
                table = table_after(table, line);
                table == name && is_row_of(line, row)
            });
            let expected = format!("| {row} | {cell} |");
            if found != Some(&expected) {
                differences
                    .push(format!("{name}: observed `{expected}`, the page has `{found:?}`"));
            }
        }
        differences
    }
}

/// The table, the row and the cell of each observation, and of the versions.
fn cells(observations: &[Observation]) -> Vec<(&str, &'static str, &str)> {
    let mut cells = Vec::new();
    for Observation { situation, client, version, observed } in observations {
        cells.push((*situation, client.name(), observed.as_str()));
        if client.makes_calls() {
            cells.push(("versions", client.name(), version.as_str()));
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
