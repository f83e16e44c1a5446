//! The thread that makes the calls of blocking clients.

use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::{io, thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::blocking::in_task::check_not_in_task;
use crate::call::trace::Trace;
use crate::error::{Error, Result};

/// A thread with a runtime, which drives the connections while no call waits. It ends when the worker
/// is dropped, which waits for nothing.
pub(super) struct Worker {
    runtime: Handle,
    _stop: oneshot::Sender<()>,
}

impl Worker {
    pub(super) fn start() -> io::Result<Self> {
        let (started, runtime) = sync_channel(1);
        let (stop, stopped) = oneshot::channel::<()>();
        // A runtime must not be dropped in async code, so it lives and dies on its thread.
        let run = move || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => {
                if started.send(Ok(runtime.handle().clone())).is_ok() {
                    // Nothing is sent: the sender is dropped with the worker.
                    let _ = runtime.block_on(stopped);
                }
            }
            Err(error) => {
                // The receiver waits for this.
                let _ = started.send(Err(error));
            }
        };
        thread::Builder::new().name("connect-participant".to_owned()).spawn(run)?;
        let runtime = runtime.recv().map_err(io::Error::other)??;
        Ok(Self { runtime, _stop: stop })
    }

    /// Runs a future on the thread, and waits for its output. A panic continues on this thread.
    pub(super) fn run<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Result<T> {
        check_not_in_task()?;
        let (ended, output) = sync_channel(1);
        let task = self.runtime.spawn(Trace::keep_context(future));
        self.runtime.spawn(async move { ended.send(task.await) });
        match output.recv() {
            Ok(Ok(output)) => Ok(output),
            Ok(Err(error)) if error.is_panic() => resume_unwind(error.into_panic()),
            Ok(Err(error)) => Err(has_ended().with_source(error)),
            Err(error) => Err(has_ended().with_source(error)),
        }
    }
}

fn has_ended() -> Error {
    Error::invalid_input("the thread of the blocking client has ended")
}
