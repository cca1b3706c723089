//! Dumps of other tools, whatever their format: the rows that their readers make, lowered to the same nodes as DWARF.
//!
//! `rows` is what a reader hands over, `resolve` makes indexes of what they refer to, `cycles` refuses what no C has, `lower` makes nodes, `object` ties symbols to them, `told`
//! says what a dump lacks.
//!
//! **Invariant:** nothing in this folder knows a format, nor comparison or severity.

mod cycles;
pub(crate) mod error;
mod lower;
mod object;
pub(crate) mod resolve;
pub(crate) mod rows;
pub(crate) mod told;

pub(crate) use object::{object, pin};
