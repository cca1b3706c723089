//! Snapshots: a canonical graph and its diagnostics as one small file.
//!
//! A file is a header with a section table, then the sections: columns of small integers, compressed one by one
//! (`docs/snapshot.md`). Writing is deterministic: same graph, same bytes, on any machine and any number of
//! threads. Reading gives back exactly the graph that was written (ids included) or an error: every checksum,
//! count and index is checked, so that what was read cannot make a later phase panic.

mod codec;
mod columns;
mod constants;
mod container;
mod described;
mod members;
mod older;
mod tables;
#[cfg(test)]
mod tests;

use std::io;

use rayon::join;

use self::columns::Counts;
use self::container::Section;
use crate::graph::{Alignments, Graph, Kind, Members, NameId, ObjectId, TypeId};
use crate::ground::diagnostic::Diagnostic;

pub(crate) use self::container::is_snapshot;
pub use self::container::{MAGIC, VERSION};
pub use crate::ground::error::snapshot::{Reason, SnapshotError};

/// How the name of a file with a snapshot ends by convention.
pub const SUFFIX: &str = ".abilens";

/// Writes a snapshot of a canonical graph.
///
/// # Errors
/// What `out` reports; `InvalidInput` if the graph breaks its own rules (a column of the wrong length, an id out
/// of range, node 0 that is not `void`) or has more than 1 GiB of columns.
pub fn write(graph: &Graph, diagnostics: &[Diagnostic], out: &mut dyn io::Write) -> io::Result<()> {
    let counts = check(graph, diagnostics).map_err(|what| io::Error::new(io::ErrorKind::InvalidInput, what))?;
    let (names, [edge_kinds, edge_values, edge_targets, edge_names, edge_lines]) =
        join(|| columns::write_names(&graph.names), || columns::write_edges(graph));
    // In the order of `Section`.
    let sections = [
        counts.write(),
        tables::write_objects(graph),
        tables::write_exports(graph),
        tables::write_diagnostics(diagnostics),
        names,
        columns::write_nodes(graph),
        columns::write_node_names(graph),
        columns::write_positions(graph),
        columns::write_edge_counts(graph),
        edge_kinds,
        edge_values,
        edge_targets,
        edge_names,
        edge_lines,
        columns::write_deep(graph),
        members::write(graph),
        constants::write(graph),
        described::write(graph),
    ];
    container::write(&sections, out)
}

/// Reads a snapshot, sections in parallel. `bytes` is the whole file, best a memory map of it.
///
/// A diagnostic whose code this version does not know comes back as `other`.
///
/// # Errors
/// The first thing that is wrong; of several, always the same one.
pub fn read(bytes: &[u8]) -> Result<(Graph, Vec<Diagnostic>), SnapshotError> {
    let (version, sections) = container::read(bytes)?;
    // A section that a version does not have is empty.
    let section = |s: Section| sections.get(s as usize).map_or(&[][..], |bytes| &**bytes);
    let counts = Counts::read(version, section(Section::Counts))?;
    let edges = || {
        let first_edge = columns::read_first_edge(counts, section(Section::EdgeCounts))?;
        let columns = [
            section(Section::EdgeKinds),
            section(Section::EdgeValues),
            section(Section::EdgeTargets),
            section(Section::EdgeNames),
            section(Section::EdgeLines),
        ];
        let edges = columns::read_edges(counts, &first_edge, columns)?;
        Ok((first_edge, edges))
    };
    let rest = || {
        let (machine, objects) = tables::read_objects(counts, section(Section::Objects))?;
        let (exports, asked) = tables::read_exports(counts, section(Section::Exports))?;
        let diagnostics = tables::read_diagnostics(counts, section(Section::Diagnostics))?;
        let names = columns::read_names(counts, section(Section::Names))?;
        let nodes = columns::read_nodes(counts, section(Section::Nodes), section(Section::NodeNames))?;
        let positions = columns::read_positions(counts, section(Section::NodePositions))?;
        let deep = columns::read_deep(counts, section(Section::DeepHashes))?;
        let members = if version >= 4 { members::read(counts, section(Section::Members))? } else { Members::default() };
        let constants = if version >= 5 { constants::read(counts, section(Section::Constants))? } else { Vec::new() };
        let described = if version >= 6 { described::read(counts, section(Section::Described))? } else { Vec::new() };
        let (first_edge, edges) = (Vec::new(), Vec::new());
        let alignments = Alignments::default();
        let graph = Graph {
            names,
            machine,
            objects,
            exports,
            asked,
            nodes,
            first_edge,
            edges,
            positions,
            deep,
            members,
            constants,
            described,
            alignments,
        };
        Ok((graph, diagnostics))
    };
    let (rest, edges) = join(rest, edges);
    let (mut graph, mut diagnostics) = rest?;
    (graph.first_edge, graph.edges) = edges?;
    older::complete(version, &mut graph, &mut diagnostics);
    Ok((graph, diagnostics))
}

/// The counts of a graph that obeys its rules, or which rule it breaks. The reader holds files to the same rules.
fn check(graph: &Graph, diagnostics: &[Diagnostic]) -> Result<Counts, &'static str> {
    let count = |n: usize| u32::try_from(n).map_err(|_| "more than 2^32 items in a column");
    let counts = Counts {
        version: VERSION,
        names: count(graph.names.len())?,
        nodes: count(graph.nodes.len())?,
        edges: count(graph.edges.len())?,
        objects: count(graph.objects.len())?,
        exports: count(graph.exports.len())?,
        asked: count(graph.asked.len())?,
        diagnostics: count(diagnostics.len())?,
    };
    let nodes = graph.nodes.len();
    if graph.positions.len() != nodes || graph.deep.len() != nodes {
        return Err("the columns of the graph differ in length");
    }
    if graph.nodes.first().is_some_and(|n| n.kind != Kind::Void) {
        return Err("node 0 is not void");
    }
    let first = &graph.first_edge;
    let whole = first.first().is_none_or(|&f| f == 0) && first.last().map_or(0, |&l| l) == counts.edges;
    if !(first.len() == nodes + 1 || (first.is_empty() && nodes == 0)) || !first.is_sorted() || !whole {
        return Err("the first edges of the graph do not fit its edges");
    }
    let name = |n: NameId| n.0 < counts.names;
    if !graph.nodes.iter().all(|n| name(n.name))
        || !graph.positions.iter().all(|p| name(p.file))
        || !graph.edges.iter().all(|e| name(e.name) && e.target.0 < counts.nodes)
    {
        return Err("a node or edge of the graph has an id out of range");
    }
    let members = graph.members.all();
    if !members.is_empty() && !graph.members.is_sound(counts.nodes)
        || !members.iter().all(|m| name(m.name) && name(m.symbol) && name(m.signature))
    {
        return Err("the members of a class have an id out of range");
    }
    if !graph.constants.iter().all(|c| name(c.name) && name(c.pos.file)) {
        return Err("a constant has an id out of range");
    }
    let described = |(id, object): &(TypeId, ObjectId)| id.0 < counts.nodes && object.0 < counts.objects;
    if !graph.described.iter().all(described) || !graph.described.is_sorted_by(|a, b| a < b) {
        return Err("a type is described by an object out of range, or twice by the same");
    }
    let export = |e: &crate::graph::Export| {
        name(e.name)
            && name(e.version)
            && name(e.pos.file)
            && e.ksym.is_none_or(|k| name(k.namespace))
            && e.object.0 < counts.objects
            && e.type_id.is_none_or(|t| t.0 < counts.nodes)
    };
    if graph.exports.iter().chain(&graph.asked).all(export) {
        Ok(counts)
    } else {
        Err("an export has an id out of range")
    }
}
