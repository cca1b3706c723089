//! What a name stands for over releases: the names that `show` takes, and those of symbols as reports spell them.

use std::collections::BTreeSet;

use super::called::{Key, Space, is_called};
use super::collect::{Collector, counts};
use crate::model::history::{History, Subject};
use crate::query::show;

/// Why a name has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// No release has it; some names that resemble it.
    Nothing(Vec<String>),
    /// It stands for several things: how to name each.
    Several(Vec<String>),
}

impl Collector {
    /// The history of what has a name as `show` reads it; `types`: of types alone. Several subjects only where files or objects
    /// tell them apart, for which there are no words.
    ///
    /// # Errors
    /// No release has it, or it stands for several things.
    pub fn ask(mut self, name: &str, types: bool) -> Result<History, Unanswered> {
        let similar = std::mem::take(&mut self.similar);
        let (mut history, subjects) = self.settled();
        let is_meant = |key: &Key| is_called(key, name) && !(types && key.space == Space::Symbol);
        let mut found: Vec<(Key, Subject)> = subjects.into_iter().filter(|(key, _)| is_meant(key)).collect();
        // `typedef struct foo foo` says nothing that the struct does not.
        let tags: BTreeSet<String> =
            found.iter().filter(|f| f.0.space != Space::Typedef).map(|f| f.1.spelt()).collect();
        let says_more = |s: &Subject| {
            let same = |declaration: &str| tags.iter().any(|tag| declaration == format!("typedef {tag} {}", s.name));
            !s.definitions.iter().all(|d| same(&d.declaration))
        };
        found.retain(|(key, subject)| key.space != Space::Typedef || says_more(subject));
        let keys: BTreeSet<&Key> = found.iter().map(|f| &f.0).collect();
        match keys.len() {
            0 => {
                let mut names: Vec<String> = similar.into_iter().flatten().collect();
                let mut met = BTreeSet::new();
                names.retain(|name| met.insert(name.clone()));
                names.truncate(show::SIMILAR);
                Err(Unanswered::Nothing(names))
            }
            1 => {
                history.subjects = found.into_iter().map(|f| f.1).collect();
                history.counts = counts(&history.subjects);
                Ok(history)
            }
            _ => Err(Unanswered::Several(
                found.iter().map(|f| f.1.spelt()).collect::<BTreeSet<_>>().into_iter().collect(),
            )),
        }
    }

    /// The first of some names that anything has.
    #[must_use]
    pub fn first_known<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        names
            .iter()
            .copied()
            .find(|name| self.entries.keys().any(|key| key.space != Space::Symbol && is_called(key, name)))
    }
}
