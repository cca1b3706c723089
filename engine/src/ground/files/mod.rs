//! Bytes of files: opened as what they may be, mapped, decompressed, read within bounds.

pub(crate) mod bytes;
pub(crate) mod debugindex;
pub(crate) mod decompress;
pub(crate) mod map;
pub(crate) mod regular;
