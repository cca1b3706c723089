//! Comparing two graphs: pairs, changes, root causes, impact; and the report made of them.
//!
//! **Invariant:** nothing here knows DWARF, ELF or files.

mod akin;
mod align;
mod around;
mod change;
mod consumer;
mod core;
mod declared;
mod deprecated;
mod enums;
pub(crate) mod evidence;
mod fold;
mod function;
mod impact;
mod judge;
mod lines;
mod modes;
mod named;
mod passing;
mod reach;
mod record;
mod regroup;
mod report;
mod reserves;
mod scalars;
mod settle;
mod severity;
mod shapes;
pub(crate) mod symbols;
mod trace;
mod types;
mod unstated;

pub(crate) use crate::graph::layout::is_packed;
pub(crate) use consumer::{Surroundings, consumer, is_typed, surroundings};
pub(crate) use lines::layout as side_by_side;
pub(crate) use reach::{hides, private};
pub(crate) use report::{report, traced};
pub(crate) use trace::Trace;
