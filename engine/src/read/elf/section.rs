//! The content of a section as its reader gets it: decompressed, with the relocations to apply while reading.

use crate::ground::files::Bytes;
use crate::read::elf::reloc::Relocs;

/// Content of one section and, in relocatable objects, its relocations. Empty if the file has none.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Name without `.zdebug` spelling or `.dwo` suffix: `.debug_info`.
    pub name: &'static str,
    bytes: Bytes,
    relocs: Option<Relocs>,
}

impl Section {
    pub(crate) fn new(name: &'static str, bytes: Bytes) -> Self {
        Self { name, bytes, relocs: None }
    }
    pub(crate) fn with_relocs(name: &'static str, bytes: Bytes, relocs: Option<Relocs>) -> Self {
        Self { name, bytes, relocs }
    }
    /// The bytes, decompressed.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        self.bytes.as_slice()
    }
    /// The relocations to apply while reading; `None` if there are none, and always in linked files.
    #[must_use]
    pub fn relocs(&self) -> Option<&Relocs> {
        self.relocs.as_ref()
    }
    /// Whether there are no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
    /// `len` bytes from `start`, without relocations; empty if they are not all there.
    pub(crate) fn part(&self, start: u64, len: u64) -> Self {
        Self::new(self.name, self.bytes.slice(start, len).unwrap_or_default())
    }
}
