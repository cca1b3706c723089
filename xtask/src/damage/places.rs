//! Where in a file a change is likely to count: what gimli sees there while the file is still sound.

use std::ops::Range;

use gimli::{AttributeValue, DebugAbbrev, EndianSlice, LittleEndian, UnitHeader};
use object::{Object as _, ObjectSection as _};

/// What a place holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// The number of an abbreviation, in one byte.
    Code,
    /// A reference within the unit, or within the section.
    Reference,
    /// Anything else that an attribute says.
    Value,
}

/// A few bytes that mean one thing.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) bytes: Range<usize>,
    pub(super) holds: Holds,
    /// The unit it stands in.
    pub(super) unit: usize,
}

/// What can be changed in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Sections, by where they lie.
    pub(super) sections: Vec<Range<usize>>,
    /// Those that hold abbreviations.
    pub(super) abbreviations: Vec<Range<usize>>,
    /// Numbers of DIEs, references, other values.
    pub(super) inside: Vec<Place>,
    /// Of each unit, where its DIEs begin, from the start of the unit.
    pub(super) entries: Vec<Vec<u32>>,
    /// Where entries of section headers say how long a section is.
    pub(super) lengths: Vec<usize>,
}

/// Finds them. A file that is no ELF object has none.
pub(super) fn of(file: &[u8]) -> Places {
    let mut places = Places::default();
    let Ok(elf) = object::read::elf::ElfFile64::<object::LittleEndian>::parse(file) else { return places };
    let mut abbreviations: &[u8] = &[];
    for section in elf.sections() {
        let (Ok(name), Some((at, length))) = (section.name(), section.file_range()) else { continue };
        let counts = [".debug", ".rela.debug", ".symtab", ".dynsym", ".strtab", ".group", ".gnu.version"];
        if length == 0 || !counts.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let (Ok(at), Ok(length)) = (usize::try_from(at), usize::try_from(length)) else { continue };
        places.sections.push(at..at + length);
        if name.starts_with(".debug_abbrev") {
            places.abbreviations.push(at..at + length);
            abbreviations = &file[at..at + length];
        }
        let table = usize::try_from(elf.elf_header().e_shoff.get(object::LittleEndian)).unwrap_or(0);
        places.lengths.push(table + section.index().0 * 64 + 32);
    }
    for section in elf.sections() {
        let (Ok(name), Some((at, length))) = (section.name(), section.file_range()) else { continue };
        let (Ok(at), Ok(length)) = (usize::try_from(at), usize::try_from(length)) else { continue };
        let Some(bytes) = file.get(at..at + length) else { continue };
        let (is_info, is_types) = (name.starts_with(".debug_info"), name.starts_with(".debug_types"));
        if is_info {
            let mut units = gimli::DebugInfo::new(bytes, LittleEndian).units();
            while let Ok(Some(unit)) = units.next() {
                add(&mut places, at, &unit, abbreviations);
            }
        } else if is_types {
            let mut units = gimli::DebugTypes::new(bytes, LittleEndian).units();
            while let Ok(Some(unit)) = units.next() {
                add(&mut places, at, &unit, abbreviations);
            }
        }
    }
    places
}

fn add(places: &mut Places, section: usize, unit: &UnitHeader<EndianSlice<'_, LittleEndian>>, abbreviations: &[u8]) {
    let start = section + unit.offset().0;
    let Ok(table) = unit.abbreviations(&DebugAbbrev::new(abbreviations, LittleEndian)) else { return };
    let Ok(mut raw) = unit.entries_raw(&table, None) else { return };
    let number = places.entries.len();
    let mut entries = Vec::new();
    while !raw.is_empty() {
        let at = raw.next_offset().0;
        let Ok(abbreviation) = raw.read_abbreviation() else { break };
        let behind = raw.next_offset().0;
        if behind == at + 1 {
            let bytes = start + at..start + behind;
            places.inside.push(Place { bytes, holds: Holds::Code, unit: number });
        }
        let Some(abbreviation) = abbreviation else { continue };
        entries.push(u32::try_from(at).unwrap_or(0));
        for specification in abbreviation.attributes() {
            let from = raw.next_offset().0;
            let Ok(attribute) = raw.read_attribute(*specification) else { break };
            let to = raw.next_offset().0;
            let refers = matches!(attribute.raw_value(), AttributeValue::UnitRef(_) | AttributeValue::DebugInfoRef(_));
            if from < to {
                let holds = if refers { Holds::Reference } else { Holds::Value };
                places.inside.push(Place { bytes: start + from..start + to, holds, unit: number });
            }
        }
    }
    places.entries.push(entries);
}
