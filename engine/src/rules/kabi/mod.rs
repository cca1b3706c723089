//! Shapes by which kernel distributions keep room in structs: the names of their macros, and the slots that these build.

pub(crate) mod names;
pub(crate) mod slot;
