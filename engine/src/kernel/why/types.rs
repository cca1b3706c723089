//! The types that a kernel carries itself (BTF), made ready to be met by a module.
//!
//! BTF calls every function an interface and knows no `EXPORT_SYMBOL`: what is not exported goes. It gives functions of assembler
//! a prototype without result and parameters, as it gives those that have none: those are taken for untyped. It holds no type of a
//! variable but for per-CPU ones: a variable whose type the module tells by the name of a struct stands for that struct, and
//! `module_layout`, whose CRC every module has, stands for `struct module`.

use std::collections::BTreeSet;

use crate::graph::interface::says_something;
use crate::graph::{Export, Flags, Graph, Kind, NEAR, NameId, SymbolKind, TypeId, Untyped};
use crate::ground::maps::FastMap;

/// The symbol whose CRC stands for `struct module`.
const LAYOUT: &str = "module_layout";

/// Leaves of a BTF what a kernel exports. `old`: what the module was built against, which says how a symbol is bound.
pub(super) fn only_exports(new: &mut Graph, is_exported: impl Fn(&str) -> bool, old: Option<&Graph>) {
    let mut exports = std::mem::take(&mut new.exports);
    exports.retain(|e| is_exported(new.str(e.name)));
    for e in &mut exports {
        if e.type_id.is_some_and(|t| !says_something(new, t)) {
            (e.type_id, e.untyped) = (None, Untyped::Stated);
        }
        let Some(name) = old.and_then(|old| old.names.find(new.str(e.name))) else { continue };
        if let Some(known) = old.and_then(|old| old.exports_of(name).next()) {
            (e.kind, e.binding, e.visibility) = (known.kind, known.binding, known.visibility);
            (e.size, e.alignment, e.read_only) = (known.size, known.alignment, known.read_only);
            e.variant_pcs = known.variant_pcs;
        }
    }
    new.exports = exports;
}

/// Lets the structs behind variables that BTF does not describe stand for them. `told`: a graph that has them, that of a module with
/// its imports for exports, or what it was built against. `wanted`: which count.
pub(super) fn stand_ins(told: &mut Graph, new: &mut Graph, wanted: impl Fn(&str) -> bool) {
    let known: BTreeSet<&str> = new.exports.iter().filter(|e| e.type_id.is_some()).map(|e| new.str(e.name)).collect();
    let found = Structs::of(new);
    let mut pairs: Vec<(String, TypeId)> = Vec::new();
    for i in 0..told.exports.len() {
        let (name, Some(t)) = (told.str(told.exports[i].name), told.exports[i].type_id) else { continue };
        if known.contains(name) || !wanted(name) {
            continue;
        }
        let own = element(told, t);
        if let Some(met) = found.like(told, own, new) {
            pairs.push((name.to_owned(), met));
            told.exports[i].type_id = Some(own);
        }
    }
    stand(new, pairs);
}

/// Lets `struct module` stand for `module_layout`, which no module imports, as the module and the kernel have it.
pub(super) fn layout(module: &mut Graph, new: &mut Graph) {
    let of = |g: &Graph| Structs::of(g).by_name.get("module").copied().flatten();
    if let (Some(built), Some(met), Some(mut export)) = (of(module), of(new), module.exports.first().cloned()) {
        export.name = module.names.intern(LAYOUT);
        export.type_id = Some(built);
        module.exports.push(export);
        sort(module);
        stand(new, vec![(LAYOUT.to_owned(), met)]);
    }
}

/// Gives types to symbols.
fn stand(new: &mut Graph, pairs: Vec<(String, TypeId)>) {
    let Some(template) = new.exports.first().cloned() else { return };
    let named: Vec<(NameId, TypeId)> = pairs.into_iter().map(|(name, met)| (new.names.intern(&name), met)).collect();
    let replaced: BTreeSet<NameId> = named.iter().map(|(name, _)| *name).collect();
    new.exports.retain(|e| !replaced.contains(&e.name));
    let kind = SymbolKind::Object;
    new.exports.extend(named.into_iter().map(|(name, met)| Export {
        name,
        kind,
        type_id: Some(met),
        size: 0,
        ..template.clone()
    }));
    sort(new);
}

fn sort(g: &mut Graph) {
    let names = &g.names;
    g.exports.sort_by(|a, b| names.get(a.name).cmp(names.get(b.name)));
}

/// Takes from arrays that they are vectors, which BTF does not say.
pub(super) fn without_vectors(g: &mut Graph) {
    for node in &mut g.nodes {
        node.flags.0 &= !Flags::VECTOR.0;
    }
}

/// Bytes of structs and unions (`struct NAME`), of those names that just one has.
pub(super) fn sizes(g: &Graph) -> FastMap<String, u64> {
    let all = Structs::of(g).by_name.into_iter().filter_map(|(name, id)| Some((name, id?)));
    let spelt = |(name, id): (String, TypeId)| {
        let word = if g.node(id).kind == Kind::Struct { "struct" } else { "union" };
        (format!("{word} {name}"), g.node(id).byte_size)
    };
    all.map(spelt).collect()
}

/// What a variable is an array of, or itself: without qualifiers, which change nothing that a module meets.
fn element(g: &Graph, mut t: TypeId) -> TypeId {
    for _ in 0..NEAR {
        let kind = g.node(t).kind;
        if kind != Kind::Array && kind != Kind::Typedef && !kind.is_qualifier() {
            break;
        }
        t = g.target(t);
    }
    t
}

/// Definitions of structs and unions by name, none where there are several; pointers and qualifiers by what they stand before.
struct Structs {
    by_name: FastMap<String, Option<TypeId>>,
    before: FastMap<(Kind, TypeId), TypeId>,
}

impl Structs {
    fn of(g: &Graph) -> Self {
        let (mut by_name, mut before) = (FastMap::default(), FastMap::default());
        for id in g.ids() {
            let node = g.node(id);
            match node.kind {
                Kind::Struct | Kind::Union if !node.name.is_none() && !node.flags.has(Flags::DECLARATION) => {
                    by_name.entry(g.name(id).to_owned()).and_modify(|slot| *slot = None).or_insert(Some(id));
                }
                kind if kind == Kind::Pointer || kind.is_qualifier() => {
                    before.entry((kind, g.target(id))).or_insert(id);
                }
                _ => {}
            }
        }
        Self { by_name, before }
    }

    /// The type of this graph that is called as another graph's is: a struct, or a pointer to one.
    fn like(&self, other: &Graph, mut t: TypeId, own: &Graph) -> Option<TypeId> {
        let mut chain = Vec::new();
        while chain.len() < NEAR && (other.node(t).kind == Kind::Pointer || other.node(t).kind.is_qualifier()) {
            chain.push(other.node(t).kind);
            t = other.target(t);
        }
        let mut id = self.by_name.get(other.name(t)).copied().flatten()?;
        if own.node(id).kind != other.node(t).kind {
            return None;
        }
        for kind in chain.into_iter().rev() {
            id = *self.before.get(&(kind, id))?;
        }
        Some(id)
    }
}
