//! Bytes of `.debug_info` as they stand: unit headers, abbreviations compiled to plans, attributes, a cursor over DIEs.

pub(crate) mod attrs;
pub mod cursor;
pub(crate) mod error;
#[cfg(test)]
mod oracle;
pub(crate) mod plan;
pub(crate) mod reader;
pub(crate) mod unit;
