//! What an export reaches in the view of its own unit, on both sides in step.
//!
//! Named types are **keys**, the same for both sides. From the type of an export the walk goes along the names
//! that definitions mention, as genksyms expands them: through a type that the unit defines in a header; not
//! through one that it only declares, nor through a struct, union or enum that it defines in its own source file.
//! Where both sides define a key and the tokens differ, that is a cause; where one side defines it and the other
//! does not, the type became visible or hidden.
//!
//! Exports of one pair of units share the walk forward. Back from the causes it is marked which keys lead to
//! one; the search of each export, breadth first, keeps to those.

use rayon::prelude::*;

use super::tokens::Tokens;
use crate::graph::canon::table::NameKind;
use crate::graph::canon::views::{ExportView, Holders, Views};
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId, spell};
use crate::ground::maps::FastMap;
use crate::rules::facts::SubjectKind;

/// What a unit holds of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing or a declaration.
    Declared,
    /// A definition in its own source file, which genksyms does not expand.
    Private(TypeId),
    /// A definition that it sees in a header.
    Defined(TypeId),
}

impl Held {
    /// The definition that genksyms expands.
    #[must_use]
    pub fn visible(self) -> Option<TypeId> {
        match self {
            Self::Defined(id) => Some(id),
            _ => None,
        }
    }
}

/// Index of a name of either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u32);

/// Why the text behind a CRC differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// The tokens of a definition differ.
    Changed(Key, TypeId, TypeId),
    /// NEW's unit sees a definition, OLD's did not.
    Visible(Key, TypeId),
    /// OLD's unit saw a definition, NEW's does not.
    Hidden(Key, TypeId),
    /// The export's own type differs: its index among those that were asked for.
    Own(u32),
}

/// What of a definition makes it a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Its tokens differ, or one side alone sees it.
    Tokens,
    /// Its layout does: what attributes do, which are hashed and are no tokens here.
    Layout,
}

/// An export of both sides, as indices into [`Views::exports`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// In OLD.
    pub old: u32,
    /// In NEW.
    pub new: u32,
}

/// A cause that an export reaches and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// What it reaches.
    pub cause: Cause,
    /// The export's type as C, then each step, spelt as OLD has it.
    pub path: Vec<String>,
}

/// Both sides with what is computed once.
pub struct Sides<'v> {
    /// OLD.
    pub old: &'v Views,
    /// NEW.
    pub new: &'v Views,
    tokens: [Tokens; 2],
    /// Key of each name row.
    keys: [Vec<Key>; 2],
    /// Name rows of each key.
    rows: Vec<[Option<TypeId>; 2]>,
}

/// What a pair of units sees of each key.
pub struct UnitPair {
    held: [FastMap<Key, Held>; 2],
}

impl UnitPair {
    /// What the units hold of a key, OLD and NEW.
    #[must_use]
    pub fn held(&self, key: Key) -> [Held; 2] {
        [0, 1].map(|side: usize| self.held[side].get(&key).copied().unwrap_or(Held::Declared))
    }
}

/// The part of a walk that all exports of a pair of units share.
struct Forward {
    /// By key: where its children start.
    first: FastMap<Key, (u32, u32)>,
    /// Child and the edge of OLD's definition that mentions it.
    children: Vec<(Key, u32)>,
    causes: FastMap<Key, Cause>,
    /// Keys that are or lead to a cause.
    dirty: FastMap<Key, ()>,
}

impl<'v> Sides<'v> {
    /// Matches the names of both sides.
    #[must_use]
    pub fn new(old: &'v Views, new: &'v Views) -> Self {
        let (a, b) = rayon::join(|| Tokens::new(old), || Tokens::new(new));
        let name = |v: &'v Views, row: u32| {
            let id = TypeId(row);
            (NameKind::of(v.graph.node(id).kind), v.graph.name(id))
        };
        let mut keys = [vec![Key(u32::MAX); old.names as usize + 1], vec![Key(u32::MAX); new.names as usize + 1]];
        let mut rows = Vec::new();
        // Both are sorted by kind and text.
        let (mut i, mut j) = (1, 1);
        while i <= old.names || j <= new.names {
            let order = match (i <= old.names, j <= new.names) {
                (true, true) => name(old, i).cmp(&name(new, j)),
                (true, false) => std::cmp::Ordering::Less,
                _ => std::cmp::Ordering::Greater,
            };
            let key = Key(rows.len() as u32);
            let mut row = [None, None];
            if order.is_le() {
                keys[0][i as usize] = key;
                row[0] = Some(TypeId(i));
                i += 1;
            }
            if order.is_ge() {
                keys[1][j as usize] = key;
                row[1] = Some(TypeId(j));
                j += 1;
            }
            rows.push(row);
        }
        Self { old, new, tokens: [a, b], keys, rows }
    }

    fn views(&self, side: usize) -> &'v Views {
        if side == 0 { self.old } else { self.new }
    }

    /// Keyword (`struct`, `typedef`) and name of a key.
    #[must_use]
    pub fn called(&self, key: Key) -> (SubjectKind, &'v str) {
        let (views, id) = match self.rows[key.0 as usize] {
            [Some(id), _] => (self.old, id),
            [None, Some(id)] => (self.new, id),
            [None, None] => return (SubjectKind::Type, ""),
        };
        let kind = match NameKind::of(views.graph.node(id).kind) {
            NameKind::Struct => SubjectKind::Struct,
            NameKind::Union => SubjectKind::Union,
            NameKind::Enum => SubjectKind::Enum,
            NameKind::Typedef => SubjectKind::Typedef,
        };
        (kind, views.graph.name(id))
    }

    /// Key of a name.
    #[must_use]
    pub fn key(&self, kind: NameKind, name: &str) -> Option<Key> {
        let found = self.rows.binary_search_by(|row| {
            let (views, id) = match *row {
                [Some(id), _] => (self.old, id),
                [None, Some(id)] => (self.new, id),
                [None, None] => return std::cmp::Ordering::Less,
            };
            (NameKind::of(views.graph.node(id).kind), views.graph.name(id)).cmp(&(kind, name))
        });
        found.ok().map(|i| Key(i as u32))
    }

    /// The modules of OLD whose units hold the definition of a name that this file has.
    #[must_use]
    pub fn holders(&self, key: Key, file: &str) -> Option<Holders> {
        self.rows[key.0 as usize][0].and_then(|row| self.old.holders(row, file))
    }

    /// Whether the layout (offsets, sizes) of two definitions differs, apart from their tokens.
    #[must_use]
    pub fn layout_differs(&self, old: TypeId, new: TypeId) -> bool {
        self.tokens[0].layout[old.index()] != self.tokens[1].layout[new.index()]
    }

    /// Whether what is passed differs, or what a variable holds, as the units of an export see it: behind
    /// qualifiers and typedefs, and not behind pointers.
    #[must_use]
    pub fn passes_otherwise(&self, link: Link) -> bool {
        let views = (self.old.exports[link.old as usize], self.new.exports[link.new as usize]);
        let (Some(a), Some(b)) = views else { return false };
        let units = self.units(a.unit, b.unit);
        self.passed(0, &units, a.target) != self.passed(1, &units, b.target)
    }

    /// Kinds and sizes of what a function takes and gives, or of a variable.
    fn passed(&self, side: usize, units: &UnitPair, root: TypeId) -> Vec<(Kind, u64, u64)> {
        let v = self.views(side);
        let g = &v.graph;
        let mut out = Vec::new();
        let mut stack = vec![root];
        while let Some(mut at) = stack.pop() {
            // A typedef of itself, which no C has, ends.
            for _ in 0..64 {
                if v.is_name(at) {
                    match units.held[side].get(&self.keys[side][at.index()]) {
                        Some(&(Held::Defined(id) | Held::Private(id))) => at = id,
                        _ => break,
                    }
                }
                match g.node(at).kind {
                    Kind::Const | Kind::Volatile | Kind::Restrict | Kind::Atomic | Kind::Typedef => at = g.target(at),
                    _ => break,
                }
            }
            let node = g.node(at);
            match node.kind {
                Kind::Function => {
                    let passed = g.edges(at).iter().filter(|e| matches!(e.kind, EdgeKind::Param | EdgeKind::Return));
                    let before = stack.len();
                    stack.extend(passed.map(|e| e.target));
                    let flags = node.flags.0 & (Flags::VARIADIC.0 | Flags::UNPROTOTYPED.0);
                    out.push((node.kind, u64::from(flags), (stack.len() - before) as u64));
                }
                Kind::Array => {
                    out.push((node.kind, node.aux, u64::from(node.flags.has(Flags::FLEXIBLE))));
                    stack.push(g.target(at));
                }
                Kind::Base => out.push((node.kind, node.byte_size, node.aux)),
                kind if kind.is_record() && node.name.is_none() => {
                    out.push((kind, node.byte_size, self.tokens[side].layout[at.index()]));
                }
                kind => out.push((kind, node.byte_size, 0)),
            }
        }
        out
    }

    /// What a pair of units sees.
    #[must_use]
    pub fn units(&self, old: u32, new: u32) -> UnitPair {
        let side = |side: usize, unit: u32| {
            let v = self.views(side);
            let mut held = FastMap::default();
            for &definition in v.definitions(unit) {
                let id = definition.id;
                let key = self.keys[side][v.name_of[id.index()].index()];
                let own = definition.own;
                held.insert(key, if own { Held::Private(id) } else { Held::Defined(id) });
            }
            held
        };
        UnitPair { held: [side(0, old), side(1, new)] }
    }

    /// Names that both rows mention, with the edge of OLD's.
    fn common(&self, old: TypeId, new: TypeId, out: &mut Vec<(Key, u32)>) {
        let [a, b] = &self.tokens;
        let equal = a.token[old.index()] == b.token[new.index()];
        let news: Vec<Key> = if equal {
            Vec::new()
        } else {
            let mut keys: Vec<Key> = b.mentions(new).iter().map(|m| self.keys[1][m.name.index()]).collect();
            keys.sort_unstable();
            keys
        };
        for m in a.mentions(old) {
            let key = self.keys[0][m.name.index()];
            if equal || news.binary_search(&key).is_ok() {
                out.push((key, m.edge));
            }
        }
    }

    fn differs(&self, by: By, old: TypeId, new: TypeId) -> bool {
        match by {
            By::Tokens => self.tokens[0].token[old.index()] != self.tokens[1].token[new.index()],
            By::Layout => self.layout_differs(old, new),
        }
    }

    /// Where the walk of an export starts, and whether its own type differs. Every start comes with the edge of
    /// the export's function type, or none.
    fn start(&self, link: Link, by: By) -> (Vec<(Key, u32)>, bool) {
        let mut out = Vec::new();
        let views = (self.old.exports[link.old as usize], self.new.exports[link.new as usize]);
        let (Some(a), Some(b)) = views else { return (out, false) };
        if !a.defined || !b.defined {
            // What some other unit sees says nothing: genksyms read a prototype elsewhere.
            return (out, false);
        }
        let (x, y) = (a.target, b.target);
        match (self.old.is_name(x), self.new.is_name(y)) {
            (true, true) => {
                let (k, l) = (self.keys[0][x.index()], self.keys[1][y.index()]);
                if k == l {
                    out.push((k, u32::MAX));
                }
                (out, k != l)
            }
            (false, false) => {
                self.common(x, y, &mut out);
                (out, self.differs(by, x, y))
            }
            _ => (out, true),
        }
    }

    fn forward(&self, units: &UnitPair, starts: impl Iterator<Item = Key>, by: By) -> Forward {
        let mut f = Forward {
            first: FastMap::default(),
            children: Vec::new(),
            causes: FastMap::default(),
            dirty: FastMap::default(),
        };
        let mut stack: Vec<Key> = starts.collect();
        // Child and parent.
        let mut back: Vec<(Key, Key)> = Vec::new();
        while let Some(key) = stack.pop() {
            if f.first.contains_key(&key) {
                continue;
            }
            let start = f.children.len() as u32;
            let [old, new] = units.held(key);
            match (old.visible(), new.visible()) {
                (Some(x), Some(y)) => {
                    if self.differs(by, x, y) {
                        f.causes.insert(key, Cause::Changed(key, x, y));
                    }
                    self.common(x, y, &mut f.children);
                }
                (Some(x), None) => {
                    f.causes.insert(key, Cause::Hidden(key, x));
                }
                (None, Some(y)) => {
                    f.causes.insert(key, Cause::Visible(key, y));
                }
                (None, None) => {}
            }
            f.first.insert(key, (start, f.children.len() as u32));
            for &(child, _) in &f.children[start as usize..] {
                back.push((child, key));
                if !f.first.contains_key(&child) {
                    stack.push(child);
                }
            }
        }
        back.sort_unstable();
        let mut work: Vec<Key> = f.causes.keys().copied().collect();
        for key in &work {
            f.dirty.insert(*key, ());
        }
        while let Some(key) = work.pop() {
            let start = back.partition_point(|&(child, _)| child < key);
            for &(child, parent) in &back[start..] {
                if child != key {
                    break;
                }
                if f.dirty.insert(parent, ()).is_none() {
                    work.push(parent);
                }
            }
        }
        f
    }

    /// Causes of one export, nearest first, each with where the search came from.
    fn search(&self, f: &Forward, link: Link, index: u32, by: By) -> Search {
        let (starts, own) = self.start(link, by);
        let mut s = Search { causes: Vec::new(), from: FastMap::default() };
        if own {
            s.causes.push(Cause::Own(index));
        }
        let mut queue: Vec<Key> = Vec::new();
        for (key, edge) in starts {
            if f.dirty.contains_key(&key) && !s.from.contains_key(&key) {
                s.from.insert(key, (None, edge));
                queue.push(key);
            }
        }
        let mut at = 0;
        while at < queue.len() {
            let key = queue[at];
            at += 1;
            s.causes.extend(f.causes.get(&key));
            let (start, end) = f.first[&key];
            for &(child, edge) in &f.children[start as usize..end as usize] {
                if f.dirty.contains_key(&child) && !s.from.contains_key(&child) {
                    s.from.insert(child, (Some(key), edge));
                    queue.push(child);
                }
            }
        }
        s
    }

    fn path(&self, units: &UnitPair, s: &Search, link: Link, name: &str, cause: Cause) -> Vec<String> {
        let g = &self.old.graph;
        let mut steps = Vec::new();
        let mut at = match cause {
            Cause::Changed(key, ..) | Cause::Visible(key, _) | Cause::Hidden(key, _) => Some(key),
            Cause::Own(_) => None,
        };
        while let Some(key) = at {
            let Some(&(from, edge)) = s.from.get(&key) else { break };
            if let Some(parent) = from
                && let Some(x) = units.held(parent)[0].visible()
            {
                steps.extend(self.inside(x, edge, key).into_iter().rev());
                steps.push(step(g, x, edge));
            }
            at = from;
        }
        if let Some(e) = self.old.exports[link.old as usize] {
            steps.push(spelling(g, e, name));
        }
        steps.reverse();
        steps
    }

    /// The members of unnamed records below an edge of OLD's definition, to the one that mentions a name.
    fn inside(&self, owner: TypeId, edge: u32, name: Key) -> Vec<String> {
        let g = &self.old.graph;
        let Some(root) = g.edges(owner).get(edge as usize).map(|e| e.target) else { return Vec::new() };
        let mut from: FastMap<TypeId, (TypeId, usize)> = FastMap::default();
        let mut queue = vec![root];
        let mut next = 0;
        while let Some(&at) = queue.get(next) {
            next += 1;
            if self.old.is_name(at) {
                if self.keys[0][at.index()] != name {
                    continue;
                }
                let (mut at, mut out) = (at, Vec::new());
                while let Some(&(parent, i)) = from.get(&at) {
                    if g.node(parent).kind.is_record() {
                        out.push(step(g, parent, i as u32));
                    }
                    at = parent;
                }
                out.reverse();
                return out;
            }
            for (i, e) in g.edges(at).iter().enumerate() {
                if e.target != root && !from.contains_key(&e.target) {
                    from.insert(e.target, (at, i));
                    queue.push(e.target);
                }
            }
        }
        Vec::new()
    }

    /// The causes of each link (indices of links are those of [`Cause::Own`]), the nearest with its path first.
    /// `name` tells how an export is called, `all_paths` for which links every cause gets its path. A link that a side has no
    /// type for, or whose unit only declares it, reaches nothing, nor does one that is not `wanted`.
    #[must_use]
    pub fn reached(
        &self,
        links: &[Link],
        name: &(dyn Fn(Link) -> &'v str + Sync),
        all_paths: &(dyn Fn(u32) -> bool + Sync),
        wanted: &(dyn Fn(u32) -> bool + Sync),
        by: By,
    ) -> Vec<Vec<Reached>> {
        let mut groups: Vec<((u32, u32), u32)> = Vec::new();
        for (i, link) in links.iter().enumerate() {
            if let Some(units) = self.units_of(*link).filter(|_| wanted(i as u32)) {
                groups.push((units, i as u32));
            }
        }
        groups.sort_unstable();
        let chunks: Vec<&[((u32, u32), u32)]> = groups.chunk_by(|a, b| a.0 == b.0).collect();
        let results: Vec<Vec<(u32, Vec<Reached>)>> = chunks
            .par_iter()
            .map(|chunk| {
                let (old, new) = chunk[0].0;
                let units = self.units(old, new);
                let starts = chunk.iter().flat_map(|&(_, i)| self.start(links[i as usize], by).0).map(|(key, _)| key);
                let f = self.forward(&units, starts, by);
                let one = |&(_, i): &((u32, u32), u32)| {
                    let link = links[i as usize];
                    let s = self.search(&f, link, i, by);
                    let reached = s.causes.iter().enumerate().map(|(n, &cause)| {
                        let wanted = n == 0 || all_paths(i);
                        let path = if wanted { self.path(&units, &s, link, name(link), cause) } else { Vec::new() };
                        Reached { cause, path }
                    });
                    (i, reached.collect())
                };
                chunk.iter().map(one).collect()
            })
            .collect();
        let mut out: Vec<Vec<Reached>> = vec![Vec::new(); links.len()];
        for (i, reached) in results.into_iter().flatten() {
            out[i as usize] = reached;
        }
        out
    }

    /// Units of both sides of a link.
    #[must_use]
    pub fn units_of(&self, link: Link) -> Option<(u32, u32)> {
        let (a, b) = (self.old.exports[link.old as usize]?, self.new.exports[link.new as usize]?);
        Some((a.unit, b.unit))
    }
}

struct Search {
    causes: Vec<Cause>,
    /// How each key was first reached: from which key, by which edge of its definition.
    from: FastMap<Key, (Option<Key>, u32)>,
}

/// An export as C.
pub(super) fn spelling(g: &Graph, e: ExportView, name: &str) -> String {
    if g.node(e.target).kind == Kind::Function {
        spell::function(g, e.target, name)
    } else {
        spell::declaration(g, e.target, name)
    }
}

/// The edge of a definition as a step of a path.
fn step(g: &Graph, owner: TypeId, edge: u32) -> String {
    match g.edges(owner).get(edge as usize) {
        Some(e) if g.node(owner).kind == Kind::Typedef => {
            format!("typedef {}", spell::declaration(g, e.target, g.name(owner)))
        }
        Some(e) if e.kind == EdgeKind::Member => spell::member(g, e),
        Some(e) => spell::declaration(g, e.target, g.str(e.name)),
        None => String::new(),
    }
}
