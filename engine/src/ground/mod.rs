//! What every other part stands on: errors, the bytes of files, git, what may be printed, the headers that consumers
//! see. It knows nothing of types, comparisons or reports.

pub mod diagnostic;
pub mod error;
pub mod files;
pub mod git;
pub mod headers;
pub(crate) mod maps;
pub(crate) mod options;
pub mod printable;
