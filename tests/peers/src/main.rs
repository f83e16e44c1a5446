//! The local service, and our client, held against AWS's own clients: boto3, and the SDKs for JavaScript and for Rust.
//!
//! Each of them gets through the same cases against the local service. `tests/peers/run` sees to what all this needs.

mod call;
mod cases;
mod faults;
mod peer;
mod stage;
mod tap;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use cases::Case;
use peer::Peer;

const USAGE: &str =
    "connect-participant-peers [--python PYTHON PEER.PY] [--javascript NODE PEER.MJS]";

#[tokio::main]
async fn main() -> ExitCode {
    let mut peers = vec![Peer::ours(), Peer::rust()];
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut next = || PathBuf::from(arguments.next().expect(USAGE));
        match argument.as_str() {
            "--python" => peers.push(Peer::python(&next(), &next()).await),
            "--javascript" => peers.push(Peer::javascript(&next(), &next()).await),
            _ => panic!("{USAGE}"),
        }
    }

    let cases = cases::all();
    let mut summary = Vec::new();
    let mut is_good = true;
    for peer in peers.into_iter().map(Arc::new) {
        let held = hold(&peer, &cases).await;
        is_good &= held == cases.len();
        summary.push(format!("{peer}: {held} of {} cases", cases.len()));
    }
    println!("{}", summary.join("\n"));
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many cases the peer gets through.
async fn hold(peer: &Arc<Peer>, cases: &[Case]) -> usize {
    let mut held = 0;
    for case in cases {
        if case.holds(peer).await {
            held += 1;
        } else {
            eprintln!("{peer}: not so: {}", case.name);
        }
    }
    held
}
