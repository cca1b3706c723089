//! A DIE by itself, at an offset of its unit.

use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Cursor;
use crate::read::dwarf::read::plan::{Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, UnitContext};

/// Its plan and attributes; `None` outside of the unit, and where it cannot be read.
pub(super) fn die_at<'a>(file: &'a DwarfFile<'a>, context: &UnitContext<'a>, offset: u64) -> Option<(Plan, Attrs)> {
    let unit = context.unit;
    if offset < unit.dies || offset >= unit.end {
        return None;
    }
    let section = file.infos[unit.info as usize].section;
    let mut cursor = Cursor::new(section, file.main.big_endian, usize::try_from(offset).ok()?);
    cursor.limit(unit.end as usize);
    let plan = context.plans.get(cursor.uleb().ok()?).ok()?;
    let mut attrs = Attrs::default();
    attrs.read(&mut cursor, &context.plans, plan, unit.encoding).ok()?;
    Some((plan, attrs))
}

/// `DW_AT_alignment` in bytes, of what states it.
pub(super) fn alignment(attrs: &Attrs) -> Option<u32> {
    attrs.unsigned(Slot::Alignment).and_then(|v| u32::try_from(v).ok())
}
