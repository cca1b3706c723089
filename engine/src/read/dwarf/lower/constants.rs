//! Constants at namespace scope that headers define: their values, as numbers of their types.
//!
//! GCC states a value where it gives the constant no place, and in namespaces always; clang, where no code needs a place.
//! What lies in a section that nobody writes to, in the file that holds the debug information, is read from there. What
//! the type is, is looked up in its DIE: constants need no nodes.

use gimli::constants as dw;

use super::Lowering;
use super::die::die_at;
use super::local::{Format, LocalConstant};
use super::target::{place_of, target};
use crate::graph::canon::table::is_of_source;
use crate::graph::constant::{Form, Number};
use crate::ground::files::bytes::Bytes;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::{Family, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, UnitContext};

/// Typedefs and qualifiers on the way to a type; nobody nests them deeper.
const STEPS: usize = 64;

impl Lowering {
    /// Takes note of a variable that is a constant of a header. Compilers state values of other variables, too, that nobody
    /// happens to change.
    pub(super) fn constant<'a>(&mut self, file: &'a DwarfFile<'a>, context: &mut UnitContext<'a>, attrs: &Attrs) {
        let has_place = !file.main.read_only.is_empty() && attrs.has(Slot::Location);
        if context.is_rust || !attrs.has(Slot::Type) || !attrs.has(Slot::ConstValue) && !has_place {
            return;
        }
        let (file_index, key) = self.declared_in(file, context, attrs);
        if key == 0 || is_of_source(key) {
            return;
        }
        let Some(value) = self.format(file, context, attrs).and_then(|f| number(file, context, attrs, f)) else {
            return;
        };
        let name = context.str(file, attrs, Slot::Name);
        let (scope, is_c) = (self.scope_of_names(file), context.is_c);
        let (name, hash) = self.spelt.qualified(scope, name, is_c, file, &mut self.arena, &mut self.names);
        let name_hash = if hash == 0 { self.names.of(file, name, &self.arena) } else { hash };
        let line = attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0);
        self.constants.push(LocalConstant { name, name_hash, value, line, file: key, file_index });
    }

    /// What a constant is; `None` of a variable that is none, and of other types.
    fn format(&mut self, file: &DwarfFile<'_>, context: &UnitContext<'_>, attrs: &Attrs) -> Option<Format> {
        let place = place_of(file, target(context, attrs.get(Slot::Type))).ok()??;
        if let Some(&known) = self.formats.get(&place) {
            return known;
        }
        let format = format_of(file, context, place);
        self.formats.insert(place, format);
        format
    }
}

/// Follows typedefs and qualifiers, `const` among them, to a number.
fn format_of(file: &DwarfFile<'_>, own: &UnitContext<'_>, place: (u32, u64)) -> Option<Format> {
    let (mut place, mut is_const) = (place, false);
    for _ in 0..STEPS {
        let index = file.unit_at(place.0, place.1)?;
        let other = if index == own.index { None } else { Some(UnitContext::open(file, index).ok()?) };
        let context = other.as_ref().unwrap_or(own);
        let (plan, attrs) = die_at(file, context, place.1)?;
        let (bytes, encoding) = (attrs.unsigned(Slot::ByteSize).unwrap_or(0), attrs.unsigned(Slot::Encoding));
        match (plan.family, plan.tag) {
            (Family::Unary, dw::DW_TAG_const_type) => is_const = true,
            (Family::Unary, dw::DW_TAG_typedef) => {}
            (Family::Enum, _) if is_const && !attrs.has(Slot::Type) => {
                return (1..=8).contains(&bytes).then_some(Format::Integer(bytes, None));
            }
            // What it is made of says the sign.
            (Family::Enum, _) if !attrs.flag(Slot::Declaration) => {}
            (Family::Base, _) if is_const && !attrs.has(Slot::BitSize) && !attrs.has(Slot::Endianity) => {
                return plain(bytes, dw::DwAte(u8::try_from(encoding?).ok()?));
            }
            _ => return None,
        }
        place = place_of(file, target(context, attrs.get(Slot::Type))).ok()??;
    }
    None
}

/// The format of a base type.
fn plain(bytes: u64, encoding: dw::DwAte) -> Option<Format> {
    match (encoding, bytes) {
        (dw::DW_ATE_float, 4) => Some(Format::Single),
        (dw::DW_ATE_float, 8) => Some(Format::Double),
        (dw::DW_ATE_signed | dw::DW_ATE_signed_char, 1..=8) => Some(Format::Integer(bytes, Some(true))),
        (dw::DW_ATE_boolean | dw::DW_ATE_unsigned | dw::DW_ATE_unsigned_char | dw::DW_ATE_UTF, 1..=8) => {
            Some(Format::Integer(bytes, Some(false)))
        }
        _ => None,
    }
}

/// The value that a variable states, or has in its place.
fn number(file: &DwarfFile<'_>, context: &UnitContext<'_>, attrs: &Attrs, format: Format) -> Option<Number> {
    let (bits, is_signed) = match attrs.get(Slot::ConstValue) {
        Some(Value::Unsigned(v)) => (v, false),
        Some(Value::Signed(v)) => (v.cast_unsigned(), v < 0),
        Some(Value::Block(start, length)) => {
            let section = file.infos.get(context.unit.info as usize)?.section.data();
            (word(section, start, u64::from(length), format, file.main.big_endian)?, false)
        }
        Some(_) => return None,
        None => {
            let address = context.location(file, attrs.get(Slot::Location)?)?;
            let read_only = file.main.read_only.iter();
            let here = |(start, bytes): &(u64, Bytes)| {
                let at = address.checked_sub(*start)?;
                word(bytes.as_slice(), at, format.bytes(), format, file.main.big_endian)
            };
            (read_only.filter_map(here).next()?, false)
        }
    };
    Some(match format {
        Format::Integer(bytes, signed) => Number::integer(bits, bytes, signed.unwrap_or(is_signed)),
        Format::Single => Number { form: Form::Single, bits: bits & u64::from(u32::MAX) },
        Format::Double => Number { form: Form::Double, bits },
    })
}

/// The bits of a value that stands in a section.
fn word(section: &[u8], start: u64, length: u64, format: Format, big_endian: bool) -> Option<u64> {
    let start = usize::try_from(start).ok()?;
    let length = usize::try_from(length).ok().filter(|&l| l as u64 == format.bytes())?;
    let bytes = section.get(start..start.checked_add(length)?)?;
    let next = |bits: u64, byte: &u8| bits << 8 | u64::from(*byte);
    Some(if big_endian { bytes.iter().fold(0, next) } else { bytes.iter().rev().fold(0, next) })
}
