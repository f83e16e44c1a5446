//! A future that the driver polls beside others.

use std::pin::Pin;
use std::task::{Context, Poll};

/// A place for one future at a time.
pub(crate) struct Task<T>(Option<Pin<Box<dyn Future<Output = T> + Send>>>);

impl<T> Task<T> {
    pub(crate) const fn idle() -> Self {
        Self(None)
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.0.is_none()
    }

    /// Starts a future. One that runs is dropped.
    pub(crate) fn start(&mut self, future: impl Future<Output = T> + Send + 'static) {
        self.0 = Some(Box::pin(future));
    }

    pub(crate) fn cancel(&mut self) {
        self.0 = None;
    }

    /// Returns the output of the future that runs, once.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<T> {
        let Some(future) = &mut self.0 else { return Poll::Pending };
        let output = future.as_mut().poll(context);
        if output.is_ready() {
            self.0 = None;
        }
        output
    }
}
