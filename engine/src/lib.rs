//! abilens: a structural ABI diff engine.
//!
//! The pipeline on one page: open -> lower -> canonicalize -> compare -> classify -> report.
//! [`pipeline`] spells it out; `docs/architecture.md` says what each part must not know.

mod compare;
pub(crate) mod findings;
pub mod graph;
pub mod ground;
pub(crate) mod judge;
pub mod kernel;
pub mod model;
pub mod pipeline;
pub mod policy;
pub mod query;
pub mod read;
pub mod render;
pub mod rules;
