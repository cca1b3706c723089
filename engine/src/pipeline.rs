//! The facade: load an input, compare two, save one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::canon::views::Views;
use crate::canon::{resolve, views};
use crate::dwarf::Lowerer;
use crate::error::{Error, Result};
use crate::graph::{Graph, Machine};
pub use crate::input::DebugInfo;
use crate::input::{Input, OpenOptions};
use crate::report::Report;
use crate::report::model::{Diagnostic, DiagnosticLevel};
use crate::snapshot;

/// How inputs are read and compared.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders to look for separate debug files in.
    pub debug_dirs: Vec<PathBuf>,
    /// Where type information comes from.
    pub debug_info: DebugInfo,
    /// Missing evidence does not make the verdict `incomplete`.
    pub allow_incomplete: bool,
    /// Which headers are the public ones; empty: not told.
    pub public_headers: PublicHeaders,
    /// Keep types that no export reaches (for looking at them).
    pub all_types: bool,
    /// Keep what each exporting unit sees of the types, which explaining CRCs needs (see [`Views`]).
    pub unit_views: bool,
    /// Read only the first `n` of `d` units of each object (benchmarks).
    pub unit_fraction: Option<(u32, u32)>,
}

/// Headers that consumers see, as the user told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicHeaders {
    /// Paths of headers as consumers include them (`linux/device.h`): the end of the path that the compiler
    /// recorded.
    pub files: std::collections::BTreeSet<String>,
    /// Folders or files by whole components anywhere in the recorded path.
    pub parts: Vec<String>,
}

impl PublicHeaders {
    /// Whether nothing was told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.parts.is_empty()
    }

    /// Whether the header of this recorded path is public.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        let mut rest = path;
        loop {
            if self.files.contains(rest) {
                return true;
            }
            match rest.split_once('/') {
                Some((_, end)) => rest = end,
                None => break,
            }
        }
        let framed = format!("/{path}/");
        self.parts.iter().any(|p| {
            let p = p.trim_start_matches("./").trim_matches('/');
            !p.is_empty() && framed.contains(&format!("/{p}/"))
        })
    }
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
    /// What each exporting unit sees, with [`Options::unit_views`]; `None` for snapshots, which do not hold it.
    pub views: Option<Views>,
}

/// Told of what goes on.
pub trait Observer: Sync {
    /// A phase starts.
    fn phase(&self, _name: &'static str) {}
    /// Part of the phase is done.
    fn progress(&self, _done: u64, _total: u64) {}
}

/// An observer that looks away.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoObserver;
impl Observer for NoObserver {}

/// Loads an ELF file, folder, archive or snapshot.
///
/// # Errors
/// The input cannot be read at all. Damage to a part becomes a diagnostic.
pub fn load(path: &Path, o: &Options, observer: &dyn Observer) -> Result<Loaded> {
    if let Some(loaded) = load_snapshot(path, observer)? {
        return Ok(loaded);
    }
    observer.phase("open");
    let open = OpenOptions { debug_dirs: o.debug_dirs.clone(), debug_info: o.debug_info };
    let input = Input::discover(path, &open)?;
    let mut diagnostics = input.diagnostics;
    observer.phase("lower");
    let lowerer = Lowerer::new(o.unit_fraction, open.clone());
    // Longest first, so that no thread is left alone with the largest object at the end.
    let mut order: Vec<usize> = (0..input.sources.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(input.sources[i].byte_size));
    let total: u64 = input.sources.iter().map(|s| s.byte_size).sum();
    let done = AtomicU64::new(0);
    let single = input.sources.len() == 1;
    let mut results: Vec<(usize, Result<_>)> = order
        .par_iter()
        .with_max_len(1)
        .map(|&i| {
            let source = &input.sources[i];
            let result = source.load(&open).map(|object| {
                let no_dwarf = object.dwarf.is_none();
                // The image comes before its modules, everything else is equal.
                let rank = u32::from(object.info.module.as_deref() != Some("vmlinux"));
                let (lowered, mut diagnostics) = lowerer.object(object, rank);
                if no_dwarf && o.debug_info != DebugInfo::Symbols && !lowered.exports.is_empty() {
                    diagnostics.push(Diagnostic {
                        level: DiagnosticLevel::Lost,
                        code: "no-debug-info",
                        object: lowered.info.name.clone(),
                        section: ".debug_info".into(),
                        offset: None,
                        message: "no debug information found: only its symbols can be compared".into(),
                    });
                }
                (lowered, diagnostics)
            });
            observer.progress(done.fetch_add(source.byte_size, Ordering::Relaxed) + source.byte_size, total);
            (i, result)
        })
        .collect();
    results.sort_by_key(|r| r.0);
    let mut objects = Vec::with_capacity(results.len());
    for (i, result) in results {
        match result {
            Ok((lowered, more)) => {
                diagnostics.extend(more);
                objects.push(lowered);
            }
            Err(e) if single => return Err(e),
            Err(e) => diagnostics.push(Diagnostic {
                level: DiagnosticLevel::Lost,
                code: "object-unreadable",
                object: input.sources[i].name.clone(),
                section: String::new(),
                offset: None,
                message: e.to_string(),
            }),
        }
    }
    let machine: Option<Machine> = objects.first().map(|o| o.machine);
    if let Some(other) = objects.iter().find(|o| Some(o.machine) != machine) {
        diagnostics.push(Diagnostic {
            level: DiagnosticLevel::Lost,
            code: "mixed-machines",
            object: other.info.name.clone(),
            section: String::new(),
            offset: None,
            message: "is for another machine than the first object".into(),
        });
    }
    observer.phase("canonicalize");
    let table = lowerer.finish().freeze();
    let graph = resolve::build(&table, &objects, o.all_types);
    let views = o.unit_views.then(|| views::collect(&table, &objects));
    diagnostics.sort();
    diagnostics.dedup();
    Ok(Loaded { path: input.path, graph, diagnostics, views })
}

fn load_snapshot(path: &Path, observer: &dyn Observer) -> Result<Option<Loaded>> {
    let Some(bytes) = crate::input::read_if(path, snapshot::is_snapshot)? else { return Ok(None) };
    observer.phase("snapshot");
    let (graph, diagnostics) = snapshot::read(bytes.as_slice())
        .map_err(|source| Error::Snapshot { path: path.display().to_string(), source })?;
    Ok(Some(Loaded { path: path.display().to_string(), graph, diagnostics, views: None }))
}

/// Compares two inputs.
#[must_use]
pub fn diff(old: &Loaded, new: &Loaded, o: &Options, observer: &dyn Observer) -> Report {
    crate::compare::report(old, new, o, observer)
}

/// Writes a snapshot.
///
/// # Errors
/// Those of `out`.
pub fn dump(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    snapshot::write(&loaded.graph, &loaded.diagnostics, out)
}
