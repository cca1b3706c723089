//! Which findings of a report follow from which, and which of them are instances that another one stands for: looked up by id,
//! for a report may have ten thousands of both.

use crate::ground::maps::FastMap;
use crate::model::report::{Finding, Report};

/// The findings of a report that are no roots, by what they follow from and by their ids; each list in the report's order.
pub(crate) struct Following<'a> {
    findings: &'a [Finding],
    by_cause: FastMap<&'a str, Vec<usize>>,
    by_id: FastMap<&'a str, Vec<usize>>,
}

impl<'a> Following<'a> {
    pub(crate) fn new(report: &'a Report) -> Self {
        let mut out = Self { findings: &report.findings, by_cause: FastMap::default(), by_id: FastMap::default() };
        for (i, finding) in report.findings.iter().enumerate().filter(|(_, f)| !f.root) {
            out.by_id.entry(&finding.id).or_default().push(i);
            for cause in &finding.caused_by {
                out.by_cause.entry(cause).or_default().push(i);
            }
        }
        out
    }

    /// What follows from a finding.
    pub(crate) fn of(&self, finding: &Finding) -> impl Iterator<Item = &'a Finding> {
        let findings = self.findings;
        self.by_cause.get(finding.id.as_str()).into_iter().flatten().map(move |&i| &findings[i])
    }

    /// The instances that a finding stands for ([`Finding::stands_for`]).
    pub(crate) fn instances(&self, finding: &Finding) -> Vec<&'a Finding> {
        let ids = finding.instances.iter().filter_map(|instance| self.by_id.get(instance.id.as_str()));
        let mut out: Vec<usize> = ids.flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out.into_iter().map(|i| &self.findings[i]).collect()
    }
}
