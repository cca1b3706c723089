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
    let lost = diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost);
    for (fate, _) in &mut fates {
        fate.conclude(lost && !allow_incomplete);
    }
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
    out
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
