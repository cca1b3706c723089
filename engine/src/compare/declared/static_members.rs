//! Who may name exported static members of classes: data members, and functions of classes that nothing leads to.
//!
//! No parameter leads from such an export to its class, so it is looked up by the name of the symbol, among the classes that
//! no export reaches, too.

use crate::compare::change::{Change, LinkId, Owner};
use crate::compare::symbols::{Exports, subject};
use crate::compare::types::Comparison;
use crate::graph::cpp_name::canonical_text;
use crate::graph::{Access, Binding, Export, Graph, Member, MemberFlags, NameId, SymbolKind, TypeId, mangled};
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::Said;

/// More classes of one name than units of one library define.
const MOST: usize = 16;

/// What a graph holds of static members.
struct Statics<'g> {
    graph: &'g Graph,
    /// Classes that have static data members, by name.
    classes: FastMap<&'g str, Vec<TypeId>>,
    /// Static functions by symbol.
    functions: FastMap<NameId, Vec<(TypeId, Access)>>,
}

impl<'g> Statics<'g> {
    fn of(graph: &'g Graph) -> Self {
        let mut out = Self { graph, classes: FastMap::default(), functions: FastMap::default() };
        for (id, members) in graph.members.by_class() {
            let mut has_data = false;
            for m in members {
                let is_data = m.flags.has(MemberFlags::DATA);
                has_data |= is_data;
                if !is_data && m.flags.has(MemberFlags::STATIC) && !m.symbol.is_none() {
                    out.functions.entry(m.symbol).or_default().push((id, m.flags.access()));
                }
            }
            if has_data {
                out.classes.entry(graph.name(id)).or_default().push(id);
            }
        }
        out
    }

    /// The class of which an export is a static member, and who may name that, if all definitions of the class agree. Of
    /// data debug information need not state the symbol.
    fn member(&self, e: &Export) -> Option<(TypeId, Access)> {
        let found: Vec<(TypeId, Access)> = if e.kind == SymbolKind::Function {
            self.functions.get(&e.name)?.clone()
        } else {
            let name = canonical_text(&mangled::view(self.graph.str(e.name))?.name());
            let (class, last) = split(&name)?;
            let is = |m: &&Member| m.flags.has(MemberFlags::DATA) && self.graph.str(m.name) == last;
            let of_class = |&id: &TypeId| Some((id, self.graph.members.of(id).iter().find(is)?.flags.access()));
            self.classes.get(class)?.iter().take(MOST).filter_map(of_class).collect()
        };
        let first = *found.first()?;
        found.iter().all(|other| other.1 == first.1).then_some(first)
    }
}

/// The class and the last part of a qualified name, of which only the class may have arguments.
fn split(name: &str) -> Option<(&str, &str)> {
    let (class, last) = name.rsplit_once("::")?;
    (!last.contains(['>', ')'])).then_some((class, last))
}

/// Compares who may name exported static members of both sides.
pub fn compare(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = comparison.whole;
    // Inline data, of which GCC does not state who may name it, is a weak or unique symbol.
    let counts = |e: &Export| {
        let of_kind = matches!(e.kind, SymbolKind::Function | SymbolKind::Object | SymbolKind::Tls);
        of_kind && (e.kind == SymbolKind::Function || e.binding == Binding::Global) && !e.asked
    };
    let names = comparison.old;
    let of_member = |e: &Export| counts(e) && names.str(e.name).starts_with("_ZN");
    let has_classes = |graph: &Graph| !graph.members.all().is_empty();
    if !has_classes(old_graph) || !has_classes(new_graph) || !comparison.old.exports.iter().any(of_member) {
        return;
    }
    let (old, new) = (Statics::of(old_graph), Statics::of(new_graph));
    for (link, &(i, j)) in exports.both.iter().enumerate() {
        let (e, f) = (&comparison.old.exports[i as usize], &comparison.new.exports[j as usize]);
        if !of_member(e) || !counts(f) {
            continue;
        }
        let Some(((a, from), (b, to))) = old.member(e).zip(new.member(f)) else { continue };
        // Of functions a class that was compared tells it.
        let told = e.kind == SymbolKind::Function && comparison.pair_of(a, b).is_some();
        if from == to || told {
            continue;
        }
        let (rule, reason) = if to > from {
            (Rule::AccessNarrowed, DeclaredReason::Narrowed { now: to })
        } else {
            (Rule::AccessWidened, DeclaredReason::Widened)
        };
        let facts = |access: Access| Some(Facts::saying(Said::Access(access)));
        let owner = Owner::Link(LinkId(link as u32));
        let sides = (facts(from), facts(to));
        comparison.add(Change::decided(rule, owner, subject(comparison.old, e), sides, reason));
    }
}
