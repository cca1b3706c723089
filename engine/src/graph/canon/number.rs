//! From resolved nodes to the columns of a graph: equal nodes merged, numbered breadth first from the exports.
//!
//! A tagged type without a name is of the type around it. Two that are equal are one type to the compiler of
//! neither, and whether consumers see one, hold it or get it is decided by what holds it. So such nodes (and the
//! pointers, arrays and qualifiers between) are merged within one named holder only.

use super::interner::Interner;
use super::lowered::Hit;
use super::resolve::{Builder, Key, VOID};
use super::table::FrozenTable;
use crate::graph::export::RawExport;
use crate::graph::{Constant, Edge, Export, Flags, Graph, Kind, NameId, Node, Number, ObjectId, SourcePos, TypeId};
use crate::ground::headers::{is_source_file, is_system};
use crate::ground::maps::FastMap;

/// Symbols as object and index in its list.
type Order<'a> = &'a [(u32, u32)];

/// What a graph holds beside what its exports reach.
#[derive(Clone, Copy)]
pub(crate) struct Extra<'a> {
    /// Nodes.
    pub(crate) nodes: &'a [u32],
    /// Which of them which objects describe, where that is kept.
    pub(crate) described: &'a [(usize, ObjectId)],
}

/// Merges equal nodes and writes the columns, breadth first from the exports.
pub(crate) fn number(
    b: &Builder<'_>,
    deep: &[u128],
    (order, asked): (Order<'_>, Order<'_>),
    nodes: &[Option<u32>],
    extra: Extra<'_>,
) -> Graph {
    let table = b.r.table;
    let (class, best, silent) = classes(b, deep);
    let held = held(b);
    let rows = in_order(b, Rows::of(&class, &best, &held), nodes, extra.nodes);
    let mut names = Interner::new(table);
    let mut g = Graph { objects: b.objects.iter().map(|o| o.info.clone()).collect(), ..Graph::default() };
    g.machine = crate::graph::Machine::of_all(b.objects.iter().map(|o| o.machine));
    g.first_edge.push(0);
    for (at, &(v, holder)) in rows.queue.iter().enumerate() {
        g.deep.push(deep[v as usize]);
        let (mut node, mut pos) = (
            Node { kind: Kind::Void, name: NameId::NONE, flags: Flags::default(), byte_size: 0, alignment: 0, aux: 0 },
            SourcePos::default(),
        );
        match b.keys[v as usize].0 {
            _ if v == VOID => {}
            Key::Declared(kind, name) => {
                node.kind = kind.kind();
                node.name = names.intern(name);
                node.flags = Flags::DECLARATION;
                if let Some(&gid) = b.r.declarations.get(&(kind, name)) {
                    let n = table.node(gid);
                    node.kind = n.kind;
                    if n.flags.has(Flags::LEFT_OUT) {
                        node.flags.set(Flags::LEFT_OUT);
                    }
                    for thin in [Flags::THIN, Flags::THIN_IF_DYNAMIC] {
                        if n.flags.has(thin) {
                            node.flags.set(thin);
                        }
                    }
                    pos = SourcePos { file: names.intern(n.file), line: n.line };
                }
            }
            Key::Node(gid, _) => {
                let n = table.node(gid);
                node = Node {
                    kind: n.kind,
                    name: names.intern(n.name),
                    flags: n.flags,
                    byte_size: n.byte_size,
                    alignment: n.alignment,
                    aux: n.aux,
                };
                let mut place = (n.file, n.line);
                // The place is that of one of the equal types; it stands where its holder stands.
                let of_holder = if node.kind.is_tagged() && n.name == 0 { rows.place(b, holder) } else { None };
                let is_elsewhere = of_holder.is_some_and(|p| p.0 != 0 && p.0 != place.0);
                if let (true, Some(p)) = (is_elsewhere, of_holder) {
                    place = p;
                }
                node.flags.meet(silent[class[v as usize] as usize]);
                if is_source_file(table.name(place.0)) {
                    node.flags.set(Flags::IN_SOURCE);
                }
                pos = SourcePos { file: names.intern(place.0), line: place.1 };
                let inside = rows.inside(b, at);
                for (e, &t) in table.edges(gid).iter().zip(b.targets_of(v)) {
                    g.edges.push(Edge {
                        value: e.value,
                        target: TypeId(rows.row(t, inside)),
                        name: names.intern(e.name),
                        bit_size: e.bit_size,
                        line: if is_elsewhere { 0 } else { e.line },
                        kind: e.kind,
                        flags: e.flags,
                    });
                }
                let members = b.members_of(gid).iter().map(|m| m.in_graph(&mut names));
                g.members.push(TypeId(at as u32), members.collect::<Vec<_>>());
            }
        }
        g.nodes.push(node);
        g.positions.push(pos);
        g.first_edge.push(g.edges.len() as u32);
    }
    let (of_exports, of_asked) = nodes.split_at(order.len().min(nodes.len()));
    let exported = order.iter().map(|&(o, e)| (o, &b.objects[o as usize].exports[e as usize]));
    g.exports = symbols(exported.zip(of_exports), &rows, &mut names);
    let wanted = asked.iter().map(|&(o, e)| (o, &b.objects[o as usize].asked[e as usize]));
    g.asked = symbols(wanted.zip(of_asked), &rows, &mut names);
    g.constants = constants(table, &mut names);
    g.names = names.names;
    if extra.described.is_empty() {
        return g;
    }
    let reached = g.reached();
    let row = |&(place, object): &(usize, ObjectId)| (TypeId(rows.row(extra.nodes[place], NO_HOLDER)), object);
    g.described = extra.described.iter().map(row).filter(|(id, _)| id.index() >= reached).collect();
    g.described.sort_unstable();
    g.described.dedup();
    g
}

/// Constants of headers that are not the system's, by name and file.
fn constants(table: &FrozenTable, names: &mut Interner<'_>) -> Vec<Constant> {
    let text = |(name, file): (u64, u64)| (table.name(name), table.name(file));
    let is_own = |(name, file): (&str, &str)| !name.is_empty() && !file.is_empty() && !is_system(file);
    let mut list: Vec<((u64, u64), Number, u32)> =
        table.constants.known().filter(|(key, ..)| is_own(text(*key))).collect();
    list.sort_unstable_by_key(|(key, ..)| text(*key));
    let row = |((name, file), value, line)| {
        let (name, file) = (names.intern(name), names.intern(file));
        Constant { name, pos: SourcePos { file, line }, value }
    };
    list.into_iter().map(row).collect()
}

/// Gives a row to everything, in the order in which a walk meets it. What exports reach, and what is asked for, comes
/// first: see `Graph::reached`.
fn in_order<'a>(b: &Builder<'_>, mut rows: Rows<'a>, nodes: &[Option<u32>], extra: &[u32]) -> Rows<'a> {
    rows.take(VOID, NO_HOLDER);
    let mut at = 0;
    for roots in [&nodes.iter().flatten().copied().collect::<Vec<u32>>()[..], extra] {
        roots.iter().for_each(|&v| {
            rows.take(v, NO_HOLDER);
        });
        while at < rows.queue.len() {
            let (v, _) = rows.queue[at];
            let holder = rows.inside(b, at);
            for &t in b.targets_of(v) {
                rows.take(t, holder);
            }
            at += 1;
        }
    }
    rows
}

/// Rows of exports, or of what is asked for: object, symbol and node of each.
fn symbols<'a>(
    listed: impl Iterator<Item = ((u32, &'a (RawExport, Option<Hit>)), &'a Option<u32>)>,
    rows: &Rows<'_>,
    names: &mut Interner<'_>,
) -> Vec<Export> {
    let mut out = Vec::new();
    for ((o, (raw, hit)), node) in listed {
        let ksym = raw.ksym.as_ref().map(|(gpl_only, namespace)| crate::graph::Ksym {
            gpl_only: *gpl_only,
            namespace: names.names.intern(namespace.as_deref().unwrap_or("")),
        });
        let pos = hit.map_or(SourcePos::default(), |h| SourcePos { file: names.intern(h.file), line: h.line });
        out.push(Export {
            name: names.names.intern(&raw.name),
            version: names.names.intern(raw.version.as_deref().unwrap_or("")),
            version_default: raw.version_default,
            object: crate::graph::ObjectId(o),
            kind: raw.kind,
            binding: raw.binding,
            visibility: raw.visibility,
            variant_pcs: raw.variant_pcs,
            size: raw.size,
            address: raw.address,
            section: raw.section,
            read_only: raw.read_only,
            inner_calls: raw.inner_calls,
            ksym,
            type_id: node.map(|v| TypeId(rows.row(v, NO_HOLDER))),
            untyped: raw.untyped,
            alignment: hit.map_or(0, |h| h.alignment),
            form: hit.map_or(Flags::default(), |h| h.form),
            mode: hit.map_or(0, |h| h.mode),
            pos,
            asked: false,
        });
    }
    out
}

/// The class of each node, for each class the node that stands for all, and what none of its nodes could state.
fn classes(b: &Builder<'_>, deep: &[u128]) -> (Vec<u32>, Vec<u32>, Vec<Flags>) {
    let table = b.r.table;
    let mut by_hash: FastMap<u128, u32> = FastMap::default();
    let mut best: Vec<u32> = Vec::new();
    let mut silent: Vec<Flags> = Vec::new();
    let mut class = vec![0u32; deep.len()];
    let flags = |v: u32| match b.keys[v as usize].0 {
        Key::Node(gid, _) => table.node(gid).flags,
        Key::Declared(..) => Flags::SILENT,
    };
    // Of equal nodes one of a header, then the one with the smallest position: what any header defines is no
    // source file's own.
    let place = |v: u32| match b.keys[v as usize].0 {
        Key::Node(gid, _) if v != VOID => {
            let n = table.node(gid);
            let file = table.name(n.file);
            (n.file == 0, is_source_file(file), file, n.line, n.hash)
        }
        _ => (true, false, "", 0, 0),
    };
    for (v, &hash) in deep.iter().enumerate() {
        let v = v as u32;
        let next = best.len() as u32;
        let c = *by_hash.entry(hash).or_insert(next);
        if c == next {
            best.push(v);
            silent.push(flags(v));
        } else {
            silent[c as usize].meet(flags(v));
            let old = best[c as usize];
            if place(v) < place(old) {
                best[c as usize] = v;
            }
        }
        class[v as usize] = c;
    }
    (class, best, silent)
}

/// Whether each node is a tagged type without a name, or leads to one through nodes that have none.
fn held(b: &Builder<'_>) -> Vec<bool> {
    let mut held = vec![false; b.keys.len()];
    let mut seen = held.clone();
    let mut stack: Vec<(u32, usize)> = Vec::new();
    for root in 0..held.len() as u32 {
        if !std::mem::replace(&mut seen[root as usize], true) {
            stack.push((root, 0));
        }
        while let Some(&mut (v, ref mut next)) = stack.last_mut() {
            let nameless = !b.is_named(v);
            let inside = if nameless { b.targets_of(v) } else { &[] };
            if let Some(&t) = inside.get(*next) {
                *next += 1;
                if !std::mem::replace(&mut seen[t as usize], true) {
                    stack.push((t, 0));
                }
                continue;
            }
            stack.pop();
            held[v as usize] = nameless && (b.is_tagged(v) || inside.iter().any(|&t| held[t as usize]));
        }
    }
    held
}

/// Holder of what no named type holds.
const NO_HOLDER: u32 = u32::MAX;

/// The rows of the graph to be.
struct Rows<'a> {
    class: &'a [u32],
    best: &'a [u32],
    held: &'a [bool],
    /// Row of each class whose nodes are one type wherever they stand.
    plain: Vec<u32>,
    /// Row of each class within a holder, by the holder's row.
    within: FastMap<(u32, u32), u32>,
    /// The node of each row, and the row of what holds it.
    queue: Vec<(u32, u32)>,
}

impl<'a> Rows<'a> {
    /// No row yet.
    fn of(class: &'a [u32], best: &'a [u32], held: &'a [bool]) -> Self {
        let (plain, queue) = (vec![u32::MAX; best.len()], Vec::with_capacity(best.len()));
        Self { class, best, held, plain, within: FastMap::default(), queue }
    }

    /// Gives a node a row.
    fn take(&mut self, v: u32, holder: u32) {
        let class = self.class[v as usize];
        let next = self.queue.len() as u32;
        let is_held = self.held[v as usize];
        let row =
            if is_held { self.within.entry((class, holder)).or_insert(next) } else { &mut self.plain[class as usize] };
        if *row == u32::MAX {
            *row = next;
        }
        if *row == next {
            self.queue.push((self.best[class as usize], if is_held { holder } else { NO_HOLDER }));
        }
    }

    /// Row of a node that has one.
    fn row(&self, v: u32, holder: u32) -> u32 {
        let class = self.class[v as usize];
        if self.held[v as usize] { self.within[&(class, holder)] } else { self.plain[class as usize] }
    }

    /// Holder of what the node of a row is made of.
    fn inside(&self, b: &Builder<'_>, row: usize) -> u32 {
        let (v, holder) = self.queue[row];
        if b.is_named(v) { row as u32 } else { holder }
    }

    /// File and line of a holder.
    fn place(&self, b: &Builder<'_>, holder: u32) -> Option<(u64, u32)> {
        match b.keys[self.queue.get(holder as usize)?.0 as usize].0 {
            Key::Node(gid, _) => {
                let n = b.r.table.node(gid);
                Some((n.file, n.line))
            }
            Key::Declared(..) => None,
        }
    }
}
