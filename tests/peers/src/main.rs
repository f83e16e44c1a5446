//! The local service, and our client, held against AWS's own clients: boto3, and the SDKs for JavaScript and for Rust.
//!
//! Each of them gets through the same cases against the local service. Then each of them is given the same inputs, and
//! what goes over the wire is compared with what our client sends. `tests/peers/run` sees to what all this needs.

mod call;
mod cases;
mod exception;
mod generate;
mod known;
mod peer;
mod service_model;
mod stage;
mod tap;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use cases::Case;
use peer::{Kind, Peer};
use wire::Comparison;

/// How many inputs are made up, and by which seed. Another one is `--seed N`.
const INPUTS: usize = 550;
const SEED: u64 = 20_180_907;

const USAGE: &str =
    "connect-participant-peers [--python PYTHON PEER.PY] [--javascript NODE PEER.MJS] [--seed N]";

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
    let ours = wire::made(&peers[0], &inputs).await;
    let mut summary = vec![format!("seed {seed}")];
    let mut is_good = true;
    for peer in peers.into_iter().map(Arc::new) {
        let held = hold(&peer, &cases).await;
        is_good &= held == cases.len();
        let requests = if peer.kind == Kind::Ours {
            "what it sends is the measure".to_owned()
        } else {
            let compared = wire::compare(&peer, &inputs, &ours).await;
            is_good &= compared.unknown == 0;
            let Comparison { equal, known, unknown } = compared;
            let count = inputs.len();
            format!(
                "{equal} of {count} requests equal to ours, {known} different for a known reason, {unknown} different"
            )
        };
        summary.push(format!("{peer}: {held} of {} cases, {requests}", cases.len()));
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
