//! Strings by where they are.

/// A string, not yet read: where its bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StrRef(pub(super) u64);

impl StrRef {
    /// No string.
    pub const NONE: Self = Self(0);
    pub(super) const SHIFT: u32 = 56;
    pub(super) const STR: u64 = 1;
    pub(super) const LINE_STR: u64 = 2;
    pub(super) const SUP_STR: u64 = 3;
    pub(super) const ARENA: u64 = 4;
    pub(super) const LINE_SECTION: u64 = 5;
    pub(super) const SUP_LINE_STR: u64 = 6;
    pub(super) const SUP_LINE_SECTION: u64 = 7;
    /// The same of the object that holds the skeleton of a split unit.
    pub(super) const OUTER_STR: u64 = 8;
    pub(super) const OUTER_LINE_STR: u64 = 9;
    pub(super) const OUTER_LINE_SECTION: u64 = 10;
    pub(super) const INFO: u64 = 16;

    pub(super) fn new(space: u64, offset: u64) -> Self {
        Self(space << Self::SHIFT | (offset & ((1 << Self::SHIFT) - 1)))
    }
    /// A string of a skeleton, as its split unit sees it; none if it stands among the DIEs.
    #[must_use]
    pub fn outer(self) -> Self {
        match self.0 >> Self::SHIFT {
            Self::STR => Self::new(Self::OUTER_STR, self.offset()),
            Self::LINE_STR => Self::new(Self::OUTER_LINE_STR, self.offset()),
            _ => Self::NONE,
        }
    }
    /// In the text arena of the lowering.
    #[must_use]
    pub fn arena(offset: usize) -> Self {
        Self::new(Self::ARENA, offset as u64)
    }
    /// The string without its first bytes, which must be a part of it.
    #[must_use]
    pub fn from(self, bytes: usize) -> Self {
        Self(self.0 + bytes as u64)
    }
    /// Where it stands, as a number that no other place has.
    #[must_use]
    pub fn place(self) -> u64 {
        self.0
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
