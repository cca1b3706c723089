//! abilens: a structural ABI diff engine.
//!
//! The pipeline on one page: open -> lower -> canonicalize -> compare -> classify -> report.
//! [`pipeline`] spells it out; `docs/architecture.md` says what each part must not know.

pub mod btf;
pub mod canon;
pub mod check;
mod compare;
pub mod crc;
pub mod dwarf;
pub mod elf;
pub mod error;
pub mod git;
pub mod graph;
pub mod headers;
pub mod input;
pub mod patch;
pub mod pipeline;
pub mod policy;
pub mod printable;
pub mod report;
pub mod rules;
pub mod snapshot;
