//! What becomes of consumers as they were built: programs on other libraries here, modules on other kernels in
//! `kernel/check`, by the same comparison of what a consumer was compiled with and what it meets.

pub(crate) mod consumer;
pub mod deps;
pub(crate) mod hits;
pub(crate) mod known;
pub mod program;
pub(crate) mod report;
