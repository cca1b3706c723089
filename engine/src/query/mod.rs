//! Questions to one graph: what a type or a symbol is, and what reaches a type; and to many: how they were over releases.

pub mod history;
pub mod impact;
pub mod show;
