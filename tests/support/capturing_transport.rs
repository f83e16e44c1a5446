//! A transport that keeps requests in memory.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use connect_participant::{Client, Transport, TransportFuture};
use serde_json::Value;

/// A transport that keeps each request and responds with `{}`. It has no I/O, so it is fast and
/// runs on any executor.
#[derive(Debug, Clone, Default)]
pub struct CapturingTransport(Arc<Mutex<Vec<http::Request<Bytes>>>>);

impl CapturingTransport {
    /// Creates a client that uses this transport.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::builder().region("eu-central-1").transport(self.clone()).build().unwrap()
    }

    /// Returns the requests since the last `take`.
    #[must_use]
    pub fn take(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// Returns the JSON body of the one request since the last `take`.
    #[must_use]
    pub fn take_json(&self) -> Value {
        let requests = self.take();
        let [request] = &requests[..] else { panic!("not one request: {requests:#?}") };
        serde_json::from_slice(request.body()).unwrap()
    }
}

impl Transport for CapturingTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        self.0.lock().unwrap().push(request);
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(b"{}"))) })
    }
}
