//! Questions to one graph: what a type or a symbol is, and what reaches a type.

pub mod impact;
pub mod show;
