//! Which of a class's own copies, moves and destruction run code: whether it is non-trivial for the purposes of calls
//! (Itanium C++ ABI, 1.1), and trivially copyable.
//!
//! clang states how a class is passed, GCC does not; there it follows from what is declared and from what the class is
//! made of, by the rules of C++ (11.4.5 to 11.4.7 of the standard of 2020).

use std::sync::atomic::Ordering;

use fixedbitset::FixedBitSet;

use super::member::{Member, MemberFlags};
use super::{Access, EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};
use crate::ground::maps::FastMap;

/// What there is of a special member function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// None: another one is chosen in its place.
    Absent,
    /// It is deleted.
    Deleted,
    /// It copies bytes, or does nothing.
    Trivial,
    /// It runs code.
    Provided,
    /// The form of debug information does not tell.
    Unknown,
}

/// How a class travels as an argument or a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// As the C psABI says of its members.
    ByValue,
    /// By the address of an object that the caller made.
    ByReference,
    /// Debug information does not tell.
    Unknown,
}

/// The special member functions of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Specials {
    /// Copy constructor.
    pub copy: Special,
    /// Move constructor.
    pub moves: Special,
    /// Destructor.
    pub destroy: Special,
    /// Copy assignment.
    pub assign: Special,
    /// Move assignment.
    pub assign_moved: Special,
}

impl Specials {
    const fn alike(special: Special) -> Self {
        Self { copy: special, moves: special, destroy: special, assign: special, assign_moved: special }
    }

    fn all(&self) -> [Special; 5] {
        [self.copy, self.moves, self.destroy, self.assign, self.assign_moved]
    }

    /// How the class travels, as far as these tell.
    fn travel(&self) -> Travel {
        let of = [self.copy, self.moves, self.destroy];
        let gone = |s| matches!(s, Special::Deleted | Special::Absent);
        if of.contains(&Special::Provided) || gone(self.copy) && gone(self.moves) {
            Travel::ByReference
        } else if of.contains(&Special::Unknown) {
            Travel::Unknown
        } else {
            Travel::ByValue
        }
    }

    /// Whether bytes may be copied in place of objects; none where that is not known.
    #[must_use]
    pub fn is_trivially_copyable(&self) -> Option<bool> {
        let of = self.all();
        let [copy, moves, destroy, assign, assign_moved] = of;
        let gone = |s| matches!(s, Special::Deleted | Special::Absent);
        if of.contains(&Special::Provided) || destroy == Special::Deleted {
            return Some(false);
        }
        if of.contains(&Special::Unknown) {
            return None;
        }
        Some(![copy, moves, assign, assign_moved].into_iter().all(gone))
    }

    fn packed(&self) -> u32 {
        self.all().iter().fold(1, |bits, special| bits << 3 | *special as u32)
    }

    fn unpacked(bits: u32) -> Option<Self> {
        if bits == 0 {
            return None;
        }
        let one = |place: u32| match bits >> (3 * (4 - place)) & 7 {
            0 => Special::Absent,
            1 => Special::Deleted,
            2 => Special::Trivial,
            3 => Special::Provided,
            _ => Special::Unknown,
        };
        Some(Self { copy: one(0), moves: one(1), destroy: one(2), assign: one(3), assign_moved: one(4) })
    }
}

/// How a class travels by value. Typedefs and qualifiers are peeled off.
#[must_use]
pub fn travel(graph: &Graph, id: TypeId) -> Travel {
    let id = graph.strip(id);
    let node = graph.node(id);
    if !node.kind.is_record() {
        return Travel::ByValue;
    }
    let stated = |flag| node.flags.has(flag);
    match (stated(Flags::PASSED_BY_VALUE), stated(Flags::PASSED_BY_REFERENCE)) {
        (true, false) => Travel::ByValue,
        (false, true) => Travel::ByReference,
        _ => specials(graph, id).travel(),
    }
}

/// A class whose parts are gone through.
struct Open {
    id: TypeId,
    /// Edge to look at next.
    next: usize,
    sum: Sum,
}

/// The special member functions of a class. Each class is looked at once for each graph.
#[must_use]
pub fn specials(graph: &Graph, id: TypeId) -> Specials {
    let known = graph.alignments.specials(graph.len());
    let of = |id: TypeId| known.get(id.index()).and_then(|a| Specials::unpacked(a.load(Ordering::Relaxed)));
    let id = graph.strip(id);
    if !graph.node(id).kind.is_record() {
        return Specials::alike(Special::Trivial);
    }
    if let Some(found) = of(id) {
        return found;
    }
    let mut stack = vec![Open { id, next: 0, sum: Sum::new(graph, id) }];
    // A class on the stack that holds itself is no C++.
    let mut open: FastMap<TypeId, ()> = FastMap::default();
    open.insert(id, ());
    loop {
        let Some(top) = stack.last_mut() else { return Specials::alike(Special::Unknown) };
        let Some(edge) = graph.edges(top.id).get(top.next) else {
            let found = top.sum.of(graph, top.id);
            let done = top.id;
            stack.pop();
            open.remove(&done);
            if let Some(slot) = known.get(done.index()) {
                slot.store(found.packed(), Ordering::Relaxed);
            }
            match stack.last_mut() {
                // The part is met again, now that it is known.
                Some(_) => continue,
                None => return found,
            }
        };
        if !matches!(edge.kind, EdgeKind::Base | EdgeKind::Member) {
            top.next += 1;
            continue;
        }
        let part = part(graph, edge.target);
        let record = match part {
            Part::Record(id) => id,
            Part::Scalar { is_const } => {
                top.sum.scalar(is_const);
                top.next += 1;
                continue;
            }
            Part::Reference { rvalue } => {
                top.sum.reference(rvalue);
                top.next += 1;
                continue;
            }
            Part::Unknown => {
                top.sum.part(&Specials::alike(Special::Unknown));
                top.next += 1;
                continue;
            }
        };
        match of(record) {
            Some(found) => {
                top.sum.part(&found);
                top.next += 1;
            }
            None if open.contains_key(&record) => {
                top.sum.part(&Specials::alike(Special::Unknown));
                top.next += 1;
            }
            None => {
                open.insert(record, ());
                stack.push(Open { id: record, next: 0, sum: Sum::new(graph, record) });
            }
        }
    }
}

/// What a member or a base is, as far as copies are concerned.
enum Part {
    Record(TypeId),
    Scalar { is_const: bool },
    Reference { rvalue: bool },
    Unknown,
}

/// Typedefs, qualifiers and arrays around a part are peeled off.
fn part(graph: &Graph, mut id: TypeId) -> Part {
    let mut is_const = false;
    for _ in 0..super::NEAR {
        let node = graph.node(id);
        match node.kind {
            Kind::Const => is_const = true,
            Kind::Typedef | Kind::Volatile | Kind::Restrict | Kind::Atomic => {}
            Kind::Array if !node.flags.has(Flags::VECTOR) => {}
            Kind::Reference => return Part::Reference { rvalue: false },
            Kind::RvalueReference => return Part::Reference { rvalue: true },
            Kind::Struct | Kind::Class | Kind::Union if node.flags.has(Flags::DECLARATION) => return Part::Unknown,
            Kind::Struct | Kind::Class | Kind::Union => return Part::Record(id),
            Kind::Unknown | Kind::Void => return Part::Unknown,
            _ => return Part::Scalar { is_const },
        }
        id = graph.target(id);
    }
    Part::Unknown
}

/// The record that a type is, or is an array of. Typedefs and qualifiers are peeled off.
#[must_use]
pub fn record_in(graph: &Graph, id: TypeId) -> Option<TypeId> {
    match part(graph, id) {
        Part::Record(record) => Some(record),
        _ => None,
    }
}

/// Whether consumers can make objects of a class: it has a constructor that everybody may call, or declares none.
#[must_use]
pub fn is_made_by_consumers(graph: &Graph, id: TypeId) -> bool {
    let mut declared = graph.members.of(id).iter().filter(|m| m.flags.has(MemberFlags::CONSTRUCTOR)).peekable();
    let none = declared.peek().is_none();
    none || declared.any(|m| {
        let open = m.flags.access() == Access::Public;
        open && !m.flags.has(MemberFlags::DELETED) && !m.flags.surely_copies()
    })
}

/// What the parts of a class do to the functions that it does not provide.
#[derive(Clone, Copy)]
struct Sum {
    is_union: bool,
    /// It has virtual functions or bases of its own: its copies set pointers to tables.
    is_dynamic: bool,
    copy: Special,
    moves: Special,
    destroy: Special,
    assign: Special,
    assign_moved: Special,
}

/// Of two parts the one that decides.
fn worse(a: Special, b: Special) -> Special {
    let rank = |s| match s {
        Special::Trivial | Special::Absent => 0,
        Special::Unknown => 1,
        Special::Provided => 2,
        Special::Deleted => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}

impl Sum {
    fn new(graph: &Graph, id: TypeId) -> Self {
        let node = graph.node(id);
        let is_dynamic = node.flags.has(Flags::OWN_VPTR)
            || graph.edges(id).iter().any(|e| {
                e.kind == EdgeKind::VirtualSlot || e.kind == EdgeKind::Base && e.flags.has(EdgeFlags::VIRTUAL)
            });
        let all = Special::Trivial;
        let is_union = node.kind == Kind::Union;
        Self { is_union, is_dynamic, copy: all, moves: all, destroy: all, assign: all, assign_moved: all }
    }

    fn scalar(&mut self, is_const: bool) {
        if is_const {
            self.assign = worse(self.assign, Special::Deleted);
            self.assign_moved = worse(self.assign_moved, Special::Deleted);
        }
    }

    fn reference(&mut self, rvalue: bool) {
        self.scalar(true);
        if rvalue {
            self.copy = worse(self.copy, Special::Deleted);
        }
    }

    fn part(&mut self, of: &Specials) {
        // Who may call it is left out: friends, of which debug information says nothing, may call what is private.
        let seen = |special: Special| match special {
            Special::Provided if self.is_union => Special::Deleted,
            _ => special,
        };
        let or = |first: Special, other| if first == Special::Absent { other } else { first };
        let destroy = seen(of.destroy);
        // What cannot be destroyed is not copied.
        let made = |s: Special| if destroy == Special::Deleted { destroy } else { s };
        let (copy, moves) = (made(seen(of.copy)), made(seen(or(of.moves, of.copy))));
        let (assign, assign_moved) = (seen(of.assign), seen(or(of.assign_moved, of.assign)));
        self.copy = worse(self.copy, copy);
        self.moves = worse(self.moves, moves);
        self.destroy = worse(self.destroy, destroy);
        self.assign = worse(self.assign, assign);
        self.assign_moved = worse(self.assign_moved, assign_moved);
    }

    /// The functions of the class itself, once all parts are known.
    fn of(&self, graph: &Graph, id: TypeId) -> Specials {
        let node = graph.node(id);
        if node.flags.has(Flags::DECLARATION) {
            return Specials::alike(Special::Unknown);
        }
        let of_table = |s: Special| if self.is_dynamic { worse(s, Special::Provided) } else { s };
        let silent = node.flags.has(Flags::SILENT_DEFAULTED);
        let by_value = node.flags.has(Flags::PASSED_BY_VALUE) && !node.flags.has(Flags::PASSED_BY_REFERENCE);
        let members = graph.members.of(id);
        let constructs =
            |flags: MemberFlags| move |m: &&Member| m.flags.has(flags) && m.flags.has(MemberFlags::CONSTRUCTOR);
        let assigns =
            |flags: MemberFlags| move |m: &&Member| m.flags.has(flags) && !m.flags.has(MemberFlags::CONSTRUCTOR);
        let destructor = |m: &&Member| graph.str(m.name).starts_with('~');
        let find = |list: Vec<&Member>, implicit: Special, trivially: bool| {
            let is_silent = |m: &Member| silent && !graph.has_export(m.symbol);
            declared(&list, implicit, is_silent, trivially)
        };
        let copies = certain(members.iter().filter(constructs(MemberFlags::OF_COPY)).collect());
        let moves = certain(members.iter().filter(constructs(MemberFlags::OF_MOVE)).collect());
        let assign: Vec<&Member> = members.iter().filter(assigns(MemberFlags::OF_COPY)).collect();
        let assign_moved: Vec<&Member> = members.iter().filter(assigns(MemberFlags::OF_MOVE)).collect();
        let destroy: Vec<&Member> = members.iter().filter(destructor).collect();
        let none = |list: &[&Member]| list.is_empty();
        let is_moved = !none(&moves) || !none(&assign_moved);
        let moves_implicitly = none(&copies) && none(&assign) && none(&destroy);
        // A defaulted function that cannot be is deleted; of moves, it is as if there were none.
        let moved = |s: Special| if s == Special::Deleted { Special::Absent } else { s };
        let implicit = |s: Special| if is_moved { Special::Deleted } else { s };
        let virtual_destructor = destroy.iter().any(|m| m.flags.has(MemberFlags::VIRTUAL));
        let of_destroy = if virtual_destructor { worse(self.destroy, Special::Provided) } else { self.destroy };
        let mut out = Specials {
            copy: find(copies, of_table(self.copy), by_value).unwrap_or_else(|| implicit(of_table(self.copy))),
            moves: find(moves, moved(of_table(self.moves)), by_value).unwrap_or_else(|| {
                if moves_implicitly && none(&assign_moved) { moved(of_table(self.moves)) } else { Special::Absent }
            }),
            destroy: find(destroy, of_destroy, by_value).unwrap_or(self.destroy),
            assign: find(assign, of_table(self.assign), false).unwrap_or_else(|| implicit(of_table(self.assign))),
            assign_moved: find(assign_moved, moved(of_table(self.assign_moved)), false).unwrap_or_else(|| {
                if moves_implicitly && !is_moved { moved(of_table(self.assign_moved)) } else { Special::Absent }
            }),
        };
        if out.destroy == Special::Unknown && silent {
            let by_reference = node.flags.has(Flags::PASSED_BY_REFERENCE) && !node.flags.has(Flags::PASSED_BY_VALUE);
            let others = [out.copy, out.moves];
            let gone = others.iter().all(|s| matches!(s, Special::Deleted | Special::Absent));
            // Nothing else makes it travel by its address; or it has a symbol, which one that does nothing has not.
            let alone = !gone && !others.contains(&Special::Unknown) && !others.contains(&Special::Provided);
            if by_reference && alone || graph.alignments.destroyed(|| destroyed(graph)).contains(id.index()) {
                out.destroy = Special::Provided;
            }
        }
        out
    }
}

/// The classes whose destructors are exported.
fn destroyed(graph: &Graph) -> FixedBitSet {
    let mut out = FixedBitSet::with_capacity(graph.len());
    for export in &graph.exports {
        let name = graph.str(export.name);
        let is_destructor = name.starts_with("_ZN") && (name.ends_with("D1Ev") || name.ends_with("D2Ev"));
        let Some(function) = export.type_id.filter(|_| is_destructor) else { continue };
        let first = graph.edges(function).iter().find(|e| e.kind == EdgeKind::Param);
        if let Some(this) = first.filter(|e| e.flags.has(EdgeFlags::ARTIFICIAL)) {
            out.insert(graph.strip(graph.target(graph.strip(this.target))).index());
        }
    }
    out
}

/// Constructors that take nothing else, if there is one: beside it, no call could choose another one by its defaults.
fn certain(mut list: Vec<&Member>) -> Vec<&Member> {
    let has_more = |m: &Member| m.flags.has(MemberFlags::WITH_MORE);
    if !list.iter().all(|m| has_more(m)) {
        list.retain(|m| !has_more(m));
    }
    list
}

/// What the declarations of one special function make of it; `implicit`: what the compiler would make. `silent`:
/// whether that one is defaulted could not be stated; `trivially`: it is stated to be trivial, if it is not deleted.
fn declared(list: &[&Member], implicit: Special, silent: impl Fn(&Member) -> bool, trivially: bool) -> Option<Special> {
    let one = |m: &&Member| {
        if m.flags.has(MemberFlags::WITH_MORE) {
            Special::Unknown
        } else if m.flags.has(MemberFlags::DELETED) {
            Special::Deleted
        } else if m.flags.has(MemberFlags::DEFAULTED) {
            implicit
        } else if trivially {
            Special::Trivial
        } else if !m.flags.has(MemberFlags::DEFAULTED_OUTSIDE) && silent(m) {
            Special::Unknown
        } else {
            Special::Provided
        }
    };
    let rank = |s: &Special| match s {
        Special::Deleted | Special::Absent => 0,
        Special::Trivial => 1,
        Special::Unknown => 2,
        Special::Provided => 3,
    };
    list.iter().map(one).max_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_specials_come_back() {
        let mixed = Specials {
            copy: Special::Deleted,
            moves: Special::Absent,
            destroy: Special::Provided,
            assign: Special::Unknown,
            assign_moved: Special::Trivial,
        };
        for specials in [mixed, Specials::alike(Special::Trivial), Specials::alike(Special::Unknown)] {
            assert_eq!(Specials::unpacked(specials.packed()), Some(specials));
        }
        assert_eq!(Specials::unpacked(0), None);
        assert_eq!(mixed.travel(), Travel::ByReference);
        assert_eq!(Specials::alike(Special::Unknown).travel(), Travel::Unknown);
        assert_eq!(Specials::alike(Special::Trivial).travel(), Travel::ByValue);
    }
}
