//! From what a user named to graphs: inputs and the objects in them, ELF, DWARF and BTF.

pub mod btf;
pub mod dwarf;
pub mod elf;
pub mod input;
pub mod load;
