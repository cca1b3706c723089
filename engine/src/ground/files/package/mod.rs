//! Packages: one file that holds many (`.deb`, `.rpm`, tar in every compression, zip and wheels), read as a tree.
//!
//! What a file is, its first bytes say, never its name. A package is taken whole or not at all: one that is damaged,
//! cut, or that names a path outside of itself is an error. Content is not copied where it lies in the file as it is;
//! what is compressed is expanded once, up to a bound, into memory or a file without a name. Nothing is written under a
//! name that a package gives.

mod cpio;
mod deb;
mod expand;
mod gathered;
mod rpm;
mod tar;
mod zip;

use std::path::Path;

use expand::expanded;

use super::decompress::{self, Codec};
use super::handle::Files;
use super::memory::Memory;
use super::sniff::{Sniffed, sniff};
use super::tree::Look;
use crate::ground::error::Result;

/// What a package is, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Deb,
    Rpm,
    Zip,
    Tar,
    /// A compressed file, which may hold a tar.
    Compressed(Codec),
}

impl Kind {
    fn of(head: &[u8]) -> Option<Self> {
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
            Sniffed::Elf(_) | Sniffed::Archive | Sniffed::Btf | Sniffed::Other => None,
        }
    }
}

/// The tree of the package at `path`; `None` if that is none.
///
/// # Errors
/// It cannot be opened, or is a package that is damaged.
pub(crate) fn open(files: &Files, path: &Path) -> Result<Option<Memory>> {
    let failed = |e| files.failed(path, e);
    if !matches!(files.look(path), Ok(Look::File(_))) {
        return Ok(None);
    }
    let Some(kind) = Kind::of(&files.head(path, tar::BLOCK).map_err(failed)?) else { return Ok(None) };
    let bytes = files.open(path).map_err(failed)?;
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

#[cfg(test)]
mod tests;
