//! A call in a process of its own, whose environment is the test's to say. The process is this test binary, again.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use connect_participant_tests::{builder, typing};

const TEST: &str = "own_process::a_call_in_a_process_of_its_own";
const ENDPOINT: &str = "ENDPOINT_OF_THE_CALL";
/// What its last line of output begins with.
const TOLD: &str = "what came of it: ";

/// What an environment may have that is not the test's.
const FOREIGN: [&str; 11] = [
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

/// What comes of a call to an endpoint: `answered`, or the error.
pub(crate) async fn call_in_own_process(endpoint: String, variables: &[(&str, String)]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    for name in FOREIGN {
        child.env_remove(name);
    }
    child.args(["--exact", TEST, "--ignored", "--nocapture"]).env(ENDPOINT, endpoint);
    child.envs(variables.iter().map(|(name, value)| (name, value)));
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let told = stdout.lines().find_map(|line| line.split_once(TOLD));
    let (_, told) = told.unwrap_or_else(|| {
        panic!("the child made no call: {stdout}\n{}", String::from_utf8_lossy(&output.stderr))
    });
    told.to_owned()
}

#[tokio::test]
#[ignore = "other tests run it, with variables that make it mean something"]
async fn a_call_in_a_process_of_its_own() {
    let client = builder(std::env::var(ENDPOINT).unwrap()).build().unwrap();
    match client.call(typing()).await {
        Ok(_) => println!("{TOLD}answered"),
        Err(error) => println!("{TOLD}{error}"),
    }
}

/// A file of certificates that a process is to trust, which is removed with it.
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
