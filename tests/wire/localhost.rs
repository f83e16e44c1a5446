//! Plain HTTP to `localhost`, which is always the loopback interface and is never resolved by DNS.

use std::net::SocketAddr;

use connect_participant::reqwest::dns::{Name, Resolve, Resolving};
use connect_participant_tests::{Recorder, Response, builder, typing};

/// Resolves every name to an address without a server.
struct WrongAddress;

impl Resolve for WrongAddress {
    fn resolve(&self, _: Name) -> Resolving {
        let address = SocketAddr::from(([192, 0, 2, 1], 9));
        Box::pin(async move { Ok(Box::new(std::iter::once(address)) as _) })
    }
}

#[tokio::test]
async fn localhost_is_not_resolved_by_dns() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = builder(recorder.url().replace("127.0.0.1", "localhost"))
        .configure_reqwest(|reqwest| reqwest.dns_resolver(WrongAddress))
        .build()
        .unwrap();
    client.call(typing()).await.unwrap();
    recorder.assert_one_request();
}
