//! The report: a model (serde, versioned schema) and one renderer per file.
//!
//! A report does not know how a change was found; a renderer adds no facts.

pub mod catalogue;
pub mod check;
pub mod explanation;
pub mod gate;
pub mod impact;
pub mod json;
pub mod model;
pub mod show;
pub mod text;

pub use model::Report;
