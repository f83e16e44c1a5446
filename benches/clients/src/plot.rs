//! A bar chart of the results. It has a panel for each chosen metric, with a bar for each client.

use crate::compare::{
    ALLOCATIONS, CONCURRENT_RATE, CONCURRENT_RSS, CPU, INSTRUCTIONS, MEDIAN, Measured,
};
use crate::measure;

const PANELS: [&str; 6] = [INSTRUCTIONS, ALLOCATIONS, CPU, MEDIAN, CONCURRENT_RATE, CONCURRENT_RSS];

const COLUMNS: usize = 2;
const WIDTH: f64 = 440.0;
const NAMES: f64 = 140.0;
const BARS: f64 = WIDTH - NAMES - 60.0;
const LINE: f64 = 22.0;
const TITLE: f64 = 30.0;

/// Returns an SVG chart of the ratios to the contender `base`.
pub fn plot(measured: &[Measured], base: &str) -> String {
    let height = TITLE + LINE * float(measured.len()) + 16.0;
    let (width, total) = (WIDTH * float(COLUMNS), height * float(PANELS.len().div_ceil(COLUMNS)));
    let panels = PANELS.into_iter().enumerate().map(|(index, metric)| {
        let (x, y) = (WIDTH * float(index % COLUMNS), height * float(index / COLUMNS));
        let panel = panel(metric, measured, base);
        format!("<g transform=\"translate({x} {y})\">\n{panel}</g>\n")
    });
    let panels: Vec<_> = panels.collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {total}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{}</svg>\n",
        panels.concat()
    )
}

fn panel(metric: &str, measured: &[Measured], base: &str) -> String {
    let title = format!("<text x=\"12\" y=\"20\" font-weight=\"bold\">{metric}</text>\n");
    let unit = measured.iter().find(|bar| bar.name == base).and_then(|bar| bar.value(metric));
    let ratios = measured.iter().map(|bar| Some((bar.name, bar.value(metric)? / unit?)));
    let Some(ratios) = ratios.collect::<Option<Vec<_>>>() else {
        return title + "<text x=\"12\" y=\"42\">not measured</text>\n";
    };
    let longest = ratios.iter().map(|(_, ratio)| *ratio).fold(1.0, f64::max);
    let bars = ratios.into_iter().enumerate().map(|(index, (name, ratio))| {
        let top = TITLE + LINE * float(index);
        let (y, text, length) = (top + 3.0, top + 14.0, BARS * ratio / longest);
        let (names, ratios) = (NAMES - 6.0, NAMES + length + 5.0);
        let colour = if name == base { "#888888" } else { "#3b6ea5" };
        format!(
            "<text x=\"{names}\" y=\"{text}\" text-anchor=\"end\">{name}</text>\n\
             <rect x=\"{NAMES}\" y=\"{y}\" width=\"{length:.1}\" height=\"14\" fill=\"{colour}\"/>\n\
             <text x=\"{ratios:.1}\" y=\"{text}\">{ratio:.2}</text>\n",
        )
    });
    let bars: Vec<_> = bars.collect();
    title + &bars.concat()
}

fn float(count: usize) -> f64 {
    measure::float(count as u64)
}
