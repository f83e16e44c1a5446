//! The limits of the machine.
