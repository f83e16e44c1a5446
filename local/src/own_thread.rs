//! A thread with a Tokio runtime of its own.

use std::sync::mpsc::channel;
use std::{io, thread};

use tokio::runtime::Builder;

/// Runs `start` on a new thread, and returns its output. The thread then runs the returned future
/// to its end.
pub(crate) fn run<T, Serve>(
    start: impl Future<Output = io::Result<(T, Serve)>> + Send + 'static,
) -> io::Result<T>
where
    T: Send + 'static,
    Serve: Future<Output = ()>,
{
    let (sender, started) = channel();
    let thread = thread::Builder::new().name("connect-participant-local".to_owned());
    thread.spawn(move || {
        // The receiver waits for one value.
        let send = |result| drop(sender.send(result));
        match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(async {
                match start.await {
                    Ok((output, serve)) => {
                        send(Ok(output));
                        serve.await;
                    }
                    Err(error) => send(Err(error)),
                }
            }),
            Err(error) => send(Err(error)),
        }
    })?;
    // There is always a value, unless the thread panics.
    started.recv().unwrap_or_else(|error| Err(io::Error::other(error)))
}
