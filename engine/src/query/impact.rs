//! Who reaches a type: exports and modules, by value or by pointer, with the shortest path of each.
//!
//! Two breadth-first searches run backwards from the type over the edges of the graph, one over all of them, one
//! over those along which a value lies in a value (everything but pointers and references). An export that the
//! second one meets holds, takes or returns the type by value; the others reach it behind a pointer.

use std::collections::BTreeMap;

use petgraph::visit::{Bfs, EdgeFiltered, EdgeRef, IntoEdges, Reversed, VisitMap, Visitable};

use super::show;
use crate::graph::through::Through;
use crate::graph::walk::Backwards;
use crate::graph::{Export, Flags, Graph, Kind, TypeId, spell};
use crate::ground::diagnostic::Diagnostic;
use crate::model::reached::{By, Counts, Dominator, HALF_PATH, Module, Reached, Reaching, SCHEMA, Step, Variant};
use crate::rules::facts::SubjectKind;

/// A search backwards from some types.
struct Search {
    /// For each node the edge (index into all edges) that leads towards the nearest type; `u32::MAX` for a type
    /// itself and for what does not reach any.
    next: Vec<u32>,
    /// Index of that type, `u32::MAX` for what does not reach any.
    ends: Vec<u32>,
}

/// Whether what the node refers to lies inside it.
fn holds(kind: Kind) -> bool {
    !kind.is_pointer_like() && kind != Kind::PtrToMember
}

fn search(g: &Graph, back: &Backwards<'_>, ends: &[TypeId], by: By) -> Search {
    let mut out = Search { next: vec![u32::MAX; g.len()], ends: vec![u32::MAX; g.len()] };
    let ways = EdgeFiltered::from_fn(Reversed(back), |way| by == By::Pointer || holds(g.node(way.target()).kind));
    let mut walk = Bfs { stack: ends.iter().copied().collect(), discovered: ways.visit_map() };
    for (i, id) in (0..).zip(ends) {
        walk.discovered.visit(*id);
        out.ends[id.index()] = i;
    }
    while let Some(at) = walk.next(&ways) {
        // What was not met before was met from here.
        for way in ways.edges(at) {
            let owner = way.target().index();
            if out.ends[owner] == u32::MAX {
                out.ends[owner] = out.ends[at.index()];
                out.next[owner] = way.id().0;
            }
        }
    }
    out
}

/// Who reaches the types called `name` (as [`show::show`] reads it; not symbols). `None` if there is none.
#[must_use]
pub fn impact(g: &Graph, input: &str, name: &str, diagnostics: &[Diagnostic]) -> Option<Reached> {
    let mut types = show::types_called(g, name);
    let place = |id: &TypeId| (g.str(g.positions[id.index()].file), g.positions[id.index()].line, g.deep[id.index()]);
    types.sort_by(|a, b| place(a).cmp(&place(b)));
    if types.is_empty() {
        return None;
    }
    let back = Backwards::new(g);
    let by_value = search(g, &back, &types, By::Value);
    let any = search(g, &back, &types, By::Pointer);
    let mut out = Reached {
        schema: SCHEMA.into(),
        input: input.to_owned(),
        name: name.to_owned(),
        variants: types.iter().map(|&id| variant(g, id)).collect(),
        counts: Counts {
            of_exports: g.exports.len(),
            of_modules: g.objects.len(),
            untyped: g.exports.iter().filter(|e| e.type_id.is_none()).count(),
            ..Counts::default()
        },
        dominators: Vec::new(),
        modules: Vec::new(),
        exports: Vec::new(),
        diagnostics: diagnostics.to_vec(),
    };
    let mut modules: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for e in &g.exports {
        let Some(t) = e.type_id else { continue };
        let (by, found) = if by_value.ends[t.index()] != u32::MAX {
            (By::Value, &by_value)
        } else if any.ends[t.index()] != u32::MAX {
            (By::Pointer, &any)
        } else {
            continue;
        };
        let variant = found.ends[t.index()] as usize;
        out.variants[variant].exports += 1;
        let module = modules.entry(module(g, e)).or_default();
        module.0 += 1;
        module.1 += usize::from(by == By::Value);
        let (pointer, path, left_out) = path(g, found, t);
        out.exports.push(Reaching {
            name: g.str(e.name).to_owned(),
            module: self::module(g, e),
            version: (!e.version.is_none()).then(|| g.str(e.version).to_owned()),
            by,
            variant,
            declaration: declaration(g, e, t),
            pointer,
            path,
            left_out,
        });
    }
    out.exports.sort_by(|a, b| (&a.name, &a.module, &a.version).cmp(&(&b.name, &b.module, &b.version)));
    out.modules = modules.into_iter().map(|(name, (exports, by_value))| Module { name, exports, by_value }).collect();
    out.modules.sort_by(|a, b| b.exports.cmp(&a.exports).then_with(|| a.name.cmp(&b.name)));
    out.counts.exports = out.exports.len();
    out.counts.by_value = out.exports.iter().filter(|e| e.by == By::Value).count();
    out.counts.by_pointer = out.counts.exports - out.counts.by_value;
    out.counts.modules = out.modules.len();
    out.dominators = Through::new(g).of(&types).map(|id| dominator(g, id, out.counts.exports)).collect();
    out.dominators.reverse();
    Some(out)
}

fn dominator(g: &Graph, id: TypeId, exports: usize) -> Dominator {
    let kind = SubjectKind::of(g.node(id).kind);
    let target = g.target(id);
    let called = kind == SubjectKind::Typedef && matches!(g.node(target).kind, Kind::Pointer | Kind::Function);
    let declaration = called.then(|| spell::declaration(g, target, g.name(id)));
    Dominator { kind, name: g.name(id).to_owned(), declaration, exports }
}

fn variant(g: &Graph, id: TypeId) -> Variant {
    let pos = g.positions[id.index()];
    let type_ = match g.node(id).kind {
        Kind::Typedef => format!("typedef {}", spell::declaration(g, g.target(id), g.name(id))),
        _ => spell::type_name(g, id),
    };
    let file = g.str(pos.file);
    Variant {
        type_,
        file: file.strip_prefix("./").unwrap_or(file).to_owned(),
        line: pos.line,
        byte_size: g.size_of(id),
        declaration: g.node(id).flags.has(Flags::DECLARATION),
        exports: 0,
    }
}

fn module(g: &Graph, e: &Export) -> String {
    g.objects.get(e.object.0 as usize).map_or_else(String::new, |o| o.module.clone().unwrap_or_else(|| o.name.clone()))
}

fn declaration(g: &Graph, e: &Export, t: TypeId) -> String {
    let name = g.str(e.name);
    if g.node(t).kind == Kind::Function { spell::function(g, t, name) } else { spell::declaration(g, t, name) }
}

/// Whether a step of a path is told: a member, or a typedef that says more than its target.
fn is_told(g: &Graph, at: TypeId, target: TypeId) -> bool {
    let kind = g.node(at).kind;
    kind.is_record() || kind == Kind::Typedef && matches!(g.node(target).kind, Kind::Pointer | Kind::Function)
}

/// Whether a pointer stands before the first member on the way from `start`, the members of both ends of the way, and
/// how many are left out between them. A search tree has no cycles, so it ends.
fn path(g: &Graph, found: &Search, start: TypeId) -> (bool, Vec<Step>, Option<usize>) {
    let mut total = 0;
    let mut at = start;
    while let Some(edge) = g.edges.get(found.next[at.index()] as usize) {
        total += usize::from(is_told(g, at, edge.target));
        at = edge.target;
    }
    let gap = if total > 2 * HALF_PATH { HALF_PATH..total - HALF_PATH } else { 0..0 };
    let mut told = 0;
    let mut first = false;
    // The last member has no name.
    let mut inside = false;
    let mut out: Vec<Step> = Vec::new();
    let mut at = start;
    while let Some(edge) = g.edges.get(found.next[at.index()] as usize) {
        let node = g.node(at);
        if is_told(g, at, edge.target) {
            // What comes behind a gap is no part of what stands before it.
            let behind_gap = !gap.is_empty() && told == gap.end;
            if gap.contains(&told) {
                // Only whether it leads through a pointer is kept, with the last member before the gap.
            } else if node.kind == Kind::Typedef {
                // The member says no more than this name.
                out.push(Step {
                    holder: "typedef".to_owned(),
                    member: spell::declaration(g, edge.target, g.name(at)),
                    pointer: false,
                });
            } else {
                let member = spell::member(g, edge);
                match out.last_mut() {
                    // A member of an anonymous member is one of the type around it; of a named one it stands in braces.
                    Some(last) if !behind_gap && node.name.is_none() && !last.pointer && last.holder != "typedef" => {
                        last.member = if inside { member } else { format!("{} {{ {member} }}", last.member) };
                    }
                    _ => out.push(Step { holder: spell::type_name(g, at), member, pointer: false }),
                }
                inside = edge.name.is_none();
            }
            told += 1;
        }
        if !holds(node.kind) {
            *out.last_mut().map_or(&mut first, |last| &mut last.pointer) = true;
        }
        at = edge.target;
    }
    (first, out, (!gap.is_empty()).then(|| gap.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::builder::GraphBuilder;

    fn graph() -> Graph {
        let mut b = GraphBuilder::new();
        let int = b.int();
        let x = b.member("x", 0, int);
        let inner = b.structure("inner", 4, vec![x]);
        b.at(inner, "./include/inner.h", 3);
        let p_inner = b.pointer(inner);
        let pair = b.array(inner, Some(2));
        let (m, p) = (b.member("pair", 0, pair), b.member("p", 64, p_inner));
        let holder = b.structure("holder", 16, vec![m]);
        let pointing = b.structure("pointing", 16, vec![p]);
        let p_pointing = b.pointer(pointing);
        let deep = b.member("deep", 0, inner);
        let anonymous = b.add(Kind::Union, "", 4, vec![deep]);
        let unnamed = b.member("", 0, anonymous);
        let nested = b.structure("nested", 4, vec![unnamed]);
        let by_nested = b.function(int, &[("n", nested)], Flags::default());
        b.export("by_nested", Some(by_nested));
        let callback = b.function(int, &[("i", p_inner)], Flags::default());
        let p_callback = b.pointer(callback);
        let callback_t = b.typedef("callback_t", p_callback);
        let by_value = b.function(int, &[("h", holder)], Flags::default());
        let by_pointer = b.function(int, &[("p", p_pointing)], Flags::default());
        let by_callback = b.function(int, &[("cb", callback_t)], Flags::default());
        let apart = b.function(int, &[], Flags::default());
        b.opaque(Kind::Struct, "inner");
        b.structure("unused", 4, vec![]);
        b.export("by_value", Some(by_value));
        b.export("by_pointer", Some(by_pointer));
        b.export("by_callback", Some(by_callback));
        b.export("apart", Some(apart));
        b.export("itself", Some(inner));
        b.export("untyped", None);
        b.finish()
    }

    #[test]
    fn exports_reach_by_value_or_by_pointer() {
        let r = impact(&graph(), "in", "struct inner", &[]).unwrap();
        let by: Vec<(&str, By, usize)> = r.exports.iter().map(|e| (e.name.as_str(), e.by, e.path.len())).collect();
        let expected = [
            ("by_callback", By::Pointer, 1),
            ("by_nested", By::Value, 1),
            ("by_pointer", By::Pointer, 1),
            ("by_value", By::Value, 1),
            ("itself", By::Value, 0),
        ];
        assert_eq!(by, expected);
        assert_eq!(r.exports[0].path[0].member, "int (*callback_t)(struct inner *)");
        let step = &r.exports[1].path[0];
        assert_eq!((step.holder.as_str(), step.member.as_str()), ("struct nested", "struct inner deep"));
        let step = &r.exports[2].path[0];
        assert_eq!((step.holder.as_str(), step.member.as_str()), ("struct pointing", "struct inner *p"));
        assert!(step.pointer && !r.exports[3].path[0].pointer);
        assert_eq!((r.counts.exports, r.counts.by_value, r.counts.untyped), (5, 3, 1));
        assert_eq!(r.variants.len(), 1, "the declaration of the same name is no variant");
        assert_eq!(r.variants[0].file, "include/inner.h");
    }

    #[test]
    fn names_that_nobody_reaches_or_has() {
        let r = impact(&graph(), "in", "unused", &[]).unwrap();
        assert_eq!(r.counts.exports, 0);
        assert!(impact(&graph(), "in", "union inner", &[]).is_none());
        assert!(impact(&graph(), "in", "by_value", &[]).is_none(), "a symbol is no type");
    }

    #[test]
    fn every_form_tells_both_ways() {
        let r = impact(&graph(), "in", "inner", &[]).unwrap();
        let text = crate::render::impact::text(&r, &crate::render::text::TextOptions::default());
        assert!(text.contains("5 of 7 exports") && text.contains("3 by value"), "{text}");
        assert!(text.contains("struct inner *p") && text.contains("int by_callback(callback_t cb)"), "{text}");
        let dot = crate::render::impact::dot(&r);
        assert!(dot.starts_with("digraph") && dot.contains("style=dashed") && dot.contains("struct holder"), "{dot}");
        let mut out = Vec::new();
        crate::render::json::write(&r, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("\"by\": \"value\""));
    }

    #[test]
    fn a_long_path_is_told_by_its_ends() {
        let mut b = GraphBuilder::new();
        let mut last = b.structure("s0", 4, Vec::new());
        for i in 1..=100 {
            // One pointer, in the gap.
            let target = if i == 50 { b.pointer(last) } else { last };
            let member = b.member(&format!("m{i}"), 0, target);
            last = b.structure(&format!("s{i}"), 8, vec![member]);
        }
        let int = b.int();
        let f = b.function(int, &[("s", last)], Flags::default());
        b.export("f", Some(f));
        let r = impact(&b.finish(), "a.so", "struct s0", &[]).unwrap();
        let e = &r.exports[0];
        assert_eq!((e.path.len(), e.left_out, e.by), (64, Some(36), By::Pointer));
        let names = |i: usize| (e.path[i].holder.as_str(), e.path[i].member.as_str(), e.path[i].pointer);
        assert_eq!(names(31), ("struct s69", "struct s68 m69", true), "a pointer follows in the gap");
        assert_eq!(names(32), ("struct s32", "struct s31 m32", false));
        assert_eq!(names(63).1, "struct s0 m1");
        let text = crate::render::impact::text(&r, &crate::render::text::TextOptions::default());
        assert!(text.contains("... 36 members more"), "{text}");
        assert!(!crate::render::impact::dot(&r).contains("s69"));
    }
}
