//! Compares the local service and `connect-participant` with the clients of AWS: boto3, and the
//! SDKs for JavaScript and Rust.
//!
//! Each client runs the same cases against the local service. Then each client gets the same
//! inputs, and its requests are compared with those of `connect-participant`. `tests/peers/run`
//! installs the clients and starts this program.

mod call;
mod cases;
mod content_type;
mod exception;
mod fixture;
mod generate;
mod known_differences;
mod migration;
mod peer;
mod recording_proxy;
mod service_model;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use cases::Case;
use peer::{Kind, Peer};
use wire::Comparison;

/// The number of random inputs.
const INPUTS: usize = 550;

/// The default seed of the random inputs. `--seed N` sets another one.
const SEED: u64 = 20_180_907;

const USAGE: &str = "usage: connect-participant-peers \
    [--python PYTHON PEER.PY] [--javascript NODE PEER.MJS] [--seed N]";

#[tokio::main]
async fn main() -> ExitCode {
    let mut peers = vec![Peer::ours(), Peer::rust()];
    let mut seed = SEED;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut next = || PathBuf::from(arguments.next().expect(USAGE));
        match argument.as_str() {
            "--python" => peers.push(Peer::python(&next(), &next()).await),
            "--javascript" => peers.push(Peer::javascript(&next(), &next()).await),
            "--seed" => seed = arguments.next().and_then(|seed| seed.parse().ok()).expect(USAGE),
            _ => panic!("{USAGE}"),
        }
    }

    let cases = cases::all();
    let inputs = generate::inputs(seed, INPUTS);
    let ours = wire::send_all(&peers[0], &inputs).await;
    let mut summary = vec![format!("seed {seed}")];
    let mut succeeded = true;
    for peer in peers.into_iter().map(Arc::new) {
        let passed = count_passed(&peer, &cases).await;
        succeeded &= passed == cases.len();
        let requests = if peer.kind == Kind::Ours {
            "its requests are the reference".to_owned()
        } else {
            let comparison = wire::compare(&peer, &inputs, &ours).await;
            succeeded &= comparison.unknown == 0;
            let Comparison { equal, known, unknown } = comparison;
            let count = inputs.len();
            format!(
                "{equal} of {count} requests are equal to the reference, {known} have a known \
                 difference, {unknown} have an unknown difference"
            )
        };
        summary.push(format!("{peer}: {passed} of {} cases passed; {requests}", cases.len()));
    }
    println!("{}", summary.join("\n"));
    if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs all cases with a peer. Prints the names of the failed cases, and returns the number of
/// passed cases.
async fn count_passed(peer: &Arc<Peer>, cases: &[Case]) -> usize {
    let mut passed = 0;
    for case in cases {
        if case.passes(peer).await {
            passed += 1;
        } else {
            eprintln!("{peer}: failed: {}", case.name);
        }
    }
    passed
}
