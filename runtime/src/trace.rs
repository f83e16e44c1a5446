//! What is told of a call while it is made.

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::off::Trace;
#[cfg(feature = "tracing")]
pub(crate) use self::on::Trace;
