//! Comparing two graphs: pairs of types, and the changes between them.
//!
//! **Invariant:** nothing here knows DWARF, ELF or files.

pub(crate) mod akin;
pub(crate) mod align;
pub(crate) mod around;
mod carried;
pub(crate) mod change;
pub(crate) mod class;
pub(crate) mod conflicts;
pub(crate) mod declared;
pub(crate) mod deprecated;
mod enumerators;
pub(crate) mod enums;
pub(crate) mod evidence;
mod excuse;
mod fields;
pub(crate) mod fold;
pub(crate) mod function;
mod instances;
pub(crate) mod leaves;
mod likeness;
mod members;
pub(crate) mod modes;
pub(crate) mod named;
pub(crate) mod only_declared;
mod others;
pub(crate) mod record;
pub(crate) mod regroup;
pub(crate) mod rust;
pub(crate) mod scalars;
pub(crate) mod settle;
pub(crate) mod shapes;
pub(crate) mod symbols;
pub(crate) mod types;
pub(crate) mod unstated;
mod versions;
pub(crate) mod walk;
