//! A module's fate: will it, as built, load on another kernel, and run correctly there.
//!
//! Loading is decided by the rules of the kernel's loader over names, CRCs and strings (`load`). Running is decided
//! by types (`types`): those that the module itself was compiled with are compared with the new kernel's, from the
//! symbols it imports; where it has none, what its imports reach in OLD is compared with NEW. Both together make
//! the verdict.
//!
//! **Invariant:** nothing that could not be read counts as fine. It is listed in [`Fate::could_not_tell`], and where
//! nothing else refuses the module, that is the verdict.

pub(in crate::kernel) mod given;
pub(in crate::kernel) mod kernel;
pub(in crate::kernel) mod load;
pub(in crate::kernel) mod module;
pub(in crate::kernel) mod types;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use given::Given;
use kernel::Kernel;
use module::Module;
use rayon::prelude::*;
use types::Met;

pub use kernel::Facts;

use crate::consumers::consumer;
use crate::consumers::known::OldTypes;
use crate::consumers::report::concluded;
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::error::Result;
use crate::ground::files::named::Named;
use crate::ground::options::{Amount, Observer, Options};
use crate::model::fate::{Consumers, Fate, Report};
use crate::model::report::Finding;
use crate::read::input::{Input, ObjectSource, OpenOptions};

/// The objects that the user named as modules.
///
/// # Errors
/// A path cannot be read, or holds no object.
pub fn discover(paths: &[PathBuf], o: &Options) -> Result<Vec<ObjectSource>> {
    let (debug_dirs, debug_index) = (o.debug_dirs.clone(), o.debug_index.clone());
    let open = OpenOptions { debug_dirs, debug_index, ..OpenOptions::default() };
    let mut out: Vec<ObjectSource> = Vec::new();
    for path in paths {
        let input = Input::discover(path, &open)?;
        out.extend(input.sources.into_iter().filter(|s| !s.is_image()));
    }
    Ok(out)
}

/// Tells the fate of each module on NEW. `old` is the kernel they were built against, `new_named` what `new` was
/// loaded from.
///
/// A module that cannot be read has the reason in [`Fate::could_not_tell`].
///
/// # Errors
/// NEW cannot be read.
pub fn check(
    modules: &[ObjectSource],
    old: &Loaded,
    new: &Loaded,
    new_named: &Named,
    facts: Facts,
    o: &Options,
    observer: &dyn Observer,
) -> Result<Report> {
    observer.phase("kernel");
    let mut diagnostics: Vec<Diagnostic> = old.diagnostics.iter().chain(&new.diagnostics).cloned().collect();
    let kernel = Kernel::new(new, new_named, facts, &mut diagnostics)?;
    let changes = crate::compared(old, new, o, None, observer);
    // Of the comparison's own diagnostics this one means that OLD says nothing.
    diagnostics.extend(changes.diagnostics.iter().filter(|d| d.code == "machine-mismatch").cloned());
    let around = consumer::surroundings(&new.graph);
    let old_types = OldTypes::new(&old.graph, &new.graph, &changes);
    observer.phase("modules");
    let results: Vec<Result<Module>> = modules.par_iter().map(Module::read).collect();
    let (mut read, mut sources, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for (result, source) in results.into_iter().zip(modules) {
        match result {
            Ok(module) => {
                read.push(module);
                sources.push(source);
            }
            Err(e) => {
                let fate = Fate {
                    could_not_tell: vec![format!("it cannot be read: {e}")],
                    ..Fate::of(source.stem(), &source.name)
                };
                unread.push((fate, Vec::new()));
            }
        }
    }
    let given = Given::new(&read, &sources, &kernel, o);
    let met = Met { around: &around, new, old: &old_types, changes: &changes, kernel: &kernel, given: &given };
    let total = modules.len() as u64;
    let done = AtomicU64::new(0);
    let mut fates: Vec<(Fate, Vec<Finding>)> = read
        .par_iter()
        .with_max_len(1)
        .zip(&sources)
        .map(|(module, source)| {
            let mut fate = load::fate(module, source, &kernel, &given, Some(&old.graph)).told(&kernel);
            let used = types::compare(module, source, &met, o);
            let findings = used.settle(&mut fate, &kernel);
            observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total, Amount::Modules);
            (fate, findings)
        })
        .collect();
    given::follow(&mut fates, &given);
    fates.append(&mut unread);
    let report = concluded(Consumers::Modules, (&old.path, &new.path), fates, diagnostics, o.allow_incomplete);
    Ok(Report { crcs: kernel.crc_source.clone(), vermagic: kernel.vermagic.clone(), ..report })
}
