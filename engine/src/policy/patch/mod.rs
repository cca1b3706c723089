//! Patches: which hunk made a root cause.
//!
//! A [`Series`] is a list of file diffs in the order in which they turn OLD's sources into NEW's, cut into
//! runs of changed lines. A declaration of NEW is looked up from the last diff backwards: either its line is
//! among those that a run added, or it is translated to the line before that diff and the search goes on. A
//! declaration of OLD is looked up forwards, among the removed lines. So later commits may shift what earlier
//! ones made. [`attribute`] does that for each root finding of a report.

mod attribute;
pub mod git;
mod mail;
mod parse;
pub(super) mod paths;
mod series;
#[cfg(test)]
mod tests;
mod walk;

use std::path::{Path, PathBuf};

use crate::ground::error::{Error, Result};
use crate::ground::files::regular;

pub use attribute::{attribute, attribute_explanation};
pub use series::{Commit, FileDiff, Run, Series};

impl Series {
    /// Reads patch files, or folders of them: `series` of quilt if there is one, else `*.patch`, `*.diff`,
    /// `*.mbox` by name.
    ///
    /// # Errors
    /// A file cannot be read, or is no sound unified diff: with file and line.
    pub fn read(paths: &[PathBuf]) -> Result<Self> {
        let mut series = Self::default();
        for path in paths {
            series.sources.push(path.display().to_string());
            for file in members(path)? {
                // A list of patches may name anything; what the user typed may be a shell's `<(command)`.
                let read = if file == *path { regular::read_named } else { regular::read };
                let text = read(&file, regular::PATCH)?;
                parse::patch(&mut series, &file.display().to_string(), &text)?;
            }
        }
        Ok(series)
    }

    /// Reads one patch from memory; `name` stands in messages and references.
    ///
    /// # Errors
    /// It is no sound unified diff: with the line.
    pub fn parse(name: &str, text: &[u8]) -> Result<Self> {
        let mut series = Self { sources: vec![name.to_owned()], ..Self::default() };
        parse::patch(&mut series, name, text)?;
        Ok(series)
    }
}

/// The patch files that a path stands for, in order.
fn members(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let list = path.join("series");
    if list.is_file() {
        let text = regular::read(&list, regular::LIST)?;
        let text = String::from_utf8_lossy(&text);
        // `name.patch -p1 # remark`
        let names = text.lines().filter_map(|l| l.split('#').next()?.split_whitespace().next());
        return Ok(names.map(|n| path.join(n)).collect());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, e))? {
        let file = entry.map_err(|e| Error::io(path, e))?.path();
        let ending = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if matches!(ending, "patch" | "diff" | "mbox" | "mbx") && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        let what = "holds neither `series` nor *.patch, *.diff, *.mbox";
        return Err(Error::io(path, std::io::Error::new(std::io::ErrorKind::InvalidInput, what)));
    }
    Ok(files)
}
