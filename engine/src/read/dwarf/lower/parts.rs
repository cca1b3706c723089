//! What types are made of: array dimensions, enumerators, bases, data members and bit-fields.

use super::Lowering;
use super::die::alignment;
use super::target::target_of;
use crate::graph::{EdgeFlags, EdgeKind, Flags};
use crate::read::dwarf::lower::local::Target;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, UnitContext};

/// The value that a DIE states, and whether it is too large for a signed one.
pub(super) fn constant(attrs: &Attrs) -> Option<(i64, bool)> {
    match attrs.get(Slot::ConstValue) {
        Some(Value::Unsigned(v)) => Some((v.cast_signed(), i64::try_from(v).is_err())),
        Some(Value::Signed(v)) => Some((v, false)),
        _ => None,
    }
}

impl Lowering {
    pub(super) fn dimension(&mut self, attrs: &Attrs, array: u32) {
        let bound = |slot| match attrs.get(slot) {
            Some(Value::Unsigned(v)) => Some(v),
            Some(Value::Signed(v)) => Some(v.cast_unsigned()),
            _ => None,
        };
        let lower = bound(Slot::LowerBound).unwrap_or(0);
        let count = bound(Slot::Count).or_else(|| {
            // -1 in whatever width: the zero-length array of GNU C.
            bound(Slot::UpperBound).map(|upper| match upper {
                0xffff_ffff | u64::MAX => 0,
                _ => upper.wrapping_sub(lower).wrapping_add(1),
            })
        });
        // The first dimension fills the array's own node, each further one nests inside.
        let Some(frame) = self.frames.last_mut() else { return };
        frame.count += 1;
        let node = if frame.count <= 1 {
            array
        } else {
            let last = frame.inner;
            frame.inner = self.edges.len();
            let inner = self.nodes.len() as u32;
            let mut node = self.nodes[array as usize];
            node.flags = Flags::FLEXIBLE;
            node.byte_size = 0;
            node.aux = 0;
            self.nodes.push(node);
            let element = self.edges[last].target;
            self.edges[last].target = Target::Local(inner);
            self.edge(inner, EdgeKind::Target, element, 0);
            inner
        };
        if let Some(count) = count {
            let n = &mut self.nodes[node as usize];
            n.flags.0 &= !Flags::FLEXIBLE.0;
            n.aux = count;
        }
    }

    pub(super) fn enumerator<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        owner: u32,
    ) {
        self.enumerate(file, context, attrs, owner, constant(attrs).unwrap_or_default());
    }

    /// The same with a value that is known, and whether it is too large for a signed one.
    pub(super) fn enumerate<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        owner: u32,
        (value, unsigned): (i64, bool),
    ) {
        self.edge(owner, EdgeKind::Enumerator, Target::Void, value);
        self.name_edge(file, context, attrs);
        if unsigned && let Some(e) = self.edges.last_mut() {
            e.flags.0 |= EdgeFlags::UNSIGNED.0;
        }
    }

    pub(super) fn member<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        owner: u32,
    ) {
        let to = target_of(context, attrs);
        if let Some(asked) = alignment(attrs) {
            // clang states a member's alignment at the member alone, GCC at the record as well.
            if context.is_rust {
                let natural = self.natural.entry(owner).or_default();
                *natural = asked.max(*natural);
            } else {
                let node = &mut self.nodes[owner as usize];
                node.alignment = node.alignment.max(asked);
            }
        }
        if attrs.flag(Slot::External) || attrs.flag(Slot::Declaration) {
            self.static_member(file, context, attrs, owner);
            return;
        }
        if !context.is_rust && self.is_table_pointer(file, context, attrs, owner) {
            return;
        }
        let location = attrs.get(Slot::MemberLocation);
        let bytes = location.map_or(Some(0), |v| context.member_offset(file, v));
        // Who may name a member of Rust is no matter of those who call from elsewhere.
        let mut flags = if context.is_rust { EdgeFlags::default() } else { self.edge_access(attrs, owner) };
        if attrs.flag(Slot::Mutable) {
            flags.0 |= EdgeFlags::MUTABLE.0;
        }
        if bytes.is_none() {
            flags.0 |= EdgeFlags::UNKNOWN_OFFSET.0;
        }
        let bytes = bytes.unwrap_or(0);
        let mut bit_offset = bytes.wrapping_mul(8);
        let mut width = 0;
        let mut fixup = None;
        if let Some(bits) = attrs.unsigned(Slot::BitSize) {
            width = u32::try_from(bits).unwrap_or(0);
            flags.0 |= EdgeFlags::BIT_FIELD.0;
            if let Some(position) = attrs.unsigned(Slot::DataBitOffset) {
                bit_offset = bit_offset.wrapping_add(position);
            } else if let Some(from_top) = attrs.unsigned(Slot::BitOffset) {
                // DWARF 2 to 4: counted from the most significant bit of the storage unit. GCC writes
                // negative numbers here for packed structs, as 32-bit or 64-bit two's complement.
                match attrs.unsigned(Slot::ByteSize) {
                    _ if file.main.big_endian => bit_offset = bit_offset.wrapping_add(from_top),
                    Some(size) => {
                        bit_offset =
                            bit_offset.wrapping_add(size.wrapping_mul(8)).wrapping_sub(from_top).wrapping_sub(bits);
                    }
                    None => fixup = Some(from_top),
                }
            }
        }
        self.edge(owner, EdgeKind::Member, to, bit_offset.cast_signed());
        self.name_edge(file, context, attrs);
        let index = self.edges.len() - 1;
        let e = &mut self.edges[index];
        e.flags = flags;
        e.bit_size = width;
        // clang states the bits of a member whose atomic type has more than what it is made of.
        if matches!(width, 32 | 64 | 128) {
            self.wide_fields.push(index as u32);
        }
        if let Some(from_top) = fixup {
            self.bit_fixups.push((index as u32, bytes, from_top));
        }
    }
}
