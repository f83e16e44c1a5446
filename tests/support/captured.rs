//! A transport that needs no wire.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use connect_participant::{Client, Transport, TransportFuture};
use serde_json::Value;

/// A transport that keeps each request and answers `{}`: fast enough for thousands of calls, and fit for any executor.
#[derive(Debug, Clone, Default)]
pub struct Captured(Arc<Mutex<Vec<http::Request<Bytes>>>>);

impl Captured {
    /// A client that sends through it.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::builder().region("eu-central-1").transport(self.clone()).build().unwrap()
    }

    /// The requests since it was last asked.
    #[must_use]
    pub fn take(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// The JSON body of the one request since it was last asked.
    #[must_use]
    pub fn take_json(&self) -> Value {
        let requests = self.take();
        let [request] = &requests[..] else { panic!("not one request: {requests:#?}") };
        serde_json::from_slice(request.body()).unwrap()
    }
}

impl Transport for Captured {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
        self.0.lock().unwrap().push(request);
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(b"{}"))) })
    }
}
