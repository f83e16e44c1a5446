//! Formats the results as a Markdown table.

use crate::compare::{METRICS, Measured};

/// Returns a table with a row for each metric and a column for each contender. Each value is
/// followed by its ratio to the value of the contender `base`.
pub fn table(measured: &[Measured], base: &str) -> String {
    let names: Vec<_> = measured.iter().map(|column| column.name).collect();
    let head = format!("| | {} |\n|---|{}\n", names.join(" | "), "--:|".repeat(names.len()));
    let base = measured.iter().find(|column| column.name == base);
    let rows = METRICS.map(|metric| {
        let cells = measured.iter().map(|column| {
            let value = column.value(metric)?;
            let ratio = value / base?.value(metric)?;
            Some(format!("{} ({ratio:.2})", number(value)))
        });
        let cells: Vec<_> = cells.map(|cell| cell.unwrap_or_else(|| "–".to_owned())).collect();
        format!("| {metric} | {} |\n", cells.join(" | "))
    });
    head + &rows.concat()
}

/// Formats a number with at least three significant digits, and with commas between thousands.
pub fn number(value: f64) -> String {
    let decimals = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    let plain = format!("{value:.decimals$}");
    let (whole, fraction) =
        plain.split_once('.').map_or((&*plain, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits: Vec<_> = whole.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    let whole = digits.join(",");
    fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}"))
}
