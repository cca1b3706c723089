//! What the exports of both sides tell beside those that came or went: whose namespace it is, who emits tables.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::groups::{Group, Item, Side};
use super::keys;
use crate::graph::mangled::{self, Special, What};
use crate::graph::{Binding, Export, Flags, Graph, InnerCalls, Member, MemberFlags, NameId, Traits, TypeId, cpp_name};
use crate::ground::maps::FastMap;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::Emitted;

/// Namespaces of libraries that are mostly headers, or that others link statically.
const OTHERS: [&str; 23] = [
    "Catch",
    "Eigen",
    "absl",
    "asio",
    "boost",
    "cereal",
    "date",
    "doctest",
    "eastl",
    "folly",
    "fmt",
    "google",
    "gsl",
    "nlohmann",
    "oneapi",
    "pybind11",
    "range",
    "ranges",
    "rapidjson",
    "re2",
    "spdlog",
    "tbb",
    "testing",
];

/// See the module.
pub(super) struct Evidence<'g> {
    old: (&'g Graph, usize),
    new: (&'g Graph, usize),
    old_names: BTreeSet<&'g str>,
    new_names: BTreeSet<&'g str>,
    /// Namespaces, the outermost, of which either side exports strong symbols.
    owned: OnceCell<BTreeSet<&'g str>>,
    /// Classes of OLD by the symbols of their members.
    classes: OnceCell<FastMap<NameId, TypeId>>,
    /// Classes of OLD by their names.
    records: OnceCell<FastMap<&'g str, TypeId>>,
    /// Scopes of all exports of NEW.
    scopes: OnceCell<BTreeSet<String>>,
    /// Declarations of NEW without versioned namespaces, with the versions that they have.
    versions: OnceCell<BTreeSet<(String, Vec<String>)>>,
}

impl<'g> Evidence<'g> {
    pub(super) fn of(old: &'g Graph, i: usize, new: &'g Graph, j: usize) -> Self {
        let names = |graph: &'g Graph, object| of_object(graph, object).map(|e| graph.str(e.name)).collect();
        Self {
            old: (old, i),
            new: (new, j),
            old_names: names(old, i),
            new_names: names(new, j),
            owned: OnceCell::new(),
            classes: OnceCell::new(),
            records: OnceCell::new(),
            scopes: OnceCell::new(),
            versions: OnceCell::new(),
        }
    }

    /// Whether the side across has a symbol.
    pub(super) fn other_side_has(&self, side: Side, name: &str) -> bool {
        if side == Side::Old { self.new_names.contains(name) } else { self.old_names.contains(name) }
    }

    pub(super) fn new_has(&self, name: &str) -> bool {
        self.new_names.contains(name)
    }

    pub(super) fn both_have(&self, name: &str) -> bool {
        self.new_names.contains(name) && self.old_names.contains(name)
    }

    fn both(&self) -> impl Iterator<Item = (&'g Graph, &'g Export)> {
        let one = |(graph, object): (&'g Graph, usize)| of_object(graph, object).map(move |e| (graph, e));
        one(self.old).chain(one(self.new))
    }

    /// Whether a symbol is of another library's headers.
    pub(super) fn is_leaked(&self, group: &Group<'_>) -> bool {
        let Some(outer) = others_namespace(group.first().name) else { return false };
        if !group.is_weak() {
            return false;
        }
        let owned = self.owned.get_or_init(|| {
            // A library may specialize templates of the standard library for its own types, strongly.
            let counts = |name: &str| {
                mangled::view(name).is_some_and(|view| !view.is_instantiation() && !view.name().contains('<'))
            };
            let strong = self.both().filter(|(_, e)| e.binding == Binding::Global);
            strong
                .filter_map(|(graph, e)| {
                    let name = graph.str(e.name);
                    Some((others_namespace(name)?, name))
                })
                .filter(|(_, name)| counts(name))
                .map(|(outer, _)| outer)
                .collect()
        });
        !owned.contains(outer)
    }

    /// Who emits the tables of a class of OLD.
    pub(super) fn emitted(&self, class: &str, group: &Group<'_>) -> Emitted {
        if group.items.iter().any(|item| !item.is_weak()) {
            return Emitted::ByLibrary;
        }
        let (graph, object) = self.old;
        let mut out = Emitted::ByEverybody;
        let last = class.rsplit("::").next().unwrap_or(class);
        let name = last.split('<').next().unwrap_or(last);
        for e in of_object(graph, object).filter(|e| e.binding == Binding::Global && graph.str(e.name).contains(name)) {
            let Some(view) = mangled::view(graph.str(e.name)) else { continue };
            if view.scope().as_deref() != Some(class) {
                continue;
            }
            // A deleting destructor is that of a virtual one.
            if view.what == What::Destructor(b'0') {
                return Emitted::ByLibrary;
            }
            if matches!(view.what, What::Function) {
                match self.member(e.name) {
                    Some(member) if member.flags.has(MemberFlags::VIRTUAL) => return Emitted::ByLibrary,
                    Some(_) => {}
                    None => out = Emitted::Unclear,
                }
            }
        }
        out
    }

    fn class_of(&self, symbol: NameId) -> Option<TypeId> {
        let (graph, _) = self.old;
        let classes = self.classes.get_or_init(|| {
            let members = graph.members.by_class();
            members.flat_map(|(id, all)| all.iter().map(move |member| (member.symbol, id))).collect()
        });
        classes.get(&symbol).copied().filter(|_| !symbol.is_none())
    }

    /// The member function of a class of OLD that has a symbol, as debug information tells.
    fn member(&self, symbol: NameId) -> Option<&Member> {
        let (graph, _) = self.old;
        graph.members.of(self.class_of(symbol)?).iter().find(|member| member.symbol == symbol)
    }

    /// Whether a class that a symbol of OLD is a member of was instantiated because it was used: who asks for an
    /// instantiation gets all of its members.
    pub(super) fn is_implicit(&self, group: &Group<'_>) -> bool {
        let (graph, _) = self.old;
        let class = group.items.iter().find_map(|item| self.class_of(item.export.name));
        let no_function = [MemberFlags::DATA, MemberFlags::ARTIFICIAL, MemberFlags::PURE, MemberFlags::DELETED];
        let missing = |member: &&Member| {
            let name = graph.str(member.symbol);
            let is_plain =
                !no_function.iter().any(|&flag| member.flags.has(flag)) && !graph.str(member.name).contains('<');
            is_plain && !name.is_empty() && !self.old_names.contains(name)
        };
        class.is_some_and(|class| graph.members.of(class).iter().any(|member| missing(&member)))
    }

    /// A class of OLD by its name, as far as debug information describes it.
    pub(super) fn record(&self, name: &str) -> Option<TypeId> {
        let (graph, _) = self.old;
        let records = self.records.get_or_init(|| {
            let node = |id: &TypeId| graph.node(*id);
            let described = |id: &TypeId| node(id).kind.is_record() && !node(id).flags.has(Flags::DECLARATION);
            graph.ids().filter(described).map(|id| (graph.name(id), id)).collect()
        });
        records.get(name).or_else(|| records.get(cpp_name::canonical_text(name).as_str())).copied()
    }

    /// What a class of OLD is called as, as far as debug information describes it.
    pub(super) fn kind_of(&self, name: &str) -> Option<SubjectKind> {
        self.record(name).map(|id| SubjectKind::of(self.old.0.node(id).kind))
    }

    /// Whether no virtual table refers to a thunk, that of a class of consumers among them. One that adjusts by
    /// a fixed distance, or not at all, stands in the table of its own class if in any; by the offset of a virtual base
    /// only classes that derive may adjust. Compilers make some that no table wants.
    pub(super) fn is_untabled(&self, item: &Item<'_>) -> bool {
        let (graph, object) = if item.side == Side::Old { self.old } else { self.new };
        let by_distance = item.name.starts_with("_ZTh") || item.name.starts_with("_ZTch");
        let traits = graph.objects[object].linkage.traits;
        let has_tables = traits.has(Traits::TABLES_OF_ADDRESSES) && !traits.has(Traits::SYMBOLIC);
        let is_referred = |e: &Export| e.inner_calls != InnerCalls::None;
        if !by_distance || !has_tables || is_referred(item.export) || item.is_weak() {
            return false;
        }
        let Some(class) = item.view.scope() else { return false };
        let last = item.view.path.iter().nth_back(1).map_or("", |component| component.name.as_str());
        // Where tables refer to others of the class, they would to this one.
        let (mut has_table, mut names_others) = (false, false);
        for e in of_object(graph, object).filter(|e| graph.str(e.name).contains(last)) {
            let Some(view) = mangled::view(graph.str(e.name)) else { continue };
            has_table |= view.what == What::OfClass(Special::Table) && view.name() == class;
            let alike = e.binding == item.export.binding && e.visibility == item.export.visibility;
            let in_tables = e.inner_calls.by_name() || view.what == What::Thunk && e.inner_calls.by_place();
            names_others |= alike && in_tables && view.scope().as_deref() == Some(&*class);
        }
        has_table && names_others
    }

    /// Whether something of NEW stands in a scope.
    pub(super) fn new_has_scope(&self, wanted: &str) -> bool {
        let scopes = self.scopes.get_or_init(|| {
            let (graph, object) = self.new;
            of_object(graph, object).filter_map(|e| mangled::view(graph.str(e.name))?.scope()).collect()
        });
        let inside = [wanted, "::"].concat();
        scopes.contains(wanted) || scopes.range(inside.clone()..).next().is_some_and(|scope| scope.starts_with(&inside))
    }

    /// Whether NEW exports the declaration in another versioned namespace, and OLD did: which.
    pub(super) fn kept_version(&self, key: &str, own: &[String]) -> Option<Vec<String>> {
        let versions = self.versions.get_or_init(|| {
            let (graph, object) = self.new;
            let kept = of_object(graph, object).filter(|e| self.old_names.contains(graph.str(e.name)));
            kept.filter_map(|e| mangled::view(graph.str(e.name)))
                .map(|view| keys::without_scopes(&view.declaration(), |scope, _| keys::is_version(scope)))
                .filter(|(_, versions)| !versions.is_empty())
                .collect()
        });
        let from = (key.to_owned(), Vec::new());
        let mut of_key = versions.range(from..).take_while(|(k, _)| k == key);
        of_key.find(|(_, versions)| versions != own).map(|(_, versions)| versions.clone())
    }
}

fn of_object(graph: &Graph, object: usize) -> impl Iterator<Item = &Export> {
    graph.exports.iter().filter(move |e| !e.asked && e.object.0 as usize == object)
}

/// The outermost namespace of a mangled name, if that is one of other libraries.
pub(crate) fn others_namespace(name: &str) -> Option<&str> {
    outer_namespace(name).filter(|outer| cpp_name::is_standard(outer) || OTHERS.contains(outer))
}

/// The outermost namespace of a mangled name; of what is made of a type that of the type.
pub(super) fn outer_namespace(name: &str) -> Option<&str> {
    let mut rest = name.strip_prefix("_Z")?;
    for special in ["TV", "TI", "TS", "TT", "TC", "GV", "GR", "TW", "TH"] {
        if let Some(behind) = rest.strip_prefix(special) {
            rest = behind;
            break;
        }
    }
    if let Some(thunk) = rest.strip_prefix('T').filter(|t| t.starts_with(['h', 'v', 'c'])) {
        rest = &thunk[thunk.find(['N', 'S']).unwrap_or(0)..];
    }
    rest = rest.trim_start_matches('Z');
    let nested = rest.strip_prefix('N');
    rest = nested.map_or(rest, |nested| nested.trim_start_matches(['r', 'V', 'K', 'R', 'O']));
    if let Some(standard) = rest.strip_prefix('S') {
        return standard.starts_with(['t', 'a', 'b', 's', 'i', 'o', 'd']).then_some("std");
    }
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let length: usize = rest[..digits].parse().ok()?;
    // What has no scope is a function or class itself.
    rest.get(digits..digits.checked_add(length)?).filter(|_| nested.is_some())
}

#[cfg(test)]
mod tests {
    use super::outer_namespace;

    #[test]
    fn namespaces_are_found_in_names() {
        for (name, expected) in [
            ("_ZNSt6vectorIiSaIiEE4pushEv", Some("std")),
            ("_ZNKSs4sizeEv", Some("std")),
            ("_ZSt4swapIiEvRT_S1_", Some("std")),
            ("_ZTVNSt6thread11_State_implE", Some("std")),
            ("_ZTISt9exception", Some("std")),
            ("_ZN9__gnu_cxx3fooEv", Some("__gnu_cxx")),
            ("_ZN5boost3fooEv", Some("boost")),
            ("_ZZN5boost3fooEvE1x", Some("boost")),
            ("_ZGVZNSt3fooEvE1x", Some("std")),
            ("_ZThn16_N5boost1AD1Ev", Some("boost")),
            ("_Z3foov", None),
            ("_ZN1AC1Ev", Some("A")),
            ("foo", None),
        ] {
            assert_eq!(outer_namespace(name), expected, "{name}");
        }
    }
}
