//! The table of the figures.

use crate::measure::Figures;

/// A table that is printed row by row.
pub struct Table {
    rows: Vec<Figures>,
}

impl Table {
    /// Prints the head of the table.
    pub fn start() -> Self {
        println!(
            "| reader | sessions | memory, KiB | idle, µs/s | messages | CPU, µs | ratio \
             | without heartbeats, µs | ratio |"
        );
        println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        Self { rows: Vec::new() }
    }

    /// Prints a row. The ratios are those to the first one with as many sessions.
    pub fn add(&mut self, name: &str, figures: Figures) {
        let first = self.rows.iter().find(|first| first.sessions == figures.sessions);
        let first = first.unwrap_or(&figures);
        println!(
            "| {name} | {} | {:.1} | {:.1} | {} | {:.2} | {:.2} | {:.2} | {:.2} |",
            figures.sessions,
            figures.memory / 1024.0,
            figures.idle,
            figures.messages,
            figures.by_message,
            figures.by_message / first.by_message,
            figures.by_message_alone,
            figures.by_message_alone / first.by_message_alone,
        );
        self.rows.push(figures);
    }
}
