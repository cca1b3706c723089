//! What `impact` says that all paths lead through, held against what is left when it is taken away: on a compiled
//! library, on random graphs, and on a kernel where `ABILENS_KERNEL` names a folder (see `laws/kernel.rs`).

use std::collections::BTreeSet;
use std::path::Path;

use abilens::graph::builder::GraphBuilder;
use abilens::graph::{EdgeKind, Flags, Graph, Kind, TypeId};
use abilens::model::reached::Dominator;
use abilens::query::impact::impact;
use abilens::{NoObserver, Options};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::Lab;

/// Which types exports reach if those of one name are not there.
fn reached_without(g: &Graph, without: &BTreeSet<TypeId>) -> Vec<bool> {
    let mut seen = vec![false; g.len()];
    let mut stack: Vec<TypeId> = g.exports.iter().filter_map(|e| e.type_id).collect();
    while let Some(id) = stack.pop() {
        if without.contains(&id) || std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        let parts = g.edges(id).iter().filter(|e| !matches!(e.kind, EdgeKind::Enumerator | EdgeKind::StaticMember));
        stack.extend(parts.map(|e| e.target));
    }
    seen
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Struct => "struct",
        Kind::Union => "union",
        Kind::Class => "class",
        Kind::Typedef => "typedef",
        _ => "",
    }
}

/// Holds the answer for the types of one name against all named records, or against `others` of them.
fn check(g: &Graph, id: TypeId, others: &[TypeId]) -> Result<usize, String> {
    let name = format!("{} {}", word(g.node(id).kind), g.name(id));
    let named = |kind: &str, name: &str| -> BTreeSet<TypeId> {
        g.ids().filter(|&id| word(g.node(id).kind) == kind && g.name(id) == name).collect()
    };
    let called = |id: TypeId| named(word(g.node(id).kind), g.name(id));
    let types = called(id);
    let found = impact(g, "", &name, &[]).ok_or(format!("{name}: none"))?;
    let reached = |seen: &[bool]| types.iter().any(|id| seen[id.index()]);
    if !reached(&reached_without(g, &BTreeSet::new())) {
        return if found.dominators.is_empty() { Ok(0) } else { Err(format!("{name}: not reached")) };
    }
    for d in &found.dominators {
        if reached(&reached_without(g, &named(d.kind.as_str(), &d.name))) {
            return Err(format!("{name}: reached without {} {}", d.kind, d.name));
        }
        if d.exports != found.exports.len() {
            return Err(format!("{name}: {} exports", d.exports));
        }
    }
    let told = |id: TypeId| {
        let is = |d: &Dominator| (d.kind.as_str(), d.name.as_str()) == (word(g.node(id).kind), g.name(id));
        found.dominators.iter().any(is)
    };
    for &other in others.iter().filter(|other| !types.contains(other) && !told(**other)) {
        // Several types of one name may be passed together though none of them is alone.
        if called(other).len() == 1 && !reached(&reached_without(g, &BTreeSet::from([other]))) {
            return Err(format!("{name}: not reached without {}", g.name(other)));
        }
    }
    Ok(found.dominators.len())
}

fn records(g: &Graph) -> Vec<TypeId> {
    let record = |id: &TypeId| matches!(g.node(*id).kind, Kind::Struct | Kind::Union) && !g.node(*id).name.is_none();
    g.ids().filter(record).filter(|&id| !g.node(id).flags.has(Flags::DECLARATION)).collect()
}

#[test]
fn of_a_compiled_library() {
    let lab = Lab::new();
    let source = "
        struct leaf { int x; };
        struct twig { struct leaf *leaf; };
        typedef struct { struct twig twig; } branch_t;
        typedef int (*visit_fn)(branch_t *);
        struct bough { visit_fn visit; };
        struct trunk { struct bough *bough; union { struct twig *low; long raw; }; };
        struct root { struct trunk trunk; };
        struct bird { struct leaf nest; };
        int grow(struct trunk *t) { return !!t; }
        int water(struct root *r) { return !!r; }
        int sing(struct bird *b) { return !!b; }";
    lab.write("tree.c", source);
    lab.run("gcc -g -O1 -shared -fPIC -o libtree.so tree.c");
    let loaded = lab.load("libtree.so");
    let g = &loaded.graph;
    let all = records(g);
    let told: usize = all.iter().map(|&id| check(g, id, &all).unwrap()).sum();
    let of = |name: &str| -> Vec<String> {
        let found = impact(g, "", name, &[]).expect("it is there");
        found.dominators.into_iter().map(|d| format!("{} {}", d.kind, d.name)).collect()
    };
    assert_eq!(of("struct twig"), ["struct trunk"]);
    assert_eq!(of("branch_t"), ["struct trunk", "struct bough", "typedef visit_fn"]);
    assert_eq!(of("struct leaf"), [""; 0], "a bird nests in it");
    assert_eq!(told, 2);
}

#[test]
#[ignore = "wants a kernel: ABILENS_KERNEL"]
fn dominators_of_a_kernel() {
    let folder = std::env::var("ABILENS_KERNEL").expect("ABILENS_KERNEL names a folder");
    let loaded = abilens::load(Path::new(&folder), &Options::default(), &NoObserver).expect("it is read");
    let g = &loaded.graph;
    let all = records(g);
    let (mut asked, mut with, mut told) = (0, 0, 0);
    for &id in all.iter().step_by(53) {
        let others: Vec<TypeId> = all.iter().copied().step_by(211).collect();
        let n = check(g, id, &others).unwrap();
        (asked, with, told) = (asked + 1, with + usize::from(n > 0), told + n);
    }
    println!("{} records, {asked} asked, {with} behind others, {told} in all", all.len());
    assert!(told > 0);
}

proptest! {
    #[test]
    fn of_random_graphs(
        edges in vec((0usize..10, 0usize..10, any::<bool>()), 0..24), exported in vec(0usize..10, 1..4)
    ) {
        let mut b = GraphBuilder::new();
        let ids: Vec<TypeId> = (0..10).map(|i| b.structure(&format!("s{i}"), 8, Vec::new())).collect();
        for (from, to, pointer) in edges {
            let target = if pointer { b.pointer(ids[to]) } else { ids[to] };
            let member = b.member("m", 0, target);
            b.edges_mut(ids[from]).push(member);
        }
        for (i, &e) in exported.iter().enumerate() {
            let pointer = b.pointer(ids[e]);
            let function = b.function(TypeId::VOID, &[("p", pointer)], Flags::default());
            b.export(&format!("f{i}"), Some(function));
        }
        let g = b.finish();
        let all = records(&g);
        for &id in &all {
            check(&g, id, &all).map_err(TestCaseError::fail)?;
        }
    }
}
