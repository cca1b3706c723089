//! What is written: reports, explanations, gates, as values with versioned schemas. Nothing else is here.

pub mod explanation;
pub mod gate;
pub mod report;
