//! A DIE by itself, at an offset of its unit.

use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::{Cursor, Value};
use crate::read::dwarf::read::plan::{Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

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

/// The name of a function that another DIE of its unit states: of one that is declared in a type (an `impl` block), or of
/// which there are inlined copies. Whether that is the linkage name, too.
pub(super) fn name_elsewhere<'a>(file: &'a DwarfFile<'a>, context: &UnitContext<'a>, attrs: &Attrs) -> (StrRef, bool) {
    let unit = context.unit;
    let mut at = attrs.get(Slot::Specification).or_else(|| attrs.get(Slot::Origin));
    // A copy of an inlined function leads to the function, which leads to its declaration.
    for _ in 0..2 {
        let Some(Value::UnitRef(offset)) = at else { break };
        let Some((_, next)) = die_at(file, context, unit.start.saturating_add(offset)) else { break };
        let linkage = context.str(file, &next, Slot::LinkageName);
        let name = if linkage.is_none() { context.str(file, &next, Slot::Name) } else { linkage };
        if !name.is_none() {
            return (name, !linkage.is_none());
        }
        at = next.get(Slot::Specification).or_else(|| next.get(Slot::Origin));
    }
    (StrRef::NONE, false)
}
