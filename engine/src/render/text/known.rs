//! The findings of a report by subject and by id: what an entry tells of other findings is looked up, for a report may have ten
//! thousands of both.

use crate::ground::maps::FastMap;
use crate::model::report::{Finding, Report};
use crate::rules::facts::{Subject, SubjectKind};

/// The findings of a report.
pub(super) struct Known<'a> {
    pub(super) report: &'a Report,
    by_subject: FastMap<(SubjectKind, &'a str), Vec<&'a Finding>>,
    by_id: FastMap<&'a str, &'a Finding>,
}

impl<'a> Known<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut out = Self { report, by_subject: FastMap::default(), by_id: FastMap::default() };
        for f in &report.findings {
            out.by_subject.entry((f.subject.kind, &f.subject.name)).or_default().push(f);
            out.by_id.entry(&f.id).or_insert(f);
        }
        out
    }

    /// Those on what has the kind and the name of a subject, in the order of the report.
    pub(super) fn on<'s>(&'s self, subject: &'s Subject) -> &'s [&'s Finding] {
        self.by_subject.get(&(subject.kind, subject.name.as_str())).map_or(&[], Vec::as_slice)
    }

    /// The one of an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&'a Finding> {
        self.by_id.get(id).copied()
    }
}
