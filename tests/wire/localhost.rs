//! Plain http to `localhost`, which is this machine whatever a name server says.

use std::net::SocketAddr;

use connect_participant::reqwest::dns::{Name, Resolve, Resolving};
use connect_participant_tests::{Answer, Recorder, builder, typing};

/// Takes every name for a machine that is none.
struct Elsewhere;

impl Resolve for Elsewhere {
    fn resolve(&self, _: Name) -> Resolving {
        let nobody = SocketAddr::from(([192, 0, 2, 1], 9));
        Box::pin(async move { Ok(Box::new(std::iter::once(nobody)) as _) })
    }
}

#[tokio::test]
async fn it_is_this_machine() {
    let recorder = Recorder::start(Answer::ok("{}")).await;
    let client = builder(recorder.url().replace("127.0.0.1", "localhost"))
        .configure_reqwest(|reqwest| reqwest.dns_resolver(Elsewhere))
        .build()
        .unwrap();
    client.call(typing()).await.unwrap();
    recorder.assert_one_request();
}
