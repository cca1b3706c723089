//! Questions to one graph: what a type or a symbol is, what reaches a type, which symbols a library offers; and to many: how they were over releases.

pub mod history;
pub mod impact;
pub mod show;
pub mod symbols;
