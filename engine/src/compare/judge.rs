//! How bad a change is where the place alone decides: sizes, classes of values, calling convention.
//!
//! What depends on who holds or creates a type is decided in `severity`, after everything is known.

use super::scalars;
use super::types::{Comparison, Place, Qualifiers, Role};
use crate::graph::{EdgeKind, Flags, Graph, TypeId, spell};
use crate::rules::Severity;
use crate::rules::callconv::{self, Passing, Scalar};

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
            Role::Variable if !old.is_const && new.is_const => {
                let why = "an existing consumer that writes to it faults: it lies in read-only memory now";
                return (Severity::Breaking, why.to_owned());
            }
            Role::Variable if old.is_const && !new.is_const => {
                return (Severity::Compatible, "existing consumers only read it".to_owned());
            }
            _ => {}
        }
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

/// A fixed array that became flexible, or the other way round.
pub fn flexible(c: &Comparison<'_>, place: &Place, old: u64, new: u64, was_fixed: bool) -> Judged {
    let _ = c;
    let count = if was_fixed { old } else { new };
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
        let why =
            format!("consumers step over {old} elements, or hold a copy of them (copy relocation); NEW has {new}");
        return (Severity::Breaking, why);
    }
    (Severity::Breaking, format!("consumers reserve and read {old} elements, NEW {new}"))
}

/// A pointer to something else.
pub fn pointer_target(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Judged {
    let (g, h) = (c.old, c.new);
    let (a, b) = (g.node(old), h.node(new));
    if a.kind.is_tagged() && b.kind.is_tagged() {
        let (x, y) = (spell::type_name(g, old), spell::type_name(h, new));
        if let Some(byte) = scalars::conflict(g, old, h, new) {
            let why = format!("`{x}` and `{y}` hold different things in the same bytes, the first at offset {byte}");
            return (Severity::Breaking, why);
        }
        let why = format!("whether what consumers pass as `{x}` is what NEW takes for `{y}`, the binary does not say");
        return (Severity::Risky, why);
    }
    let (x, y) = (callconv::scalar_class(g, old), callconv::scalar_class(h, new));
    let number = |s: Scalar| s.as_integer().is_some() || matches!(s, Scalar::Float { .. });
    if let (Some(s), Some(t)) = (g.size_of(old), h.size_of(new))
        && number(x)
        && number(y)
    {
        let character = |g: &Graph, id| g.name(id) == "char";
        let boolean = (x == Scalar::Bool) != (y == Scalar::Bool);
        if s == 1 && t == 1 && !boolean && (character(g, old) || character(h, new)) {
            // Whether plain `char` has a sign differs between machines; nobody relies on it.
            let why = "the same bytes; only the compiler's view of their sign changed".to_owned();
            return (Severity::Source, why);
        }
        // Pointers to bytes also stand for raw memory.
        if s != t && s != 1 && t != 1 {
            return (Severity::Breaking, format!("the {s} bytes behind the pointer are read and written as {t}"));
        }
        if s == t {
            return same_size(x, y);
        }
    }
    let why = "whether both sides read the same bytes behind the pointer, the binary does not say".to_owned();
    (Severity::Risky, why)
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
        Role::Member | Role::Variable | Role::Typedef => {
            let (s, t) = (g.size_of(old), h.size_of(new));
            if s != t {
                let size = |s: Option<u64>| s.map_or("an unknown number of".to_owned(), |s| s.to_string());
                return (Severity::Breaking, format!("what was {} bytes is read and written as {}", size(s), size(t)));
            }
            if x == Scalar::Record && y == Scalar::Record && scalars::same(g, old, h, new) {
                let why = "the same bytes of the same kinds belong to another type; whether they mean the same, the \
                           binary does not say";
                return (Severity::Risky, why.to_owned());
            }
            same_size(x, y)
        }
    }
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
        // What the caller left defined of the register is enough, or it is not.
        let defined = callconv::integer_extension(g, old).unwrap_or(a);
        if b > defined {
            let Who { caller, callee } = who;
            let why = format!("{defined} bytes of it come from {caller}, and {callee} reads {b}: the rest is garbage");
            return (Severity::Breaking, why);
        }
        if b > a && s && !t && defined > a {
            let why =
                format!("the sign is extended by {}, and {} takes the value for unsigned", who.caller, who.callee);
            return (Severity::Risky, why);
        }
        if b < a {
            let why =
                format!("values that do not fit {b} bytes are cut off; whether they occur, the binary does not say");
            return (Severity::Risky, why);
        }
        if a == b {
            return same_size(x, y);
        }
        return (
            Severity::Source,
            "it is passed as it is read; source that takes the address of the function may not compile".to_owned(),
        );
    }
    differing(&p, &q, g.size_of(old), h.size_of(new), x, y)
}

fn differing(p: &Passing, q: &Passing, s: Option<u64>, t: Option<u64>, x: Scalar, y: Scalar) -> Judged {
    let known = *p != Passing::Unknown && *q != Passing::Unknown;
    if known && p != q {
        let why = format!("it travelled in {} and is looked for in {}", callconv::describe(p), callconv::describe(q));
        return (Severity::Breaking, why);
    }
    if s != t {
        let size = |s: Option<u64>| s.map_or("an unknown number of".to_owned(), |s| s.to_string());
        return (Severity::Breaking, format!("{} bytes are passed, {} are read", size(s), size(t)));
    }
    same_size(x, y)
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
        return (Severity::Breaking, format!("a result is read by {} that {} does not give", who.caller, who.callee));
    }
    if let (Some((a, _)), Some((b, _))) = (x.as_integer(), y.as_integer()) {
        if b > a {
            let why =
                format!("only the low {a} of {b} bytes are read; whether the value fits, the binary does not say");
            return (Severity::Risky, why);
        }
        if b < a {
            let why = format!("{a} bytes are read by {}, of which {} defines {b}", who.caller, who.callee);
            return (Severity::Breaking, why);
        }
        return same_size(x, y);
    }
    differing(&p, &q, g.size_of(old), h.size_of(new), x, y)
}

/// `f()` against `f(void)` or `f(int)`.
pub fn prototype(g: &Graph, h: &Graph, a: TypeId, b: TypeId, was_plain: bool) -> Judged {
    let _ = was_plain;
    // Without a prototype, arguments are promoted: float travels as double, narrow integers as int.
    let promoted = |g: &Graph, id: TypeId| {
        g.edges(id)
            .iter()
            .filter(|e| e.kind == EdgeKind::Param)
            .any(|e| matches!(callconv::scalar_class(g, e.target), Scalar::Float { bytes } if bytes < 8))
    };
    let (x, y) = (g.node(a), h.node(b));
    if x.flags.has(Flags::UNPROTOTYPED) != y.flags.has(Flags::UNPROTOTYPED) && (promoted(g, a) || promoted(h, b)) {
        let why = "without a prototype a float travels as a double, with one as a float";
        return (Severity::Breaking, why.to_owned());
    }
    (Severity::Source, "calls compile to the same code; the next build checks the arguments otherwise".to_owned())
}
