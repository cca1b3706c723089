//! What is worth knowing of suppressions: those that hide nothing, those that hide what somebody has by value, and those that
//! do not hold because of breaks that follow from the finding that they take away.
//!
//! A suppression names a type. That a type which it does not name holds that one by value, and breaks with it, is another
//! matter: nobody who hid an internal type meant to hide that.

use std::collections::{BTreeMap, BTreeSet};

use super::looked_at::{Gate, effect};
use super::suppressions::Suppression;
use super::suppressions::hiding::{Danger, Hiding};
use crate::model::gate::{Effect, Problem};
use crate::model::report::Finding;

impl Gate<'_> {
    /// The first finding that follows from one that a suppression takes away, fails in some of these scopes, and is not
    /// suppressed itself.
    pub(super) fn beyond<'h>(&self, finding: &Finding, scopes: &[usize], hiding: &Hiding<'h>) -> Option<&'h Finding> {
        let name = finding.subject.whole_name();
        let is_other = |f: &Finding| f.subject.whole_name() != name || hiding.is_by_part(finding);
        let counts = |f: &&Finding| is_other(f) && !finding.stands_for(f);
        let fails = |f: &&Finding| scopes.iter().any(|&scope| self.fails(f, scope));
        hiding.following().of(finding).filter(counts).filter(fails).find(|f| hiding.of(f).is_none())
    }

    /// Says which suppressions do not hold for that reason.
    pub(super) fn overreached<'f>(
        &self,
        failing: impl Iterator<Item = &'f Finding>,
        hiding: &Hiding<'_>,
        problems: &mut Vec<Problem>,
    ) {
        for finding in failing {
            let Some(entry) = hiding.of(finding) else { continue };
            let follows = self.beyond(finding, &(0..=self.policy.scopes.len()).collect::<Vec<_>>(), hiding);
            let Some(other) = follows.map(|f| f.subject.spelt()) else { continue };
            let subject = finding.subject.spelt();
            let message = format!(
                "takes {subject} away, and not {other}, which follows from it and fails: suppress that as well, or waive \
                 the finding on {subject}"
            );
            problems.push(of_entry(entry, Effect::Note, "suppression-overreached", subject, message));
        }
    }

    /// Names entries that hide nothing, and those that hide a break from whoever has the type by value.
    pub(super) fn hidden(
        &self,
        is_hidden: impl Fn(&Finding) -> bool,
        hiding: &Hiding<'_>,
        problems: &mut Vec<Problem>,
    ) {
        for entry in hiding.unused() {
            let message = format!("[{}] hides nothing here", entry.section());
            let effect = effect(self.policy.unused_suppressions);
            problems.push(of_entry(entry, effect, "suppression-unused", String::new(), message));
        }
        // One for each type that an entry hides breaks of.
        let mut dangers: BTreeMap<(String, String), (&Danger<'_>, BTreeSet<&str>)> = BTreeMap::new();
        for danger in hiding.dangers().iter().filter(|d| is_hidden(d.finding)) {
            let key = (danger.by.place(), danger.finding.subject.spelt());
            dangers.entry(key).or_insert_with(|| (danger, BTreeSet::new())).1.insert(danger.finding.rule.id());
        }
        for ((_, subject), (danger, rules)) in dangers {
            let rules: Vec<&str> = rules.into_iter().collect();
            let message = format!(
                "hides what breaks {subject} ({}), which {} takes, returns or holds by value",
                rules.join(", "),
                danger.export
            );
            let effect = effect(self.policy.suppressed_breaks);
            problems.push(of_entry(danger.by, effect, "suppression-hides-break", subject, message));
        }
    }
}

fn of_entry(entry: &Suppression, effect: Effect, kind: &'static str, subject: String, message: String) -> Problem {
    let (file, line) = entry.at();
    let (file, line) = (Some(file.to_owned()), Some(line));
    Problem { effect, kind: kind.into(), file, line, subject, message, new_id: None }
}
