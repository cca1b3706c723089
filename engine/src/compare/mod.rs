//! Comparing two graphs: pairs, changes, root causes, impact; and the report made of them.
//!
//! **Invariant:** nothing here knows DWARF, ELF or files.

mod change;
mod consumer;
mod enums;
mod function;
mod impact;
mod judge;
mod layout;
mod lines;
mod reach;
mod record;
mod report;
mod scalars;
mod severity;
pub(crate) mod symbols;
mod types;

pub(crate) use consumer::{Surroundings, consumer, is_typed, surroundings};
pub(crate) use report::report;
