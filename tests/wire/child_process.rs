//! Calls in a child process, with an environment that the test chooses. The child process is this
//! test binary again.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use connect_participant::{ClientBuilder, Result, Socket};
use connect_participant_tests::{builder, typing};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const TEST: &str = "child_process::call_for_the_parent_process";
const ENDPOINT: &str = "ENDPOINT_OF_THE_CALL";
/// Sets the connect timeout of the child process, in milliseconds.
pub(crate) const CONNECT_TIMEOUT: &str = "CONNECT_TIMEOUT_OF_THE_CALL";
/// Makes the child process open a socket to this URL and send a request over it, instead of a call.
pub(crate) const SOCKET: &str = "SOCKET_OF_THE_CALL";
/// Sets the number of calls, one after the other. Defaults to 1.
pub(crate) const CALLS: &str = "NUMBER_OF_CALLS";
/// The prefix of the line that has the outcome.
const OUTCOME: &str = "outcome of the call: ";

/// Variables of the surrounding environment that would change the outcome.
const REMOVED: [&str; 11] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// Calls an endpoint. Returns `succeeded` or the error.
pub(crate) async fn call_in_child_process(
    endpoint: String,
    variables: &[(&str, String)],
) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    for name in REMOVED {
        child.env_remove(name);
    }
    child.args(["--exact", TEST, "--ignored", "--nocapture"]).env(ENDPOINT, endpoint);
    child.envs(variables.iter().map(|(name, value)| (name, value)));
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let outcome = stdout.lines().find_map(|line| line.split_once(OUTCOME));
    let (_, outcome) = outcome.unwrap_or_else(|| {
        panic!(
            "the child process made no call: {stdout}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    });
    outcome.to_owned()
}

#[tokio::test]
#[ignore = "needs the environment that other tests set"]
async fn call_for_the_parent_process() {
    let mut builder = builder(std::env::var(ENDPOINT).unwrap());
    if let Ok(timeout) = std::env::var(CONNECT_TIMEOUT) {
        builder = builder.connect_timeout(Duration::from_millis(timeout.parse().unwrap()));
    }
    match outcome(builder).await {
        Ok(()) => println!("{OUTCOME}succeeded"),
        Err(error) => println!("{OUTCOME}{error}"),
    }
}

async fn outcome(builder: ClientBuilder) -> Result<()> {
    let client = builder.build()?;
    if let Ok(url) = std::env::var(SOCKET) {
        converse(client.open_socket(&url).await?).await;
        return Ok(());
    }
    let calls = std::env::var(CALLS).map_or(1, |calls| calls.parse().unwrap());
    for _ in 0..calls {
        client.call(typing()).await?;
    }
    Ok(())
}

/// Sends a request over a socket, and reads the start of the response.
pub(crate) async fn converse(mut socket: Socket) {
    socket.write_all(b"GET /socket HTTP/1.1\r\nHost: chat.example\r\n\r\n").await.unwrap();
    socket.flush().await.unwrap();
    let mut response = [0; 12];
    socket.read_exact(&mut response).await.unwrap();
    assert_eq!(&response, b"HTTP/1.1 200");
}

/// A temporary file of certificates that a child process trusts.
pub(crate) struct Certificates(PathBuf);

impl Certificates {
    pub(crate) fn write(certificates: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{count}-certificates.pem", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, certificates.concat()).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> String {
        self.0.to_str().unwrap().to_owned()
    }
}

impl Drop for Certificates {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
