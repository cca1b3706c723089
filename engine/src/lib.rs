//! abilens: a structural ABI diff engine.
//!
//! The pipeline on one page: open -> lower -> canonicalize -> compare -> classify -> report.

pub mod graph;
pub mod pipeline;
pub mod report;
pub mod rules;
