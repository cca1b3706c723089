//! zip archives, wheels of Python among them. The directory at the end says what there is; members that lie one in the
//! other are refused, for a small file could hold any number of them.

use std::io;

use rawzip::{CompressionMethod, ErrorKind, ZipArchive, ZipSliceEntry};

use super::expand::limit;
use super::gathered::Gathered;
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress::{self, Codec};
use crate::ground::files::memory::Memory;
use crate::ground::files::spool::Spool;

/// Whether a file begins as archives do: with a member, or with the end of the directory where there is none.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// A member of the directory.
struct Member<'z> {
    name: &'z [u8],
    is_link: bool,
    method: CompressionMethod,
    entry: ZipSliceEntry<'z>,
    /// Where its content lies in the archive.
    start: u64,
    end: u64,
}

/// The files of the archive `bytes`, which messages call `label`.
pub(super) fn unpack(label: &str, bytes: &Bytes) -> Result<Memory> {
    let mut gathered = Gathered::new(label);
    let damaged = |offset: u64, what: &dyn std::fmt::Display| Error::damaged(label, offset, format!("zip: {what}"));
    let archive = ZipArchive::from_slice(bytes.as_slice()).map_err(|e| damaged(e.eocd_offset().unwrap_or(0), &e))?;
    let mut members = Vec::new();
    let mut entries = archive.entries();
    let mut at = archive.directory_offset();
    while let Some(record) = entries.next_entry().map_err(|e| damaged(at, &e))? {
        at = record.central_directory_offset();
        let name = record.file_path().as_bytes();
        if record.is_dir() {
            gathered.other(at, name)?;
            continue;
        }
        let called = || String::from_utf8_lossy(name).into_owned();
        if record.flags().is_encrypted() {
            return Err(damaged(at, &format!("member {} is encrypted", called())));
        }
        let entry = archive
            .get_entry(record.wayfinder())
            .map_err(|e| damaged(record.local_header_offset(), &format!("member {}: {e}", called())))?;
        let (start, end) = entry.compressed_data_range();
        let (is_link, method) = (record.mode().is_symlink(), record.compression_method());
        members.push(Member { name, is_link, method, entry, start, end });
    }
    apart(&members).map_err(|at| damaged(at, &"two members lie one in the other"))?;
    let mut spool = Spool::new(limit(bytes.len()));
    let mut expanded = Vec::new();
    for member in &members {
        let from = spool.len();
        let copied = expand(member, &mut spool);
        copied.map_err(|e| damaged(member.start, &format!("member {}: {e}", String::from_utf8_lossy(member.name))))?;
        expanded.push((from, spool.len() - from));
    }
    let made = spool.finish().map_err(|source| Error::Io { path: label.to_owned(), source })?;
    for (member, (from, len)) in members.iter().zip(expanded) {
        let content = match member.method {
            CompressionMethod::STORE => bytes.slice(member.start, member.end - member.start),
            _ => made.slice(from, len),
        };
        let content = content.ok_or_else(|| damaged(member.start, &"a member lies beyond the end of the file"))?;
        if member.is_link {
            gathered.link(member.start, member.name, content.as_slice())?;
        } else {
            gathered.file(member.start, member.name, content)?;
        }
    }
    Ok(gathered.finish())
}

/// Whether the contents of all members lie apart; else where one lies in another.
fn apart(members: &[Member<'_>]) -> std::result::Result<(), u64> {
    let mut ranges: Vec<(u64, u64)> = members.iter().map(|m| (m.start, m.end)).filter(|(s, e)| s < e).collect();
    ranges.sort_unstable();
    match ranges.windows(2).find(|pair| pair[0].1 > pair[1].0) {
        Some(pair) => Err(pair[1].0),
        None => Ok(()),
    }
}

/// Expands a member, and holds what comes out against its size and checksum. What is stored as it is, is only looked at.
fn expand(member: &Member<'_>, spool: &mut Spool) -> io::Result<()> {
    let data = member.entry.data();
    let codec = match member.method {
        CompressionMethod::STORE => {
            return io::copy(&mut member.entry.verifying_reader(data), &mut io::sink()).map(drop).map_err(|e| told(&e));
        }
        CompressionMethod::DEFLATE => Codec::Deflate,
        CompressionMethod::BZIP2 => Codec::Bzip2,
        CompressionMethod::XZ => Codec::Xz,
        CompressionMethod::ZSTD => Codec::Zstd,
        other => return Err(io::Error::other(format!("compression method {} is not read", other.as_u16()))),
    };
    let mut stream = member.entry.verifying_reader(decompress::reader(codec, data)?);
    io::copy(&mut stream, spool).map(drop).map_err(|e| told(&e))
}

/// The error of a stream, with what the check of its size and sum says.
fn told(e: &io::Error) -> io::Error {
    match e.get_ref().and_then(|inner| inner.downcast_ref::<rawzip::Error>()).map(rawzip::Error::kind) {
        Some(ErrorKind::InvalidChecksum { .. }) => io::Error::other("its checksum is another one: it is damaged"),
        Some(ErrorKind::InvalidSize { .. }) => io::Error::other("its size is another one: it is damaged"),
        _ => io::Error::other(format!("cannot be decompressed: {e}")),
    }
}
