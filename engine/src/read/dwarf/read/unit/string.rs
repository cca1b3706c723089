//! Strings by where they are, and their bytes.

use super::DwarfFile;

/// A string, not yet read: where its bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StrRef(u64);

impl StrRef {
    /// No string.
    pub const NONE: Self = Self(0);
    const SHIFT: u32 = 56;
    pub(super) const STR: u64 = 1;
    pub(super) const LINE_STR: u64 = 2;
    pub(super) const SUP_STR: u64 = 3;
    const ARENA: u64 = 4;
    pub(super) const LINE_SECTION: u64 = 5;
    pub(super) const SUP_LINE_STR: u64 = 6;
    pub(super) const SUP_LINE_SECTION: u64 = 7;
    pub(super) const INFO: u64 = 16;

    pub(super) fn new(space: u64, offset: u64) -> Self {
        Self(space << Self::SHIFT | (offset & ((1 << Self::SHIFT) - 1)))
    }
    /// In the text arena of the lowering.
    #[must_use]
    pub fn arena(offset: usize) -> Self {
        Self::new(Self::ARENA, offset as u64)
    }
    /// Where it starts in its section.
    #[must_use]
    pub fn offset(self) -> u64 {
        self.0 & ((1 << Self::SHIFT) - 1)
    }
    /// Whether it lies in a string section, which units share.
    #[must_use]
    pub fn is_shared(self) -> bool {
        (Self::STR..=Self::SUP_STR).contains(&(self.0 >> Self::SHIFT))
    }
    /// A number of `bits` bits that differs for most places.
    #[must_use]
    pub fn spread(self, bits: u32) -> usize {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
    }
    /// Whether there is no string.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl DwarfFile<'_> {
    /// Whether a string lies in the supplementary file, and that is not to be had.
    #[must_use]
    pub fn lacks(&self, s: StrRef) -> bool {
        s.0 >> StrRef::SHIFT == StrRef::SUP_STR && self.main.sup.is_none()
    }

    /// Bytes of a string (without the NUL), `None` if it lies outside its section.
    #[must_use]
    pub fn string<'s>(&'s self, s: StrRef, arena: &'s [u8]) -> Option<&'s [u8]> {
        self.string_up_to(usize::MAX, s, arena)
    }

    /// The same, `None` also if it is longer than `most` bytes.
    #[must_use]
    pub fn string_up_to<'s>(&'s self, most: usize, s: StrRef, arena: &'s [u8]) -> Option<&'s [u8]> {
        let offset = (s.0 & ((1 << StrRef::SHIFT) - 1)) as usize;
        let data = match s.0 >> StrRef::SHIFT {
            0 => return Some(&[]),
            StrRef::STR => self.main.str_.data(),
            StrRef::LINE_STR => self.main.line_str.data(),
            StrRef::SUP_STR => self.main.sup.as_ref()?.str_.data(),
            StrRef::ARENA => arena,
            StrRef::LINE_SECTION => self.main.line.data(),
            StrRef::SUP_LINE_STR => self.main.sup.as_ref()?.line_str.data(),
            StrRef::SUP_LINE_SECTION => self.main.sup.as_ref()?.line.data(),
            n => self.infos.get((n - StrRef::INFO) as usize)?.section.data(),
        };
        let rest = data.get(offset..)?;
        let rest = &rest[..most.saturating_add(1).min(rest.len())];
        let len = memchr::memchr(0, rest)?;
        Some(&rest[..len])
    }
}
