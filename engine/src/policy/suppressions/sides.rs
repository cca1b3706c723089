//! What suppressions ask of the graph of one side: the types of a name, their members, and how libabigail spells a type.

use super::offsets::Field;
use crate::graph::{CHAIN, Edge, EdgeFlags, EdgeKind, Export, Flags, Graph, Kind, NEAR, NameId, TypeId, spell};
use crate::ground::maps::FastMap;

/// Members of one type that are looked at; those of a type without a name count as its holder's.
const FIELDS: usize = 1 << 16;

/// A graph with its types by name.
pub(super) struct Side<'g> {
    pub(super) graph: &'g Graph,
    named: FastMap<NameId, Vec<TypeId>>,
}

impl<'g> Side<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let mut named: FastMap<NameId, Vec<TypeId>> = FastMap::default();
        for id in graph.ids() {
            let node = graph.node(id);
            let counts = node.kind.is_tagged() || matches!(node.kind, Kind::Typedef | Kind::Base);
            if counts && !node.name.is_none() {
                named.entry(node.name).or_default().push(id);
            }
        }
        Self { graph, named }
    }

    /// The types that may be meant by a name: definitions where there are any. A typedef that gives a type without a name
    /// the only one that it has stands for that type, too.
    pub(super) fn called(&self, name: &str) -> Vec<TypeId> {
        let g = self.graph;
        let Some(ids) = g.names.find(name).and_then(|name| self.named.get(&name)) else { return Vec::new() };
        let mut out = ids.clone();
        for &id in ids.iter().filter(|&&id| g.node(id).kind == Kind::Typedef) {
            let target = g.strip(id);
            if g.node(target).kind.is_tagged() && g.node(target).name.is_none() {
                out.push(target);
            }
        }
        let defined: Vec<TypeId> =
            out.iter().copied().filter(|&id| !g.node(id).flags.has(Flags::DECLARATION)).collect();
        if defined.is_empty() { out } else { defined }
    }

    /// The one record of a name; `None` if there are several.
    pub(super) fn record(&self, name: &str) -> Option<TypeId> {
        let all = self.called(name);
        let mut records = all.into_iter().filter(|&id| self.graph.node(id).kind.is_record());
        records.next().filter(|_| records.next().is_none())
    }

    /// An export by name, module (or object) and version node. An object may have another name on this side: then it is the
    /// only export of that name.
    pub(super) fn export(&self, name: &str, module: &str, version: &str) -> Option<&'g Export> {
        let g = self.graph;
        let all = || {
            g.names.find(name).into_iter().flat_map(|name| g.exports_of(name)).filter(|e| g.str(e.version) == version)
        };
        all().find(|e| self.module(e) == module).or_else(|| all().next().filter(|_| all().count() == 1))
    }

    /// The module, or the object, of an export, as reports name it.
    pub(super) fn module(&self, export: &Export) -> &'g str {
        let info = &self.graph.objects[export.object.0 as usize];
        info.module.as_deref().unwrap_or(&info.name)
    }

    /// The other names of what an export stands for.
    pub(super) fn aliases(&self, export: &'g Export) -> impl Iterator<Item = &'g Export> {
        let place = move |e: &Export| (e.object, e.section, e.address, e.kind);
        self.graph.exports.iter().filter(move |e| place(e) == place(export) && e.name != export.name && e.address != 0)
    }
}

/// The data members of a type, in order.
pub(super) fn fields(g: &Graph, id: TypeId) -> Vec<Field> {
    let mut out = Vec::new();
    // What is left to do is on top.
    let mut todo: Vec<(u64, &Edge)> = Vec::new();
    let members = |id: TypeId| g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member).rev();
    todo.extend(members(id).map(|e| (0, e)));
    while let Some((base, edge)) = todo.pop() {
        if out.len() == FIELDS {
            break;
        }
        let at = base.saturating_add(u64::try_from(edge.value).unwrap_or(0));
        let target = g.strip(edge.target);
        if edge.name.is_none() && g.node(target).kind.is_record() && todo.len() < FIELDS {
            todo.extend(members(target).map(|e| (at, e)));
            continue;
        }
        let is_bits = edge.flags.has(EdgeFlags::BIT_FIELD);
        let bytes = || g.size_of(edge.target).unwrap_or(0).saturating_mul(8);
        let node = g.node(target);
        out.push(Field {
            name: g.str(edge.name).to_owned(),
            at,
            size: if is_bits { u64::from(edge.bit_size) } else { bytes() },
            is_flexible: node.kind == Kind::Array && node.flags.has(Flags::FLEXIBLE),
            is_fake: node.kind == Kind::Array && !node.flags.has(Flags::FLEXIBLE) && node.aux <= 1,
            spelt: spelt(g, edge.target),
        });
    }
    out
}

/// A type as libabigail spells it: `S*`, `const char*`, `unsigned long int`, `int[4]`. Of functions as C does.
pub(super) fn spelt(g: &Graph, id: TypeId) -> String {
    let (mut at, mut chain) = (id, Vec::new());
    for _ in 0..NEAR.min(CHAIN) {
        let kind = g.node(at).kind;
        if !(kind.is_pointer_like() || kind.is_qualifier() || kind == Kind::Array) {
            break;
        }
        chain.push(at);
        at = g.target(at);
    }
    let node = g.node(at);
    let mut out = match node.kind {
        Kind::Void => "void".to_owned(),
        Kind::Base => integer(g.name(at)),
        _ if node.name.is_none() || node.kind == Kind::Function => return spell::type_name(g, id),
        _ => g.name(at).to_owned(),
    };
    let mut dimensions = String::new();
    let mut behind = false;
    for &part in chain.iter().rev() {
        let node = g.node(part);
        if node.kind != Kind::Array {
            out.push_str(&std::mem::take(&mut dimensions));
        }
        match node.kind {
            Kind::Pointer => out.push('*'),
            Kind::Reference => out.push('&'),
            Kind::RvalueReference => out.push_str("&&"),
            Kind::Array if node.flags.has(Flags::FLEXIBLE) => dimensions.insert_str(0, "[]"),
            Kind::Array => dimensions.insert_str(0, &format!("[{}]", node.aux)),
            qualifier => {
                let word = match qualifier {
                    Kind::Const => "const",
                    Kind::Volatile => "volatile",
                    Kind::Restrict => "restrict",
                    _ => "_Atomic",
                };
                out = if behind { format!("{out} {word}") } else { format!("{word} {out}") };
            }
        }
        behind |= node.kind.is_pointer_like();
    }
    out + &dimensions
}

/// An integer type as libabigail spells it: `long unsigned int` is `unsigned long int`, and so is `unsigned long`.
pub(super) fn integer(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let known = |w: &&str| matches!(*w, "long" | "short" | "int" | "unsigned" | "signed" | "char");
    if !words.iter().all(known) {
        return name.to_owned();
    }
    let of = |wanted: &'static [&'static str]| words.iter().copied().filter(move |w| wanted.contains(w));
    let mut out: Vec<&str> = of(&["unsigned", "signed"]).chain(of(&["long", "short"])).collect();
    out.push(if words.contains(&"char") { "char" } else { "int" });
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_integer_have_one_order() {
        for (name, spelt) in [
            ("long unsigned int", "unsigned long int"),
            ("short unsigned int", "unsigned short int"),
            ("unsigned char", "unsigned char"),
            ("long long int", "long long int"),
            ("long", "long int"),
            ("unsigned", "unsigned int"),
            ("unsigned long long", "unsigned long long int"),
            ("char", "char"),
            ("int", "int"),
            ("long double", "long double"),
        ] {
            assert_eq!(integer(name), spelt);
        }
    }
}
