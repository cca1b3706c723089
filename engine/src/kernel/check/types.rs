//! Will it run: the types behind its imports, as the module knows them, beside those of NEW.
//!
//! Each import that the module declares with a type is compared by the module's own debug information (so a type
//! that it only declares is opaque, and one that it embeds is held). An import that it declares nowhere (its address
//! is taken only) or a module without debug information is judged by what the import reaches in OLD, and of that, by
//! what the module knows at all.

use std::collections::{BTreeMap, BTreeSet};

use super::consumer::{Surroundings, consumer, is_typed};
use super::given::{Given, Provider};
use super::kernel::{Kernel, normal};
use super::module::Module;
use crate::compare::evidence::{self, Lack};
use crate::graph::loaded::Loaded;
use crate::graph::{Export, Flags, Graph, Kind};
use crate::ground::maps::{FastMap, FastSet};
use crate::ground::options::Options;
use crate::model::fate::{Fate, Hit, Remedy, TypesOf};
use crate::model::report::{Finding, Report, SymbolOutcome};
use crate::read::input::ObjectSource;
use crate::read::load::load_consumer;
use crate::rules::Severity;
use crate::rules::facts::{Subject, SubjectKind};

/// Whether an import's type is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Typed,
    /// The object has debug information, and this symbol has none in it: assembler.
    Untyped,
    /// The object has no debug information, or it does not tell all of the type.
    No,
}

/// OLD against NEW, as far as imports go.
pub(super) struct OldTypes<'a> {
    /// For each export of OLD that reaches a change: indexes into the findings of the comparison.
    reaches: FastMap<&'a str, Vec<usize>>,
    old: FastMap<&'a str, Known>,
    new: FastMap<&'a str, Known>,
}

fn is_known(g: &Graph, e: &Export, lack: Option<Lack>) -> Known {
    if lack.is_some() {
        Known::No
    } else if is_typed(g, e) {
        Known::Typed
    } else if g.objects[e.object.0 as usize].units > 0 {
        Known::Untyped
    } else {
        Known::No
    }
}

fn known(g: &Graph) -> FastMap<&str, Known> {
    let mut out: FastMap<&str, Known> = FastMap::default();
    for (e, lack) in g.exports.iter().zip(evidence::lacks(g)) {
        let known = is_known(g, e, lack);
        let slot = out.entry(g.str(e.name)).or_insert(known);
        if known == Known::Typed {
            *slot = known;
        }
    }
    out
}

impl<'a> OldTypes<'a> {
    pub(super) fn new(old: &'a Graph, new: &'a Graph, changes: &'a Report) -> Self {
        let ids: FastMap<&str, usize> = changes.findings.iter().enumerate().map(|(i, f)| (f.id.as_str(), i)).collect();
        let mut reaches: FastMap<&str, Vec<usize>> = FastMap::default();
        for s in changes.symbols.iter().filter(|s| s.change == SymbolOutcome::Changed) {
            let found = changes.reach_sets[s.reaches].iter().filter_map(|id| ids.get(id.as_str()).copied());
            let found = found.filter(|&i| changes.findings[i].severity >= Severity::Risky);
            reaches.entry(&s.name).or_default().extend(found);
        }
        Self { reaches, old: known(old), new: known(new) }
    }
}

/// What the types say of one module.
pub(super) struct Used {
    findings: Vec<Finding>,
    /// For each finding the imports that reach it.
    imports: Vec<Vec<String>>,
    /// What follows for the size of a type, by its subject.
    sizes: BTreeMap<(SubjectKind, String), Finding>,
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

/// Compares the types behind the imports of a module with those of NEW.
#[expect(clippy::too_many_arguments, reason = "both kernels and what is known of them")]
pub(super) fn compare(
    m: &Module,
    source: &ObjectSource,
    around: &Surroundings,
    new: &Loaded,
    old_types: &OldTypes<'_>,
    changes: &Report,
    kernel: &Kernel,
    given: &Given,
    o: &Options,
) -> Used {
    let mut used = Used {
        findings: Vec::new(),
        imports: Vec::new(),
        sizes: BTreeMap::new(),
        module: 0,
        old: 0,
        none: Vec::new(),
        unknown: Vec::new(),
        not_in_old: Vec::new(),
        could_not_tell: Vec::new(),
    };
    if m.is_foreign(kernel) {
        return used;
    }
    let mut loaded = match load_consumer(source, o) {
        Ok(loaded) => loaded,
        Err(e) => {
            used.could_not_tell.push(format!("its types cannot be read: {e}"));
            return used;
        }
    };
    let has_types = loaded.graph.objects.iter().any(|o| o.units > 0);
    if has_types && !o.allow_incomplete {
        for d in loaded.diagnostics.iter().filter(|d| d.level == crate::ground::diagnostic::DiagnosticLevel::Lost) {
            used.could_not_tell.push(format!("of its debug information: {}", d.message));
        }
    }
    let mut slots: BTreeMap<String, usize> = BTreeMap::new();
    used.take(&consumer(&mut loaded, new, around), &mut slots);
    // Of other modules that were given, whoever exports what this one imports.
    let lent = m.facts.imports.iter().filter_map(|i| given.provider(&i.name));
    let providers: BTreeMap<usize, &Provider> = lent.collect();
    for p in providers.values() {
        used.take(&consumer(&mut loaded, &p.loaded, &p.around), &mut slots);
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
                        used.add(f, name, &mut slots);
                    }
                }
            }
            (Some(Known::No), _) | (_, Some(Known::No) | None) => used.unknown.push(name.to_owned()),
            // What it was when the module was built, nothing says.
            (None, _) => used.not_in_old.push(name.to_owned()),
            _ => used.none.push(name.to_owned()),
        }
    }
    used.note_sizes(changes);
    used
}

/// Names of the types of which the module knows the definition.
fn definitions(g: &Graph) -> FastSet<String> {
    let mut out: FastSet<String> = FastSet::default();
    for id in g.ids() {
        let node = g.node(id);
        let named = (node.kind.is_tagged() || node.kind == Kind::Typedef) && !node.name.is_none();
        if named && !node.flags.has(Flags::DECLARATION) {
            out.insert(g.name(id).to_owned());
        }
    }
    out
}

/// Whether the module could notice: not if the finding is inside a type that it does not know.
fn knows(names: &FastSet<String>, f: &Finding) -> bool {
    if !matches!(f.subject.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Enum) {
        return true;
    }
    // An anonymous part goes by the name of its holder.
    let whole = f.subject.whole_name();
    whole.is_empty() || names.contains(whole)
}

/// The first few names.
fn listed(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(3);
    let first = names.into_iter().take(3).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{first} and {more} more") } else { first }
}

fn quoted(names: &[String]) -> String {
    listed(names.iter().map(|n| format!("`{n}`")).collect())
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
    /// What the types of a consumer beside those of a provider give.
    fn take(&mut self, report: &Report, slots: &mut BTreeMap<String, usize>) {
        let ids: FastMap<&str, usize> = report.findings.iter().enumerate().map(|(i, f)| (f.id.as_str(), i)).collect();
        for s in &report.symbols {
            for id in &report.reach_sets[s.reaches] {
                let f = &report.findings[ids[id.as_str()]];
                if f.severity >= Severity::Risky {
                    self.add(f, &s.name, slots);
                }
            }
        }
        self.note_sizes(report);
    }

    /// Findings on sizes that follow from others: the size of a type belongs to what is said of it.
    fn note_sizes(&mut self, report: &Report) {
        let subjects: FastSet<(SubjectKind, &str)> =
            self.findings.iter().map(|f| (f.subject.kind, &*f.subject.name)).collect();
        let follows = |f: &&Finding| !f.root && f.rule.is_of_size();
        for f in report.findings.iter().filter(follows) {
            if subjects.contains(&(f.subject.kind, &*f.subject.name)) {
                self.sizes.entry((f.subject.kind, f.subject.name.clone())).or_insert_with(|| f.clone());
            }
        }
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

    fn add(&mut self, f: &Finding, import: &str, slots: &mut BTreeMap<String, usize>) {
        let slot = *slots.entry(f.id.clone()).or_insert_with(|| {
            self.findings.push(f.clone());
            self.imports.push(Vec::new());
            self.findings.len() - 1
        });
        self.imports[slot].push(import.to_owned());
    }

    /// Adds what the types say to the fate; gives the findings with their impact on this module, and those that
    /// follow from them for the size of their subject.
    pub(super) fn settle(mut self, fate: &mut Fate, kernel: &Kernel) -> Vec<Finding> {
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
        let mut by_import: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (f, imports) in self.findings.iter().zip(&self.imports) {
            for import in imports {
                by_import.entry(import).or_default().push(&f.id);
            }
        }
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
