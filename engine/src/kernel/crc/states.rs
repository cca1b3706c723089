//! What happened to each export between two `Module.symvers`.
//!
//! Exports are paired by name, among several of one name by module. Several things can hold at once: a symbol
//! can move to another module and change its CRC.

use std::collections::BTreeSet;

use super::symvers::{ExportKind, Symver, Symvers};
use crate::model::explanation::State;

/// One export of either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportState<'s> {
    /// Its line in OLD.
    pub old: Option<&'s Symver>,
    /// Its line in NEW.
    pub new: Option<&'s Symver>,
    /// All that holds, ascending; never empty.
    pub states: Vec<State>,
}

impl ExportState<'_> {
    /// The line that there is, NEW's if both.
    ///
    /// # Panics
    /// Never: one of the two is there.
    #[must_use]
    pub fn line(&self) -> &Symver {
        self.new.or(self.old).expect("a state has a line of one side")
    }
    /// The most important thing that holds.
    #[must_use]
    pub fn primary(&self) -> State {
        self.states.first().copied().unwrap_or(State::Unchanged)
    }
    /// Whether this holds.
    #[must_use]
    pub fn is(&self, state: State) -> bool {
        self.states.contains(&state)
    }
}

/// Every export of both files, sorted by name and module.
#[must_use]
pub fn states<'s>(old: &'s Symvers, new: &'s Symvers) -> Vec<ExportState<'s>> {
    let names: BTreeSet<&str> = old.entries.iter().chain(&new.entries).map(|e| e.name.as_str()).collect();
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let mut news: Vec<&Symver> = new.of(name).iter().collect();
        let mut loose: Vec<&Symver> = Vec::new();
        for e in old.of(name) {
            match news.iter().position(|n| n.is_of(e)) {
                Some(i) => out.push(state(Some(e), Some(news.remove(i)))),
                None => loose.push(e),
            }
        }
        let mut news = news.into_iter();
        for e in loose {
            out.push(state(Some(e), news.next()));
        }
        out.extend(news.map(|n| state(None, Some(n))));
    }
    out.sort_by(|a, b| (&a.line().name, &a.line().module).cmp(&(&b.line().name, &b.line().module)));
    out
}

fn state<'s>(old: Option<&'s Symver>, new: Option<&'s Symver>) -> ExportState<'s> {
    let mut states = Vec::new();
    match (old, new) {
        (Some(a), Some(b)) => {
            if a.crc != b.crc {
                states.push(State::CrcChanged);
            }
            match (a.kind, b.kind) {
                (ExportKind::Plain, ExportKind::Gpl) => states.push(State::GplTightened),
                (ExportKind::Gpl, ExportKind::Plain) => states.push(State::GplLoosened),
                _ => {}
            }
            if a.namespace != b.namespace {
                states.push(State::NamespaceChanged);
            }
            if !a.is_of(b) {
                states.push(State::Moved);
            }
            if states.is_empty() {
                states.push(State::Unchanged);
            }
        }
        (Some(_), None) => states.push(State::Removed),
        (None, _) => states.push(State::Added),
    }
    ExportState { old, new, states }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(old: &str, new: &str) -> Vec<(String, Vec<State>)> {
        let (old, new) = (Symvers::parse("old", old).expect("old"), Symvers::parse("new", new).expect("new"));
        states(&old, &new).iter().map(|s| (s.line().name.clone(), s.states.clone())).collect()
    }

    #[test]
    fn each_state() {
        let old = "0x1\tsame\tvmlinux\tEXPORT_SYMBOL\t\n0x1\tgone\tvmlinux\tEXPORT_SYMBOL\t\n\
                   0x1\tmoved\tlib/a\tEXPORT_SYMBOL\t\n0x1\ttight\tvmlinux\tEXPORT_SYMBOL\t\n\
                   0x1\tloose\tvmlinux\tEXPORT_SYMBOL_GPL\t\n0x1\tspace\tvmlinux\tEXPORT_SYMBOL\tA\n\
                   0x1\tcrc\tvmlinux\tEXPORT_SYMBOL\t\n0x1\tall\tlib/a\tEXPORT_SYMBOL\t\n";
        let new = "0x1\tsame\tvmlinux\tEXPORT_SYMBOL\t\n0x1\tcame\tvmlinux\tEXPORT_SYMBOL\t\n\
                   0x1\tmoved\tlib/b\tEXPORT_SYMBOL\t\n0x1\ttight\tvmlinux\tEXPORT_SYMBOL_GPL\t\n\
                   0x1\tloose\tvmlinux\tEXPORT_SYMBOL\t\n0x1\tspace\tvmlinux\tEXPORT_SYMBOL\tB\n\
                   0x2\tcrc\tvmlinux\tEXPORT_SYMBOL\t\n0x2\tall\tvmlinux\tEXPORT_SYMBOL_GPL\tN\n";
        use State::*;
        let want: &[(&str, &[State])] = &[
            ("all", &[CrcChanged, GplTightened, NamespaceChanged, Moved]),
            ("came", &[Added]),
            ("crc", &[CrcChanged]),
            ("gone", &[Removed]),
            ("loose", &[GplLoosened]),
            ("moved", &[Moved]),
            ("same", &[Unchanged]),
            ("space", &[NamespaceChanged]),
            ("tight", &[GplTightened]),
        ];
        let want: Vec<(String, Vec<State>)> = want.iter().map(|(n, s)| ((*n).to_owned(), s.to_vec())).collect();
        assert_eq!(both(old, new), want);
    }

    #[test]
    fn kinds_of_old_kernels_have_a_licence() {
        let line = |kind: &str| format!("0x1\ta\tvmlinux\tEXPORT_{kind}\t\n");
        for (old, new, state) in [
            ("UNUSED_SYMBOL", "SYMBOL_GPL", State::GplTightened),
            ("UNUSED_SYMBOL_GPL", "SYMBOL_GPL", State::Unchanged),
            ("SYMBOL_GPL_FUTURE", "SYMBOL_GPL", State::GplTightened),
            ("UNUSED_SYMBOL_GPL", "SYMBOL", State::GplLoosened),
        ] {
            assert_eq!(both(&line(old), &line(new))[0].1, [state], "{old} {new}");
        }
    }

    #[test]
    fn a_folder_that_moved_is_the_same_module() {
        let old = "0x1\ta\tdrivers/old/m\tEXPORT_SYMBOL\t\n";
        let new = "0x1\ta\tdrivers/new/m\tEXPORT_SYMBOL\t\n";
        assert_eq!(both(old, new), [("a".to_owned(), vec![State::Unchanged])]);
    }

    #[test]
    fn dashes_and_underscores_are_one_module() {
        let old = "0x1\ta\tlib/m-n\tEXPORT_SYMBOL\t\n0x2\ta\tlib/o\tEXPORT_SYMBOL\t\n";
        let new = "0x2\ta\tlib/o\tEXPORT_SYMBOL\t\n0x1\ta\tlib/m_n\tEXPORT_SYMBOL\t\n";
        assert!(both(old, new).iter().all(|(_, states)| states == &[State::Unchanged]));
    }

    #[test]
    fn of_two_modules_that_export_a_name_each_meets_its_own() {
        let old = "0x1\ta\tlib/m\tEXPORT_SYMBOL\t\n0x2\ta\tlib/n\tEXPORT_SYMBOL\t\n";
        let new = "0x2\ta\tlib/n\tEXPORT_SYMBOL\t\n0x3\ta\tlib/o\tEXPORT_SYMBOL\t\n";
        let got = both(old, new);
        assert_eq!(got[0].1, [State::Unchanged]);
        assert_eq!(got[1].1, [State::CrcChanged, State::Moved]);
    }
}
