//! The throughput of many sessions by the number of concurrent calls, as a table and as a chart.

use std::env::current_exe;
use std::process::Command;

use anyhow::Result;

use crate::compare::median;
use crate::process::{self, Server};
use crate::scale::{CONCURRENCY, Sample};
use crate::table::number;

const THREADS: [usize; 2] = [1, 2];

/// The median samples of all rounds: one row for each value of [`CONCURRENCY`], with one sample for
/// each value of [`THREADS`].
pub struct Curve(Vec<[Sample; THREADS.len()]>);

impl Curve {
    pub fn measure(rounds: usize) -> Result<Self> {
        let server = Server::start()?;
        let points = CONCURRENCY.map(|concurrency| {
            eprintln!("{concurrency} concurrent calls");
            let mut samples = THREADS.map(|_| Vec::new());
            for _ in 0..rounds {
                for (samples, threads) in samples.iter_mut().zip(THREADS) {
                    samples.push(sample(&server, threads, concurrency)?);
                }
            }
            Ok(samples.map(|samples| median_sample(&samples)))
        });
        points.into_iter().collect::<Result<_>>().map(Self)
    }

    /// Returns the memory of a session in bytes, without the text of its token.
    pub fn bytes_per_session(&self) -> String {
        let all = self.0.iter().flatten().map(|sample| sample.bytes_per_session);
        number(median(all).unwrap_or_default())
    }

    /// Returns a Markdown table.
    pub fn table(&self) -> String {
        let head = "| concurrent calls | calls per second, 1 thread | calls per second, 2 threads \
                    | CPU, µs, 1 thread | CPU, µs, 2 threads |\n\
                    |--:|--:|--:|--:|--:|\n";
        let rows = CONCURRENCY.iter().zip(&self.0).map(|(concurrency, samples)| {
            let [one, two] = samples;
            let values = [one.calls_per_second, two.calls_per_second, one.cpu_us, two.cpu_us];
            format!("| {concurrency} | {} |\n", values.map(number).join(" | "))
        });
        let rows: Vec<_> = rows.collect();
        head.to_owned() + &rows.concat()
    }

    /// Returns an SVG chart of the calls per second.
    pub fn plot(&self) -> String {
        let rate = |sample: &Sample| sample.calls_per_second;
        let highest = self.0.iter().flatten().map(rate).fold(1.0, f64::max);
        let lines = THREADS.iter().zip(COLOURS).enumerate().map(|(index, (threads, colour))| {
            let points: Vec<_> = (0u32..)
                .zip(&self.0)
                .map(|(step, samples)| {
                    let x = LEFT + STEP * f64::from(step);
                    let y = BOTTOM - HEIGHT * rate(&samples[index]) / highest;
                    format!("{x:.1},{y:.1}")
                })
                .collect();
            let name =
                if *threads == 1 { "1 thread".to_owned() } else { format!("{threads} threads") };
            let y = BOTTOM - 12.0 - 18.0 * if index == 0 { 1.0 } else { 0.0 };
            format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n\
                 <text x=\"560\" y=\"{y}\" text-anchor=\"end\" fill=\"{colour}\">{name}</text>\n",
                points.join(" ")
            )
        });
        let ticks = (0u32..).zip(CONCURRENCY).map(|(step, concurrency)| {
            let (x, y) = (LEFT + STEP * f64::from(step), BOTTOM + 18.0);
            format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{concurrency}</text>\n")
        });
        let highest = number(highest);
        let ticks_and_lines: Vec<_> = ticks.chain(lines).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 300\" \
             font-family=\"sans-serif\" font-size=\"12\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
             <text x=\"12\" y=\"20\" font-weight=\"bold\">calls per second by concurrent calls</text>\n\
             <path d=\"M{LEFT} {TOP} V{BOTTOM} H580\" fill=\"none\" stroke=\"#888888\"/>\n\
             <text x=\"{names}\" y=\"{TOP}\" text-anchor=\"end\">{highest}</text>\n\
             <text x=\"{names}\" y=\"{BOTTOM}\" text-anchor=\"end\">0</text>\n{}</svg>\n",
            ticks_and_lines.concat(),
            names = LEFT - 6.0,
        )
    }
}

const LEFT: f64 = 70.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 260.0;
const HEIGHT: f64 = BOTTOM - TOP;
const STEP: f64 = 50.0;
const COLOURS: [&str; THREADS.len()] = ["#3b6ea5", "#c0632b"];

/// Measures one sample in a process of its own.
fn sample(server: &Server, threads: usize, concurrency: usize) -> Result<Sample> {
    let [threads, concurrency] = [threads, concurrency].map(|count| count.to_string());
    let mut program = Command::new(current_exe()?);
    process::sample(program.args(["scale", &server.url, &threads, &concurrency]))
}

/// Returns the median of each value.
fn median_sample(samples: &[Sample]) -> Sample {
    let of = |value: fn(&Sample) -> f64| median(samples.iter().map(value)).unwrap_or_default();
    Sample {
        calls_per_second: of(|sample| sample.calls_per_second),
        cpu_us: of(|sample| sample.cpu_us),
        bytes_per_session: of(|sample| sample.bytes_per_session),
    }
}
