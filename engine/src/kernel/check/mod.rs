//! A module's fate: will it, as built, load on another kernel, and run correctly there.
//!
//! Loading is decided by the rules of the kernel's loader over names, CRCs and strings (`load`). Running is decided
//! by types (`types`): those that the module itself was compiled with are compared with the new kernel's, from the
//! symbols it imports; where it has none, what its imports reach in OLD is compared with NEW. Both together make
//! the verdict.
//!
//! **Invariant:** nothing that could not be read counts as fine. It is listed in [`Fate::could_not_tell`], and where
//! nothing else refuses the module, that is the verdict.

mod consumer;
mod given;
mod kernel;
mod load;
mod module;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use given::Given;
use kernel::Kernel;
use module::Module;
use rayon::prelude::*;

pub use kernel::Facts;

use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::files::named::Named;
use crate::ground::options::{Amount, Observer, Options};
use crate::model::fate::{Counts, Fate, Remedy, Report, SCHEMA, Verdict};
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
    let old_types = types::OldTypes::new(&old.graph, &new.graph, &changes);
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
    let total = modules.len() as u64;
    let done = AtomicU64::new(0);
    let mut fates: Vec<(Fate, Vec<Finding>)> = read
        .par_iter()
        .with_max_len(1)
        .zip(&sources)
        .map(|(module, source)| {
            let mut fate = load::fate(module, source, &kernel, &given, &old.graph);
            let used = types::compare(module, source, &around, new, &old_types, &changes, &kernel, &given, o);
            let findings = used.settle(&mut fate, &kernel);
            observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total, Amount::Modules);
            (fate, findings)
        })
        .collect();
    given::follow(&mut fates, &given);
    fates.append(&mut unread);
    let lost = diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost);
    for (fate, _) in &mut fates {
        fate.conclude(lost && !o.allow_incomplete);
    }
    fates.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    diagnostics.sort();
    diagnostics.dedup();
    let mut out = Report {
        schema: SCHEMA.into(),
        old: old.path.clone(),
        new: new.path.clone(),
        crcs: kernel.crc_source.clone(),
        vermagic: kernel.vermagic.clone(),
        counts: Counts::default(),
        findings: gather(&fates),
        modules: fates.into_iter().map(|f| f.0).collect(),
        diagnostics,
    };
    for m in &out.modules {
        let slot = match (m.verdict, m.remedy) {
            (Verdict::Runs, _) => &mut out.counts.runs,
            (Verdict::MayMisbehave, _) => &mut out.counts.may_misbehave,
            (Verdict::TypesDiffer, _) => &mut out.counts.types_differ,
            (Verdict::Refused, Some(Remedy::Override)) => &mut out.counts.refused_override,
            (Verdict::Refused, Some(Remedy::Port)) => &mut out.counts.refused_port,
            (Verdict::Refused, _) => &mut out.counts.refused_rebuild,
            (Verdict::CouldNotTell, _) => &mut out.counts.could_not_tell,
        };
        *slot += 1;
    }
    Ok(out)
}

/// Every finding once, with the modules that it hits for its impact; worst and widest first.
fn gather(fates: &[(Fate, Vec<Finding>)]) -> Vec<Finding> {
    let mut out: BTreeMap<String, (Finding, BTreeSet<&str>, usize)> = BTreeMap::new();
    for (fate, findings) in fates {
        for f in findings {
            let slot = out.entry(f.id.clone()).or_insert_with(|| (f.clone(), BTreeSet::new(), 0));
            if f.severity > slot.0.severity {
                slot.0 = f.clone();
            }
            slot.1.insert(&fate.name);
            slot.2 += f.impact.symbols;
        }
    }
    let mut out: Vec<Finding> = out
        .into_values()
        .map(|(mut f, modules, imports)| {
            f.impact.symbols = imports;
            f.impact.modules = modules.len();
            f.impact.sample = modules.into_iter().take(8).map(str::to_owned).collect();
            f
        })
        .collect();
    out.sort_by(|a, b| {
        (b.root, b.severity, b.impact.modules)
            .cmp(&(a.root, a.severity, a.impact.modules))
            .then_with(|| a.id.cmp(&b.id))
    });
    out
}
