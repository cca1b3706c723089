//! The yardstick: decode every attribute of every DIE with gimli's raw entries, and throw it away.
//!
//! Abbreviations are parsed once a unit, units run in parallel, longest first, and no `gimli::Unit` is made.
//! What abilens costs is told as a multiple of this, so it has to be as fast as gimli can be.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use flate2::read::ZlibDecoder;
use gimli::{AttributeValue, DebugAbbrev, DebugAbbrevOffset, DebugInfo, EndianSlice, LittleEndian, UnitHeader};
use memmap2::Mmap;
use object::{Object, ObjectKind, ObjectSection, SectionFlags};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::shell;

type Reader<'a> = EndianSlice<'a, LittleEndian>;

/// Size of an `Elf64_Rela`: offset, info, addend.
const RELA_SIZE: usize = 24;

/// What was decoded, and how long it took.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Decoded {
    /// Wall time of mapping, parsing and decoding.
    pub(crate) nanoseconds: u64,
    /// Bytes of `.debug_info` in the units that were decoded.
    pub(crate) bytes: u64,
    /// Units.
    pub(crate) units: u64,
    /// DIEs, without the null entries.
    pub(crate) dies: u64,
    /// Attributes.
    pub(crate) attributes: u64,
}

impl std::ops::Add for Decoded {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            nanoseconds: self.nanoseconds + other.nanoseconds,
            bytes: self.bytes + other.bytes,
            units: self.units + other.units,
            dies: self.dies + other.dies,
            attributes: self.attributes + other.attributes,
        }
    }
}

/// See the table of tasks. Prints one line of JSON.
pub(crate) fn yardstick(arguments: &[String]) -> Result<()> {
    let mut fraction = (1, 1);
    let mut skip_bodies = false;
    let mut paths = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--skip-bodies" => skip_bodies = true,
            "--fraction" => {
                let value = arguments.next().and_then(|value| value.split_once('/'));
                let (part, of) = value.context("--fraction takes N/D")?;
                fraction = (part.parse()?, of.parse()?);
            }
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let start = Instant::now();
    let mut total = Decoded::default();
    for path in &paths {
        total = total + decode(path, fraction, skip_bodies)?;
    }
    total.nanoseconds = u64::try_from(start.elapsed().as_nanos())?;
    println!("{}", serde_json::to_string(&total)?);
    Ok(())
}

/// A file, or every `.ko` and `vmlinux` of a folder.
fn decode(path: &Path, fraction: (usize, usize), skip_bodies: bool) -> Result<Decoded> {
    if !path.is_dir() {
        return decode_file(path, fraction, skip_bodies);
    }
    let mut files = shell::files(path)?;
    files.retain(|file| {
        file.extension().is_some_and(|extension| extension == "ko")
            || file.file_name().is_some_and(|name| name == "vmlinux")
    });
    files
        .par_iter()
        .with_max_len(1)
        .map(|file| decode_file(file, fraction, skip_bodies))
        .try_reduce(Decoded::default, |a, b| Ok(a + b))
}

fn decode_file(path: &Path, (part, of): (usize, usize), skip_bodies: bool) -> Result<Decoded> {
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    #[expect(unsafe_code, reason = "nobody writes to the cached kernels while they are measured")]
    // SAFETY: the file is only read; a concurrent truncation would fault, which a benchmark may.
    let map = unsafe { Mmap::map(&file)? };
    let elf = object::File::parse(&*map).with_context(|| format!("{}", path.display()))?;
    ensure!(elf.is_little_endian() && elf.is_64(), "{}: not ELF64, little endian", path.display());
    let info_bytes = section(&elf, ".debug_info")?;
    let abbrev_bytes = section(&elf, ".debug_abbrev")?;
    let relocations = match elf.kind() {
        ObjectKind::Relocatable => section(&elf, ".rela.debug_info")?,
        _ => Cow::Borrowed(&[][..]),
    };

    let info = DebugInfo::new(&info_bytes, LittleEndian);
    let abbrevs = DebugAbbrev::new(&abbrev_bytes, LittleEndian);
    let mut headers = Vec::new();
    let mut units = info.units();
    while let Some(header) = units.next()? {
        headers.push(header);
    }
    headers.truncate(headers.len() * part / of);
    headers.sort_by_key(|header| std::cmp::Reverse(header.length_including_self()));
    headers
        .par_iter()
        .with_max_len(1)
        .map(|header| decode_unit(header, &abbrevs, &relocations, skip_bodies))
        .try_reduce(Decoded::default, |a, b| Ok(a + b))
        .with_context(|| format!("{}", path.display()))
}

/// Bytes of a section, empty if it is not there. What zlib compressed is inflated, which is a part of the decode.
fn section<'a>(elf: &object::File<'a>, name: &str) -> Result<Cow<'a, [u8]>> {
    let Some(section) = elf.sections().find(|section| section.name() == Ok(name)) else {
        return Ok(Cow::Borrowed(&[]));
    };
    let data = section.data()?;
    match section.flags() {
        SectionFlags::Elf { sh_flags, .. } if sh_flags.0 & object::elf::SHF_COMPRESSED.0 != 0 => {
            // `Elf64_Chdr`: type, a gap, size, alignment.
            let header = data.first_chunk::<24>().with_context(|| format!("{name} ends in its header"))?;
            ensure!(header[0] == 1, "{name} is not compressed by zlib");
            let size = u64::from_le_bytes(header[8..16].try_into()?);
            let mut inflated = Vec::with_capacity(usize::try_from(size)?);
            ZlibDecoder::new(&data[24..]).read_to_end(&mut inflated)?;
            Ok(Cow::Owned(inflated))
        }
        _ => Ok(Cow::Borrowed(data)),
    }
}

fn decode_unit(
    header: &UnitHeader<Reader<'_>>,
    debug_abbrev: &DebugAbbrev<Reader<'_>>,
    relocations: &[u8],
    skip_bodies: bool,
) -> Result<Decoded> {
    let offset = match relocations {
        [] => header.debug_abbrev_offset(),
        _ => relocated_abbrev_offset(header, relocations)?,
    };
    let abbrevs = debug_abbrev.abbreviations(offset)?;
    let mut dies = 0;
    let mut attributes = 0;
    let mut entries = header.entries_raw(&abbrevs, None)?;
    while !entries.is_empty() {
        let Some(abbrev) = entries.read_abbreviation()? else {
            continue;
        };
        dies += 1;
        attributes += abbrev.attributes().len() as u64;
        if !(skip_bodies && abbrev.has_children() && abbrev.tag() == gimli::DW_TAG_subprogram) {
            for &specification in abbrev.attributes() {
                entries.read_attribute_inline(specification)?;
            }
            continue;
        }
        let mut sibling = None;
        for &specification in abbrev.attributes() {
            let attribute = entries.read_attribute_inline(specification)?;
            if let (gimli::DW_AT_sibling, AttributeValue::UnitRef(offset)) =
                (specification.name(), attribute.raw_value())
            {
                sibling = Some(offset);
            }
        }
        if sibling.is_some() {
            entries = header.entries_raw(&abbrevs, sibling)?;
        }
    }
    let bytes = header.length_including_self() as u64;
    Ok(Decoded { nanoseconds: 0, bytes, units: 1, dies, attributes })
}

/// In a relocatable object the offset in place is zero, and the true one is the addend of a relocation.
fn relocated_abbrev_offset(header: &UnitHeader<Reader<'_>>, relocations: &[u8]) -> Result<DebugAbbrevOffset> {
    let Some(unit) = header.debug_info_offset() else {
        bail!("a type unit");
    };
    // Initial length and version; DWARF 5 has the unit type and address size in front of the offset.
    let within = if header.version() >= 5 { 4 + 2 + 1 + 1 } else { 4 + 2 };
    let wanted = (unit.0 + within) as u64;
    let entry = |index: usize| &relocations[index * RELA_SIZE..][..RELA_SIZE];
    let offset_of = |index: usize| u64::from_le_bytes(entry(index)[..8].try_into().expect("8 bytes"));
    let (mut low, mut high) = (0, relocations.len() / RELA_SIZE);
    while low < high {
        let middle = usize::midpoint(low, high);
        if offset_of(middle) < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    ensure!(
        low < relocations.len() / RELA_SIZE && offset_of(low) == wanted,
        "no relocation for the abbreviations of the unit at {:#x}",
        unit.0
    );
    let addend = u64::from_le_bytes(entry(low)[16..].try_into().expect("8 bytes"));
    Ok(DebugAbbrevOffset(usize::try_from(addend)?))
}
