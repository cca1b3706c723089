//! abilens: a structural ABI diff engine.
//!
//! The pipeline on one page: open -> lower -> canonicalize -> compare -> classify -> report.

pub mod elf;
pub mod error;
pub mod graph;
pub mod input;
pub mod report;
pub mod rules;
pub mod snapshot;
