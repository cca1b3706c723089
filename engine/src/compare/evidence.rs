//! What was not compared: exports of which a side has no type, and those whose type leads to what is not known.
//!
//! Unknown against known is no change, and unknown against unknown is not "no change" either: such an export is named,
//! and the verdict is `incomplete`.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::{Bfs, IntoNeighbors, Reversed, VisitMap, Visitable};

use super::symbols::Exports;
use crate::graph::loaded::Loaded;
use crate::graph::walk::Backwards;
use crate::graph::{Export, Flags, Graph, Kind, TypeId, Untyped};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

/// How many exports and types a diagnostic names.
const NAMES: usize = 32;

/// What is not known of the type of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lack {
    /// All of it.
    Type,
    /// A part that could not be read.
    Part,
    /// The body of this record: the compiler was told to leave it out.
    Body(TypeId),
    /// The members of this union: GCC leaves those of transparent unions out.
    Members(TypeId),
}

/// For each export what is not known of its type.
pub(crate) fn lacks(g: &Graph) -> Vec<Option<Lack>> {
    let unknown = unknown_behind(g);
    let of = |e: &Export| match e.type_id {
        None => (e.untyped == Untyped::Unknown).then_some(Lack::Type),
        Some(t) if g.node(t).kind == Kind::Unknown => Some(Lack::Type),
        Some(t) => unknown.get(t.index()).copied().flatten(),
    };
    g.exports.iter().map(of).collect()
}

/// For each type the first thing behind it that is not known; empty if there is no such thing in the whole graph.
fn unknown_behind(g: &Graph) -> Vec<Option<Lack>> {
    let own = |id: TypeId| {
        let node = g.node(id);
        if node.kind == Kind::Unknown {
            Some(Lack::Part)
        } else if node.flags.has(Flags::LEFT_OUT) && node.flags.has(Flags::DECLARATION) {
            Some(Lack::Body(id))
        } else if g.lacks_members(id) {
            Some(Lack::Members(id))
        } else {
            None
        }
    };
    let mut queue: Vec<(Lack, TypeId)> = g.ids().filter_map(|id| Some((own(id)?, id))).collect();
    if queue.is_empty() {
        return Vec::new();
    }
    queue.sort_unstable();
    let mut out: Vec<Option<Lack>> = vec![None; g.len()];
    let back = Backwards::new(g);
    let mut walk = Bfs { stack: queue.iter().map(|q| q.1).collect(), discovered: g.visit_map() };
    for &(lack, id) in &queue {
        out[id.index()] = Some(lack);
        walk.discovered.visit(id);
    }
    while let Some(at) = walk.next(Reversed(&back)) {
        let lack = out[at.index()];
        for owner in Reversed(&back).neighbors(at) {
            let slot = &mut out[owner.index()];
            *slot = slot.or(lack);
        }
    }
    out
}

/// The kind of what has no type on one side: assembler.
const STATED: u8 = 4;

/// Objects, and what each of their exports lacks, by what it is: types first, then exports.
type Groups<'g> = BTreeMap<(&'g str, DiagnosticLevel, u8), (BTreeSet<String>, Vec<&'g str>)>;

/// Names the exports of both sides that were not compared, or not wholly.
pub(crate) fn diagnostics(old: &Loaded, new: &Loaded, exports: &Exports) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let (g, h) = (&old.graph, &new.graph);
    for (side, is_old) in [(g, true), (h, false)] {
        let lacks = lacks(side);
        let mut groups: Groups<'_> = BTreeMap::new();
        for &(i, j) in &exports.both {
            let (x, y) = (&g.exports[i as usize], &h.exports[j as usize]);
            let (e, at) = if is_old { (x, i) } else { (y, j) };
            let object = side.objects[e.object.0 as usize].name.as_str();
            let stated = x.untyped == Untyped::Stated && y.untyped == Untyped::Stated;
            if stated && e.type_id.is_none() && (x.type_id.is_some() || y.type_id.is_some()) {
                groups.entry((object, DiagnosticLevel::Note, STATED)).or_default().1.push(side.str(e.name));
            }
            let Some(lack) = lacks[at as usize] else { continue };
            let level = if is_same_build(g, x, h, y) { DiagnosticLevel::Note } else { DiagnosticLevel::Lost };
            let (kind, behind) = match lack {
                Lack::Type => (0, None),
                Lack::Part => (1, None),
                Lack::Body(t) => (2, Some(t)),
                Lack::Members(t) => (3, Some(t)),
            };
            let group = groups.entry((object, level, kind)).or_default();
            group.0.extend(behind.map(|t| called(side, t)));
            group.1.push(side.str(e.name));
        }
        let which = if is_old { "OLD" } else { "NEW" };
        for ((object, level, kind), (types, names)) in groups {
            out.push(diagnostic(object, level, (kind, which), &types, &names));
        }
    }
    out.extend(nothing_typed(g, h, exports));
    out
}

/// Both exports are of one build of a kernel: what is not known of the one is not known of the same thing.
fn is_same_build(g: &Graph, x: &Export, h: &Graph, y: &Export) -> bool {
    let id = |g: &Graph, e: &Export| g.objects[e.object.0 as usize].build_id.clone();
    let of_kernel = x.ksym.is_some() && y.ksym.is_some();
    of_kernel && !id(g, x).is_empty() && id(g, x) == id(h, y)
}

/// A type as C names it; one without a name by the typedef of it.
fn called(g: &Graph, id: TypeId) -> String {
    if !g.node(id).name.is_none() {
        return crate::graph::spell::type_name(g, id);
    }
    let typedef = g.ids().find(|&t| g.node(t).kind == Kind::Typedef && g.target(t) == id);
    typedef.map_or_else(|| "one without a name".to_owned(), |t| g.name(t).to_owned())
}

fn listed<'s>(names: impl ExactSizeIterator<Item = &'s str>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let mut out = names.take(NAMES).collect::<Vec<_>>().join(", ");
    if more > 0 {
        out.push_str(&format!(" and {more} more"));
    }
    out
}

fn diagnostic(
    object: &str,
    level: DiagnosticLevel,
    (kind, side): (u8, &str),
    types: &BTreeSet<String>,
    names: &[&str],
) -> Diagnostic {
    let exports = listed(names.iter().copied());
    let behind = listed(types.iter().map(String::as_str));
    let (was, they) = if names.len() == 1 { ("was", "it") } else { ("were", "they") };
    let message = match kind {
        0 => format!("no debug information tells the type of {exports}, so {they} {was} compared by symbol alone"),
        1 => format!("the type of {exports} leads to one that could not be read, so {they} {was} not compared there"),
        2 => format!(
            "debug information without the members of structs of headers (-femit-struct-debug-*, \
             CONFIG_DEBUG_INFO_REDUCED): {behind} {} declared only, so {exports} {was} not compared there",
            if types.len() == 1 { "is" } else { "are" }
        ),
        STATED => format!(
            "{exports} {was} compared by symbol alone: assembler, of which {side} holds no declaration in C as the other \
             side does"
        ),
        _ => format!(
            "{} without members ({behind}): GCC leaves out those of transparent unions, so {exports} {was} not compared \
             there",
            if types.len() == 1 { "a union".to_owned() } else { format!("{} unions", types.len()) }
        ),
    };
    let code = if matches!(kind, 2 | 3) { "members-unknown" } else { "symbol-type-unknown" };
    Diagnostic { level, code, object: object.to_owned(), section: String::new(), offset: None, message }
}

/// Exports there are, and none of them has a type on both sides, though debug information covers them all: those of
/// assembler alone. Of a kernel they are a part.
fn nothing_typed(g: &Graph, h: &Graph, exports: &Exports) -> Option<Diagnostic> {
    let stated = |e: &Export| e.type_id.is_none() && e.untyped == Untyped::Stated;
    let (&(first, _), both) = (exports.both.first()?, &exports.both);
    let nothing = both.iter().all(|&(i, j)| {
        let (x, y) = (&g.exports[i as usize], &h.exports[j as usize]);
        x.ksym.is_none()
            && (stated(x) && y.untyped != Untyped::Whole || stated(y) && x.untyped != Untyped::Whole)
            && (x.type_id.is_none() || y.type_id.is_none())
    });
    nothing.then(|| Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "no-types",
        object: g.objects[g.exports[first as usize].object.0 as usize].name.clone(),
        section: String::new(),
        offset: None,
        message: "no export has a type on both sides (assembler states none): only symbols were compared".to_owned(),
    })
}
