//! The limits of the machine.

use std::error::Error as StdError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::{fmt, io};

use crate::error::BoxError;

/// The codes of the operating system for too many open files in this process, too many in the whole
/// system, and too little memory for the buffers of a socket.
#[cfg(windows)]
const CODES: [i32; 2] = [10_024, 10_055];
#[cfg(any(target_os = "linux", target_os = "android"))]
const CODES: [i32; 3] = [24, 23, 105];
#[cfg(not(any(windows, target_os = "linux", target_os = "android")))]
const CODES: [i32; 3] = [24, 23, 55];

/// Returns `true` if no connection can be opened until another one is closed: the machine has no
/// file descriptor, no port or no memory for it.
pub(super) fn is_exhausted(error: &(dyn StdError + 'static)) -> bool {
    let code = error.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
    code.is_some_and(|code| CODES.contains(&code))
        || error.is::<NoPort>()
        || error.source().is_some_and(is_exhausted)
}

/// The error for a connection that needs a port, while all ports are in use.
#[derive(Debug)]
pub(super) struct NoPort(pub(super) BoxError);

impl fmt::Display for NoPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no port is free")
    }
}

impl StdError for NoPort {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.as_ref())
    }
}

/// Returns `true` if the operating system had no address for its end of a connection: either all
/// ports are in use, or the machine has no address of that kind, such as one of IPv6.
pub(super) fn lacks_address(error: &(dyn StdError + 'static)) -> bool {
    let itself = error.downcast_ref::<io::Error>();
    itself.is_some_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable)
        || error.source().is_some_and(lacks_address)
}

/// Returns `true` if this machine has an address from which it can reach another one.
pub(super) fn can_reach(address: IpAddr) -> bool {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    // UDP has ports of its own. To connect its socket sends nothing, but chooses an address.
    let discard = SocketAddr::new(address, 9);
    UdpSocket::bind((any, 0)).and_then(|socket| socket.connect(discard)).is_ok()
}
