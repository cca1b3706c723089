//! A program's fate: will it, as built, start with other libraries, and run correctly with them.
//!
//! Starting is decided by the rules of the dynamic loader over names and versions (`load`). Running is decided by types
//! (`types`): those that the program itself was compiled with are compared with the new libraries', from the symbols it
//! takes of them; where it has none, what these symbols reach in OLD is compared with NEW. A plug-in, or a library that uses
//! another, is a program here.
//!
//! **Invariant:** nothing that could not be read counts as fine, as for modules of a kernel (`kernel/check`).

mod left_out;
mod libraries;
mod load;
mod types;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use libraries::{Libraries, Renamed};
use load::Program;
use rayon::prelude::*;

pub(crate) use load::Links;

use super::consumer;
use super::consumer::Surroundings;
use super::known::OldTypes;
use super::report::concluded;
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::options::{Amount, Observer, Options};
use crate::judge::reach::Through;
use crate::model::fate::{Consumers, Fate, Report};
use crate::model::report;
use crate::model::report::{Finding, SymbolChange, SymbolOutcome};
use crate::read::elf::program;
use crate::read::input::ObjectSource;
use crate::rules::Rule;

/// Whether an object is a program or a library: linked, and no part of a kernel. What cannot be read is none, and neither is a
/// compressed file, which is that of a module.
#[must_use]
pub fn is_program(source: &ObjectSource) -> bool {
    source.elf_type().is_some_and(program::is_linked)
}

/// Tells the fate of each program with the libraries of NEW. `old`: the libraries it was linked with, if they are given.
///
/// A program that cannot be read has the reason in [`Fate::could_not_tell`].
#[must_use]
pub fn check(
    programs: &[ObjectSource],
    old: Option<&Loaded>,
    new: &Loaded,
    o: &Options,
    observer: &dyn Observer,
) -> Report {
    let changes = old.map(|old| crate::compared_by(Through::Seen, old, new, o, None, observer));
    let meeting = Meeting::new(old, new, changes.as_ref(), o);
    observer.phase("programs");
    let (total, done) = (programs.len() as u64, AtomicU64::new(0));
    let fates: Vec<(Fate, Vec<Finding>)> = programs
        .par_iter()
        .with_max_len(1)
        .map(|source| {
            let Told { fate, findings, .. } = meeting.told(source);
            observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total, Amount::Programs);
            (fate, findings)
        })
        .collect();
    let old_path = old.map_or("", |old| &old.path);
    concluded(Consumers::Programs, (old_path, &new.path), fates, meeting.diagnostics(), o.allow_incomplete)
}

/// What is told of one program, its fate not concluded yet.
pub(crate) struct Told {
    /// Its fate.
    pub(crate) fate: Fate,
    /// What it meets.
    pub(crate) findings: Vec<Finding>,
    /// Whom it needs; `None` if it cannot be read.
    pub(crate) links: Option<Links>,
}

/// The libraries of both sides, as far as what is known of them is the same for all programs.
pub(crate) struct Meeting<'a> {
    old: Option<&'a Loaded>,
    new: &'a Loaded,
    changes: Option<&'a report::Report>,
    old_types: Option<OldTypes<'a>>,
    libraries: Libraries<'a>,
    around: Surroundings,
    classes: left_out::Classes<'a>,
    options: &'a Options,
}

impl<'a> Meeting<'a> {
    /// `changes`: OLD against NEW, where OLD was given.
    pub(crate) fn new(
        old: Option<&'a Loaded>,
        new: &'a Loaded,
        changes: Option<&'a report::Report>,
        options: &'a Options,
    ) -> Self {
        Self {
            old,
            new,
            changes,
            old_types: old.zip(changes).map(|(old, changes)| OldTypes::new(&old.graph, &new.graph, changes)),
            libraries: Libraries::new(old.map(|old| &old.graph), &new.graph),
            around: consumer::surroundings(&new.graph),
            classes: left_out::Classes::of(old.map_or(&new.graph, |old| &old.graph)),
            options,
        }
    }

    /// What could not be read of the libraries.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_sides = self.old.into_iter().chain([self.new]).flat_map(|side| &side.diagnostics);
        // Of the comparison's own diagnostics this one means that OLD says nothing.
        let of_changes = self.changes.iter().flat_map(|changes| &changes.diagnostics);
        of_sides.chain(of_changes.filter(|d| d.code == "machine-mismatch")).cloned().collect()
    }

    /// What becomes of one program.
    pub(crate) fn told(&self, source: &ObjectSource) -> Told {
        let unknown = |why: String, links: Option<Links>| {
            let fate = Fate { could_not_tell: vec![why], ..Fate::of(load::name(source), &source.name) };
            Told { fate, findings: Vec::new(), links }
        };
        let program = match Program::read(source) {
            Ok(program) => program,
            Err(e) => return unknown(format!("it cannot be read: {e}"), None),
        };
        let links = Some(program.links(source, &self.libraries));
        if self.new.graph.is_kernel() {
            return unknown("NEW is a kernel, and this is no kernel module".to_owned(), links);
        }
        let (mut fate, used) = load::fate(&program, source, &self.libraries);
        let met = types::Met {
            around: &self.around,
            new: self.new,
            old: self.old_types.as_ref(),
            changes: self.changes,
            classes: &self.classes,
        };
        let findings = types::compare(source, &used, &met, &self.libraries, self.options).settle(&mut fate);
        Told { fate, findings, links }
    }

    /// Libraries of OLD that programs find under another name in NEW, or not at all.
    pub(crate) fn renamed(&self) -> Vec<Renamed> {
        self.libraries.renamed()
    }

    /// Symbols of C++ that NEW does not have because something about their declarations changed, with what.
    pub(crate) fn replaced(&self) -> BTreeMap<&'a str, Rule> {
        let Some(changes) = self.changes else { return BTreeMap::new() };
        let of_declarations = changes.findings.iter().filter(|f| f.rule.is_of_declaration());
        let rules: BTreeMap<&str, Rule> = of_declarations.map(|f| (f.id.as_str(), f.rule)).collect();
        let gone = changes.symbols.iter().filter(|symbol| symbol.change == SymbolOutcome::Removed);
        let rule = |symbol: &SymbolChange| {
            changes.reach_sets[symbol.reaches].iter().find_map(|id| rules.get(id.as_str()).copied())
        };
        gone.filter_map(|symbol| Some((symbol.name.as_str(), rule(symbol)?))).collect()
    }
}
