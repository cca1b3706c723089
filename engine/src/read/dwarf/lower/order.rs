//! Scalars of a byte order that is not the machine's.

use gimli::constants as dw;

use super::Lowering;
use crate::graph::Flags;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef};

impl Lowering {
    /// Tells an enum of another byte order from the one of its name that has the machine's.
    pub(super) fn reorder(&mut self, file: &DwarfFile<'_>, node: u32, order: &str) {
        let n = &mut self.nodes[node as usize];
        if n.byte_size <= 1 {
            return;
        }
        n.flags.set(Flags::OTHER_ORDER);
        let text = file.string(n.name, &self.arena).unwrap_or_default().to_vec();
        if !text.is_empty() && self.names.take(text.len()) {
            (n.name, n.name_hash) = (StrRef::arena(self.arena.len()), 0);
            self.arena.extend_from_slice(&text);
            self.arena.extend_from_slice(order.as_bytes());
            self.arena.push(0);
        }
    }
}

/// The byte order of a scalar, as its name tells it, if that is not the machine's: GCC's `scalar_storage_order`
/// (DWARF 5, sections 5.1 and 7.8).
pub(super) fn other_order(file: &DwarfFile<'_>, attrs: &Attrs) -> Option<&'static str> {
    if !attrs.has(Slot::Endianity) {
        return None;
    }
    let order = attrs.unsigned(Slot::Endianity)?;
    if order == u64::from(dw::DW_END_big.0) {
        return (!file.main.big_endian).then_some(" (big-endian)");
    }
    (order == u64::from(dw::DW_END_little.0) && file.main.big_endian).then_some(" (little-endian)")
}
