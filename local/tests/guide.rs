//! The curl lines of `local/docs/offline.md`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and clippy does not see `#[test]` for helpers"
)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

const GUIDE: &str = include_str!("../docs/offline.md");

/// The program, which is stopped in the end.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Checks that `output` has all the text of `expected` in order, where `…` stands for anything.
fn assert_matches(line: &str, expected: &str, output: &str) {
    let mut rest = output;
    for (number, part) in expected.split('…').enumerate() {
        let found = rest.find(part).filter(|start| number > 0 || *start == 0);
        let start =
            found.unwrap_or_else(|| panic!("{line}\nexpected {expected}\n   found {output}"));
        rest = rest.split_at(start + part.len()).1;
    }
    let is_complete = rest.is_empty() || expected.ends_with('…');
    assert!(is_complete, "{line}\nexpected {expected}\n   found {output}");
}

#[test]
fn curl_lines_print_what_the_guide_shows() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("skipped: there is no curl");
        return;
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_connect-participant-local"));
    program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = Program(program.spawn().unwrap());
    let mut startup = String::new();
    BufReader::new(program.0.stdout.take().unwrap()).read_line(&mut startup).unwrap();
    let startup: Value = serde_json::from_str(&startup).unwrap();
    let url = startup["url"].as_str().unwrap();
    let customer = startup["participants"].as_array().unwrap();
    let customer = customer.iter().find(|participant| participant["role"] == "CUSTOMER").unwrap();

    let mut count = 0;
    let mut lines = GUIDE.lines();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ curl ") else { continue };
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("curl --silent {command}"));
        shell.env("URL", url);
        shell.env("CHAT", startup["contact_id"].as_str().unwrap());
        shell.env("CUSTOMER", customer["participant_id"].as_str().unwrap());
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        let expected = lines.next().unwrap();
        assert_matches(line, expected, &String::from_utf8(output.stdout).unwrap());
        count += 1;
    }
    assert!(count >= 10, "the guide has {count} curl lines");
}
