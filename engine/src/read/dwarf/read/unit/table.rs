//! The files of a line program header.

use super::string::StrRef;
use crate::ground::maps::FastMap;

/// One file of a line program header.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileEntry {
    pub(super) dir: StrRef,
    pub(super) name: StrRef,
}

/// The files of a line program header.
#[derive(Debug, Default)]
pub struct FileTable {
    pub(super) entries: Vec<FileEntry>,
    /// Files are counted from 0, as from version 5 of the line table on (its version is apart from the unit's).
    pub(super) from_zero: bool,
}

impl FileTable {
    pub(super) fn entry(&self, index: u64) -> Option<&FileEntry> {
        let index = if self.from_zero { index } else { index.checked_sub(1)? };
        self.entries.get(usize::try_from(index).ok()?)
    }
}

/// Keys of paths by where their parts are: the units of an object name the same headers.
#[derive(Default)]
pub struct PathKeys {
    pub(super) keys: FastMap<(StrRef, StrRef, StrRef), u64>,
    /// Which file they are of.
    pub(super) file: u64,
}
