//! The table of the figures.

use crate::measure::Figures;

/// A table that is printed row by row.
pub struct Table {
    rows: Vec<Figures>,
}

impl Table {
    /// Prints the head of the table.
    pub fn start() -> Self {
        println!("| reader | sessions | memory, KiB | idle, µs/s | messages | CPU, µs | ratio |");
        println!("|---|--:|--:|--:|--:|--:|--:|");
        Self { rows: Vec::new() }
    }

    /// Prints a row. The ratio is that to the first one with as many sessions.
    pub fn add(&mut self, name: &str, figures: Figures) {
        let first = self.rows.iter().find(|first| first.sessions == figures.sessions);
        let ratio = first.map_or(1.0, |first| figures.by_message / first.by_message);
        println!(
            "| {name} | {} | {:.1} | {:.1} | {} | {:.2} | {ratio:.2} |",
            figures.sessions,
            figures.memory / 1024.0,
            figures.idle,
            figures.messages,
            figures.by_message,
        );
        self.rows.push(figures);
    }
}
