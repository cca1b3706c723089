//! From the offset of a DIE to the local node that it became, without hashing.

/// Sets of offsets of one unit, with the rank of each: which local node a DIE became.
#[derive(Default)]
pub(super) struct OffsetIndex {
    bits: Vec<u64>,
    ranks: Vec<u32>,
    locals: Vec<u32>,
}

impl OffsetIndex {
    pub(super) fn reset(&mut self, len: usize) {
        self.bits.clear();
        self.bits.resize(len / 64 + 1, 0);
        self.locals.clear();
    }
    /// Offsets come in ascending order.
    #[inline]
    pub(super) fn insert(&mut self, offset: usize, local: u32) {
        self.bits[offset / 64] |= 1 << (offset % 64);
        self.locals.push(local);
    }
    pub(super) fn seal(&mut self) {
        self.ranks.clear();
        let mut sum = 0;
        for word in &self.bits {
            self.ranks.push(sum);
            sum += word.count_ones();
        }
    }
    #[inline]
    pub(super) fn get(&self, offset: usize) -> Option<u32> {
        let word = *self.bits.get(offset / 64)?;
        let bit = 1u64 << (offset % 64);
        if word & bit == 0 {
            return None;
        }
        let rank = self.ranks[offset / 64] + (word & (bit - 1)).count_ones();
        self.locals.get(rank as usize).copied()
    }
}
