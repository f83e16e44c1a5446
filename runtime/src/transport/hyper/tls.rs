//! TLS, with the library that a feature selects. `native-tls` takes precedence over rustls.

#[cfg(feature = "native-tls")]
mod native_tls;
#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
mod none;
#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
mod rustls;

#[cfg(feature = "native-tls")]
pub(super) use self::native_tls::Tls;
#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
pub(super) use self::none::Tls;
#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
pub(super) use self::rustls::Tls;
