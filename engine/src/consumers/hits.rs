//! The findings that a consumer meets, each with the imports that reach it.

use std::collections::BTreeMap;

use crate::ground::maps::{FastMap, FastSet};
use crate::model::fate::{Fate, Hit};
use crate::model::report::{Finding, Report};
use crate::rules::Severity;
use crate::rules::facts::{Subject, SubjectKind};

/// See the module.
#[derive(Default)]
pub(crate) struct Hits {
    findings: Vec<Finding>,
    /// For each finding the imports that reach it.
    imports: Vec<Vec<String>>,
    /// Where each finding stands, by its id.
    slots: BTreeMap<String, usize>,
    /// What follows for the size of a type, by its subject.
    sizes: BTreeMap<(SubjectKind, String), Finding>,
}

impl Hits {
    /// What the types of a consumer beside those of a provider give for its imports.
    pub(crate) fn take(&mut self, report: &Report, is_its: impl Fn(&str) -> bool) {
        let ids: FastMap<&str, usize> = report.findings.iter().enumerate().map(|(i, f)| (f.id.as_str(), i)).collect();
        for s in report.symbols.iter().filter(|s| is_its(&s.name)) {
            for id in &report.reach_sets[s.reaches] {
                let f = &report.findings[ids[id.as_str()]];
                if f.severity >= Severity::Risky {
                    self.add(f, &s.name);
                }
            }
        }
        self.note_sizes(report);
    }

    /// Findings on sizes that follow from others: the size of a type belongs to what is said of it.
    pub(crate) fn note_sizes(&mut self, report: &Report) {
        let subjects: FastSet<(SubjectKind, &str)> =
            self.findings.iter().map(|f| (f.subject.kind, &*f.subject.name)).collect();
        let follows = |f: &&Finding| !f.root && f.rule.is_of_size();
        for f in report.findings.iter().filter(follows) {
            if subjects.contains(&(f.subject.kind, &*f.subject.name)) {
                self.sizes.entry((f.subject.kind, f.subject.name.clone())).or_insert_with(|| f.clone());
            }
        }
    }

    /// Adds a finding that an import reaches.
    pub(crate) fn add(&mut self, f: &Finding, import: &str) {
        let slot = *self.slots.entry(f.id.clone()).or_insert_with(|| {
            self.findings.push(f.clone());
            self.imports.push(Vec::new());
            self.findings.len() - 1
        });
        self.imports[slot].push(import.to_owned());
    }

    /// The ids of what each import reaches.
    pub(crate) fn by_import(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut by_import: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (f, imports) in self.findings.iter().zip(&self.imports) {
            for import in imports {
                by_import.entry(import).or_default().push(&f.id);
            }
        }
        by_import
    }

    /// Gives the fate its findings, and gives back the findings with their impact on this consumer, and those that follow from
    /// them for the size of their subject.
    pub(crate) fn settle(self, fate: &mut Fate) -> Vec<Finding> {
        let mut out: Vec<(Finding, Vec<String>)> = self.findings.into_iter().zip(self.imports).collect();
        for (f, imports) in &mut out {
            imports.sort();
            imports.dedup();
            f.impact.symbols = imports.len();
            f.impact.modules = 1;
        }
        // Of equally bad and wide ones the nearest first: what the module handles itself. In a type by offset.
        out.sort_by(|(f, i), (g, j)| {
            (g.severity, j.len(), f.impact.path.len(), place(f)).cmp(&(
                f.severity,
                i.len(),
                g.impact.path.len(),
                place(g),
            ))
        });
        fate.findings = out
            .iter()
            .map(|(f, imports)| Hit {
                id: f.id.clone(),
                severity: f.severity,
                why: f.why.clone(),
                quotes: f.quotes.clone(),
                imports: imports.clone(),
                path: f.impact.path.clone(),
                left_out: f.impact.left_out,
            })
            .collect();
        let mut out: Vec<Finding> = out.into_iter().map(|f| f.0).collect();
        out.extend(self.sizes.into_values());
        out
    }
}

/// Where a finding stands in its subject.
fn place(f: &Finding) -> (SubjectKind, &str, Option<i64>, &Subject) {
    let offset = f.new.as_ref().or(f.old.as_ref()).and_then(|facts| facts.bit_offset);
    (f.subject.kind, &f.subject.name, offset, &f.subject)
}
