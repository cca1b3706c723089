//! Canonicalization: from the shared table of shallow types to the canonical graph.
//!
//! This part knows nothing of DWARF or files: it sees nodes whose named references are still names, and
//! exports that say in which unit they were found.

pub mod deep;
mod number;
mod pinned;
pub(crate) mod resolve;
pub(crate) mod table;
pub mod verify;
pub(crate) mod views;
