//! The limits of the machine.

use std::error::Error as StdError;
use std::io;

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
    let itself = error.downcast_ref::<io::Error>().is_some_and(|error| {
        error.kind() == io::ErrorKind::AddrNotAvailable
            || error.raw_os_error().is_some_and(|code| CODES.contains(&code))
    });
    itself || error.source().is_some_and(self::is_exhausted)
}
