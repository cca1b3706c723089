//! Who reaches a type, for Graphviz: the union of the shortest paths. Solid edges hold by value, dashed ones by
//! pointer; what all paths lead through has a thick border. Many exports are one node a module, and of many types the widest are drawn: the shortest paths form
//! trees with the type at the root, so what is cut off are twigs.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::dot::{Config, Dot};
use petgraph::graph::{DiGraph, EdgeReference, NodeIndex};

use crate::ground::printable;
use crate::model::reached::{Dominator, HALF_PATH, Reached, Step};

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

/// A node of the drawing.
#[derive(Clone, Debug)]
struct Drawn {
    label: String,
    /// Attributes apart from the label.
    form: &'static str,
}

/// What is drawn, and the index of each node by what it stands for: an export or a type, and its name.
#[derive(Default)]
struct Drawing<'a> {
    graph: DiGraph<Drawn, String>,
    nodes: BTreeMap<(bool, &'a str), NodeIndex>,
}

impl<'a> Drawing<'a> {
    fn node(&mut self, is_export: bool, name: &'a str, passed: &BTreeSet<String>) -> NodeIndex {
        let form = match is_export {
            true => ", shape=ellipse",
            false if passed.contains(name) => ", penwidth=3",
            false => "",
        };
        let graph = &mut self.graph;
        let add = || graph.add_node(Drawn { label: escape(name), form });
        *self.nodes.entry((is_export, name)).or_insert_with(add)
    }
}

/// The graph in the DOT language, ends in a newline.
#[must_use]
pub fn render(r: &Reached) -> String {
    let mut drawing = Drawing::default();
    let types: Vec<NodeIndex> = r
        .variants
        .iter()
        .map(|v| {
            let place = if v.file.is_empty() { String::new() } else { format!("\\n{}:{}", escape(&v.file), v.line) };
            let label = format!("{}{place}", escape(&v.type_));
            drawing.graph.add_node(Drawn { label, form: ", peripheries=2" })
        })
        .collect();
    let spelt = |d: &Dominator| d.declaration.clone().unwrap_or_else(|| format!("{} {}", d.kind, d.name));
    let passed: BTreeSet<String> = r.dominators.iter().map(spelt).collect();
    let kept = widest(r);
    let single = r.exports.len() <= EXPORTS;
    // Nodes in the order of their first use; edges with how many exports go along them.
    let mut edges: BTreeMap<(NodeIndex, NodeIndex), Labels<'_>> = BTreeMap::new();
    for e in &r.exports {
        let first = if single { e.declaration.as_str() } else { e.module.as_str() };
        let mut from = drawing.node(true, first, &passed);
        let mut label: &str = "";
        let mut pointer = e.pointer;
        let drawn = e.path.iter().rposition(|s| !kept.contains(name_of(s))).map_or(0, |last| last + 1);
        // No line leads over a gap.
        let drawn = drawn.max(e.left_out.map_or(0, |_| HALF_PATH));
        if let Some(cut) = drawn.checked_sub(1) {
            pointer |= e.path[..=cut].iter().any(|s| s.pointer);
        }
        for step in &e.path[drawn..] {
            let to = drawing.node(false, name_of(step), &passed);
            let slot = edges.entry((from, to)).or_default();
            *slot.0.entry(label).or_default() += 1;
            slot.1 |= pointer;
            from = to;
            label = if step.holder == "typedef" { "" } else { &step.member };
            pointer = step.pointer;
        }
        let slot = edges.entry((from, types[e.variant])).or_default();
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
        drawing.graph.add_edge(from, to, format!("label=\"{}\"{style}", text.join("\\n")));
    }
    // Labels are ours: petgraph's have no line breaks, and what it escapes may still hold control characters.
    let plain = [Config::GraphContentOnly, Config::NodeNoLabel, Config::EdgeNoLabel];
    let edge = |_: &DiGraph<Drawn, String>, e: EdgeReference<'_, String>| e.weight().clone();
    let node = |_: &DiGraph<Drawn, String>, (_, n): (NodeIndex, &Drawn)| format!("label=\"{}\"{}", n.label, n.form);
    let content = Dot::with_attr_getters(&drawing.graph, &plain, &edge, &node);
    format!("digraph impact {{\n    rankdir=LR;\n    node [shape=box, fontname=\"monospace\"];\n{content:?}}}\n")
}

fn escape(text: &str) -> String {
    printable::line(text).replace('\\', "\\\\").replace('"', "\\\"")
}
