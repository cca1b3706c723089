//! The attributes of one DIE, decoded by the plan of its abbreviation.
//!
//! Nearly every DIE has forms of fixed size alone. Those are taken from one load of eight bytes and a mask
//! each, without a branch on the form; the rest goes through [`Cursor::form`].

use gimli::Encoding;

use super::cursor::{Cursor, Value};
use super::error::Result;
use super::plan::{Op, Plan, Plans, SLOTS, Slot, Tag};

/// The attributes of the DIE read last.
pub struct Attrs {
    /// Payload of each slot; the last one takes what is skipped.
    raw: [u64; SLOTS + 1],
    tags: [Tag; SLOTS + 1],
    /// Length of a block.
    lengths: [u32; SLOTS + 1],
    mask: u64,
}

impl Default for Attrs {
    fn default() -> Self {
        Self { raw: [0; SLOTS + 1], tags: [Tag::Unsigned; SLOTS + 1], lengths: [0; SLOTS + 1], mask: 0 }
    }
}

impl Attrs {
    /// The value in a slot, if the DIE has the attribute.
    #[inline]
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<Value> {
        if !self.has(slot) {
            return None;
        }
        let raw = self.raw[slot as usize];
        Some(match self.tags[slot as usize] {
            Tag::Unsigned => Value::Unsigned(raw),
            Tag::Signed => Value::Signed(raw.cast_signed()),
            Tag::Strp => Value::Strp(raw),
            Tag::LineStrp => Value::LineStrp(raw),
            Tag::StrpSup => Value::StrpSup(raw),
            Tag::Strx => Value::Strx(raw),
            Tag::Inline => Value::Inline(raw),
            Tag::Addrx => Value::Addrx(raw),
            Tag::UnitRef => Value::UnitRef(raw),
            Tag::InfoRef => Value::InfoRef(raw),
            Tag::Sig8 => Value::Sig8(raw),
            Tag::SupRef => Value::SupRef(raw),
            Tag::Block => Value::Block(raw, self.lengths[slot as usize]),
        })
    }
    /// Whether the attribute is there.
    #[inline]
    #[must_use]
    pub fn has(&self, slot: Slot) -> bool {
        self.mask & 1 << slot as u8 != 0
    }
    /// A constant, zero-extended or as two's complement.
    #[inline]
    #[must_use]
    pub fn unsigned(&self, slot: Slot) -> Option<u64> {
        let constant = self.has(slot) && matches!(self.tags[slot as usize], Tag::Unsigned | Tag::Signed);
        constant.then(|| self.raw[slot as usize])
    }
    /// A flag that is set.
    #[inline]
    #[must_use]
    pub fn flag(&self, slot: Slot) -> bool {
        self.unsigned(slot).is_some_and(|v| v != 0)
    }

    /// Reads the attributes of a DIE.
    ///
    /// # Errors
    /// A form cannot be read.
    #[inline(always)]
    pub fn read(&mut self, cursor: &mut Cursor<'_>, plans: &Plans, plan: Plan, e: Encoding) -> Result<()> {
        self.mask = plan.slots;
        let ops = plans.ops(plan);
        match cursor.fixed(plan.fixed_size) {
            Some(bytes) => {
                let mut at = 0;
                for op in ops {
                    // `fixed` saw to it that eight bytes can be read everywhere.
                    let word = bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u64::from_le_bytes(*b));
                    let slot = op.slot as usize;
                    self.raw[slot] = word & op.mask | op.value;
                    self.tags[slot] = op.tag;
                    at += op.size as usize;
                }
                cursor.pos += at;
                Ok(())
            }
            None => self.read_forms(cursor, ops, e),
        }
    }

    #[inline(never)]
    fn read_forms(&mut self, cursor: &mut Cursor<'_>, ops: &[Op], e: Encoding) -> Result<()> {
        for op in ops {
            if op.form.0 == 0 {
                cursor.skip(u64::from(op.size))?;
                continue;
            }
            let slot = op.slot as usize;
            let (tag, raw) = match cursor.form(op.form, op.value.cast_signed(), e)? {
                Value::Unsigned(v) => (Tag::Unsigned, v),
                Value::Signed(v) => (Tag::Signed, v.cast_unsigned()),
                Value::Strp(v) => (Tag::Strp, v),
                Value::LineStrp(v) => (Tag::LineStrp, v),
                Value::StrpSup(v) => (Tag::StrpSup, v),
                Value::Strx(v) => (Tag::Strx, v),
                Value::Inline(v) => (Tag::Inline, v),
                Value::Addrx(v) => (Tag::Addrx, v),
                Value::UnitRef(v) => (Tag::UnitRef, v),
                Value::InfoRef(v) => (Tag::InfoRef, v),
                Value::Sig8(v) => (Tag::Sig8, v),
                Value::SupRef(v) => (Tag::SupRef, v),
                Value::Block(v, length) => {
                    self.lengths[slot] = length;
                    (Tag::Block, v)
                }
            };
            self.raw[slot] = raw;
            self.tags[slot] = tag;
        }
        Ok(())
    }
}
