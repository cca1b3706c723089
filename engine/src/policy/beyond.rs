//! What a suppression does not reach: breaks of other types that follow from the finding that it takes away.
//!
//! A suppression names a type. That a type which it does not name holds that one by value, and breaks with it, is another
//! matter: abidiff goes on reporting it, and nobody who hid an internal type meant to hide that.

use super::looked_at::Gate;
use crate::model::gate::{Effect, GateFinding, Problem, Status};
use crate::model::report::Finding;

impl Gate<'_> {
    /// The first finding that follows from one that a suppression takes away, fails in some of these scopes, and is not
    /// suppressed itself.
    pub(super) fn beyond(&self, finding: &Finding, scopes: &[usize]) -> Option<&Finding> {
        let name = finding.subject.whole_name();
        let follows = |f: &&Finding| {
            !f.root && f.caused_by.contains(&finding.id) && f.subject.whole_name() != name && !finding.stands_for(f)
        };
        let fails = |f: &&Finding| scopes.iter().any(|&scope| self.fails(f, scope));
        let taken = |f: &Finding| self.policy.suppressions.iter().any(|s| s.takes(f, self.inputs(), &self.base.soname));
        self.report.findings.iter().filter(follows).filter(fails).find(|f| !taken(f))
    }

    /// Says which suppressions do not hold for that reason.
    pub(super) fn overreached(&self, findings: &[GateFinding], problems: &mut Vec<Problem>) {
        for f in findings.iter().filter(|f| f.status == Status::Fails) {
            let Some((file, line)) = f.by.as_deref().and_then(|by| by.rsplit_once(':')) else { continue };
            let subject = f.finding.subject.spelt();
            let follows = self.beyond(&f.finding, &(0..=self.policy.scopes.len()).collect::<Vec<_>>());
            let Some(other) = follows.map(|f| f.subject.spelt()) else { continue };
            problems.push(Problem {
                effect: Effect::Note,
                kind: "suppression-overreached".into(),
                file: Some(file.to_owned()),
                line: line.parse().ok(),
                message: format!(
                    "takes {subject} away, and not {other}, which follows from it and fails: suppress that as well, or waive \
                     the finding on {subject}"
                ),
                subject,
                new_id: None,
            });
        }
    }
}
