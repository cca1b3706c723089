//! Lists of addresses, `.debug_ranges` and `.debug_rnglists`: few units ask for one, so they are read and decompressed
//! when the first does.

use std::sync::OnceLock;

use super::content::{Relocations, contents};
use crate::read::elf::Section;
use crate::read::elf::file::Elf;

/// Both sections.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// `.debug_ranges` (up to DWARF 4)
    pub(crate) ranges: Section,
    /// `.debug_rnglists` (DWARF 5)
    pub(crate) rnglists: Section,
}

/// Of a section its number, its name and whether it is spelt `.zdebug`.
type Found = (usize, &'static str, bool);

/// The sections of a file, which nobody may ask for.
#[derive(Debug, Default)]
pub(crate) struct Deferred {
    /// The file, and those of its sections that were recognised.
    file: Option<(Elf, Vec<Found>)>,
    read: OnceLock<Lists>,
}

impl Deferred {
    /// Those of `elf` among its sections that were recognised.
    pub(super) fn new(elf: &Elf, found: Vec<Found>) -> Self {
        Self { file: (!found.is_empty()).then(|| (elf.clone(), found)), read: OnceLock::new() }
    }

    /// What a package has of one unit.
    pub(super) fn part(&self, offset: u64, size: u64) -> std::sync::Arc<Self> {
        let rnglists = self.read().rnglists.part(offset, size);
        let read = OnceLock::from(Lists { rnglists, ..Lists::default() });
        std::sync::Arc::new(Self { file: None, read })
    }

    /// The sections; empty where they are not there or damaged. Exports that they would lead to have no type then, which
    /// is told.
    pub(crate) fn read(&self) -> &Lists {
        self.read.get_or_init(|| {
            let mut out = Lists::default();
            let Some((elf, found)) = &self.file else { return out };
            let mut ignored = Vec::new();
            let relocations = Relocations::of(elf, "", &mut ignored);
            for &(i, name, z) in found {
                let Ok(bytes) = contents(elf, i, z) else { continue };
                let relocs = relocations.as_ref().and_then(|r| r.of_section(elf, i, "", &mut ignored));
                let section = Section::with_relocs(name, bytes, relocs);
                let slot = if name == ".debug_ranges" { &mut out.ranges } else { &mut out.rnglists };
                if slot.is_empty() {
                    *slot = section;
                }
            }
            out
        })
    }
}
