//! Runs the tests of the local service with a client that has no transport but reqwest.
