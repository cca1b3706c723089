//! What only kernels have: CRCs and why they changed, and what becomes of modules as built.

pub mod check;
pub mod config;
pub mod crc;
pub mod gendwarfksyms;
pub mod genksyms;
pub mod symtypes;
pub mod why;
