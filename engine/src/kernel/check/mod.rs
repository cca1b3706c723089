//! A module's fate: will it, as built, load on another kernel, and run correctly there.
//!
//! Loading is decided by the rules of the kernel's loader over names, CRCs and strings (`load`). Running is decided
//! by types (`types`): those that the module itself was compiled with are compared with the new kernel's, from the
//! symbols it imports; where it has none, what its imports reach in OLD is compared with NEW. Both together make
//! the verdict.
//!
//! **Invariant:** nothing that could not be read counts as fine. It is listed in [`Fate::could_not_tell`], and where
//! nothing else refuses the module, that is the verdict.

mod given;
mod kernel;
mod load;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use serde::Serialize;

use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::options::{Observer, Options};
use crate::kernel::crc::symvers::Symvers;
use crate::model::report::Finding;
use crate::read::input::{Input, ObjectSource, OpenOptions};
use crate::rules::Severity;

use given::Given;
use kernel::Kernel;
use load::Module;

/// Value of [`Report::schema`].
pub const SCHEMA: &str = "abilens-check/1";

/// What is known beside the inputs.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// `Module.symvers` of NEW.
    pub symvers: Option<Symvers>,
    /// Version magic of NEW, if the user told.
    pub vermagic: Option<String>,
}

/// The fate of all modules.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Report {
    /// `abilens-check/1`
    pub schema: &'static str,
    /// The kernel that the modules were built against, as the user named it.
    pub old: String,
    /// The kernel that they will meet.
    pub new: String,
    /// Where the CRCs of NEW come from; `None`: there are none.
    pub crcs: Option<String>,
    /// Version magic of NEW, if it is known.
    pub vermagic: Option<String>,
    /// Modules by verdict.
    pub counts: Counts,
    /// Each module, sorted by path.
    pub modules: Vec<Fate>,
    /// What changed in types that a module uses, each once; [`Hit::id`] names them. Their impact counts the
    /// modules given that reach them. Last those, not `root`, that follow from them for the sizes of these types.
    pub findings: Vec<Finding>,
    /// What could not be read of the kernels.
    pub diagnostics: Vec<Diagnostic>,
}

/// Modules by verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Counts {
    /// [`Verdict::Runs`]
    pub runs: usize,
    /// [`Verdict::MayMisbehave`]
    pub may_misbehave: usize,
    /// [`Verdict::TypesDiffer`]
    pub types_differ: usize,
    /// [`Verdict::Refused`] with [`Remedy::Override`].
    pub refused_override: usize,
    /// [`Verdict::Refused`] with [`Remedy::Rebuild`].
    pub refused_rebuild: usize,
    /// [`Verdict::Refused`] with [`Remedy::Port`].
    pub refused_port: usize,
    /// [`Verdict::CouldNotTell`]
    pub could_not_tell: usize,
}

/// What becomes of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It loads, and every type it uses is as it knows it.
    Runs,
    /// It loads; whether it works depends on a fact that the binary does not hold.
    MayMisbehave,
    /// It loads and then reads or writes wrong bytes.
    TypesDiffer,
    /// NEW does not load it.
    Refused,
    /// Evidence is missing.
    CouldNotTell,
}

impl Verdict {
    /// As reports say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Runs => "loads and runs",
            Self::MayMisbehave => "loads, may misbehave",
            Self::TypesDiffer => "loads but types differ",
            Self::Refused => "refused",
            Self::CouldNotTell => "could not tell",
        }
    }
}

/// What would make a refused module run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Only the CRCs stand in the way: no type it uses changed in a way that it would notice.
    Override,
    /// Building it again against NEW.
    Rebuild,
    /// Its source has to change.
    Port,
}

impl Remedy {
    /// As reports say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Override => "could run if only the CRC were overridden",
            Self::Rebuild => "could run if rebuilt",
            Self::Port => "needs porting",
        }
    }
}

/// One module.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Fate {
    /// Name of the module.
    pub name: String,
    /// Path as found.
    pub path: String,
    /// What becomes of it.
    pub verdict: Verdict,
    /// What would help, for a refused one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// `license=` of its `.modinfo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// `vermagic=` of its `.modinfo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vermagic: Option<String>,
    /// Symbols it imports.
    pub imports: usize,
    /// CRCs that were compared, that of `module_layout` included.
    pub crcs_compared: usize,
    /// Those that differ.
    pub crcs_different: usize,
    /// Why NEW refuses it, in the order of the loader's checks.
    pub reasons: Vec<Reason>,
    /// What some kernels refuse and others let through.
    pub doubts: Vec<Reason>,
    /// What could not be checked.
    pub could_not_tell: Vec<String>,
    /// Whose types its imports were compared by.
    pub types: TypesOf,
    /// Imports that another of the modules given provides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provided: Vec<String>,
    /// Root findings, `risky` or worse, that it reaches through its imports: worst and widest first.
    pub findings: Vec<Hit>,
}

/// By which side's debug information the types behind the imports were compared with NEW.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct TypesOf {
    /// Imports compared by what the module itself was compiled with.
    pub module: usize,
    /// Imports compared by their type in OLD.
    pub old: usize,
    /// Imports without a type on either side (assembler): only their CRC speaks for them.
    pub none: usize,
}

/// Why a module is not loaded, or perhaps not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Reason {
    /// Stable word: `unknown-symbol`, `crc-differs`, `gpl-only`, `namespace`, `vermagic`, ...
    pub rule: &'static str,
    /// The import it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// One sentence.
    pub text: String,
    /// CRC that the module was built with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built_with: Option<u32>,
    /// CRC of NEW.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<u32>,
    /// What would help.
    pub remedy: Remedy,
    /// For a CRC: ids of the findings that the import reaches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
}

/// A finding as it hits one module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Hit {
    /// Id of the finding in [`Report::findings`].
    pub id: String,
    /// How bad it is for this module.
    pub severity: Severity,
    /// The fact that decided.
    pub why: String,
    /// Imports that reach it, by name.
    pub imports: Vec<String>,
    /// Shortest path, from an import.
    pub path: Vec<String>,
}

/// The objects that the user named as modules.
///
/// # Errors
/// A path cannot be read, or holds no object.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<ObjectSource>> {
    let mut out: Vec<ObjectSource> = Vec::new();
    for path in paths {
        let input = Input::discover(path, &OpenOptions::default())?;
        out.extend(input.sources.into_iter().filter(|s| !s.is_image()));
    }
    Ok(out)
}

/// Tells the fate of each module on NEW. `old` is the kernel they were built against, `new_path` where `new` was
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
    new_path: &std::path::Path,
    facts: Facts,
    o: &Options,
    observer: &dyn Observer,
) -> Result<Report> {
    observer.phase("kernel");
    let mut diagnostics: Vec<Diagnostic> = old.diagnostics.iter().chain(&new.diagnostics).cloned().collect();
    let kernel = Kernel::new(new, new_path, facts, &mut diagnostics)?;
    let changes = crate::findings::report(old, new, o, observer);
    // Of the comparison's own diagnostics this one means that OLD says nothing.
    diagnostics.extend(changes.diagnostics.iter().filter(|d| d.code == "machine-mismatch").cloned());
    let around = crate::findings::consumer::surroundings(&new.graph);
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
                let fate = Fate { could_not_tell: vec![format!("it cannot be read: {e}")], ..Fate::of(source) };
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
            observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
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
        schema: SCHEMA,
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

impl Fate {
    /// Of a module of which nothing is known yet.
    fn of(source: &ObjectSource) -> Self {
        Self {
            name: source.stem().to_owned(),
            path: source.name.clone(),
            verdict: Verdict::CouldNotTell,
            remedy: None,
            license: None,
            vermagic: None,
            imports: 0,
            crcs_compared: 0,
            crcs_different: 0,
            reasons: Vec::new(),
            doubts: Vec::new(),
            could_not_tell: Vec::new(),
            types: TypesOf::default(),
            provided: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The verdict, when all is known. `incomplete`: something of the kernels could not be read.
    fn conclude(&mut self, incomplete: bool) {
        let worst = self.findings.iter().map(|f| f.severity).max();
        self.remedy = self.reasons.iter().map(|r| r.remedy).max();
        if self.remedy == Some(Remedy::Override) && worst.is_some() {
            // Once let in it would meet what no CRC tells of.
            self.remedy = Some(Remedy::Rebuild);
        }
        self.verdict = if self.remedy.is_some() {
            Verdict::Refused
        } else if !self.could_not_tell.is_empty() {
            Verdict::CouldNotTell
        } else if worst >= Some(Severity::Breaking) {
            Verdict::TypesDiffer
        } else if incomplete {
            self.could_not_tell.push("part of the kernels could not be read (see the diagnostics)".to_owned());
            Verdict::CouldNotTell
        } else if worst.is_some() || !self.doubts.is_empty() {
            Verdict::MayMisbehave
        } else {
            Verdict::Runs
        };
    }
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
