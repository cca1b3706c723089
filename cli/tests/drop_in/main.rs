//! Command lines of other tools: their options, their exit codes, and calls as scripts of public projects have them.
//!
//! Needs gcc (`apt-get install gcc`, or `cargo xtask test`).

mod abidiff;
mod lab;
mod scripts;
