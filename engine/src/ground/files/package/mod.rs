//! Packages: one file that holds many (`.deb`, `.rpm`, tar in every compression, zip and wheels), read as a tree.
//!
//! What a file is, its first bytes say, never its name. A package is taken whole or not at all: one that is damaged,
//! cut, or that names a path outside of itself is an error. Content is not copied where it lies in the file as it is;
//! what is compressed is expanded once, up to a bound, into memory or a file without a name. Nothing is written under a
//! name that a package gives.

mod about;
mod cpio;
mod deb;
mod expand;
mod gathered;
mod one;
mod rpm;
mod set;
mod tar;
mod zip;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use one::Kind;

pub(crate) use about::About;
pub(crate) use one::described;

use super::handle::Files;
use super::memory::Memory;
use super::tree::Look;
use crate::ground::error::Result;

/// The tree of the package at `path`, or of those in a folder ([`set`]); `None` if that is none.
///
/// # Errors
/// It cannot be opened, or is a package that is damaged.
pub(crate) fn open(files: &Files, path: &Path) -> Result<Option<Memory>> {
    match files.look(path) {
        Ok(Look::File(_)) => {}
        Ok(Look::Folder) => return set::open(files, path),
        Ok(Look::Other) | Err(_) => return Ok(None),
    }
    match one::kind_at(files, path)? {
        Some(kind) => one::unpacked(files, path, kind),
        None => Ok(None),
    }
}

/// The packages right in a folder that is a set of them ([`set`]), in the order of their names; `None` for any other folder.
///
/// # Errors
/// One of them cannot be opened.
pub(crate) fn members(files: &Files, folder: &Path) -> Result<Option<Vec<PathBuf>>> {
    let packages = set::packages(files, folder)?;
    Ok(packages.map(|packages| packages.into_iter().map(|(name, _)| folder.join(name)).collect()))
}

/// What the package at `path`, or those in a folder together, say that they provide; `None` if one of them is none of RPM, or says
/// nothing.
///
/// # Errors
/// One of them cannot be opened.
pub(crate) fn provided(files: &Files, path: &Path) -> Result<Option<BTreeSet<String>>> {
    let packages = match files.look(path) {
        Ok(Look::File(_)) => vec![path.to_path_buf()],
        Ok(Look::Folder) => members(files, path)?.unwrap_or_default(),
        Ok(Look::Other) | Err(_) => Vec::new(),
    };
    let mut all = None;
    for package in packages {
        let Some(names) = one::provided(files, &package)? else { return Ok(None) };
        all.get_or_insert_with(BTreeSet::new).extend(names);
    }
    Ok(all)
}

/// Whether a file begins as packages do that are installed on a system.
pub(crate) fn is_installed(head: &[u8]) -> bool {
    matches!(Kind::of(head), Some(Kind::Deb | Kind::Rpm))
}

#[cfg(test)]
mod tests;
