//! A connection, from its first byte to its end.

use std::error::Error;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::server::conn::http1::{self, Parts};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::abort::Abort;
use super::exchange;
use super::socket::Socket;
use super::write_timeout::WriteTimeout;
use crate::lock::lock;
use crate::response::Response;
use crate::service::Service;
use crate::websocket::handshake;
use crate::websocket::session::{self, End};

/// The time that a client has to read the last response before the connection is closed.
const LINGER: Duration = Duration::from_secs(2);

/// A response that is being prepared. It is boxed because hyper requires a future that is `Unpin`.
type ResponseFuture = Pin<Box<dyn Future<Output = Result<Response, Abort>> + Send>>;

/// Responds to the requests of a connection, one after the other. `io_timeout` is the maximum time
/// to receive the headers of a request, to receive its body, and to send any part of the response.
pub(crate) async fn serve(socket: Socket, service: Arc<Service>, io_timeout: Duration) {
    let client = socket.clone();
    let upgrade = Arc::new(Mutex::new(None));
    let responses = service_fn({
        let (service, upgrade) = (Arc::clone(&service), Arc::clone(&upgrade));
        move |request| -> ResponseFuture {
            let upgrade = Arc::clone(&upgrade);
            let response =
                exchange::respond(Arc::clone(&service), client.clone(), request, io_timeout);
            Box::pin(async move {
                let mut response = response.await?;
                *lock(&upgrade) = handshake::take_registration(&mut response);
                Ok(response)
            })
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // A client may close its side after the request, as `nc -N` does.
        .half_close(true)
        .header_read_timeout(io_timeout)
        .serve_connection(TokioIo::new(WriteTimeout::new(socket, io_timeout)), responses);
    let result = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let Parts { io, read_buf, .. } = connection.into_parts();
    let mut socket = io.into_inner();
    let registration = lock(&upgrade).take();
    if let (Ok(()), Some(registration)) = (&result, registration) {
        let (stream, end) = session::serve(socket, read_buf.into(), registration, &service).await;
        if end == End::Reset {
            // The connection ends in any case, so there is nothing to do about an error.
            let _ = stream.into_inner().reset();
            return;
        }
        socket = stream;
    }
    let socket = socket.into_inner();

    let error = result.as_ref().err().and_then(Error::source);
    // The connection ends in any case, so there is nothing to do about an error.
    let _ = match error.and_then(|error| error.downcast_ref()) {
        Some(Abort::Reset) => socket.reset(),
        Some(Abort::Closed) => Ok(()),
        Some(Abort::CutShort(bytes)) => close_after(bytes, socket, io_timeout).await,
        None => close(socket).await,
    };
}

async fn close_after(bytes: &[u8], mut socket: Socket, io_timeout: Duration) -> io::Result<()> {
    timeout(io_timeout, socket.write_all(bytes)).await??;
    close(socket).await
}

/// Closes the connection, and reads until the client has closed it too. If a connection is closed
/// while its client is still sending, TCP resets it, and the client may lose the response.
async fn close(mut socket: Socket) -> io::Result<()> {
    socket.shutdown().await?;
    let mut ignored = vec![0; 16 * 1024];
    timeout(LINGER, async {
        while socket.read(&mut ignored).await? > 0 {}
        Ok(())
    })
    .await?
}
