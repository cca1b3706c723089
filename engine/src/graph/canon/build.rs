//! Building the canonical graph: roots, resolution, deep hashes, numbers.

use std::collections::BTreeSet;

use super::deep::deep_hashes;
use super::lowered::{Hit, Lowered, export_order, order_of};
use super::number::{Extra, number};
use super::resolve::{Builder, Context, Resolver, place_key};
use super::table::{FrozenTable, Gid, RawTarget};
use crate::graph::{Flags, Graph, Kind, ObjectId, ObjectKind};
use crate::ground::headers::{is_source_file, is_system};
use crate::ground::maps::{FastMap, FastSet};

/// Which types a graph holds beside those that exports reach, and what these are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// None.
    Reached,
    /// Definitions that headers hold, those of the system left out: named ones, and enums without a name that
    /// nothing refers to. They come after those that exports reach.
    Headers,
    /// Every named definition.
    All,
}

/// Builds the canonical graph of an input.
#[must_use]
pub fn build(table: &FrozenTable, objects: &[Lowered], keep: Keep) -> Graph {
    let order = export_order(objects);
    let asked = order_of(objects, |object| &object.asked);
    let listed = || {
        let exports = order.iter().map(|&(o, e)| (o, &objects[o as usize].exports[e as usize]));
        exports.chain(asked.iter().map(|&(o, e)| (o, &objects[o as usize].asked[e as usize])))
    };
    let resolver = Resolver::new(table);
    let extra = kept(table, keep);
    let mut roots: Vec<Gid> = Vec::new();
    for (_, symbol) in listed() {
        match symbol.1.map(|h| h.target) {
            Some(RawTarget::Node(gid)) => roots.push(gid),
            Some(RawTarget::Name(kind, name)) => roots.extend(resolver.meant(kind, name)),
            Some(RawTarget::Void) | None => {}
        }
    }
    roots.extend(&extra);
    let mut b = Builder::new(resolver, objects, roots.into_iter());
    let mut export_nodes = Vec::with_capacity(order.len() + asked.len());
    for (object, &(_, hit)) in listed() {
        let context = |hit: Hit| Context::Unit { object, unit: hit.unit, header: false };
        export_nodes.push(hit.map(|hit| b.resolve(hit.target, context(hit))));
    }
    let described = described(objects, &extra);
    let extra: Vec<u32> = extra.into_iter().map(|g| b.enter(g, Context::Default)).collect();
    b.run();
    let deep = deep_hashes(&b);
    number(&b, &deep, (&order, &asked), &export_nodes, Extra { nodes: &extra, described: &described })
}

/// Which objects hold which of the kept definitions, as places in the list of these, where several libraries are read.
fn described(objects: &[Lowered], extra: &[Gid]) -> Vec<(usize, ObjectId)> {
    let is_library = |o: &&Lowered| o.info.module.is_none() && o.info.linkage.kind == ObjectKind::Library;
    if objects.iter().filter(is_library).count() < 2 {
        return Vec::new();
    }
    let places: FastMap<Gid, usize> = extra.iter().enumerate().map(|(place, gid)| (*gid, place)).collect();
    let mut out = Vec::new();
    for (number, object) in (0u32..).zip(objects) {
        let held: FastSet<usize> = object
            .units
            .values()
            .flat_map(|unit| &unit.definitions)
            .filter_map(|gid| places.get(gid).copied())
            .collect();
        out.extend(held.into_iter().map(|place| (place, ObjectId(number))));
    }
    out
}

/// Definitions that a graph holds whoever reaches them, in the order of their names and places.
fn kept(table: &FrozenTable, keep: Keep) -> Vec<Gid> {
    let named = |g: &Gid| {
        let n = table.node(*g);
        n.name != 0 && (n.kind.is_tagged() || n.kind == Kind::Typedef) && !n.flags.has(Flags::DECLARATION)
    };
    let of_header = |g: &Gid| {
        let file = table.name(table.node(*g).file);
        !file.is_empty() && !is_source_file(file) && !is_system(file)
    };
    let mut out: Vec<Gid> = match keep {
        Keep::Reached => return Vec::new(),
        Keep::All => table.gids().chain(table.pinned()).filter(named).collect(),
        Keep::Headers => {
            let mut out: Vec<Gid> = table.gids().filter(|g| named(g) && of_header(g)).collect();
            let constants = |g: &Gid| {
                let n = table.node(*g);
                n.kind == Kind::Enum && n.name == 0 && of_header(g)
            };
            let mut constants: BTreeSet<Gid> = table.gids().filter(constants).collect();
            if !constants.is_empty() {
                for edge in table.gids().flat_map(|g| table.edges(g)) {
                    if let RawTarget::Node(to) = edge.target {
                        constants.remove(&to);
                    }
                }
            }
            out.extend(constants);
            out
        }
    };
    let first = |g: Gid| table.edges(g).first().map_or("", |e| table.name(e.name));
    out.sort_by_cached_key(|&g| (table.name(table.node(g).name), place_key(table, g), first(g)));
    out
}
