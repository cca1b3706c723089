//! ELF: section table, symbols and versions, kernel exports, relocations, compressed sections.
//!
//! Everything is read in place from the mapped file, in either class and byte order, through plain
//! rows. Nothing here knows of types; DWARF is handed on as bytes.

mod arm;
pub(crate) mod asked;
mod attributes;
mod convention;
pub(crate) mod exports;
pub(crate) mod facts;
pub(crate) mod file;
pub(crate) mod inner;
pub(crate) mod kabi_rules;
pub(crate) mod ksymtab;
pub(crate) mod linkage;
pub(crate) mod made;
pub(crate) mod module;
mod open;
pub(crate) mod program;
pub(crate) mod reloc;
mod section;
pub(crate) mod soundness;
pub(crate) mod strings;
pub(crate) mod symbols;
pub(crate) mod thrown;

pub use file::Elf;
pub use reloc::{Reloc, Relocs};
pub use section::Section;
