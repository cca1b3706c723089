//! Symbols that follow from a change of their class: a virtual function that came brings its symbol, and a table that got
//! longer is told by the function that made it so.

use std::collections::BTreeMap;

use crate::compare::change::{BaseChange, Change, ChangeId, Evidence, Judgement, Owner, PairId};
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::graph::mangled::{self, What};
use crate::graph::{Graph, MemberFlags, TypeId, class, cpp_name};
use crate::rules::Rule;
use crate::rules::reason::TableReason;

/// How many classes above one another are looked at.
const FAR: usize = 1024;

/// What changed in classes, to find it by the symbols of these.
struct Changed<'g> {
    /// By the name of the class.
    of_class: BTreeMap<&'g str, OfClass>,
    /// By the linkage name of a function.
    of_function: BTreeMap<&'g str, ChangeId>,
}

/// What changed in one class.
#[derive(Clone, Copy)]
struct OfClass {
    pair: PairId,
    /// The first change of its layout or its tables.
    first: Option<ChangeId>,
    /// The first that type information follows: who may convert to a base is another.
    info: Option<ChangeId>,
}

/// Lets symbols that came, went or have another size follow from what changed in their class.
pub(crate) fn fold(comparison: &mut Comparison<'_>, exports: &Exports) {
    let changed = changed(comparison);
    if changed.of_class.values().all(|c| c.info.is_none()) {
        return;
    }
    let mut found: Vec<(usize, ChangeId)> = Vec::new();
    for (i, change) in comparison.changes.iter().enumerate().filter(|(_, c)| c.root && is_of_symbol(c.rule)) {
        if let Some(cause) = cause_of(comparison, &changed, &symbol_of(comparison, exports, change)) {
            found.push((i, cause));
        }
    }
    for (i, cause) in found {
        let change = &mut comparison.changes[i];
        (change.root, change.causes) = (false, vec![cause]);
        // How bad that is, the change of the class says.
        if change.rule == Rule::SymbolSizeChanged {
            change.judgement = TableReason::SizeFollows.into();
        } else if change.rule == Rule::TypeinfoKindChanged {
            change.judgement = TableReason::BasesFollow.into();
        }
    }
}

fn is_of_symbol(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::SymbolAdded
            | Rule::SymbolRemoved
            | Rule::SymbolSizeChanged
            | Rule::SpecialSymbolRemoved
            | Rule::TypeinfoKindChanged
    )
}

fn symbol_of(comparison: &Comparison<'_>, exports: &Exports, change: &Change) -> String {
    let (graph, index) = match change.owner {
        Owner::OldExport(i) => (comparison.old, i),
        Owner::NewExport(j) => (comparison.new, j),
        Owner::Link(link) => (comparison.old, exports.both[link.0 as usize].0),
        Owner::Pair(_) | Owner::Object => return String::new(),
    };
    graph.exports.get(index as usize).map_or_else(String::new, |e| graph.str(e.name).to_owned())
}

fn changed<'g>(comparison: &Comparison<'g>) -> Changed<'g> {
    let (old, new) = (comparison.old, comparison.new);
    let mut out = Changed { of_class: BTreeMap::new(), of_function: BTreeMap::new() };
    for (n, pair) in comparison.pairs.iter().enumerate() {
        let (Some(a), Some(b)) = (pair.old, pair.new) else { continue };
        if !old.node(a).kind.is_record() || old.node(a).name.is_none() {
            continue;
        }
        let own = || pair.changes.iter().filter(|id| is_of_class(&comparison.changes[id.0 as usize]));
        let root = |id: &&ChangeId| comparison.changes[id.0 as usize].root;
        let first = own().find(root).copied();
        let narrowed = |id: &&ChangeId| comparison.changes[id.0 as usize].rule == Rule::BaseAccessChanged;
        let info = first.or_else(|| pair.changes.iter().filter(root).find(narrowed).copied());
        for name in [old.name(a), new.name(b)] {
            out.of_class.insert(name, OfClass { pair: PairId(n as u32), first, info });
        }
        for &id in own() {
            let change = &comparison.changes[id.0 as usize];
            let cause = if change.root { id } else { change.causes.first().copied().unwrap_or(id) };
            for (graph, class, facts) in [(old, a, &change.old), (new, b, &change.new)] {
                let told = facts.as_ref().and_then(|f| f.type_.as_deref()).unwrap_or_default();
                let told = told.strip_prefix("virtual ").unwrap_or_default().trim_end_matches(" = 0");
                let is_it = |m: &&crate::graph::Member| {
                    m.flags.has(MemberFlags::VIRTUAL) && !m.symbol.is_none() && graph.str(m.signature) == told
                };
                if let Some(member) = graph.members.of(class).iter().find(is_it) {
                    out.of_function.insert(graph.str(member.symbol), cause);
                }
            }
        }
    }
    out
}

fn is_of_class(change: &Change) -> bool {
    match &change.judgement {
        Judgement::Place(Evidence::Class(_)) => true,
        Judgement::Place(Evidence::Base(of_base)) => !matches!(of_base, BaseChange::Narrowed { .. }),
        _ => false,
    }
}

fn cause_of(comparison: &Comparison<'_>, changed: &Changed<'_>, symbol: &str) -> Option<ChangeId> {
    if let Some(&cause) = changed.of_function.get(symbol) {
        return Some(cause);
    }
    let view = mangled::view(symbol)?;
    let class = match view.what {
        What::OfClass(_) => view.name(),
        What::Destructor(_) => view.class()?,
        What::Thunk | What::Function => view.name().rsplit_once("::")?.0.to_owned(),
        _ => return None,
    };
    let name = cpp_name::canonical_text(&class);
    let &OfClass { pair, first, info } = changed.of_class.get(name.as_str())?;
    let is_destructor = matches!(view.what, What::Destructor(_));
    if is_destructor {
        // Only where the destructor itself became virtual, or no longer is.
        let of_it = |id: &&ChangeId| {
            let rule = comparison.changes[id.0 as usize].rule;
            matches!(rule, Rule::VirtualDestructorAdded | Rule::VirtualDestructorRemoved)
        };
        return comparison.pairs[pair.0 as usize].changes.iter().find(of_it).map(|id| {
            let change = &comparison.changes[id.0 as usize];
            if change.root { *id } else { change.causes.first().copied().unwrap_or(*id) }
        });
    }
    if view.what == What::Function {
        // What implements a function that the base got.
        let name = view.name();
        let of_it = of_bases(comparison, changed, pair)?;
        let member = comparison.changes[of_it.0 as usize].subject.member.as_deref();
        return (member == name.rsplit("::").next()).then_some(of_it);
    }
    let own = if symbol.starts_with("_ZTI") { info } else { first };
    own.or_else(|| of_bases(comparison, changed, pair))
}

/// What changed in a class that one derives of, on either side.
fn of_bases(comparison: &Comparison<'_>, changed: &Changed<'_>, pair: PairId) -> Option<ChangeId> {
    let pair = &comparison.pairs[pair.0 as usize];
    let up = |graph: &Graph, id: TypeId| {
        let mut work = vec![id];
        for _ in 0..FAR {
            let at = work.pop()?;
            for base in class::bases(graph, at) {
                let to = graph.strip(base.target);
                if let Some(&OfClass { first: Some(cause), .. }) = changed.of_class.get(graph.name(to)) {
                    return Some(cause);
                }
                work.push(to);
            }
        }
        None
    };
    up(comparison.old, pair.old?).or_else(|| up(comparison.new, pair.new?))
}
