//! Who reaches a type, for Graphviz: the union of the shortest paths. Solid edges hold by value, dashed ones by
//! pointer. Many exports are one node a module, and of many types the widest are drawn: the shortest paths form
//! trees with the type at the root, so what is cut off are twigs.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::printable;
use crate::model::reached::{Reached, Step};

/// Exports drawn one by one; more are drawn as modules, which a reader can still tell apart.
const EXPORTS: usize = 60;

/// Types drawn.
const TYPES: usize = 40;

/// Members along an edge with how many exports come through each, and whether one of them is a pointer.
type Labels<'a> = (BTreeMap<&'a str, usize>, bool);

/// The types that most exports come through.
fn widest(r: &Reached) -> BTreeSet<&str> {
    let mut traffic: BTreeMap<&str, usize> = BTreeMap::new();
    for step in r.exports.iter().flat_map(|e| &e.path) {
        *traffic.entry(name_of(step)).or_default() += 1;
    }
    let mut order: Vec<(&str, usize)> = traffic.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    order.into_iter().take(TYPES).map(|(name, _)| name).collect()
}

fn name_of(step: &Step) -> &str {
    if step.holder == "typedef" { &step.member } else { &step.holder }
}

/// The graph in the DOT language, ends in a newline.
#[must_use]
pub fn render(r: &Reached) -> String {
    let mut out = String::from("digraph impact {\n  rankdir=LR;\n  node [shape=box, fontname=\"monospace\"];\n");
    for (i, v) in r.variants.iter().enumerate() {
        let place = if v.file.is_empty() { String::new() } else { format!("\\n{}:{}", escape(&v.file), v.line) };
        out.push_str(&format!("  t{i} [label=\"{}{place}\", peripheries=2];\n", escape(&v.type_)));
    }
    let kept = widest(r);
    let single = r.exports.len() <= EXPORTS;
    // Nodes in the order of their first use; edges with how many exports go along them.
    let mut nodes: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let mut edges: BTreeMap<(String, String), Labels<'_>> = BTreeMap::new();
    for e in &r.exports {
        let first = if single { e.declaration.as_str() } else { e.module.as_str() };
        let mut from = node(&mut nodes, &mut out, (true, first));
        let mut label: &str = "";
        let mut pointer = e.pointer;
        let drawn = e.path.iter().rposition(|s| !kept.contains(name_of(s))).map_or(0, |last| last + 1);
        if let Some(cut) = drawn.checked_sub(1) {
            pointer |= e.path[..=cut].iter().any(|s| s.pointer);
        }
        for step in &e.path[drawn..] {
            let to = node(&mut nodes, &mut out, (false, name_of(step)));
            let slot = edges.entry((from, to.clone())).or_default();
            *slot.0.entry(label).or_default() += 1;
            slot.1 |= pointer;
            from = to;
            label = if step.holder == "typedef" { "" } else { &step.member };
            pointer = step.pointer;
        }
        let slot = edges.entry((from, format!("t{}", e.variant))).or_default();
        *slot.0.entry(label).or_default() += 1;
        slot.1 |= pointer;
    }
    for ((from, to), (labels, pointer)) in edges {
        let exports: usize = labels.values().sum();
        let mut text: Vec<String> = labels.keys().filter(|l| !l.is_empty()).take(3).map(|l| escape(l)).collect();
        if labels.len() > 3 {
            text.push("...".to_owned());
        }
        if !single {
            text.push(format!("({exports})"));
        }
        let style = if pointer { ", style=dashed" } else { "" };
        out.push_str(&format!("  {from} -> {to} [label=\"{}\"{style}];\n", text.join("\\n")));
    }
    out.push_str("}\n");
    out
}

fn node<'a>(nodes: &mut BTreeMap<(bool, &'a str), usize>, out: &mut String, key: (bool, &'a str)) -> String {
    let next = nodes.len();
    let id = *nodes.entry(key).or_insert_with(|| {
        let shape = if key.0 { ", shape=ellipse" } else { "" };
        out.push_str(&format!("  n{next} [label=\"{}\"{shape}];\n", escape(key.1)));
        next
    });
    format!("n{id}")
}

fn escape(text: &str) -> String {
    printable::line(text).replace('\\', "\\\\").replace('"', "\\\"")
}
