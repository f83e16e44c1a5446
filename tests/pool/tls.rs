//! The same promises over TLS.
