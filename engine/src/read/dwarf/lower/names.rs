//! Hashes of names, and how many bytes of names a unit may have read.

use crate::graph::canon::table::hash_name;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef};

/// Hashes of strings that the thread met last, by where they are: units refer to the same few thousand
/// strings of `.debug_str` again and again, and looking one up there costs a cache miss or two.
pub(super) struct NameHashes {
    slots: Vec<(StrRef, u64)>,
    bits: u32,
    /// Which file the slots are of.
    file: u64,
    /// Bytes of names that the unit took, and what it may take: names may lie one in the other.
    pub(super) taken: u64,
    pub(super) most: u64,
    /// The first string of the unit that could not be read.
    pub(super) missing: Option<StrRef>,
}

impl NameHashes {
    /// As many as fit into the second level cache of today's machines, by trial.
    const LEAST_BITS: u32 = 15;
    /// More where there are many strings: to read one again costs more than a slot that is in no cache.
    const MOST_BITS: u32 = 18;
    /// How long strings are where there are many: linkage names of C++.
    const LONG: usize = 128;

    #[inline]
    pub(super) fn of(&mut self, file: &DwarfFile<'_>, name: StrRef, arena: &[u8]) -> u64 {
        if name.is_none() {
            return 0;
        }
        if !name.is_shared() {
            let text = file.string(name, arena);
            if text.is_none() {
                self.missing.get_or_insert(name);
            }
            return hash_name(text.unwrap_or_default());
        }
        if self.file != file.serial {
            self.file = file.serial;
            self.slots.clear();
            let strings = file.main.str_.data().len() / Self::LONG;
            self.bits = strings.max(1).ilog2().clamp(Self::LEAST_BITS, Self::MOST_BITS);
            self.slots.resize(1 << self.bits, (StrRef::NONE, 0));
        }
        let slot = &mut self.slots[name.spread(self.bits)];
        if slot.0 != name {
            if self.taken > self.most {
                return 0;
            }
            let Some(text) = file.string(name, arena) else {
                self.missing.get_or_insert(name);
                return 0;
            };
            self.taken += text.len() as u64;
            *slot = (name, hash_name(text));
        }
        slot.1
    }

    /// Whether that many bytes more may be taken; takes them.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        self.taken += bytes as u64;
        self.taken <= self.most
    }
}

impl Default for NameHashes {
    fn default() -> Self {
        Self { slots: Vec::new(), bits: 0, file: u64::MAX, taken: 0, most: 0, missing: None }
    }
}
