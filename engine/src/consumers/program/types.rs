//! Will it run: the types behind what it takes of the libraries, as the program knows them, beside those of NEW.

use std::collections::BTreeSet;

use super::left_out::{Classes, left_out};
use super::libraries::Libraries;
use super::load::{Used, reason};
use crate::compare::evidence;
use crate::consumers::consumer::{Surroundings, consumer};
use crate::consumers::hits::Hits;
use crate::consumers::known::{Known, OldTypes, definitions, knows, quoted};
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::DiagnosticLevel;
use crate::ground::maps::FastSet;
use crate::ground::options::{DebugInfo, Options};
use crate::model::fate::{Fate, Remedy, TypesOf};
use crate::model::report::{Finding, Report};
use crate::read::input::ObjectSource;
use crate::read::load::load_consumer;
use crate::rules::{Rule, Severity};

/// Where a symbol is found, and under which version, is the loader's matter.
const OF_LOADING: [Rule; 6] = [
    Rule::SymbolRemoved,
    Rule::SymbolVersionRemoved,
    Rule::SymbolVersionDefaultChanged,
    Rule::SymbolBecameVersioned,
    Rule::SymbolBecameUnversioned,
    Rule::SymbolLibraryChanged,
];

/// What a program meets.
pub(super) struct Met<'a> {
    pub(super) around: &'a Surroundings,
    pub(super) new: &'a Loaded,
    /// OLD's types, where it was given.
    pub(super) old: Option<&'a OldTypes<'a>>,
    /// OLD against NEW.
    pub(super) changes: Option<&'a Report>,
    /// Classes of OLD, or of NEW alone.
    pub(super) classes: &'a Classes<'a>,
}

/// What the types say of one program.
#[derive(Default)]
pub(super) struct Compared {
    hits: Hits,
    counts: TypesOf,
    could_not_tell: Vec<String>,
    /// Classes that changed, and that its debug information only declares: whether it has seen them is not known.
    unseen: Vec<String>,
}

/// Compares the types behind what a program uses with those of NEW.
pub(super) fn compare(source: &ObjectSource, used: &Used, met: &Met<'_>, of: &Libraries<'_>, o: &Options) -> Compared {
    let mut out = Compared::default();
    if used.is_foreign || used.provided.is_empty() || o.debug_info == DebugInfo::Symbols {
        return out;
    }
    let mut loaded = match load_consumer(source, o) {
        Ok(loaded) => loaded,
        Err(e) => {
            out.could_not_tell.push(format!("its types cannot be read: {e}"));
            return out;
        }
    };
    let has_types = loaded.graph.objects.iter().any(|object| object.units > 0);
    if has_types && !o.allow_incomplete {
        let lost = loaded.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost);
        out.could_not_tell.extend(lost.map(|d| format!("of its debug information: {}", d.message)));
    }
    out.hits.take(&consumer(&mut loaded, met.new, met.around), |name| used.provided.contains(name));
    let g = &loaded.graph;
    let told = g.exports.iter().zip(evidence::lacks(g)).filter(|(e, lack)| e.type_id.is_some() && lack.is_none());
    let own: FastSet<&str> = told.map(|(e, _)| g.str(e.name)).collect();
    let names = definitions(g);
    let left_out = left_out(g, met.classes, g.exports.iter().map(|e| g.str(e.name)));
    let mut unknown = Vec::new();
    let mut unseen: BTreeSet<&str> = BTreeSet::new();
    for name in used.provided.iter().map(String::as_str) {
        let is_own = own.contains(name) && met.around.compares(of.new.graph, name);
        if let Some(changes) = met.changes {
            let reached = met.old.and_then(|old| old.reaches.get(name)).map_or(&[][..], Vec::as_slice);
            for f in reached.iter().map(|&i| &changes.findings[i]) {
                // Its own declaration does not tell; what OLD has counts.
                if let Some((class, is_seen)) =
                    left_out.get_key_value(f.subject.whole_name()).filter(|_| !f.rule.is_of_symbol())
                {
                    let severity = if *is_seen { f.severity } else { f.severity.min(Severity::Risky) };
                    out.hits.add(&Finding { severity, ..f.clone() }, name);
                    if !is_seen {
                        unseen.insert(class);
                    }
                    continue;
                }
                let counts = if OF_LOADING.contains(&f.rule) {
                    false
                } else if f.rule == Rule::SymbolSizeChanged {
                    // The size is baked in only where the program holds a copy.
                    used.copied.contains(name)
                } else {
                    f.rule.is_of_symbol() || !is_own && (!has_types || knows(&names, f))
                };
                if counts {
                    out.hits.add(f, name);
                }
            }
        }
        let known = met.old.map(|old| (old.old.get(name).copied(), old.new.get(name).copied()));
        match known {
            _ if is_own => out.counts.module += 1,
            // Tables and type information: what their class is tells of them.
            None if is_of_class(name) => out.counts.none += 1,
            Some((Some(Known::Typed), Some(Known::Typed))) => out.counts.old += 1,
            Some((Some(Known::No) | None, _) | (_, Some(Known::No) | None)) | None => unknown.push(name.to_owned()),
            Some(_) => out.counts.none += 1,
        }
    }
    if !unknown.is_empty() {
        out.counts.none += unknown.len();
        let whose = if met.old.is_some() { "" } else { "OLD was not given, and " };
        out.could_not_tell.push(format!("{whose}no debug information gives types for {}", quoted(&unknown)));
    }
    if let Some(changes) = met.changes {
        out.hits.note_sizes(changes);
    } else if !left_out.is_empty() {
        let names: Vec<String> = left_out.keys().map(|name| (*name).to_owned()).collect();
        out.could_not_tell
            .push(format!("OLD was not given, and its own debug information only declares {}", quoted(&names)));
    }
    out.unseen = unseen.into_iter().map(str::to_owned).collect();
    out
}

/// Whether a symbol is a virtual table, a table of those, or type information (Itanium C++ ABI, 5.1.4.1).
fn is_of_class(symbol: &str) -> bool {
    ["_ZTV", "_ZTT", "_ZTI", "_ZTS"].iter().any(|start| symbol.starts_with(start))
}

impl Compared {
    /// Adds what the types say to the fate; gives the findings with their impact on this program.
    pub(super) fn settle(self, fate: &mut Fate) -> Vec<Finding> {
        fate.types = self.counts;
        fate.could_not_tell.extend(self.could_not_tell);
        if !self.unseen.is_empty() {
            let names = quoted(&self.unseen);
            let text = format!(
                "its debug information only declares {names}, as that of code which sees the definition does, too"
            );
            fate.doubts.push(reason("only-declared", None, Remedy::Rebuild, text));
        }
        self.hits.settle(fate)
    }
}
