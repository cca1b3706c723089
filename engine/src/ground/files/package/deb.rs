//! Debian's packages: an `ar` whose member `data.tar`, compressed or not, holds the files (deb(5)).

use std::path::Path;

use object::read::archive::ArchiveFile;

use super::about::{About, word};
use super::expand::plain;
use super::tar;
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress::Codec;
use crate::ground::files::memory::Memory;

/// Whether a file begins as packages do: their first member says which format they have.
pub(super) fn is_deb(head: &[u8]) -> bool {
    head.strip_prefix(b"!<arch>\n").is_some_and(|rest| rest.starts_with(b"debian-binary"))
}

/// The files of the package `bytes`, which messages call `label`.
pub(super) fn unpack(label: &str, bytes: &Bytes) -> Result<Memory> {
    member(label, bytes, "data.tar", "holds the files")
}

/// What its control file says of it (deb-control(5)).
pub(super) fn about(label: &str, bytes: &Bytes) -> Option<About> {
    let control = member(label, bytes, "control.tar", "describes it").ok()?;
    let control = String::from_utf8_lossy(control.held(Path::new("control"))?.as_slice()).into_owned();
    let field = |name: &str| {
        let values = control.lines().filter_map(|line| line.split_once(':'));
        values.into_iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let package = word(field("Package")?)?;
    // Behind the name of a source its version may stand, if that is another one.
    let source = field("Source").and_then(|source| word(source.split(" (").next()?));
    let source = source.unwrap_or_else(|| package.clone());
    Some(About { package, source: Some(source), version: field("Version").and_then(word), is_debian: true })
}

/// The files of the first member whose name begins with `wanted`.
fn member(label: &str, bytes: &Bytes, wanted: &str, purpose: &str) -> Result<Memory> {
    let damaged = |offset: u64, e: object::read::Error| Error::damaged(label, offset, format!("package: {e}"));
    let archive = ArchiveFile::parse(bytes.as_slice()).map_err(|e| damaged(0, e))?;
    let mut after = 0;
    for member in archive.members() {
        let member = member.map_err(|e| damaged(after, e))?;
        let (offset, size) = member.file_range();
        let name = String::from_utf8_lossy(member.name()).into_owned();
        let Some(content) = bytes.slice(offset, size) else {
            let what = format!("package: member {name} of {size} bytes lies beyond the end of the file");
            return Err(Error::damaged(label, offset, what));
        };
        if name.starts_with(wanted) {
            let label = format!("{label}({name})");
            let unmarked = name.ends_with(".lzma").then_some(Codec::Lzma);
            return tar::unpack(&label, &plain(&label, &content, unmarked)?);
        }
        after = offset.saturating_add(size);
    }
    Err(Error::damaged(label, after, format!("package: ends without the member {wanted}, which {purpose}")))
}
