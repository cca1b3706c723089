//! Canonicalization: from the shared table of shallow types to the canonical graph.
//!
//! This part knows nothing of DWARF or files: it sees nodes whose named references are still names, and
//! exports that say in which unit they were found.

pub(crate) mod build;
pub(crate) mod constants;
pub mod deep;
mod interner;
pub(crate) mod lowered;
pub(crate) mod members;
mod number;
mod pinned;
mod resolve;
mod signature;
mod special;
pub(crate) mod table;
pub mod verify;
pub(crate) mod views;
