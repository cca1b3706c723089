//! The headers of units.

use gimli::constants as dw;
use gimli::{DebugInfo, DebugTypeSignature, DebugTypes, Encoding, Reader as _, UnitHeader, UnitType};

use crate::read::dwarf::read::error::DwarfError;
use crate::read::dwarf::read::reader::Reader;

/// Header of one unit.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Index into [`super::DwarfFile::infos`].
    pub info: u32,
    /// Offset of the header in its section.
    pub start: u64,
    /// Offset of the first DIE.
    pub dies: u64,
    /// End of the unit.
    pub end: u64,
    /// What decides the width of forms.
    pub encoding: Encoding,
    /// Offset of its abbreviations.
    pub abbrev: u64,
    /// `DW_UT_*`
    pub unit_type: u8,
    /// Type units: the signature, and where in the section the type stands.
    pub signed: Option<(u64, u64)>,
    /// Skeleton and split units of version 5: the number by which they find each other.
    pub dwo_id: Option<u64>,
}

/// The units of a section, each header or what is wrong with it and where it stands. One whose length is sound ends
/// where that says, so the next one is found; any other ends its section.
pub fn headers(section: Reader<'_>, types: bool) -> impl Iterator<Item = Result<Unit, (DwarfError, u64)>> {
    let mut rest = section.clone();
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let start = rest.offset_from(&section) as u64;
            match next(&mut rest, types) {
                Ok(None) => {}
                Ok(Some(header)) => return Some(Ok(unit(start, &header))),
                Err(e) => return Some(Err((e.into(), start))),
            }
        }
        None
    })
}

/// Moves past a unit and reads its header; `None` where there is padding.
fn next<'a>(rest: &mut Reader<'a>, types: bool) -> gimli::Result<Option<UnitHeader<Reader<'a>>>> {
    let whole = rest.clone();
    rest.empty();
    let mut ahead = whole.clone();
    let (length, format) = ahead.read_initial_length()?;
    ahead.skip(length)?;
    *rest = ahead;
    if length == 0 && format == gimli::Format::Dwarf32 {
        return Ok(None);
    }
    if types { DebugTypes::from(whole).units().next() } else { DebugInfo::from(whole).units().next() }
}

fn unit(start: u64, header: &UnitHeader<Reader<'_>>) -> Unit {
    let at = |offset: gimli::UnitOffset| start.saturating_add(offset.0 as u64);
    let (unit_type, signed, dwo_id) = match header.type_() {
        UnitType::Compilation => (dw::DW_UT_compile, None, None),
        UnitType::Partial => (dw::DW_UT_partial, None, None),
        UnitType::Type { type_signature: DebugTypeSignature(signature), type_offset } => {
            (dw::DW_UT_type, Some((signature, at(type_offset))), None)
        }
        UnitType::SplitType { type_signature: DebugTypeSignature(signature), type_offset } => {
            (dw::DW_UT_split_type, Some((signature, at(type_offset))), None)
        }
        UnitType::Skeleton(id) => (dw::DW_UT_skeleton, None, Some(id.0)),
        UnitType::SplitCompilation(id) => (dw::DW_UT_split_compile, None, Some(id.0)),
    };
    Unit {
        info: 0,
        start,
        dies: start + header.header_size() as u64,
        end: start + header.length_including_self() as u64,
        encoding: header.encoding(),
        abbrev: header.debug_abbrev_offset().0 as u64,
        unit_type: unit_type.0,
        signed,
        dwo_id,
    }
}
