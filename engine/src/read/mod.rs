//! From what a user named to graphs: inputs and the objects in them, ELF, DWARF, BTF and the dumps of other tools.

pub(crate) mod abixml;
pub(crate) mod btf;
pub(crate) mod dump;
pub(crate) mod dwarf;
pub(crate) mod elf;
pub mod input;
pub(crate) mod load;
pub(crate) mod object;
pub mod shown;
pub(crate) mod stg;
