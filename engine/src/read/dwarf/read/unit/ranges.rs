//! Where functions start that lie in several pieces.

use gimli::{DebugAddr, DebugAddrBase, DebugRanges, DebugRngLists, DebugRngListsIndex, RangeLists, RangeListsOffset};

use super::{DwarfFile, UnitContext, number};
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::reader::reader;

/// Pieces of a function that are looked at. Compilers cut one in two, and on request each basic block out.
const PIECES: usize = 256;

impl UnitContext<'_> {
    /// Where a function is entered that has `DW_AT_ranges` and no `DW_AT_low_pc`: at the start of the first range, says
    /// DWARF 5 (2.18), but clang writes others first. So it is that of which `is_entry` holds.
    #[must_use]
    pub fn entry(&self, file: &DwarfFile<'_>, value: Value, is_entry: impl Fn(u64) -> bool) -> Option<u64> {
        let big_endian = file.main.big_endian;
        // The lists of DWARF 4 lie in the file that was linked, those of DWARF 5 beside the unit.
        let linked = file.skeleton.map_or(file.main, |skeleton| skeleton.main);
        let (old, new) = (linked.lists.read(), file.main.lists.read());
        let lists = RangeLists::new(
            DebugRanges::from(reader(&old.ranges, big_endian)),
            DebugRngLists::from(reader(&new.rnglists, big_endian)),
        );
        let encoding = self.unit.encoding;
        let offset = match value {
            Value::Unsigned(at) if encoding.version < 5 && file.skeleton.is_some() => {
                RangeListsOffset(number(at.checked_add(self.ranges_base)?).ok()?)
            }
            Value::Unsigned(at) => RangeListsOffset(number(at).ok()?),
            Value::Addrx(index) => {
                lists.get_offset(encoding, self.rnglists_base, DebugRngListsIndex(number(index).ok()?)).ok()?
            }
            _ => return None,
        };
        let addresses = DebugAddr::from(reader(&linked.addr, big_endian));
        let base = DebugAddrBase(number(self.addr_base).ok()?);
        let mut ranges = lists.ranges(offset, encoding, self.base, &addresses, base).ok()?;
        for _ in 0..PIECES {
            let start = ranges.next().ok()??.begin;
            if is_entry(start) {
                return Some(start);
            }
        }
        None
    }
}
