//! Libraries between: who takes from a library that is rebuilt something that holds a type which changed is hit, too, whether it
//! needs the library that changed or not.
//!
//! A library that is built again with another `struct conf` has another interface itself, as far as that holds the type. Which of its
//! exports do, a walk backwards from the types tells; who takes one of those and knows such a type may not go on as it is. Whether
//! it notices depends on what it does with it, so that is no certain reason. Each library is looked at once.

use std::collections::{BTreeMap, VecDeque};

use petgraph::visit::{Bfs, IntoNeighbors, Reversed, VisitMap, Visitable};

use super::standing::Judged;
use crate::compare::evidence;
use crate::consumers::known::{Known, definitions, is_known};
use crate::consumers::program::{Links, Told};
use crate::graph::spell::type_name;
use crate::graph::walk::Backwards;
use crate::graph::{Graph, Kind, TypeId};
use crate::ground::maps::FastSet;
use crate::ground::options::{DebugInfo, Options};
use crate::model::deps::Standing;
use crate::model::report::Finding;
use crate::read::input::ObjectSource;
use crate::read::load::{load_consumer, load_provider};
use crate::rules::facts::SubjectKind;

/// What an export of a library that is rebuilt says of who takes it.
enum Reach {
    /// It reaches this type, which changed.
    Holds(String),
    /// Its type is not known.
    Unknown,
}

/// Judges anew who takes from what is rebuilt. `source`: where a program is read from. `findings`: all that any program meets.
pub(super) fn pass_on(
    source: impl Fn(usize) -> Option<ObjectSource>,
    told: &[Told],
    judged: &mut [Judged],
    findings: &[Finding],
    o: &Options,
) {
    let changed: FastSet<&str> =
        findings.iter().filter(|f| f.root && is_of_type(f)).map(|f| f.subject.whole_name()).collect();
    if o.debug_info == DebugInfo::Symbols || changed.is_empty() {
        return;
    }
    let links = |at: usize| told[at].links.as_ref();
    let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in 0..told.len() {
        for name in links(at).map_or(&[][..], |links| &links.needed) {
            users.entry(name).or_default().push(at);
        }
    }
    // Of each program that somebody asked about, whether it knows a type that changed.
    let mut known: BTreeMap<usize, bool> = BTreeMap::new();
    let mut waiting: VecDeque<usize> = (0..judged.len()).filter(|&at| judged[at].standing.is_affected()).collect();
    while let Some(at) = waiting.pop_front() {
        let Some(name) = links(at).and_then(|links| links.loaded_as.as_deref()) else { continue };
        let may_stay = |user: &&usize| matches!(judged[**user].standing, Standing::Stays | Standing::NotConcerned);
        let open: Vec<usize> = users.get(name).into_iter().flatten().filter(may_stay).copied().collect();
        if open.is_empty() {
            continue;
        }
        let library = source(at).and_then(|source| load_provider(&source, o).ok());
        let exports = library.map(|library| interface(&library.graph, &changed));
        for user in open {
            let Some(links) = links(user) else { continue };
            let (standing, why) = match exports.as_ref().map(|exports| taken(exports, links)) {
                Some(None) => continue,
                Some(Some((symbol, Reach::Holds(what)))) => {
                    let text = format!("it takes `{symbol}` of {name}, which has another `{what}` once it is rebuilt");
                    (Standing::Rebuild, text)
                }
                Some(Some((symbol, Reach::Unknown))) => {
                    let text = format!(
                        "it takes `{symbol}` of {name}, which must be rebuilt: whether what changed is in it, no debug information says"
                    );
                    (Standing::CannotTell, text)
                }
                None => {
                    let text = format!("it needs {name}, which must be rebuilt, and whose types cannot be read");
                    (Standing::CannotTell, text)
                }
            };
            if *known.entry(user).or_insert_with(|| source(user).is_none_or(|source| knows(&source, &changed, o))) {
                judged[user] = Judged { standing, certain: false, why, notes: Vec::new() };
                waiting.extend(standing.is_affected().then_some(user));
            }
        }
    }
}

fn is_of_type(f: &Finding) -> bool {
    f.subject.kind.is_record() || matches!(f.subject.kind, SubjectKind::Enum | SubjectKind::Typedef)
}

/// The exports that reach a type that changed, or whose types are not known, by name.
fn interface(g: &Graph, changed: &FastSet<&str>) -> BTreeMap<String, Reach> {
    let is_changed = |id: &TypeId| {
        let node = g.node(*id);
        (node.kind.is_tagged() || node.kind == Kind::Typedef) && !node.name.is_none() && changed.contains(g.name(*id))
    };
    let mut reached: Vec<Option<TypeId>> = vec![None; g.len()];
    let mut walk = Bfs { stack: g.ids().filter(is_changed).collect(), discovered: g.visit_map() };
    for &id in &walk.stack {
        reached[id.index()] = Some(id);
        walk.discovered.visit(id);
    }
    let back = Backwards::new(g);
    while let Some(at) = walk.next(Reversed(&back)) {
        for owner in Reversed(&back).neighbors(at) {
            reached[owner.index()] = reached[owner.index()].or(reached[at.index()]);
        }
    }
    let mut out = BTreeMap::new();
    for (export, lack) in g.exports.iter().zip(evidence::lacks(g)) {
        let holds = export.type_id.and_then(|t| reached[t.index()]).map(|id| Reach::Holds(type_name(g, id)));
        let unknown = || (is_known(g, export, lack) == Known::No).then_some(Reach::Unknown);
        if let Some(reach) = holds.or_else(unknown) {
            out.insert(g.str(export.name).to_owned(), reach);
        }
    }
    out
}

/// What a program takes of that: what holds a type before what may.
fn taken<'a>(exports: &'a BTreeMap<String, Reach>, user: &Links) -> Option<(&'a str, &'a Reach)> {
    let all = user.wanted.iter().filter_map(|symbol| exports.get_key_value(symbol));
    let all = all.map(|(symbol, reach)| (symbol.as_str(), reach));
    all.min_by_key(|(symbol, reach)| (matches!(reach, Reach::Unknown), *symbol))
}

/// Whether a program may know the definition of a type that changed. What its debug information does not define it cannot notice;
/// that of C++ leaves definitions out.
fn knows(source: &ObjectSource, changed: &FastSet<&str>, o: &Options) -> bool {
    let Ok(program) = load_consumer(source, o) else { return true };
    let has_types = program.graph.objects.iter().any(|object| object.units > 0);
    !has_types
        || program.graph.has_cpp()
        || definitions(&program.graph).iter().any(|name| changed.contains(name.as_str()))
}
