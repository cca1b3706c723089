//! Where the reference of an attribute leads.

use super::local::Target;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, UnitContext};

/// Where a reference leads; without one, that is `void`.
#[inline]
pub(super) fn target(context: &UnitContext<'_>, value: Option<Value>) -> Target {
    match value {
        Some(Value::UnitRef(offset)) => Target::Die(context.unit.info, context.unit.start.saturating_add(offset)),
        Some(Value::InfoRef(offset)) => Target::Die(context.info_section(), offset),
        Some(Value::SupRef(offset)) => Target::Die(context.sup_section(), offset),
        Some(Value::Sig8(signature)) => Target::Signature(signature),
        Some(_) => Target::Unknown,
        None => Target::Void,
    }
}

/// Where `DW_AT_type` of a DIE leads that cannot be without one: an element, a member, a parameter.
#[inline]
pub(super) fn target_of(context: &UnitContext<'_>, attrs: &Attrs) -> Target {
    match attrs.get(Slot::Type) {
        None => Target::Unknown,
        type_ => target(context, type_),
    }
}

/// The info section and offset that a target means; `None` where it is a node already, or `void`.
pub(super) fn place_of(file: &DwarfFile<'_>, wanted: Target) -> Result<Option<(u32, u64)>> {
    match wanted {
        Target::Void | Target::Local(_) => Ok(None),
        Target::Unknown => Err(DwarfError::NoReference),
        // A number that no section has.
        Target::Die(u32::MAX, _) => Err(DwarfError::NoSupplement),
        Target::Die(info, offset) => Ok(Some((info, offset))),
        Target::Signature(signature) => {
            if file.conflicts.binary_search(&signature).is_ok() {
                return Err(DwarfError::SignatureTwice(signature));
            }
            let i = file.signatures.partition_point(|s| s.0 < signature);
            match file.signatures.get(i) {
                Some(&(s, unit)) if s == signature => {
                    let unit = &file.units[unit as usize];
                    Ok(Some((unit.info, unit.signed.map_or(unit.start, |(_, at)| at))))
                }
                _ => Err(DwarfError::NoSignature(signature)),
            }
        }
    }
}
