//! One package: which kind it is, by its first bytes, the tree of what it holds, and what it says of itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::about::About;
use super::expand::expanded;
use super::{deb, rpm, tar, zip};
use crate::ground::error::Result;
use crate::ground::files::decompress::{self, Codec};
use crate::ground::files::handle::Files;
use crate::ground::files::memory::Memory;
use crate::ground::files::sniff::{Sniffed, sniff};

/// What a package is, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Deb,
    Rpm,
    Zip,
    Tar,
    /// A compressed file, which may hold a tar.
    Compressed(Codec),
}

impl Kind {
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        if deb::is_deb(head) {
            return Some(Self::Deb);
        }
        if rpm::is_rpm(head) {
            return Some(Self::Rpm);
        }
        if zip::is_zip(head) {
            return Some(Self::Zip);
        }
        match sniff(head) {
            Sniffed::Compressed(codec) => Some(Self::Compressed(codec)),
            Sniffed::Other if tar::is_tar(head) => Some(Self::Tar),
            Sniffed::Elf(_) | Sniffed::Archive | Sniffed::Btf | Sniffed::Dump(_) | Sniffed::Other => None,
        }
    }
}

/// What the file at `path` may be.
pub(super) fn kind_at(files: &Files, path: &Path) -> Result<Option<Kind>> {
    files.head(path, tar::BLOCK).map(|head| Kind::of(&head)).map_err(|e| files.failed(path, e))
}

/// The tree of one that begins as this kind does.
pub(super) fn unpacked(files: &Files, path: &Path, kind: Kind) -> Result<Option<Memory>> {
    let bytes = files.open(path).map_err(|e| files.failed(path, e))?;
    let label = files.shown(path);
    match kind {
        Kind::Deb => deb::unpack(&label, &bytes).map(Some),
        Kind::Rpm => rpm::unpack(&label, &bytes).map(Some),
        Kind::Zip => zip::unpack(&label, &bytes).map(Some),
        Kind::Tar => tar::unpack(&label, &bytes).map(Some),
        Kind::Compressed(codec) => {
            // A compressed library is none.
            if !tar::is_tar(&decompress::first(codec, bytes.as_slice(), tar::BLOCK as u64)) {
                return Ok(None);
            }
            tar::unpack(&label, &expanded(&label, codec, &bytes)?).map(Some)
        }
    }
}

/// What the package at `path` says that it provides; `None` if it is none of RPM, or says nothing.
///
/// # Errors
/// It cannot be opened.
pub(super) fn provided(files: &Files, path: &Path) -> Result<Option<BTreeSet<String>>> {
    if kind_at(files, path)? != Some(Kind::Rpm) {
        return Ok(None);
    }
    let bytes = files.open(path).map_err(|e| files.failed(path, e))?;
    Ok(rpm::provided(&files.shown(path), &bytes))
}

/// What the file at `path` says of itself; `None` if it is no such package, or says nothing that can be a name.
///
/// # Errors
/// It cannot be opened.
pub(crate) fn described(files: &Files, path: &Path) -> Result<Option<About>> {
    let read = match kind_at(files, path)? {
        Some(Kind::Deb) => deb::about,
        Some(Kind::Rpm) => rpm::about,
        Some(Kind::Zip | Kind::Tar | Kind::Compressed(_)) | None => return Ok(None),
    };
    let bytes = files.open(path).map_err(|e| files.failed(path, e))?;
    Ok(read(&files.shown(path), &bytes))
}
