//! What is known of the types behind imports: in OLD and NEW, and in the consumer itself.

use crate::compare::evidence::{self, Lack};
use crate::consumers::consumer::is_typed;
use crate::graph::{Export, Flags, Graph, Kind};
use crate::ground::maps::{FastMap, FastSet};
use crate::model::report::{Finding, Report, SymbolOutcome};
use crate::rules::Severity;
use crate::rules::facts::SubjectKind;

/// Whether an import's type is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Typed,
    /// The object has debug information, and this symbol has none in it: assembler.
    Untyped,
    /// The object has no debug information, or it does not tell all of the type.
    No,
}

/// OLD against NEW, as far as imports go.
pub(crate) struct OldTypes<'a> {
    /// For each export of OLD that reaches a change: indexes into the findings of the comparison.
    pub(crate) reaches: FastMap<&'a str, Vec<usize>>,
    pub(crate) old: FastMap<&'a str, Known>,
    pub(crate) new: FastMap<&'a str, Known>,
}

/// Whether the type of an export is known; `lack`: what is not.
pub(crate) fn is_known(g: &Graph, e: &Export, lack: Option<Lack>) -> Known {
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
    pub(crate) fn new(old: &'a Graph, new: &'a Graph, changes: &'a Report) -> Self {
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

/// Names of the types of which the consumer knows the definition.
pub(crate) fn definitions(g: &Graph) -> FastSet<String> {
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

/// Whether the consumer could notice: not if the finding is inside a type that it does not know.
pub(crate) fn knows(names: &FastSet<String>, f: &Finding) -> bool {
    if !matches!(f.subject.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Enum) {
        return true;
    }
    // An anonymous part goes by the name of its holder.
    let whole = f.subject.whole_name();
    whole.is_empty() || names.contains(whole)
}

/// The first few names.
pub(crate) fn listed(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(3);
    let first = names.into_iter().take(3).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{first} and {more} more") } else { first }
}

/// The same, each as code.
pub(crate) fn quoted(names: &[String]) -> String {
    listed(names.iter().map(|n| format!("`{n}`")).collect())
}
