//! What compilers have made is kept below `target/` under a key of all that it was made of: one build serves every
//! trial that asks for it, and the next run.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rustix::fs::{FlockOperation, flock};

/// What no run has asked for in this time is removed.
const KEPT: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// Stands in an entry that is whole.
const DONE: &[u8] = b"done";
/// Where the entries are.
const ROOT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/corpus");

/// All that something is made of.
#[derive(Clone)]
pub(crate) struct Key([DefaultHasher; 2]);

impl Key {
    /// Of nothing yet but how this harness builds.
    pub(crate) fn new() -> Self {
        let mut key = Self([DefaultHasher::new(), DefaultHasher::new()]);
        // Two hashes of the same bytes in another order: together they are as good as one of 128 bits.
        key.0[1].write_u8(1);
        for text in [include_str!("build.rs"), include_str!("case.rs"), include_str!("consumer.rs")] {
            key.add(text);
        }
        key
    }

    /// And of this.
    pub(crate) fn add(&mut self, part: impl Hash) {
        for hasher in &mut self.0 {
            part.hash(hasher);
        }
    }

    /// And of an installed file, by its size and when it was written.
    pub(crate) fn add_installed(&mut self, path: &Path) -> Result<()> {
        let facts = std::fs::metadata(path).with_context(|| path.display().to_string())?;
        self.add((path, facts.len(), facts.modified()?));
        Ok(())
    }

    /// And of every file below a folder that `wanted` lets through.
    pub(crate) fn add_folder(&mut self, folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<()> {
        let mut entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if !wanted(&name) {
                continue;
            }
            self.add(&name);
            if path.is_dir() {
                self.add_folder(&path, wanted)?;
            } else {
                self.add(std::fs::read(&path)?);
            }
        }
        Ok(())
    }

    fn name(&self) -> String {
        self.0.iter().map(|hasher| format!("{:016x}", hasher.finish())).collect()
    }
}

/// The folder of a key. If it is not there, `make` fills it, in the place where it stays: compilers record where they run.
pub(crate) fn made(key: &Key, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let folder = Path::new(ROOT).join(key.name());
    std::fs::create_dir_all(&folder)?;
    let mut options = std::fs::File::options();
    options.read(true).write(true).create(true).truncate(false);
    let mut marker = options.open(folder.join(".made"))?;
    // Another trial, or another run of the corpus, may want the same at this moment.
    flock(&marker, FlockOperation::LockExclusive)?;
    let mut text = Vec::new();
    marker.read_to_end(&mut text)?;
    if text != DONE {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                std::fs::remove_dir_all(&path)?;
            }
        }
        make(&folder)?;
        marker.rewind()?;
        marker.write_all(DONE)?;
    }
    marker.set_modified(SystemTime::now())?;
    Ok(folder)
}

/// Removes what was not asked for in a long time: each edit of a case leaves its old builds behind.
pub(crate) fn prune() -> Result<()> {
    let Ok(entries) = std::fs::read_dir(ROOT) else { return Ok(()) };
    for entry in entries {
        let folder = entry?.path();
        let asked = std::fs::metadata(folder.join(".made")).and_then(|facts| facts.modified());
        if asked.is_ok_and(|asked| asked.elapsed().is_ok_and(|ago| ago > KEPT)) {
            std::fs::remove_dir_all(&folder)?;
        }
    }
    Ok(())
}

/// Puts the files of a folder into another, which is made for them.
pub(crate) fn take(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            take(&entry.path(), &place)?;
            continue;
        }
        // The temporary folder may lie on another disk than `target/`.
        if std::fs::hard_link(entry.path(), &place).is_err() {
            std::fs::copy(entry.path(), &place).with_context(|| place.display().to_string())?;
        }
    }
    Ok(())
}
