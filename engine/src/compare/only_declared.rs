//! Classes of C++ that are only declared because their compiler left the definition out of a unit, though code passes,
//! returns or holds them by value: clang does so with classes whose constructors other units emit
//! (`-fno-standalone-debug`, its default), all compilers with classes whose virtual table another object emits.
//!
//! By value its layout counts, and is not known. Behind a pointer it may be opaque, as a type of C is: whether consumers see
//! more of it, headers tell, and functions that the library defines of it. Classes of other libraries are no promise of this
//! one: a note says that they were not compared.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::others::{Own, Owners};
use crate::graph::cpp_name::{FUNDAMENTAL, arguments, canonical_text, is_standard};
use crate::graph::{EdgeKind, Export, Flags, Graph, Kind, TypeId, mangled};
use crate::ground::headers::{PublicHeaders, is_system};
use crate::ground::maps::FastMap;
use crate::rules::doubt::{Doubtful, Side};

/// Where a side uses such classes.
#[derive(Debug, Default)]
pub(super) struct OnlyDeclared {
    /// Types that hold, take or return a class of the library by value, and the class.
    pub(super) uses: Vec<(TypeId, TypeId)>,
    /// Classes of the library that are used so.
    own: BTreeSet<TypeId>,
    /// Names of those of other libraries.
    pub(super) foreign: BTreeSet<String>,
    /// Classes of the library that exports reach by pointers and references alone.
    pointed: Vec<TypeId>,
}

impl OnlyDeclared {
    /// Of the one graph; the other one may know whose a class is.
    pub(super) fn of(graph: &Graph, other: &Graph, owners: &Owners<'_>) -> Self {
        let mut out = Self::default();
        let left_out: Vec<TypeId> = graph.ids().filter(|&id| is_left_out(graph, id)).collect();
        if left_out.is_empty() {
            return out;
        }
        let by_value = |kind| matches!(kind, EdgeKind::Member | EdgeKind::Base | EdgeKind::Param | EdgeKind::Return);
        let mut found: Vec<(TypeId, TypeId)> = Vec::new();
        for id in graph.ids() {
            let parts = graph.edges(id).iter().filter(|e| by_value(e.kind));
            found.extend(parts.filter_map(|e| Some((id, value(graph, e.target)?))));
        }
        let variables = graph.exports.iter().filter_map(|e| value(graph, e.type_id?));
        let mut classes: BTreeMap<TypeId, bool> = variables.map(|class| (class, true)).collect();
        let functions: BTreeSet<TypeId> = graph.exports.iter().filter_map(|e| e.type_id).collect();
        for &(holder, class) in &found {
            *classes.entry(class).or_default() |= graph.node(holder).kind.is_record() || functions.contains(&holder);
        }
        let whose = Whose::of(graph, other, owners.own());
        for (class, is_whole) in classes {
            if whose.is_foreign(graph, class, is_whole) {
                out.foreign.insert(graph.name(class).to_owned());
            } else {
                out.own.insert(class);
            }
        }
        out.uses = found.into_iter().filter(|f| out.own.contains(&f.1)).collect();
        let told = |id: TypeId| out.own.contains(&id) || out.foreign.contains(graph.name(id));
        let end = graph.reached();
        let reached = left_out.into_iter().filter(|id| id.index() < end);
        out.pointed = reached.filter(|&id| !told(id) && !whose.is_foreign(graph, id, false)).collect();
        out
    }

    /// The class of the library that a variable of this type is or consists of.
    pub(super) fn held(&self, graph: &Graph, variable: TypeId) -> Option<TypeId> {
        if self.own.is_empty() { None } else { value(graph, variable).filter(|class| self.own.contains(class)) }
    }
}

/// Classes of the library behind pointers that a side only declares: consumers who see the definition call and read what
/// was not compared.
///
/// That they see it is certain where a public header defines the class, or where the library defines functions of it. Where
/// both sides' headers write the same definition, nothing of it changed. `same_input`: both sides are one build.
pub(super) fn behind_pointers(
    sides: [(&Graph, &OnlyDeclared); 2],
    owners: &Owners<'_>,
    headers: &PublicHeaders,
    same_input: &dyn Fn() -> bool,
) -> impl Iterator<Item = Doubtful> + use<> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut unclear: BTreeMap<String, usize> = BTreeMap::new();
    for (graph, declared) in sides {
        for &id in &declared.pointed {
            let name = graph.name(id);
            let certain = match headers.is_empty() {
                true => owners.own().defines_of(name),
                false if !headers.define(name) || headers.agree(name) == Some(true) => continue,
                false => true,
            };
            // Of one build nothing differs that its headers do not write differently.
            let same = certain && headers.agree(name) != Some(false) && same_input();
            if same && !headers.is_empty() {
                continue;
            }
            if certain && !same {
                seen.insert(name.to_owned());
            } else {
                *unclear.entry(name.to_owned()).or_default() += 1;
            }
        }
    }
    // Of what one side defines and nobody surely sees, another note tells.
    let unclear: BTreeSet<String> = unclear.into_iter().filter(|(_, sides)| *sides == 2).map(|u| u.0).collect();
    let by_header = !headers.is_empty();
    let certain = (!seen.is_empty()).then_some(Doubtful::SeenAndDeclared { classes: seen, by_header });
    let unclear = (!unclear.is_empty()).then_some(Doubtful::PerhapsOpaque { classes: unclear });
    certain.into_iter().chain(unclear)
}

/// Whether a record is only declared, and its declaration does not say that it is opaque.
pub(crate) fn is_left_out(graph: &Graph, id: TypeId) -> bool {
    let node = graph.node(id);
    let thin = node.flags.has(Flags::THIN) || node.flags.has(Flags::THIN_IF_DYNAMIC);
    thin && node.flags.has(Flags::DECLARATION) && node.kind.is_record() && !node.name.is_none()
}

/// The class of that sort which a type is or consists of.
pub(crate) fn value(graph: &Graph, mut id: TypeId) -> Option<TypeId> {
    for _ in 0..crate::graph::NEAR {
        let kind = graph.node(id).kind;
        if !(matches!(kind, Kind::Typedef | Kind::Array) || kind.is_qualifier()) {
            break;
        }
        id = graph.target(id);
    }
    is_left_out(graph, id).then_some(id)
}

/// What tells whose a class is.
struct Whose<'g> {
    own: &'g Own<'g>,
    /// Classes of which the graph asks others for a member, a table or type information.
    asked: BTreeSet<String>,
    /// The files in which the other side declares its classes.
    files: FastMap<&'g str, &'g str>,
    sides: [&'g Graph; 2],
    /// Names of what both sides describe alike, once somebody asks.
    alike: OnceCell<BTreeSet<&'g str>>,
}

impl<'g> Whose<'g> {
    fn of(graph: &'g Graph, other: &'g Graph, own: &'g Own<'g>) -> Self {
        let scope = |e: &Export| {
            let view = mangled::view(graph.str(e.name))?;
            view.class().or_else(|| view.scope())
        };
        let asked = graph.asked.iter().filter_map(scope).collect();
        let located = |id: &TypeId| other.node(*id).kind.is_record() && !other.positions[id.index()].file.is_none();
        let files = other.ids().filter(located).map(|id| (other.name(id), other.str(other.positions[id.index()].file)));
        Self { own, asked, files: files.collect(), sides: [graph, other], alike: OnceCell::new() }
    }

    /// Whether another library defines the class, and all that its arguments name. `is_whole`: code of this one needs the
    /// definition; a type of a function that it points to may name what is incomplete.
    fn is_foreign(&self, graph: &Graph, class: TypeId, is_whole: bool) -> bool {
        let name = graph.name(class);
        let is_exported = self.own.defines_of(name);
        if is_whole && !graph.node(class).flags.has(Flags::THIN) && !is_exported {
            // Its virtual table is another object's.
            return true;
        }
        let outer = name.split("::").next().unwrap_or(name);
        if !graph.node(class).flags.has(Flags::THIN) && is_standard(outer) && !self.own.is_standard {
            // A template that no unit instantiates: pure functions may return it.
            return true;
        }
        let is_alike = |class: &str| self.alike.get_or_init(|| alike(self.sides)).contains(class);
        if !arguments(name.as_bytes()).iter().all(|&(a, b)| names_no_class(&name[a..b], is_alike)) {
            return false;
        }
        if is_standard(outer) {
            return !self.own.is_standard;
        }
        if is_exported {
            return false;
        }
        self.asked.contains(name)
            || self.asked.contains(&canonical_text(name))
            || is_system(graph.str(graph.positions[class.index()].file))
            || self.files.get(name).is_some_and(|file| is_system(file))
    }
}

/// Names of the types that both sides describe, and alike.
fn alike<'g>(sides: [&'g Graph; 2]) -> BTreeSet<&'g str> {
    let described = |graph: &'g Graph| {
        let is = |id: &TypeId| {
            let node = graph.node(*id);
            node.kind.is_tagged() && !node.name.is_none() && !node.flags.has(Flags::DECLARATION)
        };
        graph.ids().filter(is).map(move |id| (graph.name(id), graph.deep[id.index()]))
    };
    // One name may stand for several types, of which all have to be on both sides.
    let by_name = |graph: &'g Graph| {
        let mut all: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
        for (name, hash) in described(graph) {
            all.entry(name).or_default().insert(hash);
        }
        all
    };
    let (one, other) = (by_name(sides[0]), by_name(sides[1]));
    one.into_iter().filter(|(name, hashes)| other.get(name) == Some(hashes)).map(|(name, _)| name).collect()
}

/// Whether an argument of a template names fundamental types and classes of the standard library alone, and others of which
/// nothing changed. Names that begin with two underscores are the implementation's (C++, `lex.name`).
fn names_no_class(argument: &str, is_alike: impl Fn(&str) -> bool) -> bool {
    const WORDS: [&str; 5] = ["const", "false", "nullptr", "true", "volatile"];
    let separates = |c: char| !(c == '_' || c == ':' || c.is_alphanumeric());
    argument.split(separates).filter(|word| !word.is_empty()).all(|word| {
        let first = word.split("::").find(|part| !part.is_empty()).unwrap_or_default();
        // What follows `>` in `A<int>::type` is a part of what stands before.
        word.starts_with("::")
            || first.starts_with(|c: char| c.is_ascii_digit())
            || FUNDAMENTAL.contains(&first)
            || WORDS.contains(&first)
            || is_standard(first)
            || word.starts_with("__")
            || is_alike(word)
    })
}

/// Classes that one side defines and the other, for no reason of the source, only declares.
#[derive(Debug, Default)]
pub struct LeftOut {
    found: BTreeMap<Side, BTreeSet<String>>,
    /// What something else is said of.
    told: BTreeSet<String>,
}

impl LeftOut {
    /// One that this side only declares.
    pub fn add(&mut self, side: Side, name: &str) {
        self.found.entry(side).or_default().insert(name.to_owned());
    }

    /// Somebody else tells of these classes, named with or without their key.
    pub fn tell(&mut self, classes: impl Iterator<Item = String>) {
        let bare = |class: &str| {
            ["struct ", "class ", "union "].iter().find_map(|key| class.strip_prefix(key)).map(str::to_owned)
        };
        self.told.extend(classes.map(|class| bare(&class).unwrap_or(class)));
    }

    /// Each side that declares some, how many, and the first of them.
    pub fn sides(&self) -> impl Iterator<Item = (Side, usize, &String)> {
        self.found.iter().filter_map(|(side, names)| {
            let mut left = names.difference(&self.told);
            let first = left.next()?;
            Some((*side, 1 + left.count(), first))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_sides_describe_alike_is_no_doubt() {
        let is_alike = |class: &str| class == "lib::known";
        assert!(names_no_class("std::less<lib::known>", is_alike));
        assert!(!names_no_class("std::less<lib::other>", is_alike));
    }

    #[test]
    fn arguments_of_the_standard_library_are_told() {
        for text in [
            "int",
            "const char*",
            "std::allocator<unsigned long>",
            "3",
            "std::pair<int, char>::type",
            "void (int)",
            "__mbstate_t",
        ] {
            assert!(names_no_class(text, |_| false), "{text}");
        }
        for text in ["span", "std::allocator<span>", "lib::std*", "std::pair<int, lib::box>", "(anonymous)::x"] {
            assert!(!names_no_class(text, |class| class == "lib::known"), "{text}");
        }
    }
}
