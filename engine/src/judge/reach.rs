//! How a type of OLD is reached: who holds it by value, who creates it, who can see its definition.
//!
//! Facts only; what they mean for a severity is said in `severity`.

use std::sync::Arc;

use super::handed::{self, Vertex, Ways};
use crate::graph::CHAIN;
use crate::graph::mangled;
use crate::graph::{EdgeFlags, EdgeKind, Export, Flags, Graph, Kind, TypeId, rust};
use crate::ground::headers::is_source_file;
use crate::ground::headers::kernel::{Tree, Whose};
use crate::ground::headers::{PublicHeaders, Shipped, Texts, is_system};
use crate::ground::maps::FastSet;

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
    /// parameter of a callback or of a virtual function; and not all of them lie in one of its kind (see [`handed`]).
    pub handed_out: bool,
    /// Pointers to it that come to consumers all lie in one that they have, or come out of a callback of one.
    pub leads_on: bool,
    /// Defined in a source file of a library that has headers of its own, or outside the public headers.
    pub private: bool,
    /// Held by value where a kABI macro set this many bytes aside for it: the least of those.
    pub room: Option<u64>,
    /// Reached by the pointer of an auxiliary struct, whose size its holder keeps beside it.
    pub sized: bool,
    /// Defined in a source file, and no header is known that would tell whether consumers see it.
    pub unclear: bool,
    /// Defined in Rust, behind a pointer: no header tells whether consumers see more of it than its name.
    pub rust: Option<Layout>,
    /// No export reaches it; a public header declares it, so that consumers can create and pass it, or get it, as
    /// something else.
    pub declared: bool,
}

/// Who decides where the members of a type of Rust stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Its source, or rustc: debug information does not tell.
    Unknown,
    /// rustc.
    Free,
}

/// What is known of who sees what.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// As the user told.
    pub headers: &'a PublicHeaders,
    /// What a kernel's package of headers ships.
    pub shipped: Option<&'a Shipped>,
    /// Types that no export reaches count, too.
    pub declared: Declared,
}

/// Which types count that no export reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Declared {
    #[default]
    None,
    /// Those of public headers.
    Public,
    /// All: there is nothing else.
    All,
}

impl Seen<'_> {
    /// Whether a type is one of those.
    pub fn declares(&self, g: &Graph, id: TypeId) -> bool {
        let node = g.node(id);
        let named = !node.name.is_none() && (node.kind.is_tagged() || node.kind == Kind::Typedef);
        if !named && node.kind != Kind::Enum {
            return false;
        }
        match self.declared {
            Declared::None => false,
            Declared::Public => {
                let file = g.str(g.positions[id.index()].file);
                !file.is_empty() && !is_system(file) && (self.headers.contains(file) || self.headers.define(g.name(id)))
            }
            Declared::All => named,
        }
    }

    /// For each export whether no public header declares it. Of a kernel every export is one.
    pub fn hidden_exports(&self, g: &Graph) -> Vec<bool> {
        match &self.headers.words {
            Some(words) if !g.is_kernel() => {
                let classes: FastSet<&str> =
                    g.ids().filter(|id| g.node(*id).kind.is_record()).map(|id| g.name(id)).collect();
                let declares = |e: &Export| mangled::may_declare(words, g.str(e.name), |scope| classes.contains(scope));
                g.exports.iter().map(|e| !e.asked && !declares(e)).collect()
            }
            _ => vec![false; g.exports.len()],
        }
    }
}

/// Facts of a side.
pub struct Facts {
    /// Of each type.
    pub types: Vec<Reach>,
    /// Of each export, whether no public header declares it.
    pub hidden: Vec<bool>,
    /// The texts of the public headers.
    pub texts: Option<Arc<Texts>>,
    /// Which ways from an export to a change count.
    pub through: Through,
}

/// Which ways from an export to a change count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Through {
    /// All: what changed in types that consumers do not see is told as well.
    #[default]
    Everything,
    /// Those that a consumer of the export can go, who sees nothing of what is behind a private type.
    Seen,
}

impl Facts {
    /// Whether every way that counts ends at a type of OLD.
    pub fn ends_at(&self, id: TypeId) -> bool {
        self.through == Through::Seen && self.types[id.index()].private
    }
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
pub(crate) fn private(g: &Graph, headers: &PublicHeaders, shipped: Option<&Shipped>) -> Vec<bool> {
    let seen = Seen { headers, shipped, declared: Declared::None };
    reach(g, &seen).types.iter().map(|r| r.private).collect()
}

/// Whether a file is one that consumers do not see, by where it stands.
pub(crate) fn hides<'a>(
    g: &Graph,
    headers: &'a PublicHeaders,
    shipped: Option<&'a Shipped>,
) -> impl Fn(&str) -> bool + use<'a> {
    let tree = tree(g, headers);
    move |file| match &tree {
        _ if is_source_file(file) => true,
        Some(tree) => tree.whose(file, shipped) == Whose::Private,
        None => !headers.is_empty() && !is_system(file) && !headers.contains(file),
    }
}

/// The tree that a kernel was built in, if what of it is public is to be told by rule.
pub fn tree(g: &Graph, headers: &PublicHeaders) -> Option<Tree> {
    if !g.is_kernel() || !headers.is_empty() || headers.everything {
        return None;
    }
    Tree::of(g.positions.iter().filter(|p| !p.file.is_none()).map(|p| g.str(p.file)))
}

/// Facts of every type of a graph.
pub fn reach(g: &Graph, seen: &Seen<'_>) -> Facts {
    let mut out = vec![Reach::default(); g.len()];
    let public_headers = seen.headers;
    let kernel = g.is_kernel();
    let tree = tree(g, public_headers);
    let hidden = seen.hidden_exports(g);
    let own_headers = kernel || g.objects.iter().any(|o| o.own_headers);
    let by_place = |id: TypeId| {
        let file = g.str(g.positions[id.index()].file);
        if public_headers.is_empty() {
            let in_tree = || tree.as_ref().is_some_and(|t| t.whose(file, seen.shipped) == Whose::Private);
            g.node(id).flags.has(Flags::IN_SOURCE) || !file.is_empty() && in_tree()
        } else {
            let elsewhere = !file.is_empty() && !is_system(file) && !public_headers.contains(file);
            elsewhere && (kernel || !public_headers.define(g.name(id)))
        }
    };
    let nameless = private_names(g, by_place);
    let of_rust = |id: TypeId| g.is_of_rust(id);
    let hides = |id: TypeId| of_rust(id) || by_place(id) || names_one(g.name(id), &nameless);
    let exports: Vec<&Export> = g.exports.iter().zip(&hidden).filter(|(_, hidden)| !**hidden).map(|(e, _)| e).collect();
    let open = open(g, kernel, !public_headers.is_empty(), &exports, hides);
    let unclear = public_headers.is_empty() && !own_headers;
    for id in g.ids() {
        let node = g.node(id);
        if (node.kind.is_tagged() || node.kind == Kind::Typedef) && !open[id.index()] {
            let unclear = unclear || of_rust(id);
            out[id.index()].unclear = unclear;
            out[id.index()].private = !unclear;
            out[id.index()].rust = of_rust(id).then_some(Layout::Unknown);
        }
    }
    let mut walk = Walk::new(g);
    walk.run(&exports, &mut out);
    for id in g.ids() {
        let r = &mut out[id.index()];
        if !r.visible && !r.private && seen.declares(g, id) {
            r.declared = true;
            walk.stack.push((id, Via::Value(None)));
            walk.ways.leads(Vertex::ROOT, Via::Value(None).to(id));
        }
    }
    walk.go_on(&mut out);
    walk.end(&mut out);
    if out.iter().any(|r| r.rust.is_some()) {
        of_holders(g, &mut out);
    }
    Facts { types: out, hidden, texts: public_headers.texts.clone(), through: Through::Everything }
}

/// What is known of types of Rust behind pointers: who decides their layout; and what is handed out of them, all that
/// they hold by value.
fn of_holders(g: &Graph, out: &mut [Reach]) {
    for id in rust::free(g).ones() {
        out[id].rust = out[id].rust.map(|_| Layout::Free);
    }
    let mut work: Vec<TypeId> = g.ids().filter(|id| out[id.index()].handed_out).collect();
    let mut seen = vec![false; out.len()];
    while let Some(id) = work.pop() {
        let kind = g.node(id).kind;
        let goes_on = kind.is_record() && out[id.index()].rust.is_some()
            || matches!(kind, Kind::Typedef | Kind::Array)
            || kind.is_qualifier();
        if !goes_on || std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        for e in g.edges(id).iter().filter(|e| matches!(e.kind, EdgeKind::Member | EdgeKind::Target)) {
            if out[e.target.index()].rust.is_some() {
                out[e.target.index()].handed_out = true;
            }
            work.push(e.target);
        }
    }
}

/// Names of types that consumers do not see, by where they stand.
fn private_names(g: &Graph, hidden: impl Fn(TypeId) -> bool) -> FastSet<&str> {
    let has_templates = g.ids().any(|id| g.node(id).kind.is_record() && g.name(id).ends_with('>'));
    let named = |id: &TypeId| g.node(*id).kind.is_tagged() && !g.node(*id).name.is_none();
    let own = g.ids().filter(|id| has_templates && named(id) && hidden(*id)).map(|id| g.name(id));
    own.filter(|name| !name.contains('<')).collect()
}

/// Whether a template instance, or what stands in one, has a type among its arguments that consumers cannot name: then
/// they cannot name the instance, wherever the template stands.
fn names_one(name: &str, private: &FastSet<&str>) -> bool {
    let Some((_, arguments)) = name.split_once('<').filter(|_| !private.is_empty()) else { return false };
    let parts = arguments.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '$') || !c.is_ascii()));
    parts.filter(|part| !part.is_empty()).any(|part| private.contains(part))
}

/// Facts of every type of a consumer's graph: what it holds by value itself counts, nothing is private to it, and
/// `handed_out` tells what the provider's interface hands out, of which the consumer's imports are a part only.
pub fn of_consumer(g: &Graph, handed_out: impl Fn(Kind, &str) -> bool) -> Facts {
    let mut out = vec![Reach::default(); g.len()];
    let exports: Vec<&Export> = g.exports.iter().collect();
    let mut walk = Walk::new(g);
    walk.run(&exports, &mut out);
    walk.end(&mut out);
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
            for _ in 0..CHAIN {
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
    Facts { types: out, hidden: vec![false; g.exports.len()], texts: None, through: Through::Everything }
}

/// For each type whether consumers must know its definition, wherever it stands, or may by where it stands: what is
/// passed by value in the interface, what is not `hidden` by its place, and what such a type holds by value. A type
/// without a name stands where its holder does.
fn open(g: &Graph, kernel: bool, told: bool, exports: &[&Export], hidden: impl Fn(TypeId) -> bool) -> Vec<bool> {
    let mut open = Open { g, known: vec![false; g.len()], held: vec![false; g.len()], work: Vec::new() };
    for e in exports {
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
        // Enums without a name define constants of the header that they stand in.
        if (is_named(g, id) || told && g.node(id).kind == Kind::Enum) && !hidden(id) {
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

impl Via {
    /// Number of the way.
    fn way(self) -> u32 {
        match self {
            Self::Value(None) => 0,
            Self::Value(Some(Held::Value)) => 7,
            Self::Value(Some(_)) => 1,
            Self::Taken => 2,
            Self::Given => 3,
            Self::Room(_) => 4,
            Self::Fixed => 5,
            Self::Lent(_) => 6,
        }
    }

    /// Where a type is come to in this way.
    fn to(self, id: TypeId) -> Vertex {
        Vertex::come(id, self.way())
    }
}

/// Marks of [`Walk::go_on`]: it was looked into, as what is lent or otherwise.
const LENT: u16 = 1 << 14;
const OPENED: u16 = 1 << 15;

/// From exports, and from what is declared beside them, to all that is reached.
struct Walk<'g> {
    g: &'g Graph,
    /// Each node is expanded once per way of coming: by value, taken, given; and once more if the holder of a value
    /// is an array.
    seen: Vec<u16>,
    stack: Vec<(TypeId, Via)>,
    ways: Ways,
}

impl<'g> Walk<'g> {
    fn new(g: &'g Graph) -> Self {
        Self { g, seen: vec![0; g.len()], stack: Vec::new(), ways: Ways::default() }
    }

    fn run(&mut self, exports: &[&Export], out: &mut [Reach]) {
        for e in exports {
            if let Some(t) = e.type_id {
                if self.g.node(t).kind == Kind::Function {
                    // What is asked for is a function of the consumer's, which the interface calls.
                    let called = if e.asked { Called::Back } else { Called::Out };
                    function(self.g, t, called, &mut self.stack);
                } else {
                    self.stack.push((t, Via::Value(Some(Held::Variable))));
                }
            }
        }
        self.led(Vertex::ROOT, 0);
        self.go_on(out);
    }

    /// What was put on the stack since is come to from here.
    fn led(&mut self, from: Vertex, since: usize) {
        for &(id, via) in &self.stack[since..] {
            self.ways.leads(from, via.to(id));
        }
    }

    /// What is given only by what lies in one of its kind is not handed out.
    fn end(self, out: &mut [Reach]) {
        for id in self.ways.only_by_itself(Via::Given.way()) {
            let r = &mut out[id.index()];
            (r.handed_out, r.leads_on) = (false, true);
        }
    }

    fn go_on(&mut self, out: &mut [Reach]) {
        while let Some((id, via)) = self.stack.pop() {
            let since = self.stack.len();
            let from = self.step(id, via, out);
            self.led(from, since);
        }
    }

    /// Looks at a type that was come to; where what it put on the stack is come to from.
    fn step(&mut self, id: TypeId, via: Via, out: &mut [Reach]) -> Vertex {
        let Self { g, seen, stack, ways } = self;
        let (g, here) = (*g, via.to(id));
        let bit = 1 << via.way();
        if let Via::Room(bytes) = via {
            let room = &mut out[id.index()].room;
            *room = Some(room.map_or(bytes, |least| least.min(bytes)));
        }
        if seen[id.index()] & bit != 0 {
            return here;
        }
        // What is lent is looked into with the members taken for the consumer's own, until it comes another way.
        let lent = matches!(via, Via::Fixed | Via::Lent(_));
        let first = seen[id.index()] & (OPENED | if lent { LENT } else { 0 }) == 0;
        if via == Via::Given
            && let Some(record) = handed::record(g, id)
            && seen[record.index()] & (OPENED | LENT) != 0
        {
            ways.doubt(id, record);
        }
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
            return here;
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
            Kind::Function => function(g, id, Called::Back, stack),
            k if k.is_record() => {
                ways.leads(here, Vertex::into(id));
                if !first {
                    return here;
                }
                let room = crate::compare::shapes::room(g, id);
                let member = Held::Member(id);
                let way = if lent { Via::Lent(member) } else { Via::Value(Some(member)) };
                let way = room.map_or(way, Via::Room);
                for e in g.edges(id) {
                    match e.kind {
                        EdgeKind::Member | EdgeKind::Base => stack.push((e.target, way)),
                        EdgeKind::VirtualSlot => function(g, g.strip(e.target), Called::Both, stack),
                        _ => {}
                    }
                }
                if let Some(aux) = auxiliary(g, id) {
                    out[aux.index()].sized = true;
                }
                return Vertex::into(id);
            }
            _ => {}
        }
        here
    }
}

/// The struct behind `_rh` of a record that keeps its size in `NAME_size_rh`: `struct NAME_rh`.
fn auxiliary(g: &Graph, id: TypeId) -> Option<TypeId> {
    let members = || g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member);
    let pointer = members().find(|e| g.str(e.name) == "_rh" && g.node(g.strip(e.target)).kind == Kind::Pointer)?;
    let aux = g.strip(g.target(g.strip(pointer.target)));
    let of = g.name(aux).strip_suffix("_rh")?;
    let sized = members().any(|e| crate::rules::kabi::names::sized_by(g.str(e.name)) == Some(of));
    (sized && g.node(aux).kind.is_record()).then_some(aux)
}

/// Who calls a function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Called {
    /// Consumers: it is exported.
    Out,
    /// The interface: consumers made it.
    Back,
    /// Both: it is virtual, and either may have derived the class.
    Both,
}

/// Parameters and result of a function: of an export, a callback that the interface calls, or a virtual one.
fn function(g: &Graph, id: TypeId, called: Called, stack: &mut Vec<(TypeId, Via)>) {
    for e in g.edges(id) {
        let given = match e.kind {
            EdgeKind::Return => called != Called::Back,
            // The object itself is nobody's argument.
            EdgeKind::Param => called == Called::Back || called == Called::Both && !e.flags.has(EdgeFlags::ARTIFICIAL),
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
