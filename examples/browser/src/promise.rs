//! Futures of JavaScript as futures that are `Send`.

use tokio::sync::oneshot;
use wasm_bindgen_futures::spawn_local;

/// Runs a future on the page, and returns its output, or `None` if the page has gone. The future
/// is dropped when the returned one is.
///
/// A promise belongs to its thread, so its future is not `Send`. The client requires `Send`, and
/// holds only the receiver of a channel.
pub(crate) fn run<T: Send + 'static>(
    future: impl Future<Output = T> + 'static,
) -> impl Future<Output = Option<T>> + Send {
    let (mut sender, receiver) = oneshot::channel();
    spawn_local(async move {
        let output = tokio::select! {
            output = future => output,
            () = sender.closed() => return,
        };
        // The receiver may have gone meanwhile.
        let _ = sender.send(output);
    });
    async { receiver.await.ok() }
}
