//! The facade: load an input, compare two, save one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::graph::Graph;
use crate::report::Report;
use crate::report::model::Diagnostic;

/// Where type information comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DebugInfo {
    /// DWARF where there is some; without it the result is "could not tell".
    #[default]
    Auto,
    /// DWARF, and nothing else.
    Dwarf,
    /// Symbols only: types are not looked at.
    Symbols,
}

/// How inputs are read and compared.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders to look for separate debug files in.
    pub debug_dirs: Vec<PathBuf>,
    /// Where type information comes from.
    pub debug_info: DebugInfo,
    /// Missing evidence does not make the verdict `incomplete`.
    pub allow_incomplete: bool,
    /// Folders whose headers are the public ones.
    pub public_headers: Vec<String>,
    /// Keep types that no export reaches (for looking at them).
    pub all_types: bool,
    /// Read only the first `n` of `d` units of each object (benchmarks).
    pub unit_fraction: Option<(u32, u32)>,
}

/// An input in memory.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// As the user named it.
    pub path: String,
    /// Its graph.
    pub graph: Graph,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Told of what goes on.
pub trait Observer: Sync {
    /// A phase starts.
    fn phase(&self, _name: &'static str) {}
    /// Part of the phase is done.
    fn progress(&self, _done: u64, _total: u64) {}
}

/// Stub of the error.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

/// Loads an ELF file, folder, archive or snapshot.
///
/// # Errors
/// The input cannot be read at all.
pub fn load(path: &Path, _o: &Options, _observer: &dyn Observer) -> Result<Loaded, Error> {
    Err(Error(format!("{}: cannot be read yet", path.display())))
}

/// Compares two inputs.
#[must_use]
pub fn diff(_old: &Loaded, _new: &Loaded, _o: &Options, _observer: &dyn Observer) -> Report {
    unimplemented!("the comparison")
}

/// Writes a snapshot.
///
/// # Errors
/// Those of `out`.
pub fn dump(_loaded: &Loaded, _out: &mut dyn Write) -> io::Result<()> {
    Err(io::Error::other("snapshots cannot be written yet"))
}
