//! Compares the endpoint that `Client::from_env` finds with those of the AWS SDK for Rust and of
//! boto3, in a table of environments. Each client runs in a process of its own. A client from the
//! configuration of the SDK for Rust is one of them.
//!
//! Usage: `environments [PYTHON ENVIRONMENT.PY]`

mod sdk_config;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_connectparticipant::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_connectparticipant::config::{ConfigBag, Credentials, Intercept, RuntimeComponents};
use aws_sdk_connectparticipant::error::BoxError;
use connect_participant::{Client, Result};

/// An environment: variables, the config file and the credentials file, and the result.
struct Row {
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    config: &'static str,
    credentials: &'static str,
    /// The endpoint, or `error`.
    ours: &'static str,
    /// The results that differ, each with the reason.
    rust: Option<(&'static str, &'static str)>,
    boto3: Option<(&'static str, &'static str)>,
}

const ROW: Row = Row {
    name: "",
    variables: &[],
    config: "",
    credentials: "",
    ours: "error",
    rust: None,
    boto3: None,
};

const WEST: &str = "https://participant.connect.eu-west-1.amazonaws.com";
const NORTH: &str = "https://participant.connect.eu-north-1.amazonaws.com";
const OWN: &str = "https://own.example";
const NO_AWS_REGION: &str = "boto3 does not read AWS_REGION";
const RUST_TOLERATES: &str = "the SDK for Rust logs a problem of the files, and goes on";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { name: "nothing", ..ROW },
    Row { name: "AWS_REGION", variables: &[("AWS_REGION", "eu-west-1")], ours: WEST, boto3: Some(("error", NO_AWS_REGION)), ..ROW },
    Row { name: "AWS_DEFAULT_REGION", variables: &[("AWS_DEFAULT_REGION", "eu-west-1")], ours: WEST, ..ROW },
    Row { name: "both", variables: &[("AWS_DEFAULT_REGION", "eu-north-1"), ("AWS_REGION", "eu-west-1")], ours: WEST, boto3: Some((NORTH, NO_AWS_REGION)), ..ROW },
    Row { name: "default profile", config: "[default]\nregion = eu-west-1\n", ours: WEST, ..ROW },
    Row { name: "named profile", variables: &[("AWS_PROFILE", "a")], config: "[default]\nregion = eu-west-1\n[profile a]\nregion = eu-north-1\n", ours: NORTH, ..ROW },
    Row { name: "no prefix", variables: &[("AWS_PROFILE", "a")], config: "[a]\nregion = eu-north-1\n", ..ROW },
    Row { name: "no such profile", variables: &[("AWS_PROFILE", "a"), ("AWS_DEFAULT_REGION", "eu-west-1")], config: "[default]\nregion = eu-north-1\n", rust: Some((WEST, RUST_TOLERATES)), ..ROW },
    Row { name: "variable before profile", variables: &[("AWS_DEFAULT_REGION", "eu-west-1")], config: "[default]\nregion = eu-north-1\n", ours: WEST, ..ROW },
    Row { name: "credentials file", credentials: "[default]\nregion = eu-west-1\n", config: "[default]\nregion = eu-north-1\n", ours: WEST, ..ROW },
    Row { name: "keys in the credentials file", credentials: "[default]\naws_access_key_id = a\naws_secret_access_key = b\n", config: "[default]\nregion = eu-west-1\n", ours: WEST, ..ROW },
    Row { name: "two default profiles", config: "[default]\nregion = eu-west-1\n[profile default]\nregion = eu-north-1\n", ours: NORTH, ..ROW },
    Row { name: "CRLF", config: "[default]\r\nregion = eu-west-1\r\n", ours: WEST, ..ROW },
    Row { name: "name in quotes", variables: &[("AWS_PROFILE", "a b")], config: "[profile 'a b']\nregion = eu-north-1\n", ours: NORTH, rust: Some(("error", "the SDK for Rust ignores a name with spaces")), ..ROW },
    Row { name: "name with spaces", variables: &[("AWS_PROFILE", "a b")], config: "[profile a b]\nregion = eu-north-1\n", ..ROW },
    Row { name: "text after a section", variables: &[("AWS_DEFAULT_REGION", "eu-west-1")], config: "[default] text\n", rust: Some((WEST, RUST_TOLERATES)), boto3: Some((WEST, "boto3 ignores the text")), ..ROW },
    Row { name: "inline comment", config: "[default]\nregion = eu-west-1 # here\n", ours: WEST, boto3: Some(("error", "boto3 takes the comment as a part of the value")), ..ROW },
    Row { name: "upper case", config: "[default]\nREGION=eu-west-1\n", ours: WEST, ..ROW },
    Row { name: "not a line", variables: &[("AWS_DEFAULT_REGION", "eu-west-1")], config: "[default]\nregion\n", rust: Some((WEST, RUST_TOLERATES)), ..ROW },
    Row { name: "FIPS variable", variables: &[("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_USE_FIPS_ENDPOINT", "true")], ours: "https://participant.connect-fips.us-east-1.amazonaws.com", ..ROW },
    Row { name: "FIPS profile", config: "[default]\nregion = us-east-1\nuse_fips_endpoint = true\n", ours: "https://participant.connect-fips.us-east-1.amazonaws.com", ..ROW },
    Row { name: "FIPS variable before profile", variables: &[("AWS_USE_FIPS_ENDPOINT", "false")], config: "[default]\nregion = eu-west-1\nuse_fips_endpoint = true\n", ours: WEST, ..ROW },
    Row { name: "dual stack variable", variables: &[("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_USE_DUALSTACK_ENDPOINT", "true")], ours: "https://participant.connect.us-east-1.api.aws", ..ROW },
    Row { name: "dual stack profile", config: "[default]\nregion = us-east-1\nuse_dualstack_endpoint = true\n", ours: "https://participant.connect.us-east-1.api.aws", ..ROW },
    Row { name: "URL of the service", variables: &[("AWS_DEFAULT_REGION", "eu-west-1"), ("AWS_ENDPOINT_URL_CONNECTPARTICIPANT", OWN), ("AWS_ENDPOINT_URL", "https://all.example")], ours: OWN, ..ROW },
    Row { name: "URL of all services", variables: &[("AWS_DEFAULT_REGION", "eu-west-1"), ("AWS_ENDPOINT_URL", OWN)], ours: OWN, ..ROW },
    Row { name: "URL of the profile", config: "[default]\nregion = eu-west-1\nendpoint_url = https://own.example\n", ours: OWN, ..ROW },
    Row { name: "URL of the section services", config: "[default]\nregion = eu-west-1\nservices = x\nendpoint_url = https://all.example\n[services x]\ns3 =\n  endpoint_url = https://s3.example\nconnectparticipant =\n  endpoint_url = https://own.example\n", ours: OWN, ..ROW },
    Row { name: "URL variable before section services", variables: &[("AWS_ENDPOINT_URL", OWN)], config: "[default]\nregion = eu-west-1\nservices = x\n[services x]\nconnectparticipant =\n  endpoint_url = https://other.example\n", ours: OWN, ..ROW },
    Row { name: "URLs ignored by a variable", variables: &[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"), ("AWS_ENDPOINT_URL", OWN)], config: "[default]\nregion = eu-west-1\nendpoint_url = https://all.example\n", ours: WEST, ..ROW },
    Row { name: "URLs ignored by the profile", config: "[default]\nregion = eu-west-1\nignore_configured_endpoint_urls = true\nendpoint_url = https://all.example\n", ours: WEST, ..ROW },
];

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("--ours") => {
            println!("{}", endpoint_of(Client::from_env()));
            ExitCode::SUCCESS
        }
        Some("--bridge") => {
            let config = load_sdk_config();
            println!("{}", endpoint_of(sdk_config::client_builder(&config).build()));
            ExitCode::SUCCESS
        }
        Some("--rust") => {
            println!("{}", endpoint_of_sdk(&load_sdk_config()));
            ExitCode::SUCCESS
        }
        _ => compare(&arguments),
    }
}

fn compare(python: &[String]) -> ExitCode {
    let program = std::env::current_exe().expect("the path of this program");
    let program = program.to_string_lossy().into_owned();
    let mut failures = 0;
    for row in ROWS {
        let home = std::env::temp_dir().join(format!("environments-{}", std::process::id()));
        std::fs::create_dir_all(home.join(".aws")).expect("a folder");
        std::fs::write(home.join(".aws/config"), row.config).expect("a file");
        std::fs::write(home.join(".aws/credentials"), row.credentials).expect("a file");
        let mut check = |client: &str, command: &[String], expected: &str| {
            let found = output(command, row, &home);
            let matches =
                if expected == "error" { found.starts_with("error") } else { found == expected };
            if !matches {
                failures += 1;
                println!("{}: {client} finds {found:?} instead of {expected:?}", row.name);
            }
        };
        check("connect-participant", &[program.clone(), "--ours".to_owned()], row.ours);
        let rust = row.rust.map_or(row.ours, |(rust, _)| rust);
        check("the SDK for Rust", &[program.clone(), "--rust".to_owned()], rust);
        check("the client from its configuration", &[program.clone(), "--bridge".to_owned()], rust);
        if !python.is_empty() {
            check("boto3", python, row.boto3.map_or(row.ours, |(boto3, _)| boto3));
        }
        std::fs::remove_dir_all(&home).expect("the folder is removed");
    }
    let differences = ROWS.iter().filter(|row| row.rust.or(row.boto3).is_some()).count();
    println!(
        "{} environments, {differences} with a known difference, {failures} failures",
        ROWS.len()
    );
    if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a command in the environment of a row, and returns its first line.
fn output(command: &[String], row: &Row, home: &Path) -> String {
    let mut child = Command::new(&command[0]);
    child.args(&command[1..]).env_clear().env("HOME", home);
    child.env("AWS_EC2_METADATA_DISABLED", "true").envs(row.variables.iter().copied());
    let output = child.output().expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().next().unwrap_or("error: no output").trim_end_matches('/').to_owned()
}

fn endpoint_of(client: Result<Client>) -> String {
    match client {
        Ok(client) => client.endpoint_url().to_owned(),
        Err(error) => format!("error: {error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn load_sdk_config() -> SdkConfig {
    aws_config::defaults(aws_config::BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .credentials_provider(Credentials::new("none", "none", None, None, "none"))
        .load()
        .await
}

/// Returns the URL of a request of the AWS SDK, without its path.
#[tokio::main(flavor = "current_thread")]
async fn endpoint_of_sdk(config: &SdkConfig) -> String {
    let config = aws_sdk_connectparticipant::config::Builder::from(config)
        .interceptor(Stop)
        .retry_config(aws_sdk_connectparticipant::config::retry::RetryConfig::disabled())
        .build();
    let client = aws_sdk_connectparticipant::Client::from_conf(config);
    let sent = client.send_event().connection_token("a").content_type("b").send();
    let error = tokio::time::timeout(Duration::from_secs(20), sent).await;
    let mut text = String::new();
    let mut next: Option<&dyn std::error::Error> = None;
    if let Ok(Err(error)) = &error {
        next = Some(error);
    }
    while let Some(error) = next {
        text = error.to_string();
        if text.starts_with("https://") {
            return text.trim_end_matches("/participant/event").to_owned();
        }
        next = error.source();
    }
    format!("error: {text}")
}

/// Ends each call before it is sent, with an error that has the URL.
#[derive(Debug)]
struct Stop;

impl Intercept for Stop {
    fn name(&self) -> &'static str {
        "Stop"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Err(context.request().uri().to_owned().into())
    }
}
