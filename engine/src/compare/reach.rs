//! How a type of OLD is reached: who holds it by value, who creates it, who can see its definition.
//!
//! Facts only; what they mean for a severity is said in `severity`.

use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId};
use crate::pipeline::PublicHeaders;

/// Facts of one type. All `false`: no export reaches it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reach {
    /// Reached through definitions that consumers can see.
    pub visible: bool,
    /// Held by value by an exported variable, an array, a parameter or result, or a visible type.
    pub held: Option<Held>,
    /// The same without parameters and results: what lies in memory with a layout that both sides must agree on.
    pub placed: Option<Held>,
    /// The interface gives out pointers to it: result, `T **`, exported pointer, pointer member,
    /// parameter of a callback.
    pub handed_out: bool,
    /// Defined in a source file of a library that has headers of its own, or outside the public headers.
    pub private: bool,
    /// Held by value where a kABI macro set this many bytes aside for it: the least of those.
    pub room: Option<u64>,
    /// Reached by the pointer of an auxiliary struct, whose size its holder keeps beside it.
    pub sized: bool,
    /// Defined in a source file, and no header is known that would tell whether consumers see it.
    pub unclear: bool,
}

/// Who holds a type by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Variable,
    Array,
    Value,
    Member(TypeId),
}

/// For each type whether consumers cannot see its definition.
pub(crate) fn private(g: &Graph, public_headers: &PublicHeaders) -> Vec<bool> {
    reach(g, public_headers).iter().map(|r| r.private).collect()
}

/// Facts of every type of a graph.
pub fn reach(g: &Graph, public_headers: &PublicHeaders) -> Vec<Reach> {
    let mut out = vec![Reach::default(); g.len()];
    // A unit that is not linked yet is of no module.
    let kernel = g.objects.iter().any(|o| o.module.is_some()) || g.exports.iter().any(|e| e.ksym.is_some());
    let own_headers = kernel || g.objects.iter().any(|o| o.own_headers);
    let by_place = |id: TypeId| {
        let file = g.str(g.positions[id.index()].file);
        if public_headers.is_empty() {
            g.node(id).flags.has(Flags::IN_SOURCE)
        } else {
            !file.is_empty() && !is_system(file) && !public_headers.contains(file)
        }
    };
    let open = open(g, kernel, by_place);
    let unclear = public_headers.is_empty() && !own_headers;
    for id in g.ids() {
        let node = g.node(id);
        if (node.kind.is_tagged() || node.kind == Kind::Typedef) && !open[id.index()] {
            out[id.index()].unclear = unclear;
            out[id.index()].private = !unclear;
        }
    }
    walk(g, &mut out);
    out
}

/// Facts of every type of a consumer's graph: what it holds by value itself counts, nothing is private to it, and
/// `handed_out` tells what the provider's interface hands out, of which the consumer's imports are a part only.
pub fn of_consumer(g: &Graph, handed_out: impl Fn(Kind, &str) -> bool) -> Vec<Reach> {
    let mut out = vec![Reach::default(); g.len()];
    walk(g, &mut out);
    for id in g.ids() {
        let node = g.node(id);
        if node.kind.is_tagged() {
            let r = &mut out[id.index()];
            r.visible = true;
            r.handed_out |= handed_out(node.kind, g.name(id));
        }
        if !node.kind.is_record() {
            continue;
        }
        for e in g.edges(id).iter().filter(|e| matches!(e.kind, EdgeKind::Member | EdgeKind::Base)) {
            let mut at = e.target;
            for _ in 0..100_000 {
                let kind = g.node(at).kind;
                if kind != Kind::Typedef && kind != Kind::Array && !kind.is_qualifier() {
                    break;
                }
                at = g.target(at);
            }
            let r = &mut out[at.index()];
            r.held.get_or_insert(Held::Member(id));
            r.placed.get_or_insert(Held::Member(id));
        }
    }
    out
}

fn is_system(file: &str) -> bool {
    file.starts_with("/usr/include/") || file.starts_with("/usr/lib/")
}

/// For each type whether consumers must know its definition, wherever it stands, or may by where it stands: what is
/// passed by value in the interface, what is not `hidden` by its place, and what such a type holds by value. A type
/// without a name stands where its holder does.
fn open(g: &Graph, kernel: bool, hidden: impl Fn(TypeId) -> bool) -> Vec<bool> {
    let mut open = Open { g, known: vec![false; g.len()], held: vec![false; g.len()], work: Vec::new() };
    for e in &g.exports {
        let Some(t) = e.type_id else { continue };
        open.nameless(t);
        if g.node(t).kind == Kind::Function {
            for edge in g.edges(t) {
                open.by_value(edge.target);
            }
        } else if !kernel {
            open.by_value(t);
        }
    }
    for id in g.ids() {
        if is_named(g, id) && !hidden(id) {
            open.mark(id);
        }
    }
    while let Some(id) = open.work.pop() {
        for e in g.edges(id) {
            open.nameless(e.target);
            if g.node(id).kind.is_record() && matches!(e.kind, EdgeKind::Member | EdgeKind::Base) {
                open.by_value(e.target);
            }
        }
    }
    open.known
}

fn is_named(g: &Graph, id: TypeId) -> bool {
    let node = g.node(id);
    !node.name.is_none() && (node.kind.is_tagged() || node.kind == Kind::Typedef)
}

/// The types known to be open, and those among them still to be looked into.
struct Open<'g> {
    g: &'g Graph,
    known: Vec<bool>,
    /// Those that an open one holds by value.
    held: Vec<bool>,
    work: Vec<TypeId>,
}

impl Open<'_> {
    fn mark(&mut self, id: TypeId) {
        if !std::mem::replace(&mut self.known[id.index()], true) {
            self.work.push(id);
        }
    }

    /// A type at an open place, if it has no name: it is spelt out there.
    fn nameless(&mut self, id: TypeId) {
        if !is_named(self.g, id) {
            self.mark(id);
        }
    }

    /// A type that an open one holds by value.
    fn by_value(&mut self, mut id: TypeId) {
        while !std::mem::replace(&mut self.held[id.index()], true) {
            self.mark(id);
            let kind = self.g.node(id).kind;
            if kind != Kind::Typedef && kind != Kind::Array && !kind.is_qualifier() {
                return;
            }
            id = self.g.target(id);
        }
    }
}

/// How a walk came to a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Via {
    /// By value, and who holds it.
    Value(Option<Held>),
    /// By value, with this many bytes set aside for it.
    Room(u64),
    /// Behind a pointer that consumers pass in.
    Taken,
    /// The same, and const: nothing can be stored there.
    Fixed,
    /// By value in what consumers pass in and nothing can be stored in, and who holds it.
    Lent(Held),
    /// Behind a pointer that consumers get.
    Given,
}

/// Marks of [`walk`]: it was looked into, as what is lent or otherwise.
const LENT: u16 = 1 << 14;
const OPENED: u16 = 1 << 15;

fn walk(g: &Graph, out: &mut [Reach]) {
    // Each node is expanded once per way of coming: by value, taken, given; and once more if the holder
    // of a value is an array.
    let mut seen = vec![0u16; g.len()];
    let mut stack: Vec<(TypeId, Via)> = Vec::new();
    for e in &g.exports {
        if let Some(t) = e.type_id {
            if g.node(t).kind == Kind::Function {
                // What is asked for is a function of the consumer's, which the interface calls.
                function(g, t, e.asked, &mut stack);
            } else {
                stack.push((t, Via::Value(Some(Held::Variable))));
            }
        }
    }
    while let Some((id, via)) = stack.pop() {
        let bit = match via {
            Via::Value(None) => 1,
            Via::Value(Some(Held::Value)) => 128,
            Via::Value(Some(_)) => 2,
            Via::Taken => 4,
            Via::Given => 8,
            Via::Room(_) => 16,
            Via::Fixed => 32,
            Via::Lent(_) => 64,
        };
        if let Via::Room(bytes) = via {
            let room = &mut out[id.index()].room;
            *room = Some(room.map_or(bytes, |least| least.min(bytes)));
        }
        if seen[id.index()] & bit != 0 {
            continue;
        }
        // What is lent is looked into with the members taken for the consumer's own, until it comes another way.
        let lent = matches!(via, Via::Fixed | Via::Lent(_));
        let first = seen[id.index()] & (OPENED | if lent { LENT } else { 0 }) == 0;
        seen[id.index()] |= bit | if lent { LENT } else { OPENED };
        let node = g.node(id);
        let r = &mut out[id.index()];
        r.visible = true;
        match via {
            Via::Value(Some(held)) | Via::Lent(held) => {
                r.held.get_or_insert(held);
                if held != Held::Value {
                    r.placed.get_or_insert(held);
                }
            }
            Via::Given => r.handed_out = true,
            _ => {}
        }
        if r.private {
            continue;
        }
        match node.kind {
            Kind::Typedef => stack.push((g.target(id), via)),
            Kind::Const if via == Via::Taken => stack.push((g.target(id), Via::Fixed)),
            k if k.is_qualifier() => stack.push((g.target(id), via)),
            Kind::Array => {
                let via = if matches!(via, Via::Value(_) | Via::Room(_)) { Via::Value(Some(Held::Array)) } else { via };
                // An array behind a pointer holds its elements by value all the same.
                let via = match via {
                    Via::Taken | Via::Given => Via::Value(Some(Held::Array)),
                    Via::Fixed | Via::Lent(_) => Via::Lent(Held::Array),
                    other => other,
                };
                stack.push((g.target(id), via));
            }
            Kind::Pointer | Kind::Reference | Kind::RvalueReference => {
                let to = g.target(id);
                let next = match via {
                    Via::Value(Some(Held::Variable | Held::Member(_) | Held::Array)) | Via::Given => Via::Given,
                    // A pointer behind a pointer that is passed in: the interface fills it.
                    Via::Taken | Via::Room(_) => Via::Given,
                    Via::Value(_) | Via::Fixed => Via::Taken,
                    // The consumer's own, as far as it goes.
                    Via::Lent(_) => Via::Fixed,
                };
                // A function that is pointed to is seen as it is spelt, typedefs and all.
                let is_function = g.node(g.strip(to)).kind == Kind::Function;
                stack.push((to, if is_function { Via::Value(None) } else { next }));
            }
            Kind::Function => function(g, id, true, &mut stack),
            k if k.is_record() && first => {
                let room = super::shapes::room(g, id);
                let member = Held::Member(id);
                let way = if lent { Via::Lent(member) } else { Via::Value(Some(member)) };
                let way = room.map_or(way, Via::Room);
                for e in g.edges(id) {
                    if matches!(e.kind, EdgeKind::Member | EdgeKind::Base) {
                        stack.push((e.target, way));
                    }
                }
                if let Some(aux) = auxiliary(g, id) {
                    out[aux.index()].sized = true;
                }
            }
            _ => {}
        }
    }
}

/// The struct behind `_rh` of a record that keeps its size in `NAME_size_rh`: `struct NAME_rh`.
fn auxiliary(g: &Graph, id: TypeId) -> Option<TypeId> {
    let members = || g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member);
    let pointer = members().find(|e| g.str(e.name) == "_rh" && g.node(g.strip(e.target)).kind == Kind::Pointer)?;
    let aux = g.strip(g.target(g.strip(pointer.target)));
    let of = g.name(aux).strip_suffix("_rh")?;
    let sized = members().any(|e| crate::policy::shapes::sized_by(g.str(e.name)) == Some(of));
    (sized && g.node(aux).kind.is_record()).then_some(aux)
}

/// Parameters and result of a function: of an export, or of a callback that the interface calls.
fn function(g: &Graph, id: TypeId, callback: bool, stack: &mut Vec<(TypeId, Via)>) {
    for e in g.edges(id) {
        let given = match e.kind {
            EdgeKind::Return => !callback,
            EdgeKind::Param => callback,
            _ => continue,
        };
        let target = g.strip(e.target);
        if g.node(target).kind.is_pointer_like() {
            let to = g.target(target);
            if g.node(g.strip(to)).kind == Kind::Function {
                stack.push((e.target, Via::Value(None)));
            } else {
                // The pointer itself is a value (and the typedefs that spell it are seen); what it points to
                // is given or taken.
                if target != e.target {
                    stack.push((e.target, Via::Value(None)));
                }
                stack.push((to, if given { Via::Given } else { Via::Taken }));
            }
        } else {
            stack.push((e.target, Via::Value(Some(Held::Value))));
        }
    }
}
