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
use super::known::OldTypes;
use super::report::concluded;
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::options::{Amount, Observer, Options};
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
    let Answers { told, diagnostics, .. } = answers(programs, old, new, o, observer);
    let fates = told.into_iter().map(|told| (told.fate, told.findings)).collect();
    let old_path = old.map_or("", |old| &old.path);
    concluded(Consumers::Programs, (old_path, &new.path), fates, diagnostics, o.allow_incomplete)
}

/// What is told of programs, none of the fates concluded yet.
pub(crate) struct Answers {
    /// One for each program, in their order.
    pub(crate) told: Vec<Told>,
    /// What could not be read of the libraries.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Symbols of C++ that NEW does not have because something about their declarations changed, with what.
    pub(crate) replaced: BTreeMap<String, Rule>,
    /// Libraries of OLD that programs find under another name in NEW, or not at all.
    pub(crate) renamed: Vec<Renamed>,
}

/// What is told of one program.
pub(crate) struct Told {
    /// Its fate.
    pub(crate) fate: Fate,
    /// What it meets.
    pub(crate) findings: Vec<Finding>,
    /// Whom it needs; `None` if it cannot be read.
    pub(crate) links: Option<Links>,
}

/// As [`check`], for who asks more of each.
pub(crate) fn answers(
    programs: &[ObjectSource],
    old: Option<&Loaded>,
    new: &Loaded,
    o: &Options,
    observer: &dyn Observer,
) -> Answers {
    let of_old = old.map_or(&[][..], |old| &old.diagnostics);
    let mut diagnostics: Vec<Diagnostic> = of_old.iter().chain(&new.diagnostics).cloned().collect();
    let changes = old.map(|old| crate::compared(old, new, o, None, observer));
    // Of the comparison's own diagnostics this one means that OLD says nothing.
    let of_changes = changes.iter().flat_map(|changes| &changes.diagnostics);
    diagnostics.extend(of_changes.filter(|d| d.code == "machine-mismatch").cloned());
    let old_types = old.zip(changes.as_ref()).map(|(old, changes)| OldTypes::new(&old.graph, &new.graph, changes));
    let libraries = Libraries::new(old.map(|old| &old.graph), &new.graph);
    let around = consumer::surroundings(&new.graph);
    let classes = left_out::Classes::of(old.map_or(&new.graph, |old| &old.graph));
    observer.phase("programs");
    let (total, done) = (programs.len() as u64, AtomicU64::new(0));
    let told: Vec<Told> = programs
        .par_iter()
        .with_max_len(1)
        .map(|source| {
            let unknown = |why: String, links: Option<Links>| {
                let fate = Fate { could_not_tell: vec![why], ..Fate::of(load::name(source), &source.name) };
                Told { fate, findings: Vec::new(), links }
            };
            let told = match Program::read(source) {
                Ok(program) if new.graph.is_kernel() => unknown(
                    "NEW is a kernel, and this is no kernel module".to_owned(),
                    Some(program.links(source, &libraries)),
                ),
                Ok(program) => {
                    let (mut fate, used) = load::fate(&program, source, &libraries);
                    let (old, changes) = (old_types.as_ref(), changes.as_ref());
                    let met = types::Met { around: &around, new, old, changes, classes: &classes };
                    let findings = types::compare(source, &used, &met, &libraries, o).settle(&mut fate);
                    Told { fate, findings, links: Some(program.links(source, &libraries)) }
                }
                Err(e) => unknown(format!("it cannot be read: {e}"), None),
            };
            observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total, Amount::Programs);
            told
        })
        .collect();
    let replaced = changes.as_ref().map_or_else(BTreeMap::new, replaced);
    Answers { told, diagnostics, replaced, renamed: libraries.renamed() }
}

/// Symbols that are gone with a change of their declarations.
fn replaced(changes: &report::Report) -> BTreeMap<String, Rule> {
    let of_declarations = changes.findings.iter().filter(|f| f.rule.is_of_declaration());
    let rules: BTreeMap<&str, Rule> = of_declarations.map(|f| (f.id.as_str(), f.rule)).collect();
    let gone = changes.symbols.iter().filter(|symbol| symbol.change == SymbolOutcome::Removed);
    let rule = |symbol: &SymbolChange| {
        changes.reach_sets[symbol.reaches].iter().find_map(|id| rules.get(id.as_str()).copied())
    };
    gone.filter_map(|symbol| Some((symbol.name.clone(), rule(symbol)?))).collect()
}
