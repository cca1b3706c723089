//! Why a snapshot could not be read: which section, where in it, and what is wrong there.

use thiserror::Error;

/// A snapshot that is damaged, foreign or from a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("snapshot: {section} at offset {offset:#x}: {reason}")]
pub struct SnapshotError {
    /// `header`, or the name of the section as `docs/snapshot.md` lists them.
    pub section: &'static str,
    /// Offset in bytes. For the header, a checksum, a length or a compression error it counts from the
    /// start of the file; for everything else from the start of the section, decompressed.
    pub offset: u64,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// The file does not start with [`crate::graph::snapshot::MAGIC`].
    #[error("this is not an abilens snapshot")]
    ForeignMagic,
    /// Written by a newer abilens.
    #[error("format version {found} is newer than {supported}, the newest this abilens reads")]
    FutureVersion {
        /// Version in the file.
        found: u32,
        /// [`crate::graph::snapshot::VERSION`]
        supported: u32,
    },
    /// A version that is not read any more, or never was.
    #[error("format version {0} is not read by this abilens: save the input anew with `abilens dump`")]
    UnknownVersion(u32),
    /// The data ends too early.
    #[error("the data ends too early")]
    Truncated,
    /// The bytes are not those that were written.
    #[error("the checksum does not match: the file is damaged")]
    Checksum,
    /// The section table is not that of this version.
    #[error("the section table is damaged")]
    BadTable,
    /// A declared size is beyond what the writer ever declares.
    #[error("the declared size is out of bounds")]
    SizeLimit,
    /// The compressed data does not decompress to the declared size.
    #[error("the compressed data is damaged")]
    Compression,
    /// An id points behind the end of its table.
    #[error("an index is out of range")]
    IndexOutOfRange,
    /// A number stands for no kind, flag or level.
    #[error("a value is unknown")]
    UnknownValue,
    /// A count does not agree with the data that follows.
    #[error("a count does not agree with the data")]
    CountMismatch,
    /// A string is not UTF-8.
    #[error("a string is not UTF-8")]
    BadText,
    /// A deep hash is not that of the type: the file was not written by this version of abilens, or not by abilens.
    #[error("a hash is not that of its type: it was forged, or another version of abilens made it")]
    Forged,
    /// There is more data than the format has a place for.
    #[error("there is data behind the end")]
    TrailingData,
}

impl SnapshotError {
    pub(crate) fn new(section: &'static str, offset: usize, reason: Reason) -> Self {
        Self { section, offset: offset as u64, reason }
    }
}
