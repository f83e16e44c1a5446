//! Runs the example `chat_events`. README shows its output. Wrong settings in the environment are
//! reported in one sentence, with exit status 2.

#![allow(clippy::expect_used, reason = "a failing test panics")]

use std::env;
use std::path::PathBuf;
use std::process::{Command, Output};

const REGION: (&str, &str) = ("AWS_REGION", "eu-central-1");
const TOKEN: (&str, &str) = ("CONNECTION_TOKEN", "token");
const MESSAGE_ID: (&str, &str) = ("MESSAGE_ID", "1");
const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL_CONNECTPARTICIPANT";

/// Runs the example with these variables, and without any other that it reads.
fn run(variables: &[(&str, &str)]) -> Output {
    let mut example = Command::new(path());
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("AWS_") || [TOKEN.0, MESSAGE_ID.0].contains(&&*name) {
            example.env_remove(&*name);
        }
    }
    example.envs(variables.iter().copied()).output().expect("the example runs")
}

/// The path of the example, which `cargo test` builds before it runs this test.
fn path() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let deps = test.parent().expect("the folder of this test");
    let name = format!("chat_events{}", env::consts::EXE_SUFFIX);
    let path = deps.with_file_name("examples").join(name);
    assert!(
        path.is_file(),
        "{} is missing: run `cargo build --examples`",
        path.display()
    );
    path
}

#[test]
fn readme_shows_the_output() {
    let (_, shown) = include_str!("../../README.md")
        .split_once("$ cargo run -p connect-participant-examples --example chat_events\n")
        .expect("README has the command");
    let (shown, _) = shown.split_once("```").expect("the code block has an end");
    let printed = String::from_utf8(run(&[]).stdout).expect("the output is UTF-8");
    assert_eq!(mask(&printed), mask(shown));
}

/// Replaces the digits, which differ from run to run: those of the port, the ids and the times.
fn mask(text: &str) -> String {
    text.chars().map(|char| if char.is_ascii_hexdigit() { '0' } else { char }).collect()
}

fn assert_rejected(variables: &[(&str, &str)]) {
    let output = run(variables);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("the output is UTF-8");
    assert_eq!(output.status.code(), Some(2), "{variables:?}: {text}");
    assert_eq!(text.lines().count(), 1, "{variables:?}: {text}");
    assert!(text.ends_with(".\n"), "{variables:?}: {text}");
}

#[test]
fn an_endpoint_without_a_token_is_rejected() {
    assert_rejected(&[(ENDPOINT_URL, "https://chat.example")]);
}

#[test]
fn a_message_id_without_a_token_is_rejected() {
    assert_rejected(&[REGION, MESSAGE_ID]);
}

#[test]
fn a_token_without_a_region_is_rejected() {
    assert_rejected(&[TOKEN, MESSAGE_ID]);
}

#[test]
fn a_token_without_a_message_id_is_rejected() {
    assert_rejected(&[REGION, TOKEN]);
}

#[test]
fn a_malformed_region_is_rejected() {
    assert_rejected(&[("AWS_REGION", "eu central"), TOKEN, MESSAGE_ID]);
}

#[test]
fn a_plain_http_endpoint_is_rejected() {
    assert_rejected(&[(ENDPOINT_URL, "http://chat.example"), TOKEN, MESSAGE_ID]);
}

#[test]
fn a_malformed_token_is_rejected() {
    assert_rejected(&[REGION, ("CONNECTION_TOKEN", "a token"), MESSAGE_ID]);
}

/// Many shells set a region, so a region alone does not select Amazon Connect.
#[test]
fn a_region_alone_selects_the_local_service() {
    let output = run(&[REGION]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(text.contains("http://127.0.0.1:"), "{text}");
}
