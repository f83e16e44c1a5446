//! Examples of connect-participant with other crates. Each file is a program, with its tests.
