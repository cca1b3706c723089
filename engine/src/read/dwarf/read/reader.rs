//! Sections as gimli reads them: relocations are applied where it reads an address or an offset.

use std::cell::Cell;

use gimli::{EndianSlice, Relocate, RelocateReader, RunTimeEndian};

use crate::read::elf::{Relocs, Section};

/// The bytes of a section that has no relocations.
pub type Slice<'a> = EndianSlice<'a, RunTimeEndian>;
/// The bytes of any section.
pub type Reader<'a> = RelocateReader<Slice<'a>, Applied<'a>>;

/// The relocations of a section.
#[derive(Clone, Debug)]
pub struct Applied<'a> {
    relocs: Option<&'a Relocs>,
    /// The entry that was looked for last, past all while there is none. What gimli reads next lies behind it as a rule.
    last: Cell<usize>,
}

impl Applied<'_> {
    fn apply(&self, offset: usize, value: u64) -> u64 {
        let Some(relocs) = self.relocs else { return value };
        let next = relocs.lower_bound_near(self.last.get(), offset as u64);
        self.last.set(next);
        if relocs.offset(next) == offset as u64 { relocs.entry(next).apply(value) } else { value }
    }
}

impl Relocate for Applied<'_> {
    fn relocate_address(&self, offset: usize, value: u64) -> gimli::Result<u64> {
        Ok(self.apply(offset, value))
    }

    fn relocate_offset(&self, offset: usize, value: usize) -> gimli::Result<usize> {
        usize::try_from(self.apply(offset, value as u64)).map_err(|_| gimli::Error::UnsupportedOffset)
    }
}

/// The byte order, as gimli takes it.
#[must_use]
pub fn endian(big_endian: bool) -> RunTimeEndian {
    if big_endian { RunTimeEndian::Big } else { RunTimeEndian::Little }
}

/// The bytes of a section as they stand.
#[must_use]
pub fn slice(section: &Section, big_endian: bool) -> Slice<'_> {
    EndianSlice::new(section.data(), endian(big_endian))
}

/// A section with its relocations.
#[must_use]
pub fn reader(section: &Section, big_endian: bool) -> Reader<'_> {
    RelocateReader::new(slice(section, big_endian), Applied { relocs: section.relocs(), last: Cell::new(usize::MAX) })
}
