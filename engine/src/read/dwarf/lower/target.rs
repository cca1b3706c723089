//! Where the reference of an attribute leads.

use super::local::Target;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::UnitContext;

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
