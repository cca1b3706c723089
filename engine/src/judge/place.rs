//! How bad a change is where the place alone decides: sizes, classes of values, calling convention.
//!
//! What depends on who holds or creates a type is decided in `severity`, after everything is known.

use std::collections::BTreeMap;

use crate::compare::change::Owner;
use crate::compare::scalars;
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::peel::Qualifiers;
use crate::graph::{EdgeKind, Export, Flags, Graph, Kind, TypeId, layout, spell};
use crate::rules::Severity;
use crate::rules::callconv::formats::{self, Width};
use crate::rules::callconv::{self, Named, Passing, Scalar};

type Judged = (Severity, String);

/// Qualifiers of a place or of what a pointer there points to.
pub fn qualifiers(place: &Place, pointers: u32, old: Qualifiers, new: Qualifiers) -> Judged {
    if old.is_atomic != new.is_atomic {
        let why = "whether both sides use the same locks or instructions for it, the binary does not say";
        return (Severity::Risky, why.to_owned());
    }
    if pointers == 0 {
        match place.role {
            Role::Parameter | Role::Result => {
                let why = "qualifiers of the value itself are no part of a function's type in C";
                return (Severity::Cosmetic, why.to_owned());
            }
            Role::Variable if old.is_const != new.is_const => return variable_const(new.is_const),
            _ => {}
        }
    }
    let narrowed = !old.is_const && new.is_const && old.is_volatile == new.is_volatile;
    if pointers == 1 && narrowed && place.role == Role::Parameter && !place.callback {
        let why = "callers pass the pointers that they passed, which convert to it without a cast; the function promises not \
                   to write through it";
        return (Severity::Compatible, why.to_owned());
    }
    let only_restrict =
        old.is_const == new.is_const && old.is_volatile == new.is_volatile && old.is_restrict != new.is_restrict;
    if only_restrict {
        return (
            Severity::Cosmetic,
            "`restrict` is a promise inside the function; callers compile as before".to_owned(),
        );
    }
    (Severity::Source, "the bytes stay; the compiler may refuse or warn on the next build".to_owned())
}

/// A variable that became const, or is no longer.
pub fn variable_const(is_const: bool) -> Judged {
    if is_const {
        let why = "an existing consumer that writes to it faults: it lies in read-only memory now";
        return (Severity::Breaking, why.to_owned());
    }
    (Severity::Compatible, "existing consumers only read it".to_owned())
}

/// A variable of another size.
pub fn variable_size(old: &Export) -> Judged {
    let why = if old.ksym.is_some() {
        "modules know how much of it there was"
    } else {
        "programs hold a copy of its old size (copy relocation), or know how much of it there is"
    };
    (Severity::Breaking, why.to_owned())
}

/// A fixed array of `count` elements that became flexible, or the other way round.
pub fn flexible(place: &Place, count: u64) -> Judged {
    if count == 0 || place.role == Role::Member {
        return (Severity::Source, "the elements stay where they were; `sizeof` of it no longer compiles".to_owned());
    }
    (Severity::Risky, "whether consumers rely on the number of elements, the binary does not say".to_owned())
}

/// An array of another length.
pub fn array_length(place: &Place, pointers: u32, old: u64, new: u64, swapped: bool) -> Judged {
    if swapped {
        return (Severity::Breaking, "the same elements lie in another order of rows and columns".to_owned());
    }
    if pointers > 0 {
        let why = format!("consumers and NEW disagree whether {old} or {new} elements lie behind the pointer");
        return (Severity::Breaking, why);
    }
    if place.role == Role::Variable {
        let why = format!("consumers step over {}, or hold a copy of them; NEW has {new}", elements(old));
        return (Severity::Breaking, why);
    }
    (Severity::Breaking, format!("consumers reserve and read {}, NEW {new}", elements(old)))
}

/// A pointer to something else.
pub fn pointer_target(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Judged {
    let (g, h) = (c.old, c.new);
    let function = |g: &Graph, id: TypeId| g.node(g.strip(id)).kind == Kind::Function;
    if function(g, old) != function(h, new) {
        let why = "one side calls what the other reads or writes as data";
        return (Severity::Breaking, why.to_owned());
    }
    let (a, b) = (g.node(old), h.node(new));
    let (x, y) = (spell::type_name(g, old), spell::type_name(h, new));
    let unknown = || {
        let why = format!("whether what consumers pass as `{x}` is what NEW takes for `{y}`, the binary does not say");
        (Severity::Risky, why)
    };
    let conflict = || {
        let byte = scalars::conflict(g, old, h, new)?;
        let why = format!("`{x}` and `{y}` hold different things in the same bytes, the first at offset {byte}");
        Some((Severity::Breaking, why))
    };
    if a.kind.is_tagged() && b.kind.is_tagged() {
        return conflict().unwrap_or_else(unknown);
    }
    let (k, l) = (callconv::scalar_class(g, old), callconv::scalar_class(h, new));
    let number = |s: Scalar| {
        s.as_integer().is_some() || matches!(s, Scalar::Float { .. } | Scalar::Decimal { .. } | Scalar::Fixed { .. })
    };
    let (s, t) = (g.size_of(old), h.size_of(new));
    if let (Some(s), Some(t)) = (s, t)
        && number(k)
        && number(l)
    {
        let character = |g: &Graph, id| g.name(id) == "char";
        let boolean = (k == Scalar::Bool) != (l == Scalar::Bool);
        if s == 1 && t == 1 && !boolean && (character(g, old) || character(h, new)) {
            // Whether plain `char` has a sign differs between machines; nobody relies on it.
            let why = "the same bytes; only the compiler's view of their sign changed".to_owned();
            return (Severity::Source, why);
        }
        // Pointers to bytes also stand for raw memory.
        if s != t && s != 1 && t != 1 {
            return (Severity::Breaking, format!("{} behind the pointer are read and written as {t}", bytes(s)));
        }
        if s == t {
            return other_order(g, old, h, new).unwrap_or_else(|| same_bytes(g, old, h, new, k, l));
        }
    }
    let raw = (number(k) && s == Some(1)) || (number(l) && t == Some(1));
    if raw { unknown() } else { conflict().unwrap_or_else(unknown) }
}

/// A function that leaves or takes up a variant of the procedure call standard (AAELF64, 5.3.2).
pub fn variant_pcs(now: bool) -> Judged {
    if now {
        let why = "callers pass arguments and keep registers by the base standard; which variant it follows now, the symbol \
                   does not say";
        return (Severity::Risky, why.to_owned());
    }
    let why = "callers leave values in registers that the variant preserves, and the base standard does not";
    (Severity::Breaking, why.to_owned())
}

/// A pointer into another address space.
pub fn address_class() -> Judged {
    (
        Severity::Breaking,
        "the same number is an address in another segment: each side reads what the other never wrote".to_owned(),
    )
}

fn signed_word(signed: bool) -> &'static str {
    if signed { "signed" } else { "unsigned" }
}

/// A value of another type at a place.
pub fn value(c: &Comparison<'_>, place: &Place, old: TypeId, new: TypeId) -> Judged {
    let (g, h) = (c.old, c.new);
    let (x, y) = (callconv::scalar_class(g, old), callconv::scalar_class(h, new));
    match place.role {
        Role::Parameter | Role::Result => {
            let judge = |g, h, old, new, x, y, who| match place.role {
                Role::Parameter => parameter(g, h, old, new, x, y, who),
                _ => result(g, h, old, new, x, y, who),
            };
            let called = judge(g, h, old, new, x, y, CONSUMERS_CALL);
            if !place.callback {
                return called;
            }
            let implemented = judge(h, g, new, old, y, x, CONSUMERS_IMPLEMENT);
            if implemented.0 > called.0 { implemented } else { called }
        }
        Role::BitField if x.as_integer().is_some() && y.as_integer().is_some() => {
            // The width stayed, whatever the size of the declared types.
            let one = |s: Scalar| if s == Scalar::Bool { Scalar::Integer { bytes: 1, signed: false } } else { s };
            other_order(g, old, h, new).unwrap_or_else(|| same_size(one(x), one(y)))
        }
        Role::Typedef if is_function(g, old) != is_function(h, new) => {
            let why = "nothing holds a function by value: the places that use the name are judged by themselves, and source \
                       that declares functions or pointers with it may no longer compile";
            (Severity::Source, why.to_owned())
        }
        Role::Member | Role::BitField | Role::Variable | Role::Typedef => {
            let (s, t) = (g.size_of(old), h.size_of(new));
            if s != t {
                let why = format!("what was {} is read and written as {}", known_bytes(s), known_bytes(t));
                return (Severity::Breaking, why);
            }
            if let Some(judged) = vector(c, place, old, new) {
                return judged;
            }
            let made = |g: &Graph, id, s| s == Scalar::Record || g.node(g.strip(id)).kind == Kind::Array;
            if made(g, old, x) || made(h, new, y) {
                return other_parts(g, old, h, new, x == Scalar::Record || y == Scalar::Record);
            }
            let other = other_order(g, old, h, new).or_else(|| same_values(g, old, h, new));
            other.unwrap_or_else(|| same_bytes(g, old, h, new, x, y))
        }
    }
}

/// A vector against an array of its elements, or another vector of the same: the same bytes, which have to be aligned
/// otherwise and, by value, travel otherwise.
fn vector(c: &Comparison<'_>, place: &Place, old: TypeId, new: TypeId) -> Option<Judged> {
    let (g, h) = (c.old, c.new);
    let is_vector = |g: &Graph, id| matches!(callconv::scalar_class(g, id), Scalar::Vector { .. });
    if !is_vector(g, old) && !is_vector(h, new) || !scalars::same_opened(g, old, h, new) {
        return None;
    }
    let (from, to) = (layout::alignment(g, old), layout::alignment(h, new));
    let by_value = match place.owner {
        Owner::Pair(pair) => {
            let pair = &c.pairs[pair.0 as usize];
            let sides = pair.old.zip(pair.new).map(|(a, b)| (callconv::parameter(g, a), callconv::parameter(h, b)));
            sides.filter(|(p, q)| p != q && *p != Passing::Unknown && *q != Passing::Unknown).map(|(p, q)| {
                let (p, q) = (callconv::describe(&p), callconv::describe(&q));
                format!("; by value it travels in {q} instead of {p}")
            })
        }
        _ => None,
    };
    let by_value = by_value.unwrap_or_default();
    let fault = "vector instructions fault where it is not";
    Some(match from.cmp(&to) {
        std::cmp::Ordering::Equal => {
            (Severity::Source, format!("the same elements in the same bytes, aligned as before{by_value}"))
        }
        std::cmp::Ordering::Less => {
            let why = format!(
                "the same elements in the same bytes, but NEW takes them to be aligned to {}, and existing consumers align \
                 them to {}: {fault}{by_value}",
                bytes(to),
                bytes(from)
            );
            (Severity::Breaking, why)
        }
        std::cmp::Ordering::Greater => {
            let why = format!(
                "the same elements in the same bytes, but existing consumers take them to be aligned to {}, and NEW aligns \
                 them to {}: {fault}{by_value}",
                bytes(from),
                bytes(to)
            );
            (Severity::Breaking, why)
        }
    })
}

/// Two scalars of which one has another byte order.
fn other_order(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Option<Judged> {
    if callconv::is_swapped(g, old) == callconv::is_swapped(h, new) {
        return None;
    }
    Some((Severity::Breaking, "one side reads and writes its bytes in the other order".to_owned()))
}

/// Two types of one size, of which one at least is made of parts.
fn other_parts(g: &Graph, old: TypeId, h: &Graph, new: TypeId, record: bool) -> Judged {
    if g.lacks_members(g.strip(old)) || h.lacks_members(h.strip(new)) {
        let why = "GCC records no members of a transparent union: whether it can hold the same, the debug information \
                   does not say";
        return (Severity::Risky, why.to_owned());
    }
    if holds(g, old, h, new) || holds(h, new, g, old) {
        let why =
            "it is one of several in the same bytes; whether the others ever stand there, the binary does not say";
        return (Severity::Risky, why.to_owned());
    }
    if !scalars::same(g, old, h, new) {
        return (Severity::Breaking, "the same bytes mean another kind of value".to_owned());
    }
    if record {
        let why = "the same bytes of the same kinds belong to another type; whether they mean the same, the binary does \
                   not say";
        return (Severity::Risky, why.to_owned());
    }
    (Severity::Source, "the same bytes of the same kinds: only source code can notice".to_owned())
}

/// A union one of whose members is what stands on the other side.
fn holds(g: &Graph, union: TypeId, h: &Graph, one: TypeId) -> bool {
    let id = g.strip(union);
    let is_union = g.node(id).kind == Kind::Union && h.node(h.strip(one)).kind != Kind::Union;
    is_union && g.edges(id).iter().any(|e| e.kind == EdgeKind::Member && scalars::same(g, e.target, h, one))
}

/// `3 elements`
fn elements(n: u64) -> String {
    if n == 1 { "1 element".to_owned() } else { format!("{n} elements") }
}

/// `8 bytes`
pub fn bytes(n: u64) -> String {
    if n == 1 { "1 byte".to_owned() } else { format!("{n} bytes") }
}

/// A function type, not a pointer to one.
fn is_function(g: &Graph, id: TypeId) -> bool {
    g.node(g.strip(id)).kind == Kind::Function
}

fn known_bytes(n: Option<u64>) -> String {
    n.map_or_else(|| "an unknown number of bytes".to_owned(), bytes)
}

/// Two enums of which one does not just have more names than the other: the same number may mean another thing.
fn same_values(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Option<Judged> {
    let known = |g: &Graph, id| {
        let id = g.strip(id);
        let node = g.node(id);
        (node.kind == Kind::Enum && !node.flags.has(Flags::DECLARATION)).then_some(id)
    };
    let (a, b) = crate::compare::enums::comparable(g, known(g, old)?, h, known(h, new)?);
    let within = |a: &BTreeMap<String, i128>, b: &BTreeMap<String, i128>| a.iter().all(|(n, v)| b.get(n) == Some(v));
    if within(&a, &b) || within(&b, &a) {
        return None;
    }
    let why = "it is another enum: whether its numbers mean the same, the binary does not say";
    Some((Severity::Risky, why.to_owned()))
}

/// Two scalars of one size.
fn same_size(x: Scalar, y: Scalar) -> Judged {
    if let (Some((_, a)), Some((_, b))) = (x.as_integer(), y.as_integer()) {
        if (x == Scalar::Bool) != (y == Scalar::Bool) {
            let why =
                "values other than 0 and 1 mean nothing to a boolean; whether they occur, the binary does not say";
            return (Severity::Risky, why.to_owned());
        }
        if a != b {
            let why = format!(
                "the same bits were {} and are {}; whether values above half the range occur, the binary does not say",
                signed_word(a),
                signed_word(b)
            );
            return (Severity::Risky, why);
        }
        return (Severity::Source, "the same bits with the same meaning; only the type's name changed".to_owned());
    }
    match (x, y) {
        // Up to eight bytes a size has one format; the wider ones (x87, quad) differ.
        (Scalar::Float { bytes, .. }, _) if x == y && bytes <= 8 => {
            (Severity::Source, "the same bits with the same meaning; only the type's name changed".to_owned())
        }
        (Scalar::Decimal { .. } | Scalar::Fixed { .. }, _) if x == y => {
            (Severity::Source, "the same bits with the same meaning; only the type's name changed".to_owned())
        }
        (Scalar::Pointer, Scalar::Pointer) => {
            (Severity::Risky, "whether both sides read the same bytes behind it, the binary does not say".to_owned())
        }
        (Scalar::Pointer, other) | (other, Scalar::Pointer) if other.as_integer().is_some() => {
            let why = "a pointer and a number in the same bytes: what one side stores the other cannot use";
            (Severity::Breaking, why.to_owned())
        }
        _ => (Severity::Breaking, "the same bytes mean another kind of value".to_owned()),
    }
}

/// Two scalars of one size, with what only their names and machines tell of their format.
fn same_bytes(g: &Graph, old: TypeId, h: &Graph, new: TypeId, x: Scalar, y: Scalar) -> Judged {
    let wide = |s: Scalar| match s {
        Scalar::Float { bytes, .. } => bytes > 8,
        Scalar::Complex { bytes } => bytes > 16,
        _ => false,
    };
    if let (Some(Width::Bits(a, from)), Some(Width::Bits(b, to))) = (formats::width(g, old), formats::width(h, new))
        && x.as_integer().is_some()
        && y.as_integer().is_some()
        && (a, from) != (b, to)
    {
        let why = if from == to {
            format!("one side defines {a} bits of it, the other {b}: what is above is garbage")
        } else {
            OTHER_BITS.to_owned()
        };
        return (Severity::Breaking, why);
    }
    if let Some(judged) = width_unknown(g, old, h, new) {
        return judged;
    }
    if x == y && wide(x) {
        return match (formats::wide_float(g, old), formats::wide_float(h, new)) {
            (Some(a), Some(b)) if a == b => {
                (Severity::Source, "the same bits with the same meaning; only the type's name changed".to_owned())
            }
            (Some(_), Some(_)) => {
                (Severity::Breaking, "the same bytes mean another number: the formats differ".to_owned())
            }
            _ => {
                let why = "whether the two are of one format, their names do not say on this machine";
                (Severity::Risky, why.to_owned())
            }
        };
    }
    same_size(x, y)
}

const OTHER_BITS: &str = "its value lies in other bits of the same bytes";

/// Two integers of which one is a `_BitInt` that nobody says the width of.
fn width_unknown(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Option<Judged> {
    let (a, b) = (formats::width(g, old)?, formats::width(h, new)?);
    ((a == Width::Unknown) != (b == Width::Unknown)).then(|| {
        let why = "the debug information of one side does not hold the width of the _BitInt: whether it is the same is \
                   not known";
        (Severity::Risky, why.to_owned())
    })
}

/// Two integers of one size of which other numbers of bits count, as an argument or result; bits above those are
/// unspecified (x86-64 psABI, 3.1.2; AAPCS64, 5.9.2).
fn bit_precise((g, old): (&Graph, TypeId), (h, new): (&Graph, TypeId), who: Who, given: bool) -> Option<Judged> {
    if let Some(judged) = width_unknown(g, old, h, new) {
        return Some(judged);
    }
    let (Width::Bits(a, from), Width::Bits(b, to)) = (formats::width(g, old)?, formats::width(h, new)?) else {
        return None;
    };
    if from != to {
        return Some((Severity::Breaking, OTHER_BITS.to_owned()));
    }
    let Who { caller, callee } = who;
    Some(match (given, a.cmp(&b)) {
        (_, std::cmp::Ordering::Equal) => return None,
        (false, std::cmp::Ordering::Less) => {
            let why = format!("{a} bits of it come from {caller}, and {callee} reads {b}: the rest is garbage");
            (Severity::Breaking, why)
        }
        (true, std::cmp::Ordering::Greater) => {
            (Severity::Breaking, format!("{a} bits are read by {caller}, of which {callee} defines {b}"))
        }
        (false, std::cmp::Ordering::Greater) => {
            let why =
                format!("values that do not fit {b} bits are cut off; whether they occur, the binary does not say");
            (Severity::Risky, why)
        }
        (true, std::cmp::Ordering::Less) => {
            let why = format!("only the low {a} of {b} bits are read; whether the value fits, the binary does not say");
            (Severity::Risky, why)
        }
    })
}

/// The two sides of a call, for sentences.
#[derive(Clone, Copy)]
struct Who {
    caller: &'static str,
    callee: &'static str,
}

/// An exported function, or a callback that NEW hands out.
const CONSUMERS_CALL: Who = Who { caller: "existing callers", callee: "NEW" };
/// A callback that consumers hand in: NEW calls it by the new type.
const CONSUMERS_IMPLEMENT: Who = Who { caller: "NEW", callee: "what existing consumers implement" };

fn parameter(g: &Graph, h: &Graph, old: TypeId, new: TypeId, x: Scalar, y: Scalar, who: Who) -> Judged {
    let (p, q) = (callconv::parameter(g, old), callconv::parameter(h, new));
    if let (Some((a, s)), Some((b, t))) = (x.as_integer(), y.as_integer()) {
        if b < a
            && let Some(judged) = elsewhere(&p, &q, false).or_else(|| restacked(g, &p, a, b))
        {
            return judged;
        }
        // What the caller left defined of the register is enough, or it is not.
        let defined = callconv::integer_extension(g, old).unwrap_or(a);
        if b > defined {
            let Who { caller, callee } = who;
            let why =
                format!("{} of it come from {caller}, and {callee} reads {b}: the rest is garbage", bytes(defined));
            return (Severity::Breaking, why);
        }
        if b > a && s && !t && defined > a {
            let why =
                format!("the sign is extended by {}, and {} takes the value for unsigned", who.caller, who.callee);
            return (Severity::Risky, why);
        }
        if b < a {
            let why =
                format!("values that do not fit {} are cut off; whether they occur, the binary does not say", bytes(b));
            return (Severity::Risky, why);
        }
        if a == b {
            let judged = bit_precise((g, old), (h, new), who, false).or_else(|| same_values(g, old, h, new));
            return judged.unwrap_or_else(|| same_size(x, y));
        }
        return (
            Severity::Source,
            "it is passed as it is read; source that takes the address of the function may not compile".to_owned(),
        );
    }
    differing((g, old, &p, x), (h, new, &q, y), None)
}

/// A value that travels in another place. `given`: a result, which the callee gives.
fn elsewhere(p: &Passing, q: &Passing, given: bool) -> Option<Judged> {
    (*p != Passing::Unknown && *q != Passing::Unknown && p != q).then(|| {
        let (p, q) = (callconv::describe(p), callconv::describe(q));
        let why = if given {
            format!("it is given in {q} and looked for in {p}")
        } else {
            format!("it travelled in {p} and is looked for in {q}")
        };
        (Severity::Breaking, why)
    })
}

/// An integer of `a` bytes on the stack that has `b` there now.
fn restacked(g: &Graph, p: &Passing, a: u64, b: u64) -> Option<Judged> {
    let slot = u64::from(g.machine.pointer_size.max(1));
    let (from, to) = (a.next_multiple_of(slot), b.next_multiple_of(slot));
    (*p == Passing::Memory && from != to).then(|| {
        let why =
            format!("it took {} of the stack and takes {to}: what follows it is looked for elsewhere", bytes(from));
        (Severity::Breaking, why)
    })
}

type Side<'a> = (&'a Graph, TypeId, &'a Passing, Scalar);

/// `given`: the two are results, which the callee gives and the caller reads.
fn differing((g, old, p, x): Side<'_>, (h, new, q, y): Side<'_>, given: Option<Who>) -> Judged {
    let (s, t) = (g.size_of(old), h.size_of(new));
    if let Some(judged) = elsewhere(p, q, given.is_some()) {
        return judged;
    }
    if s != t {
        let (s, t) = (known_bytes(s), known_bytes(t));
        let why = match given {
            None => format!("{s} passed, {t} read"),
            Some(Who { caller, callee }) => format!("{s} read by {caller}, {t} given by {callee}"),
        };
        return (Severity::Breaking, why);
    }
    if x == Scalar::Record || y == Scalar::Record {
        return other_parts(g, old, h, new, true);
    }
    same_bytes(g, old, h, new, x, y)
}

fn result(g: &Graph, h: &Graph, old: TypeId, new: TypeId, x: Scalar, y: Scalar, who: Who) -> Judged {
    let (p, q) = (callconv::result(g, old), callconv::result(h, new));
    if x == Scalar::Void {
        if q == Passing::Memory {
            let why = format!("the result is written through a hidden pointer that does not come from {}", who.caller);
            return (Severity::Breaking, why);
        }
        return (Severity::Compatible, format!("the result is ignored by {}", who.caller));
    }
    if y == Scalar::Void {
        return (Severity::Breaking, format!("{} read a result that {} does not give", who.caller, who.callee));
    }
    if let (Some((a, _)), Some((b, _))) = (x.as_integer(), y.as_integer()) {
        if b > a {
            let why =
                format!("only the low {a} of {b} bytes are read; whether the value fits, the binary does not say");
            return (Severity::Risky, why);
        }
        if b < a {
            let why = format!("{} read by {}, of which {} defines {b}", bytes(a), who.caller, who.callee);
            return (Severity::Breaking, why);
        }
        let judged = bit_precise((g, old), (h, new), who, true).or_else(|| same_values(g, old, h, new));
        return judged.unwrap_or_else(|| same_size(x, y));
    }
    differing((g, old, &p, x), (h, new, &q, y), Some(who))
}

/// A function that got a `...`, or lost it.
pub fn variadic(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Judged {
    let became = h.node(new).flags.has(Flags::VARIADIC);
    let machine = h.machine.name();
    match (callconv::named(g, old), callconv::named(h, new)) {
        (Named::Moved, _) | (_, Named::Moved) => {
            let why = format!(
                "on {machine} a variadic function takes floating-point values, and gives its result, in general registers, \
                 any other in floating-point registers"
            );
            (Severity::Breaking, why)
        }
        (Named::Alike, Named::Alike) if became => {
            let count = if machine == "x86_64" { ", nor count in al the vector registers that they use" } else { "" };
            let why = format!(
                "on {machine} the named arguments travel as before; existing callers pass no others{count}: whether NEW \
                 asks for some, the binary does not say"
            );
            (Severity::Risky, why)
        }
        (Named::Alike, Named::Alike) => {
            let why = format!(
                "on {machine} the named arguments travel as before; whether existing callers pass others, which NEW does \
                 not read, the binary does not say"
            );
            (Severity::Risky, why)
        }
        _ => {
            let why = format!(
                "whether the named arguments travel alike in a variadic call depends on the calling convention of {machine}"
            );
            (Severity::Risky, why)
        }
    }
}

/// `f()` against `f(void)` or `f(int)`.
pub fn prototype(g: &Graph, h: &Graph, a: TypeId, b: TypeId) -> Judged {
    // Without a prototype, arguments are promoted: float travels as double, narrow integers as int.
    let promoted = |g: &Graph, id: TypeId| {
        g.edges(id)
            .iter()
            .filter(|e| e.kind == EdgeKind::Param)
            .any(|e| matches!(callconv::scalar_class(g, e.target), Scalar::Float { bytes, .. } if bytes < 8))
    };
    let (x, y) = (g.node(a), h.node(b));
    if x.flags.has(Flags::UNPROTOTYPED) != y.flags.has(Flags::UNPROTOTYPED) && (promoted(g, a) || promoted(h, b)) {
        let why = "without a prototype a float travels as a double, with one as a float";
        return (Severity::Breaking, why.to_owned());
    }
    (Severity::Source, "calls compile to the same code; the next build checks the arguments otherwise".to_owned())
}
