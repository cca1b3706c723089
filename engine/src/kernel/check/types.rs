//! Will it run: the types behind its imports, as the module knows them, beside those of NEW.
//!
//! Each import that the module declares with a type is compared by the module's own debug information (so a type
//! that it only declares is opaque, and one that it embeds is held). An import that it declares nowhere (its address
//! is taken only) or a module without debug information is judged by what the import reaches in OLD, and of that, by
//! what the module knows at all.

use std::collections::{BTreeMap, BTreeSet};

use super::given::{Given, Provider};
use super::kernel::{Kernel, normal};
use super::module::Module;
use crate::compare::evidence;
use crate::consumers::consumer::{Surroundings, consumer};
use crate::consumers::hits::Hits;
use crate::consumers::known::{Known, OldTypes, definitions, is_known, knows, listed, quoted};
use crate::graph::loaded::Loaded;
use crate::ground::maps::FastSet;
use crate::ground::options::Options;
use crate::model::fate::{Fate, Remedy, TypesOf};
use crate::model::report::{Finding, Report};
use crate::read::input::ObjectSource;
use crate::read::load::load_consumer;

/// What the types say of one module.
#[derive(Default)]
pub(in crate::kernel) struct Used {
    hits: Hits,
    /// Imports by how they were compared.
    module: usize,
    old: usize,
    /// Imports that are assembler: types do not tell.
    none: Vec<String>,
    /// Imports of which no side says what they are.
    unknown: Vec<String>,
    /// Those that OLD does not export, and the module has no type of.
    not_in_old: Vec<String>,
    could_not_tell: Vec<String>,
}

/// What the types of a module are held against.
#[derive(Clone, Copy)]
pub(in crate::kernel) struct Met<'a> {
    pub(in crate::kernel) around: &'a Surroundings,
    pub(in crate::kernel) new: &'a Loaded,
    /// OLD's types.
    pub(in crate::kernel) old: &'a OldTypes<'a>,
    /// OLD against NEW.
    pub(in crate::kernel) changes: &'a Report,
    pub(in crate::kernel) kernel: &'a Kernel,
    pub(in crate::kernel) given: &'a Given,
}

/// Compares the types behind the imports of a module with those of NEW.
pub(in crate::kernel) fn compare(m: &Module, source: &ObjectSource, met: &Met<'_>, o: &Options) -> Used {
    if m.is_foreign(met.kernel) {
        return Used::default();
    }
    match load_consumer(source, o) {
        Ok(loaded) => compare_loaded(m, loaded, met, o),
        Err(e) => Used { could_not_tell: vec![format!("its types cannot be read: {e}")], ..Used::default() },
    }
}

/// The same of a module that is loaded.
pub(in crate::kernel) fn compare_loaded(m: &Module, mut loaded: Loaded, met: &Met<'_>, o: &Options) -> Used {
    let Met { around, new, old: old_types, changes, kernel, given } = *met;
    let mut used = Used::default();
    let has_types = loaded.graph.objects.iter().any(|o| o.units > 0);
    if has_types && !o.allow_incomplete {
        for d in loaded.diagnostics.iter().filter(|d| d.level == crate::ground::diagnostic::DiagnosticLevel::Lost) {
            used.could_not_tell.push(format!("of its debug information: {}", d.message));
        }
    }
    used.hits.take(&consumer(&mut loaded, new, around), |_| true);
    // Of other modules that were given, whoever exports what this one imports.
    let lent = m.facts.imports.iter().filter_map(|i| given.provider(&i.name));
    let providers: BTreeMap<usize, &Provider> = lent.collect();
    for p in providers.values() {
        used.hits.take(&consumer(&mut loaded, &p.loaded, &p.around), |_| true);
    }
    let g = &loaded.graph;
    let told = g.exports.iter().zip(evidence::lacks(g)).filter(|(e, lack)| e.type_id.is_some() && lack.is_none());
    let own: FastSet<&str> = told.map(|(e, _)| g.str(e.name)).collect();
    let names = definitions(g);
    let layout = "module_layout";
    let layout = kernel.exports.contains_key(layout).then_some(layout);
    for name in m.facts.imports.iter().map(|i| i.name.as_str()).chain(layout) {
        if !kernel.exports.contains_key(name) {
            // Of another module that was given, or of nobody.
            if given.offer(name).is_some() {
                used.lent(name, own.contains(name), given);
            }
            continue;
        }
        let (before, after) = (old_types.old.get(name), old_types.new.get(name));
        if own.contains(name) && around.compares(&new.graph, name) {
            used.module += 1;
            continue;
        }
        match (before, after) {
            (Some(Known::Typed), Some(Known::Typed)) => {
                used.old += 1;
                for &i in old_types.reaches.get(name).map_or(&[][..], Vec::as_slice) {
                    let f = &changes.findings[i];
                    if !has_types || knows(&names, f) {
                        used.hits.add(f, name);
                    }
                }
            }
            (Some(Known::No), _) | (_, Some(Known::No) | None) => used.unknown.push(name.to_owned()),
            // What it was when the module was built, nothing says.
            (None, _) => used.not_in_old.push(name.to_owned()),
            _ => used.none.push(name.to_owned()),
        }
    }
    used.hits.note_sizes(changes);
    used
}

/// Says of which imports no side has a type, and who exports them.
fn untold(symbols: &[String], kernel: &Kernel) -> String {
    let modules: BTreeSet<String> = symbols
        .iter()
        .filter_map(|s| kernel.exports.get(s)?.first().map(|o| o.module.clone()))
        .filter(|m| m != "vmlinux" && !kernel.loaded.contains(&normal(m)))
        .collect();
    let names = quoted(symbols);
    if modules.is_empty() {
        return format!("no debug information gives types for {names}");
    }
    let modules = listed(modules.into_iter().collect());
    format!("NEW was given without modules that export what it imports ({modules}): types of {names} were not compared")
}

impl Used {
    /// What of the module's own types could not be read.
    pub(in crate::kernel) fn lost(&self) -> &[String] {
        &self.could_not_tell
    }

    /// How an import from another module given was compared. OLD holds nothing of it: without types on both
    /// sides nothing is known.
    fn lent(&mut self, name: &str, is_own: bool, given: &Given) {
        let of = given.provider(name).and_then(|(_, p)| {
            let g = &p.loaded.graph;
            let i = g.exports.iter().position(|e| g.str(e.name) == name)?;
            Some((is_known(g, &g.exports[i], p.around.lacks[i]), p.around.compares(g, name)))
        });
        match of {
            Some((_, true)) if is_own => self.module += 1,
            Some((Known::Untyped, _)) => self.none.push(name.to_owned()),
            _ => self.unknown.push(name.to_owned()),
        }
    }

    /// Adds what the types say to the fate; gives the findings with their impact on this module, and those that
    /// follow from them for the size of their subject.
    pub(in crate::kernel) fn settle(mut self, fate: &mut Fate, kernel: &Kernel) -> Vec<Finding> {
        let none = self.none.len() + self.unknown.len() + self.not_in_old.len();
        fate.types = TypesOf { module: self.module, old: self.old, none };
        let whole = self.could_not_tell.is_empty();
        fate.could_not_tell.append(&mut self.could_not_tell);
        if !self.unknown.is_empty() {
            fate.could_not_tell.push(untold(&self.unknown, kernel));
        }
        if !self.not_in_old.is_empty() {
            let names = quoted(&self.not_in_old);
            let text = format!("OLD was given without what exports {names}: what their types were is not known");
            fate.could_not_tell.push(text);
        }
        let by_import = self.hits.by_import();
        for r in fate.reasons.iter_mut().filter(|r| r.rule == "crc-differs") {
            let symbol = r.symbol.as_deref().unwrap_or_default();
            let unknown = [&self.unknown, &self.not_in_old, &self.none].into_iter().flatten().any(|u| u == symbol);
            if let Some(ids) = by_import.get(symbol) {
                r.findings = ids.iter().map(|id| (*id).to_owned()).collect();
                r.findings.sort();
            } else if !unknown && whole {
                r.remedy = Remedy::Override;
            }
        }
        self.hits.settle(fate)
    }
}
