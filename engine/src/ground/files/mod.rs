//! Bytes of files: where they come from, opened as what they may be, mapped, decompressed, read within bounds.

pub(crate) mod bytes;
pub(crate) mod debugindex;
pub(crate) mod decompress;
pub(crate) mod disk;
pub(crate) mod handle;
pub(crate) mod map;
pub(crate) mod memory;
pub(crate) mod mounted;
pub(crate) mod named;
pub(crate) mod package;
pub(crate) mod regular;
pub(crate) mod served;
pub(crate) mod sniff;
pub(crate) mod spool;
pub(crate) mod tree;

pub use bytes::Bytes;
pub use disk::Disk;
pub use memory::{Memory, plain};
pub use named::Named;
pub use served::{BuildId, DebugServer, Served};
pub use tree::{Entries, Entry, EntryKind, Look, Tree};
