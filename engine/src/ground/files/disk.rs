//! The tree of this machine's files: mapped, and opened only where they end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::bytes::Bytes;
use super::map::Map;
use super::regular;
use super::sniff::is_btf;
use super::tree::{Entries, Entry, EntryKind, Look, Tree};

/// The files of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

/// The largest file of raw BTF that is read where it cannot be mapped: a kernel's has some megabytes.
const BTF: u64 = 1 << 30;

impl Tree for Disk {
    fn list<'t>(&'t self, folder: &Path) -> io::Result<Entries<'t>> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            let kind = match entry.file_type()? {
                kind if kind.is_dir() => EntryKind::Folder,
                kind if kind.is_file() => EntryKind::File,
                kind if kind.is_symlink() => EntryKind::Link,
                _ => EntryKind::Other,
            };
            Ok(Entry { name: entry.file_name(), kind })
        };
        Ok(Box::new(fs::read_dir(folder)?.map(entry)))
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let meta = fs::metadata(path)?;
        Ok(if meta.is_dir() {
            Look::Folder
        } else if meta.is_file() {
            Look::File(meta.len())
        } else {
            Look::Other
        })
    }

    fn head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        regular::head(path, most as u64)
    }

    fn open(&self, path: &Path) -> io::Result<Bytes> {
        match Map::open(path) {
            Ok(map) => Ok(Bytes::from_map(map)),
            // Files of sysfs cannot all be mapped.
            Err(_) if is_btf(&regular::head(path, 64)?) => Ok(Bytes::from_vec(regular::whole(path, BTF)?)),
            Err(e) => Err(e),
        }
    }

    fn identity(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok()
    }

    fn is_of_this_machine(&self) -> bool {
        true
    }
}
