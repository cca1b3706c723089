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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::files::bytes::Bytes;
    use crate::read::dwarf::read::reader::reader;
    use crate::read::elf::Section;

    /// A unit of what stands behind its length.
    fn framed(rest: &[u8]) -> Vec<u8> {
        let mut unit = (rest.len() as u32).to_le_bytes().to_vec();
        unit.extend_from_slice(rest);
        unit
    }

    fn read(bytes: Vec<u8>, types: bool) -> Vec<Result<Unit, (DwarfError, u64)>> {
        let section = Section::new(".debug_info", Bytes::from_vec(bytes));
        headers(reader(&section, false), types).collect()
    }

    #[test]
    fn units_of_each_kind() {
        let compile = framed(&[4, 0, 9, 0, 0, 0, 8, 1, 2, 3]);
        let mut bytes = compile.clone();
        // Padding, then version 5: a skeleton, and a type unit in 64-bit DWARF.
        bytes.extend([0; 4]);
        let skeleton = bytes.len() as u64;
        bytes.extend(framed(&[5, 0, dw::DW_UT_skeleton.0, 4, 7, 0, 0, 0, 0xef, 0, 0, 0, 0, 0, 0, 0x80]));
        let type_ = bytes.len() as u64;
        bytes.extend([0xff, 0xff, 0xff, 0xff, 28, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend([
            5,
            0,
            dw::DW_UT_type.0,
            8,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            5,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            40,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ]);
        let units: Vec<Unit> = read(bytes, false).into_iter().map(|unit| unit.unwrap()).collect();
        let [first, second, third] = &units[..] else { panic!("{units:?}") };
        assert_eq!((first.start, first.dies, first.end, first.abbrev, first.unit_type), (0, 11, 14, 9, 1));
        assert_eq!((first.signed, first.dwo_id), (None, None));
        assert_eq!((second.start, second.dwo_id, second.abbrev), (skeleton, Some(0x8000_0000_0000_00ef), 7));
        assert_eq!((second.encoding.address_size, second.encoding.version), (4, 5));
        assert_eq!((third.start, third.signed), (type_, Some((5, type_ + 40))));
        assert_eq!(third.encoding.format, gimli::Format::Dwarf64);
        let signed = framed(&[4, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0]);
        assert_eq!(read(signed, true)[0].as_ref().unwrap().signed, Some((3, 23)));
    }

    #[test]
    fn what_is_no_header_is_told_where_it_stands() {
        let sound = framed(&[4, 0, 0, 0, 0, 0, 8]);
        for (damaged, why) in [
            (framed(&[6, 0, 0, 0, 0, 0, 8]), DwarfError::UnknownVersion(6)),
            (framed(&[4, 0, 0, 0, 0, 0, 3]), DwarfError::AddressSize(3)),
            (framed(&[5, 0, 9, 8, 0, 0, 0, 0]), DwarfError::UnknownUnitType(9)),
            (framed(&[4, 0, 0]), DwarfError::Truncated),
        ] {
            let bytes = [&sound[..], &damaged, &sound].concat();
            let read = read(bytes, false);
            assert!(read.len() == 3 && read[0].is_ok() && read[2].is_ok(), "{read:?}");
            assert_eq!(read[1].as_ref().err(), Some(&(why, sound.len() as u64)));
        }
        // Without a length nothing that follows can be found.
        for (length, why) in [
            ([0xf3, 0xff, 0xff, 0xff], DwarfError::ReservedLength(0xffff_fff3)),
            ([0xff, 0xff, 0xff, 0x7f], DwarfError::Truncated),
            ([0xff, 0xff, 0xff, 0xff], DwarfError::Truncated),
        ] {
            let read = read([&sound[..], &length, &[0xff; 12]].concat(), false);
            assert!(read.len() == 2 && read[0].is_ok(), "{read:?}");
            assert_eq!(read[1].as_ref().err(), Some(&(why, sound.len() as u64)));
        }
    }
}
