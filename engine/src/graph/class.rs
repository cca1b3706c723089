//! Classes of C++ as the Itanium C++ ABI lays them out: what is dynamic, empty, primary, and the virtual table.
//!
//! Debug information states offsets and places in tables; what it leaves out (the places of destructors, which table is
//! shared with a base) follows from section 2 of the ABI.

use std::collections::{BTreeMap, BTreeSet};

use super::cpp_name::bare;
use super::mangled;
use super::peel::strip_arrays;
use super::{Access, Edge, EdgeFlags, EdgeKind, Flags, Graph, Kind, Member, MemberFlags, TypeId};
use crate::ground::maps::FastMap;

/// How many classes above one another are looked at: compilers allow fewer.
const DEEP: usize = 1024;
/// How many classes are looked through for a base; nobody derives deeper.
const FAR: usize = 1024;
/// Most places of one virtual table; nobody comes near.
const MOST: usize = 1 << 16;

/// The bases of a class, in the order of their declaration.
pub fn bases(graph: &Graph, id: TypeId) -> impl Iterator<Item = &Edge> {
    graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Base)
}

/// The direct or indirect base of a class by its name, and its place: 0 if it stands there too, none where a virtual
/// base or one of unknown offset is on the way.
pub fn base_named(graph: &Graph, class: TypeId, name: &str) -> Option<(TypeId, Option<i64>)> {
    let mut found = None;
    let mut work = vec![(graph.strip(class), Some(0))];
    for _ in 0..FAR {
        let Some((at, place)) = work.pop() else { break };
        for base in bases(graph, at) {
            let to = graph.strip(base.target);
            let fixed = !base.flags.has(EdgeFlags::VIRTUAL) && !base.flags.has(EdgeFlags::UNKNOWN_OFFSET);
            let place = place.filter(|_| fixed).map(|x: i64| x.saturating_add(base.value));
            if graph.name(to) == name {
                if place == Some(0) {
                    return Some((to, place));
                }
                found = found.or(Some((to, place)));
            }
            work.push((to, place));
        }
    }
    found
}

/// A base as a part of an object: the class or virtual base that it lies in, its place there, and what it is.
type Part = (TypeId, i64, TypeId);

/// The bases of a class, direct or not, each as a part and whether public bases alone lead to it. `None` where they are
/// more than anybody looks at.
fn parts(graph: &Graph, class: TypeId) -> Option<BTreeMap<Part, bool>> {
    let start = graph.strip(class);
    let mut out: BTreeMap<Part, bool> = BTreeMap::new();
    let mut work: Vec<(Part, bool)> = vec![((start, 0, start), true)];
    for _ in 0..FAR {
        let Some(((within, place, at), seen)) = work.pop() else { return Some(out) };
        for base in bases(graph, at) {
            let to = graph.strip(base.target);
            let part = match base.flags.has(EdgeFlags::VIRTUAL) {
                true => (to, 0, to),
                false => (within, place.saturating_add(base.value), to),
            };
            let seen = seen && base.flags.access() == Access::Public;
            // What was met is looked at again only where it is seen now.
            if out.get(&part).is_none_or(|before| seen && !before) {
                out.insert(part, seen);
                work.push((part, seen));
            }
        }
    }
    None
}

/// The names of the bases, direct or not, that everybody can convert a pointer to the class to: public, and there once.
pub fn converts(graph: &Graph, class: TypeId) -> Option<BTreeSet<&str>> {
    let parts = parts(graph, class)?;
    let mut all: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for ((.., to), seen) in parts {
        let of_name = all.entry(graph.name(to)).or_insert((0, false));
        *of_name = (of_name.0 + 1, of_name.1 || seen);
    }
    Some(all.into_iter().filter(|(_, (count, seen))| *count == 1 && *seen).map(|(name, _)| name).collect())
}

/// Whether a class has a base of this name more than once.
pub fn is_there_twice(graph: &Graph, class: TypeId, name: &str) -> bool {
    parts(graph, class).is_some_and(|parts| parts.keys().filter(|(.., to)| graph.name(*to) == name).count() > 1)
}

/// The virtual functions that a class declares itself, in the order of their declaration.
pub fn virtual_functions(graph: &Graph, id: TypeId) -> impl Iterator<Item = &Edge> {
    graph.edges(id).iter().filter(|e| e.kind == EdgeKind::VirtualSlot)
}

/// Whether a class has a pointer to a virtual table: virtual functions, virtual bases, or dynamic bases.
pub fn is_dynamic(graph: &Graph, id: TypeId) -> bool {
    let mut seen = FastMap::default();
    let mut work = vec![graph.strip(id)];
    while let Some(at) = work.pop() {
        if seen.len() > DEEP {
            return false;
        }
        if seen.insert(at, ()).is_some() {
            continue;
        }
        let own = graph.node(at).flags.has(Flags::OWN_VPTR) || virtual_functions(graph, at).next().is_some();
        if own || bases(graph, at).any(|b| b.flags.has(EdgeFlags::VIRTUAL)) {
            return true;
        }
        work.extend(bases(graph, at).map(|b| graph.strip(b.target)));
    }
    false
}

/// Whether a class has a virtual base, its own or one of a base.
pub fn has_virtual_base(graph: &Graph, id: TypeId) -> bool {
    let mut work = vec![graph.strip(id)];
    for _ in 0..FAR {
        let Some(at) = work.pop() else { return false };
        if bases(graph, at).any(|b| b.flags.has(EdgeFlags::VIRTUAL)) {
            return true;
        }
        work.extend(bases(graph, at).map(|b| graph.strip(b.target)));
    }
    // More than anybody looks at: nothing is ruled out.
    true
}

/// Whether nobody can create an object of exactly this class: some place of its virtual table is pure.
pub fn is_abstract(graph: &Graph, id: TypeId) -> bool {
    table(graph, id).entries.iter().any(|e| e.pure)
}

/// Whether an object of a class has no bytes of its own: no data but bit-fields of width 0, no virtual table, and only
/// empty bases (ABI, 1.1).
pub fn is_empty(graph: &Graph, id: TypeId) -> bool {
    let mut seen = FastMap::default();
    let mut work = vec![graph.strip(id)];
    while let Some(at) = work.pop() {
        if seen.len() > DEEP {
            return false;
        }
        if seen.insert(at, ()).is_some() {
            continue;
        }
        let node = graph.node(at);
        if !node.kind.is_record() || node.flags.has(Flags::DECLARATION) || node.flags.has(Flags::OWN_VPTR) {
            return false;
        }
        for e in graph.edges(at) {
            match e.kind {
                EdgeKind::VirtualSlot => return false,
                EdgeKind::Member if !e.flags.has(EdgeFlags::BIT_FIELD) || e.bit_size > 0 => return false,
                EdgeKind::Base if e.flags.has(EdgeFlags::VIRTUAL) => return false,
                EdgeKind::Base => work.push(graph.strip(e.target)),
                _ => {}
            }
        }
    }
    true
}

/// The base whose virtual table pointer a class shares: a dynamic one at offset 0 (ABI, 2.4 II). Of a class that has a
/// pointer of its own there is none; a nearly empty virtual base is not told from others by debug information, and is
/// taken where nothing else can be shared.
pub fn primary_base(graph: &Graph, id: TypeId) -> Option<TypeId> {
    if graph.node(id).flags.has(Flags::OWN_VPTR) {
        return None;
    }
    let at_start = |b: &&Edge| !b.flags.has(EdgeFlags::VIRTUAL) && b.value == 0 && is_dynamic(graph, b.target);
    let plain = bases(graph, id).find(at_start);
    let found =
        plain.or_else(|| bases(graph, id).find(|b| b.flags.has(EdgeFlags::VIRTUAL) && is_dynamic(graph, b.target)));
    found.map(|b| graph.strip(b.target))
}

/// One place of a primary virtual table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableEntry {
    /// The class whose function stands there.
    pub class: TypeId,
    /// Name, parameters and qualifiers, `f(int) const`; empty where debug information does not tell what stands there.
    pub key: String,
    /// Second place of a destructor: it deletes the object as well.
    pub deleting: bool,
    /// Nothing implements it.
    pub pure: bool,
}

impl TableEntry {
    /// What stands there: `f(int) const = 0`, `~(), and deletes`, `?` where that is not told.
    pub fn spelled(&self) -> String {
        let key = if self.key.is_empty() { "?" } else { &self.key };
        let pure = if self.pure { " = 0" } else { "" };
        let deleting = if self.deleting { ", and deletes" } else { "" };
        format!("{key}{pure}{deleting}")
    }
}

/// A virtual function that a class declares itself.
#[derive(Clone, Debug)]
pub struct Declared<'g> {
    /// Its edge.
    pub edge: &'g Edge,
    /// What is known of it beside its type.
    pub member: Option<&'g Member>,
    /// Name, parameters and qualifiers, `f(int) const`.
    pub key: String,
    /// Linkage name, empty where debug information states none (destructors).
    pub symbol: &'g str,
    /// Its place in the table, the first of a destructor; `None` where nothing tells.
    pub place: Option<usize>,
    /// It stands in the place of a function of the primary base.
    pub overrides: bool,
}

impl Declared<'_> {
    /// What it is told by from the other functions of the class on both sides: spellings of one type differ, the linkage
    /// name does not.
    pub fn identity(&self) -> &str {
        if self.symbol.is_empty() { &self.key } else { self.symbol }
    }
    /// Its name alone.
    pub fn name(&self) -> &str {
        self.key.split('(').next().unwrap_or_default()
    }
    /// As a sentence names it: the key of every destructor is `~()`, so that it meets that of a base.
    pub fn spelled(&self, graph: &Graph, class: TypeId) -> String {
        if self.is_destructor() { format!("~{}()", bare(graph.name(class))) } else { self.key.clone() }
    }
    /// A destructor.
    pub fn is_destructor(&self) -> bool {
        self.key.starts_with('~')
    }
    /// `= 0`
    pub fn is_pure(&self) -> bool {
        self.member.is_some_and(|m| m.flags.has(MemberFlags::PURE))
    }
}

/// The primary virtual table of a class.
#[derive(Clone, Debug, Default)]
pub struct Table<'g> {
    /// All places.
    pub entries: Vec<TableEntry>,
    /// How many of them the primary base has.
    pub inherited: usize,
    /// That is not known: what may be the primary base is only declared.
    pub base_unknown: bool,
    /// What the class itself declares.
    pub own: Vec<Declared<'g>>,
}

/// Name, parameters and qualifiers of a member function: its signature without the result. Destructors of all classes
/// have one.
pub fn key(graph: &Graph, member: &Member) -> String {
    let (name, signature) = (graph.str(member.name), graph.str(member.signature));
    if name.starts_with('~') {
        return "~()".to_owned();
    }
    let start = signature.find(&format!("{name}(")).unwrap_or(0);
    signature.get(start..).unwrap_or(signature).to_owned()
}

/// The member that an edge of a virtual function is about.
fn member_of<'g>(graph: &'g Graph, id: TypeId, edge: &Edge) -> Option<&'g Member> {
    let fits = |m: &&Member| m.name == edge.name && m.slot == edge.value && m.flags.has(MemberFlags::VIRTUAL);
    graph.members.of(id).iter().find(fits)
}

/// The primary virtual table of a class, from its primary base on.
pub fn table(graph: &Graph, id: TypeId) -> Table<'_> {
    // From the class to the outermost primary base.
    let mut chain = vec![graph.strip(id)];
    while let Some(base) = chain.last().and_then(|&at| primary_base(graph, at)) {
        if chain.len() >= DEEP || chain.contains(&base) {
            break;
        }
        chain.push(base);
    }
    let may_be_primary = |b: &&Edge| b.value == 0 || b.flags.has(EdgeFlags::VIRTUAL);
    let is_declared = |b: &Edge| graph.node(graph.strip(b.target)).flags.has(Flags::DECLARATION);
    let base_unknown = chain.iter().any(|&class| bases(graph, class).filter(may_be_primary).any(is_declared));
    let mut out = Table { base_unknown, ..Table::default() };
    for &class in chain.iter().rev() {
        out.inherited = out.entries.len();
        out.own = declare(graph, class, base_unknown, &mut out.entries);
    }
    out
}

/// Puts what a class declares into the table of its primary base, of which nothing is known where `base_unknown`.
fn declare<'g>(
    graph: &'g Graph,
    class: TypeId,
    base_unknown: bool,
    entries: &mut Vec<TableEntry>,
) -> Vec<Declared<'g>> {
    let inherited = entries.len();
    let mut own: Vec<Declared<'g>> = Vec::new();
    for edge in virtual_functions(graph, class) {
        let member = member_of(graph, class, edge);
        let key = member.map_or_else(|| graph.str(edge.name).to_owned(), |m| key(graph, m));
        let of_destructor = key.starts_with('~');
        // Without the class in its own unit GCC lists each variant of a destructor.
        if of_destructor && own.iter().any(Declared::is_destructor) {
            continue;
        }
        let symbol = member.filter(|_| !of_destructor).map_or("", |m| graph.str(m.symbol));
        own.push(Declared { edge, member, key, symbol, place: None, overrides: false });
    }
    let entry = |d: &Declared<'_>, deleting| TableEntry { class, key: d.key.clone(), deleting, pure: d.is_pure() };
    let unknown = || TableEntry { class, key: String::new(), deleting: false, pure: false };
    // First what debug information places.
    for d in own.iter_mut().filter(|d| !d.is_destructor()) {
        let Some(place) = usize::try_from(d.edge.value).ok().filter(|&p| p < MOST) else { continue };
        while entries.len() <= place {
            entries.push(unknown());
        }
        d.overrides = place < inherited;
        d.place = Some(place);
        entries[place] = entry(d, false);
    }
    // A destructor stands in the places of that of the primary base; a new one in the gap that is left for it: the only one
    // of two places (icc lists functions in no order), else the next in the order of declaration, else behind all.
    for at in 0..own.len() {
        if !own[at].is_destructor() {
            continue;
        }
        let of_base = entries[..inherited].iter().position(|e| e.key == own[at].key);
        let free = |p: usize| entries.get(p).is_none_or(|e| e.key.is_empty());
        let gap = || (!base_unknown).then(|| only_pair(inherited..entries.len(), free)).flatten();
        let place = of_base.or_else(gap).unwrap_or_else(|| {
            let before = own[..at].iter().filter_map(|d| d.place).filter(|&p| p >= inherited).max();
            let from = before.map_or(inherited, |p| p + 1);
            (from..=entries.len().max(from)).find(|&p| free(p) && free(p + 1)).unwrap_or(entries.len())
        });
        while entries.len() < place + 2 {
            entries.push(unknown());
        }
        own[at].overrides = of_base.is_some();
        own[at].place = Some(place);
        entries[place] = entry(&own[at], false);
        entries[place + 1] = entry(&own[at], true);
    }
    own
}

/// The first of the two places that are free, if these are all and stand side by side.
fn only_pair(places: std::ops::Range<usize>, free: impl Fn(usize) -> bool) -> Option<usize> {
    let mut free = places.filter(|&p| free(p));
    let (first, second) = (free.next()?, free.next()?);
    (second == first + 1 && free.next().is_none()).then_some(first)
}

/// Whether two classes of one name, an instance over a lambda (`holds_unnamed`), are known to be instances over different ones:
/// the linkage names of their functions say where the lambda stands (Itanium C++ ABI, 5.1.8), and share none of these places.
pub fn are_of_other_lambdas(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> bool {
    let (old, new) = (scopes_of_functions(g, old), scopes_of_functions(h, new));
    !old.is_empty() && !new.is_empty() && old.is_disjoint(&new)
}

/// The scopes of the functions of a class by their linkage names. Units that each have another instance of one name may have
/// put their functions together.
pub fn scopes_of_functions(g: &Graph, class: TypeId) -> BTreeSet<String> {
    let symbols = g.members.of(class).iter().filter(|m| !m.symbol.is_none()).map(|m| g.str(m.symbol));
    symbols.filter_map(|symbol| mangled::view(symbol)?.scope()).collect()
}

/// Whether a class is plain data as C++ 03 has it, in whose tail padding nothing is put (Itanium C++ ABI, 1.1, POD for
/// the purpose of layout): no bases, virtual table, member that not everybody sees, reference, or constructor, destructor
/// and assignment of its own, and only such members.
pub fn is_plain(graph: &Graph, id: TypeId) -> bool {
    let mut seen = FastMap::default();
    let mut work = vec![graph.strip(id)];
    while let Some(at) = work.pop() {
        if seen.len() > DEEP {
            return false;
        }
        if seen.insert(at, ()).is_some() {
            continue;
        }
        let node = graph.node(at);
        match node.kind {
            Kind::Array | Kind::Typedef => work.push(graph.strip(graph.target(at))),
            Kind::Reference | Kind::RvalueReference => return false,
            _ => {}
        }
        if !node.kind.is_record() {
            continue;
        }
        let own = |m: &Member| {
            let (name, flags) = (graph.str(m.name), m.flags);
            let special =
                name.starts_with('~') || name == "operator=" || graph.str(m.signature).starts_with(&format!("{name}("));
            special && !flags.has(MemberFlags::DATA) && !flags.has(MemberFlags::DEFAULTED)
        };
        if node.flags.has(Flags::OWN_VPTR) || graph.members.of(at).iter().any(own) {
            return false;
        }
        for e in graph.edges(at) {
            match e.kind {
                EdgeKind::Base | EdgeKind::VirtualSlot => return false,
                EdgeKind::Member if e.flags.access() != Access::Public => {
                    return false;
                }
                EdgeKind::Member => work.push(graph.strip(e.target)),
                _ => {}
            }
        }
    }
    true
}

/// More bases of bases than anybody writes; what stands behind them counts as unknown.
const MOST_PARTS: usize = 4096;

/// Where the data of a class end, in bytes: members and bases that derived classes must leave alone (`nvsize` of the
/// Itanium C++ ABI, 2.4). `None` where its parts are not known.
pub fn data_size(graph: &Graph, id: TypeId) -> Option<u64> {
    data_known(graph, id, false).and_then(|(end, is_whole)| is_whole.then_some(end))
}

/// Where the last member of a class or of its bases ends, in bytes; what derived classes leave alone behind it, the padding
/// of bases that C could declare, is not meant. `None` where its parts are not known.
pub fn data_used(graph: &Graph, id: TypeId) -> Option<u64> {
    data_known(graph, id, true).and_then(|(end, is_whole)| is_whole.then_some(end))
}

/// The end of those data that are known, in bytes, and whether they are all. `into_plain`: the padding of plain bases is none
/// of them.
pub fn data_known(graph: &Graph, id: TypeId, into_plain: bool) -> Option<(u64, bool)> {
    let node = graph.node(id);
    if node.flags.has(Flags::DECLARATION) || !node.kind.is_record() {
        return None;
    }
    let mut end: u64 = 0;
    let mut is_whole = true;
    // Offset in bytes and class: bases end where their own data do, so that their padding is free, too.
    let mut parts = vec![(0_u64, id)];
    let mut steps = 0;
    while let Some((offset, part)) = parts.pop() {
        steps += 1;
        if steps > MOST_PARTS {
            return Some((end, false));
        }
        if graph.node(part).flags.has(Flags::OWN_VPTR) {
            end = end.max(offset.saturating_add(u64::from(graph.machine.pointer_size)));
        }
        for e in graph.edges(part) {
            let is_base = e.kind == EdgeKind::Base && !e.flags.has(EdgeFlags::VIRTUAL);
            if !is_base && e.kind != EdgeKind::Member {
                continue;
            }
            // Where a class ends that the unit only declares, nothing says: clang leaves out what another unit instantiates.
            let held = graph.strip(strip_arrays(graph, e.target));
            let Some(start) = u64::try_from(e.value).ok().filter(|_| !graph.node(held).flags.has(Flags::DECLARATION))
            else {
                is_whole = false;
                continue;
            };
            let at = offset.saturating_add(start / 8);
            if is_base && is_empty(graph, e.target) {
                end = end.max(at);
            } else if is_base && (into_plain || !is_plain(graph, held)) {
                parts.push((at, held));
            } else if e.flags.has(EdgeFlags::BIT_FIELD) {
                let bits = (start % 8).saturating_add(u64::from(e.bit_size));
                end = end.max(at.saturating_add(bits.div_ceil(8)));
            } else {
                end = end.max(at.saturating_add(graph.size_of(e.target).unwrap_or(0)));
            }
        }
    }
    Some((end, is_whole))
}

#[cfg(test)]
mod tests {
    use super::only_pair;

    #[test]
    fn a_destructor_stands_in_the_only_gap_of_two_places() {
        let of = |table: &str| only_pair(0..table.len(), |place| table.as_bytes()[place] == b'.');
        assert_eq!(of("f..g"), Some(1));
        assert_eq!(of("..fg"), Some(0));
        // A function that is not listed leaves a gap as well, and so may several.
        for table in ["fg", "f.g", "f...g", "f.g.", "f..g..", "f..g."] {
            assert_eq!(of(table), None, "{table}");
        }
    }
}
