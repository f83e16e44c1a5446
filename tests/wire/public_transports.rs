//! The transports of the crate, built without a client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connect_participant::{
    Bytes, Client, ErrorKind, HyperTransport, ReqwestTransport, Transport, TransportFuture, http,
};
use connect_participant_tests::{Recorder, Response, typing};

fn hyper() -> Arc<dyn Transport> {
    Arc::new(HyperTransport::builder().max_connections(1).build().unwrap())
}

fn reqwest() -> Arc<dyn Transport> {
    Arc::new(ReqwestTransport::builder().max_connections(1).build().unwrap())
}

fn client(recorder: &Recorder, transport: impl Transport) -> Client {
    Client::builder()
        .endpoint_url(recorder.url())
        .max_attempts(1)
        .transport(transport)
        .build()
        .unwrap()
}

/// Eight calls of two clients at once, on one connection.
#[tokio::test]
async fn clients_share_a_transport_and_its_limit() {
    for transport in [hyper(), reqwest()] {
        let recorder = Recorder::start(Response::ok("{}")).await;
        let clients = [client(&recorder, transport.clone()), client(&recorder, transport)];
        let calls = (0..8).map(|call| clients[call % 2].call(typing()));
        let calls = futures_util::future::join_all(calls).await;
        assert!(calls.iter().all(Result::is_ok), "{calls:?}");
        assert_eq!((recorder.connections(), recorder.requests().len()), (1, 8));
        assert_eq!(recorder.requests()[0].values("host"), [recorder.authority()]);
    }
}

/// Clients of two endpoints share a transport, and each request goes to its own endpoint.
#[tokio::test]
async fn a_transport_serves_several_endpoints() {
    for transport in [hyper(), reqwest()] {
        let recorders =
            [Recorder::start(Response::ok("{}")).await, Recorder::start(Response::ok("{}")).await];
        for recorder in recorders.iter().chain(&recorders) {
            client(recorder, transport.clone()).call(typing()).await.unwrap();
        }
        for recorder in &recorders {
            assert_eq!(recorder.requests().len(), 2);
            assert_eq!(recorder.requests()[1].values("host"), [recorder.authority()]);
        }
    }
}

/// A transport of a user sends with one of the crate.
#[tokio::test]
async fn a_transport_can_be_wrapped() {
    struct Counting<T>(T, Arc<AtomicUsize>);
    impl<T: Transport> Transport for Counting<T> {
        fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.send(request)
        }
    }
    for transport in [hyper(), reqwest()] {
        let recorder = Recorder::start(Response::ok("{}")).await;
        let count = Arc::new(AtomicUsize::new(0));
        let client = client(&recorder, Counting(transport, Arc::clone(&count)));
        client.call(typing()).await.unwrap();
        assert_eq!((count.load(Ordering::Relaxed), recorder.requests().len()), (1, 1));
    }
}

/// The limit of the transport is smaller than that of the client.
#[tokio::test]
async fn a_transport_limits_the_size_of_a_response() {
    let recorder = Recorder::start(Response::ok("x".repeat(101))).await;
    let hyper = HyperTransport::builder().max_response_bytes(100).build().unwrap();
    let reqwest = ReqwestTransport::builder().max_response_bytes(100).build().unwrap();
    let transports: [Arc<dyn Transport>; 2] = [Arc::new(hyper), Arc::new(reqwest)];
    for transport in transports {
        let error = client(&recorder, transport).call(typing()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
        assert!(error.to_string().contains("the body exceeds 100 bytes"), "{error}");
    }
}

#[test]
fn a_limit_of_zero_is_rejected() {
    let hyper = HyperTransport::builder;
    let reqwest = ReqwestTransport::builder;
    for (result, message) in [
        (hyper().connect_timeout(Duration::ZERO).build().err(), "the connect timeout is zero"),
        (hyper().max_connections(0).build().err(), "`max_connections` is zero"),
        (hyper().max_response_bytes(0).build().err(), "`max_response_bytes` is zero"),
        (reqwest().connect_timeout(Duration::ZERO).build().err(), "the connect timeout is zero"),
        (reqwest().max_connections(0).build().err(), "`max_connections` is zero"),
        (reqwest().max_response_bytes(0).build().err(), "`max_response_bytes` is zero"),
    ] {
        let error = result.unwrap();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(message), "{error}");
    }
}

/// Each runtime has connections of its own, so no call waits for a runtime that is not driven.
#[test]
fn reqwest_uses_no_connection_of_another_runtime() {
    let new = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // The server has a thread of its own.
    let server =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let recorder = server.block_on(Recorder::start(Response::ok("{}")));
    let transport = ReqwestTransport::builder().build().unwrap();
    let client = client(&recorder, transport);
    let (one, two) = (new(), new());
    for runtime in [&one, &two, &one, &two] {
        runtime.block_on(client.call(typing())).unwrap();
    }
    assert_eq!(recorder.connections(), 2);
}
