//! RPM's packages: a lead, a header with signatures, a header that describes the package, and the files as a cpio archive,
//! mostly compressed (the format is that of RPM 3 and 4: docs/manual/format_v4.md of rpm).

use std::collections::BTreeSet;

use super::about::{About, word};
use super::cpio;
use super::expand::plain;
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::{Bytes, Layout, c_str};
use crate::ground::files::decompress::Codec;
use crate::ground::files::memory::Memory;

/// The bytes of the lead.
const LEAD: usize = 96;
/// What a header begins with: magic number, version 1.
const HEADER: &[u8] = b"\x8e\xad\xe8\x01";
/// `RPMTAG_NAME`
const NAME: u32 = 1000;
/// `RPMTAG_VERSION`
const VERSION: u32 = 1001;
/// `RPMTAG_RELEASE`
const RELEASE: u32 = 1002;
/// `RPMTAG_SOURCERPM`
const SOURCE: u32 = 1044;
/// `RPMTAG_PROVIDENAME`, an array of texts.
const PROVIDES: u32 = 1047;
/// `RPMTAG_PAYLOADFORMAT`
const FORMAT: u32 = 1124;
/// `RPMTAG_PAYLOADCOMPRESSOR`
const COMPRESSOR: u32 = 1125;

const BIG: Layout = Layout { big: true, wide: true };

/// Whether a file begins as packages do.
pub(super) fn is_rpm(head: &[u8]) -> bool {
    head.starts_with(b"\xed\xab\xee\xdb")
}

/// One header: rows of tag, type, offset and count, and what they point to.
struct Header<'h> {
    rows: &'h [u8],
    store: &'h [u8],
    /// Offset behind it.
    end: usize,
}

impl<'h> Header<'h> {
    fn read(data: &'h [u8], at: usize) -> std::result::Result<Self, String> {
        let cut = || "the header is cut off".to_owned();
        let head = data.get(at..).and_then(|rest| rest.get(..16)).ok_or_else(cut)?;
        if !head.starts_with(HEADER) {
            return Err("no header begins here".to_owned());
        }
        let number = |at: usize| BIG.u32(head, at).unwrap_or(0) as usize;
        let rows = (at + 16, number(8).saturating_mul(16));
        let store = (rows.0.saturating_add(rows.1), number(12));
        let end = store.0.saturating_add(store.1);
        let part = |(start, len): (usize, usize)| data.get(start..start.checked_add(len)?);
        Ok(Self { rows: part(rows).ok_or_else(cut)?, store: part(store).ok_or_else(cut)?, end })
    }

    /// The row of a tag.
    fn row(&self, tag: u32) -> Option<&'h [u8]> {
        self.rows.chunks_exact(16).find(|row| BIG.u32(row, 0) == Some(tag))
    }

    /// The text under a tag.
    fn text(&self, tag: u32) -> Option<&'h [u8]> {
        c_str(self.store, BIG.u32(self.row(tag)?, 8)? as usize)
    }

    /// The texts of an array, each behind the other; `None` if they are not all there.
    fn texts(&self, tag: u32) -> Option<Vec<&'h [u8]>> {
        let row = self.row(tag)?;
        let mut at = BIG.u32(row, 8)? as usize;
        let mut out = Vec::new();
        // The store ends before a count that claims too much does.
        for _ in 0..BIG.u32(row, 12)? {
            let text = c_str(self.store, at)?;
            at = at.checked_add(text.len() + 1)?;
            out.push(text);
        }
        Some(out)
    }
}

/// The two headers: where the second one begins, and that one, which describes the package.
fn main_header<'b>(label: &str, data: &'b [u8]) -> Result<(usize, Header<'b>)> {
    let damaged = |offset: usize, what: &str| Error::damaged(label, offset as u64, format!("package: {what}"));
    let signatures = Header::read(data, LEAD).map_err(|what| damaged(LEAD, &what))?;
    let start = signatures.end.next_multiple_of(8);
    Header::read(data, start).map(|header| (start, header)).map_err(|what| damaged(start, &what))
}

/// What its header says of it.
pub(super) fn about(label: &str, bytes: &Bytes) -> Option<About> {
    let (_, header) = main_header(label, bytes.as_slice()).ok()?;
    let text = |tag: u32| word(&String::from_utf8_lossy(header.text(tag)?));
    // `name-version-release.src.rpm`
    let source = text(SOURCE).and_then(|file| word(file.rsplitn(3, '-').nth(2)?));
    let version = text(VERSION).map(|version| match text(RELEASE) {
        Some(release) => format!("{version}-{release}"),
        None => version,
    });
    Some(About { package: text(NAME)?, source, version, is_debian: false })
}

/// What it says that it provides; `None` if it says nothing of that, or is damaged.
pub(super) fn provided(label: &str, bytes: &Bytes) -> Option<BTreeSet<String>> {
    let (_, header) = main_header(label, bytes.as_slice()).ok()?;
    let texts = header.texts(PROVIDES)?.into_iter();
    Some(texts.map(|text| String::from_utf8_lossy(text).into_owned()).collect())
}

/// The files of the package `bytes`, which messages call `label`.
pub(super) fn unpack(label: &str, bytes: &Bytes) -> Result<Memory> {
    let data = bytes.as_slice();
    let (start, header) = main_header(label, data)?;
    let payload = bytes.slice(header.end as u64, (data.len() - header.end) as u64).unwrap_or_default();
    if let Some(format) = header.text(FORMAT).filter(|format| *format != b"cpio") {
        let format = String::from_utf8_lossy(format);
        let what = format!("package: its files are in the format {format}, and cpio is read");
        return Err(Error::damaged(label, start as u64, what));
    }
    let compressor = header.text(COMPRESSOR).unwrap_or_default();
    let label = format!("{label}(payload)");
    let unmarked = (compressor == b"lzma").then_some(Codec::Lzma);
    cpio::unpack(&label, &plain(&label, &payload, unmarked)?)
}
