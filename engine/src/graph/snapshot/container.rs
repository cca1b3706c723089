//! The file around the sections: magic, version, section table, checksums, compression.
//!
//! Sections follow the header without a gap, in a fixed order, so the table holds lengths and no offsets.
//! The checksum of a section covers its stored bytes: nothing damaged reaches the decompressor.

use std::borrow::Cow;
use std::io;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::older::OLDEST;
use crate::ground::error::snapshot::{Reason, SnapshotError};

/// First bytes of a snapshot. A byte that is no text, the name, and line ends that a text-mode copy would change.
pub const MAGIC: [u8; 8] = *b"\x89ABL\r\n\x1a\n";

/// Version of the format that is written. Older ones are read from 2 on, with defaults for what they lack
/// (`docs/snapshot.md`).
pub const VERSION: u32 = 6;

/// Whether a file that starts with `head` claims to be a snapshot.
#[must_use]
pub(crate) fn is_snapshot(head: &[u8]) -> bool {
    head.starts_with(&MAGIC)
}

/// Names of the sections, in file order.
pub(crate) const SECTIONS: [&str; Section::COUNT] = [
    "counts",
    "objects",
    "exports",
    "diagnostics",
    "names",
    "nodes",
    "node-names",
    "node-positions",
    "edge-counts",
    "edge-kinds",
    "edge-values",
    "edge-targets",
    "edge-names",
    "edge-lines",
    "deep-hashes",
    "members",
    "constants",
    "described",
];

/// A section, by its place in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Counts,
    Objects,
    Exports,
    Diagnostics,
    Names,
    Nodes,
    NodeNames,
    NodePositions,
    EdgeCounts,
    EdgeKinds,
    EdgeValues,
    EdgeTargets,
    EdgeNames,
    EdgeLines,
    DeepHashes,
    /// From version 4 on.
    Members,
    /// From version 5 on.
    Constants,
    /// From version 6 on.
    Described,
}

impl Section {
    pub(crate) const COUNT: usize = Self::Described as usize + 1;

    /// How many sections files of a version have.
    fn count(version: u32) -> usize {
        match version {
            ..4 => Self::Members as usize,
            4 => Self::Constants as usize,
            5 => Self::Described as usize,
            _ => Self::COUNT,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        SECTIONS[self as usize]
    }
}

/// Level 9: measured on the graph of a vmlinux, see `docs/snapshot.md`.
const LEVEL: i32 = 9;
/// No section may decompress to more than this many times its stored size ...
const MAX_RATIO: u64 = 256;
/// ... plus this; the writer stores what compresses better than that as it is, so nothing is lost ...
const RATIO_SLACK: u64 = 1 << 18;
/// ... and all sections together to no more than this.
const MAX_TOTAL: u64 = 1 << 30;

const RAW: u64 = 0;
const ZSTD: u64 = 1;

/// Magic, version, number of sections.
const PREFIX: usize = 16;
/// Encoding, stored length, raw length, checksum.
const ENTRY: usize = 32;
const HEADER: usize = header_length(Section::COUNT);

/// Of a file with so many sections.
const fn header_length(sections: usize) -> usize {
    PREFIX + ENTRY * sections + 8
}

fn too_large(stored: u64, raw: u64) -> bool {
    raw > stored.saturating_mul(MAX_RATIO).saturating_add(RATIO_SLACK)
}

/// Compresses the sections and writes the file. The bytes depend on nothing but the sections.
pub(crate) fn write(sections: &[Vec<u8>; Section::COUNT], out: &mut dyn io::Write) -> io::Result<()> {
    if sections.iter().map(|s| s.len() as u64).sum::<u64>() > MAX_TOTAL {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the graph is too large for a snapshot"));
    }
    let stored: Vec<(u64, Cow<'_, [u8]>)> = sections.par_iter().map(|raw| pack(raw)).collect::<io::Result<_>>()?;
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&(Section::COUNT as u32).to_le_bytes());
    for ((encoding, bytes), raw) in stored.iter().zip(sections) {
        for field in [*encoding, bytes.len() as u64, raw.len() as u64, xxh3_64(bytes)] {
            header.extend_from_slice(&field.to_le_bytes());
        }
    }
    header.extend_from_slice(&xxh3_64(&header).to_le_bytes());
    out.write_all(&header)?;
    stored.iter().try_for_each(|(_, bytes)| out.write_all(bytes))
}

fn pack(raw: &[u8]) -> io::Result<(u64, Cow<'_, [u8]>)> {
    let packed = zstd::bulk::compress(raw, LEVEL)?;
    let keep = packed.len() < raw.len() && !too_large(packed.len() as u64, raw.len() as u64);
    Ok(if keep { (ZSTD, Cow::Owned(packed)) } else { (RAW, Cow::Borrowed(raw)) })
}

/// The sections of a file, decompressed, in file order.
type Sections<'a> = Vec<Cow<'a, [u8]>>;

struct Entry<'a> {
    name: &'static str,
    offset: usize,
    zstd: bool,
    stored: &'a [u8],
    raw_len: usize,
    checksum: u64,
}

/// Checks the header, then every section in parallel; the version, and the sections, decompressed.
pub(crate) fn read(bytes: &[u8]) -> Result<(u32, Sections<'_>), SnapshotError> {
    let (version, table) = table(bytes)?;
    let sections: Vec<_> = table.par_iter().map(unpack).collect();
    // The first error in file order, whoever found one first.
    Ok((version, sections.into_iter().collect::<Result<_, _>>()?))
}

fn table(bytes: &[u8]) -> Result<(u32, Vec<Entry<'_>>), SnapshotError> {
    let error = |offset, reason| SnapshotError::new("header", offset, reason);
    if !is_snapshot(bytes) {
        return Err(error(0, Reason::ForeignMagic));
    }
    let truncated = || error(bytes.len(), Reason::Truncated);
    let version = bytes[8..].first_chunk().map(|b| u32::from_le_bytes(*b)).ok_or_else(truncated)?;
    if version > VERSION {
        return Err(error(8, Reason::FutureVersion { found: version, supported: VERSION }));
    }
    if version < OLDEST {
        return Err(error(8, Reason::UnknownVersion(version)));
    }
    let length = header_length(Section::count(version));
    let header = bytes.get(..length).ok_or_else(truncated)?;
    let (checked, checksum) = header.split_at(length - 8);
    if xxh3_64(checked).to_le_bytes() != checksum {
        return Err(error(length - 8, Reason::Checksum));
    }
    if header[12..PREFIX] != (Section::count(version) as u32).to_le_bytes() {
        return Err(error(12, Reason::BadTable));
    }
    let mut rest = &bytes[length..];
    let mut total = 0u64;
    let mut entries = Vec::with_capacity(Section::COUNT);
    for (i, (fields, name)) in checked[PREFIX..].chunks_exact(ENTRY).zip(SECTIONS).enumerate() {
        let at = PREFIX + i * ENTRY;
        let field = |n: usize| fields[n * 8..].first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
        let (encoding, stored_len, raw_len, checksum) = (field(0), field(1), field(2), field(3));
        total = total.saturating_add(raw_len);
        if encoding > ZSTD || (encoding == RAW && stored_len != raw_len) {
            return Err(SnapshotError::new(name, at, Reason::BadTable));
        }
        if total > MAX_TOTAL || too_large(stored_len, raw_len) {
            return Err(SnapshotError::new(name, at, Reason::SizeLimit));
        }
        let split = usize::try_from(stored_len).ok().and_then(|len| rest.split_at_checked(len));
        let offset = bytes.len() - rest.len();
        let (stored, tail) = split.ok_or(SnapshotError::new(name, bytes.len(), Reason::Truncated))?;
        rest = tail;
        entries.push(Entry { name, offset, zstd: encoding == ZSTD, stored, raw_len: raw_len as usize, checksum });
    }
    if rest.is_empty() { Ok((version, entries)) } else { Err(error(bytes.len() - rest.len(), Reason::TrailingData)) }
}

fn unpack<'a>(entry: &Entry<'a>) -> Result<Cow<'a, [u8]>, SnapshotError> {
    let error = |reason| SnapshotError::new(entry.name, entry.offset, reason);
    if xxh3_64(entry.stored) != entry.checksum {
        return Err(error(Reason::Checksum));
    }
    if !entry.zstd {
        return Ok(Cow::Borrowed(entry.stored));
    }
    let raw = zstd::bulk::decompress(entry.stored, entry.raw_len).map_err(|_| error(Reason::Compression))?;
    if raw.len() == entry.raw_len { Ok(Cow::Owned(raw)) } else { Err(error(Reason::Compression)) }
}
