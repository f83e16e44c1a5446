//! One connection, from its first byte to its end.

use std::error::Error;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::ending::Ending;
use super::exchange;
use super::patient::Patient;
use crate::answer::Answer;
use crate::service::Service;

/// How long a client may take to hear what was said last.
const LINGER: Duration = Duration::from_secs(2);

/// An answer that is still to be given, and which hyper can poll wherever it is.
type Answering = Pin<Box<dyn Future<Output = Result<Answer, Ending>> + Send>>;

/// Answers the requests of one connection, one after the other.
pub(crate) async fn serve(stream: TcpStream, service: Arc<Service>, read_timeout: Duration) {
    let answers = service_fn(move |request| -> Answering {
        Box::pin(exchange::answer(Arc::clone(&service), request, read_timeout))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .serve_connection(TokioIo::new(Patient::new(stream, read_timeout)), answers);
    let result = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let stream = connection.into_parts().io.into_inner().into_inner();

    let error = result.as_ref().err().and_then(Error::source);
    // Whatever error it is closes the connection, which tells the client all that there is to tell.
    let _ = match error.and_then(|error| error.downcast_ref()) {
        Some(Ending::Reset) => reset(stream),
        Some(Ending::CutShort(bytes)) => close_after(bytes, stream, read_timeout).await,
        None => close(stream).await,
    };
}

/// Closes it so that the client has an error, and not an end.
#[allow(deprecated, reason = "what came after it is not in every Tokio that this crate takes")]
fn reset(stream: TcpStream) -> io::Result<()> {
    // Zero seconds: there is nothing to wait for, so nothing waits.
    stream.set_linger(Some(Duration::ZERO))?;
    drop(stream);
    Ok(())
}

async fn close_after(bytes: &[u8], mut stream: TcpStream, patience: Duration) -> io::Result<()> {
    timeout(patience, stream.write_all(bytes)).await??;
    close(stream).await
}

/// Says that there is nothing more to come, and listens until the client says so too. A connection that is closed while its
/// client still sends is reset, and the client might not see the answer that it was given.
async fn close(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut unheard = vec![0; 16 * 1024];
    timeout(LINGER, async {
        while stream.read(&mut unheard).await? > 0 {}
        Ok(())
    })
    .await?
}
