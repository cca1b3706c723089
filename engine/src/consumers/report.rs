//! The fates of all consumers as one report.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::model::fate::{Consumers, Counts, Fate, Remedy, Report, SCHEMA, Verdict};
use crate::model::report::Finding;

/// Concludes each fate, sorts them by path, and counts verdicts. `between`: OLD and NEW as the user named them.
pub(crate) fn concluded(
    consumers: Consumers,
    between: (&str, &str),
    mut fates: Vec<(Fate, Vec<Finding>)>,
    mut diagnostics: Vec<Diagnostic>,
    allow_incomplete: bool,
) -> Report {
    let incomplete = is_incomplete(&diagnostics, allow_incomplete);
    fates.iter_mut().for_each(|(fate, _)| fate.conclude(incomplete));
    fates.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    diagnostics.sort();
    diagnostics.dedup();
    let mut out = Report {
        schema: SCHEMA.into(),
        consumers,
        old: between.0.to_owned(),
        new: between.1.to_owned(),
        crcs: None,
        vermagic: None,
        counts: Counts::default(),
        findings: gather(fates.iter().map(|(fate, findings)| (fate, findings))),
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
    out
}

/// Whether what could not be read of OLD or NEW leaves every fate open.
pub(crate) fn is_incomplete(diagnostics: &[Diagnostic], allow_incomplete: bool) -> bool {
    !allow_incomplete && diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost)
}

/// Every finding once, with the modules that it hits for its impact; worst and widest first.
pub(crate) fn gather<'f>(fates: impl Iterator<Item = (&'f Fate, &'f Vec<Finding>)>) -> Vec<Finding> {
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
