//! Command lines of other tools: their options, their exit codes, and calls as scripts of public projects have them.
//!
//! Needs gcc, binutils and dpkg (`apt-get install gcc binutils dpkg`, or `cargo xtask test`).

mod abidiff;
mod abipkgdiff;
mod kmidiff;
mod lab;
mod scripts;
mod stgdiff;
