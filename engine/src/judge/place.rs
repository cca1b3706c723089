//! How bad a change is where the place alone decides: sizes, classes of values, calling convention.
//!
//! What depends on who holds or creates a type is decided in `judge.rs`, after everything is known.

use std::collections::BTreeMap;

use super::{classes, made, thrown};
use crate::compare::change::{Evidence, Owner, Part, Qualified, Role};
use crate::compare::scalars;
use crate::compare::types::Comparison;
use crate::graph::class;
use crate::graph::peel::array_shape;
use crate::graph::{EdgeKind, Flags, Graph, Kind, TypeId, layout, spell};
use crate::ground::maps::Sides;
use crate::rules::Rule;
use crate::rules::callconv::formats::{self, Width};
use crate::rules::callconv::{self, Named, Passing, Scalar};
use crate::rules::reason::{Addressed, Call, CallReason, Reason, UseReason, ValueReason};

/// What a difference at a place of `owner` means there.
pub fn weigh(c: &Comparison<'_>, owner: Owner, evidence: &Evidence) -> Reason {
    match *evidence {
        Evidence::Value { role, callback, part, types: Sides { old, new } } => {
            let old_style = match owner {
                Owner::Link(link) if role == Role::Parameter && !callback && part.is_none() => {
                    let (from, to) = c.forms[link.0 as usize];
                    Sides { old: from.has(Flags::OLD_STYLE), new: to.has(Flags::OLD_STYLE) }
                }
                _ => Sides { old: false, new: false },
            };
            let reason = value(c, &Place { owner, role, callback, old_style }, old, new);
            let reason = instance_of(c, old, new).filter(|_| is_of_contents(&reason)).unwrap_or(reason);
            behind(part, named_in_rust(c, old, new, reason))
        }
        Evidence::PointerTarget { returned, part, types: Sides { old, new } } => {
            let base = if returned { base_returned(c, old, new) } else { None };
            let other = || {
                let told = element(c, owner, old, new).or_else(|| instance_of(c, old, new));
                named_in_rust(c, old, new, told.unwrap_or_else(|| pointer_target(c, old, new)))
            };
            behind(part, base.unwrap_or_else(other))
        }
        Evidence::Qualifiers(ref qualified) => qualifiers(qualified).into(),
        Evidence::Const { now } => variable_const(now).into(),
        Evidence::VariableSize { of_kernel: true } => UseReason::ModulesKnowTheSize.into(),
        Evidence::VariableSize { of_kernel: false } => UseReason::ProgramsKnowTheSize.into(),
        Evidence::Flexible { role, count } => flexible(role, count).into(),
        Evidence::ArrayLength { role, pointers, types: Sides { old, new } } => {
            array_length((c.old, old), (c.new, new), role, pointers).into()
        }
        Evidence::AddressClass { formerly } => UseReason::OtherSegment(if formerly == Rule::ReturnTypeChanged {
            Addressed::Result
        } else if formerly == Rule::PointerTargetChanged {
            Addressed::Behind
        } else {
            Addressed::Itself
        })
        .into(),
        Evidence::VariantPcs { now } => variant_pcs(now).into(),
        Evidence::Prototype { types: Sides { old, new }, known } => prototype((c.old, old), (c.new, new), known).into(),
        Evidence::Class(ref change) => classes::weigh(c, owner, change),
        Evidence::Base(ref change) => thrown::bases(c, owner, change),
        Evidence::MadeOfMember { class, what } => made::weigh(c.old, class, what).into(),
        Evidence::Variadic(Sides { old, new }) => variadic(c.old, old, c.new, new).into(),
    }
}

/// A place as far as that counts here.
struct Place {
    owner: Owner,
    role: Role,
    callback: bool,
    /// It is a parameter of a function that a side defines without a prototype.
    old_style: Sides<bool>,
}

/// A reason with what it is about, where neither the subject nor a member tells.
fn behind(part: Option<Part>, reason: Reason) -> Reason {
    match part {
        Some(Part::Result(pointed)) => Reason::ResultOf(pointed, Box::new(reason)),
        Some(Part::Parameter(pointed)) => Reason::ParameterOf(pointed, Box::new(reason)),
        None => reason,
    }
}

fn qualifiers(q: &Qualified) -> UseReason {
    let (old, new) = (q.old, q.new);
    if old.is_atomic != new.is_atomic {
        return UseReason::AtomicOnOneSide;
    }
    if q.is_of_value() {
        return UseReason::QualifierOfValue;
    }
    if q.pointers == 0 && q.role == Role::Variable && old.is_const != new.is_const {
        return variable_const(new.is_const);
    }
    let narrowed = !old.is_const && new.is_const && old.is_volatile == new.is_volatile;
    if q.pointers == 1 && narrowed && q.role == Role::Parameter && !q.callback {
        return UseReason::PromisesNotToWrite;
    }
    if q.is_only_restrict() {
        return UseReason::OnlyRestrict;
    }
    UseReason::CompilerMayRefuse
}

/// A variable that became const, or is no longer.
fn variable_const(is_const: bool) -> UseReason {
    if is_const {
        return UseReason::ReadOnlyNow;
    }
    UseReason::OnlyReadBefore
}

/// A fixed array of `count` elements that became flexible, or the other way round.
fn flexible(role: Role, count: u64) -> UseReason {
    if count == 0 || role == Role::Member {
        return UseReason::ElementsStay;
    }
    UseReason::ElementsUncounted
}

/// An array of another length.
fn array_length((g, a): (&Graph, TypeId), (h, b): (&Graph, TypeId), role: Role, pointers: u32) -> UseReason {
    if array_shape(g, a) == array_shape(h, b) {
        return UseReason::OtherOrderOfElements;
    }
    if scalars::same(g, a, h, b) {
        return UseReason::SameElementsInOrder;
    }
    let (old, new) = (g.node(a).aux, h.node(b).aux);
    if pointers > 0 {
        return UseReason::ElementsBehindPointer { old, new };
    }
    if role == Role::Variable {
        return UseReason::ElementsOfVariable { old, new };
    }
    UseReason::ElementsReserved { old, new }
}

/// A reason why the name of a type counts, where one side's is that of Rust: what callers from other languages write, it
/// does not say.
fn named_in_rust(c: &Comparison<'_>, old: TypeId, new: TypeId, reason: Reason) -> Reason {
    let of_rust = |g: &Graph, id: TypeId| g.is_of_rust(g.strip(id));
    let is_name =
        matches!(reason, Reason::Value(ValueReason::OnlyTheName) | Reason::Use(UseReason::CharactersOfOtherSign));
    if is_name && of_rust(c.old, old) != of_rust(c.new, new) { ValueReason::NameInRust.into() } else { reason }
}

/// A class is returned by its address that has the one as a base that was returned before, and that is as it was.
fn base_returned(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Option<Reason> {
    let (before, after) = (c.old.strip(old), c.new.strip(new));
    let (base, place) = class::base_named(c.new, after, c.old.name(before))?;
    if !c.equal(before, base) {
        return None;
    }
    let base = spell::type_name(c.old, old);
    Some(if place? == 0 { UseReason::BeginsWithBase { base } } else { UseReason::BaseFurtherOn { base } }.into())
}

/// Another instance of a template, whose members are compared by themselves.
fn instance_of(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Option<Reason> {
    let (a, b) = (c.old.strip(old), c.new.strip(new));
    if !c.old.node(a).kind.is_record() || !c.are_named_as_instances(a, b) {
        return None;
    }
    let described = c.are_instances(a, b);
    if described && !c.are_made_alike(a, b) {
        return None;
    }
    Some(if !described {
        ValueReason::InstanceNotDescribed.into()
    } else if c.have_equal_arguments(a, b) {
        ValueReason::InstanceRenamed.into()
    } else {
        ValueReason::OtherInstance.into()
    })
}

/// Whether it says what a record is made of, and no more.
fn is_of_contents(reason: &Reason) -> bool {
    use ValueReason as R;
    matches!(reason, Reason::Value(R::OtherRecord | R::OtherKindOfValue | R::OneOfSeveral | R::SameKinds))
}

/// What an instance of a template points to by one of its arguments, of another size: bytes there are elements, and no raw
/// memory.
fn element(c: &Comparison<'_>, owner: Owner, old: TypeId, new: TypeId) -> Option<Reason> {
    let number = |s: Scalar| s.as_integer().is_some() || matches!(s, Scalar::Float { .. });
    let (s, t) = (c.old.size_of(old)?, c.new.size_of(new)?);
    let numbers = number(callconv::scalar_class(c.old, old)) && number(callconv::scalar_class(c.new, new));
    (s != t && numbers && c.is_instance(owner)).then(|| UseReason::SizeBehindPointer { old: s, new: t }.into())
}

/// A pointer to something else.
fn pointer_target(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Reason {
    let (g, h) = (c.old, c.new);
    let function = |g: &Graph, id: TypeId| g.node(g.strip(id)).kind == Kind::Function;
    if function(g, old) != function(h, new) {
        return UseReason::CallAgainstData.into();
    }
    let (a, b) = (g.node(old), h.node(new));
    let (x, y) = (spell::type_name(g, old), spell::type_name(h, new));
    let unknown = || UseReason::PassedForAnother { old: x.clone(), new: y.clone() };
    let conflict = || {
        let offset = scalars::conflict(g, old, h, new)?;
        Some(UseReason::PointsToOtherThings { old: x.clone(), new: y.clone(), offset })
    };
    if a.kind.is_tagged() && b.kind.is_tagged() {
        return conflict().unwrap_or_else(unknown).into();
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
            return UseReason::CharactersOfOtherSign.into();
        }
        // Pointers to bytes also stand for raw memory.
        if s != t && s != 1 && t != 1 {
            return UseReason::SizeBehindPointer { old: s, new: t }.into();
        }
        if s == t {
            return other_order(g, old, h, new).unwrap_or_else(|| same_bytes(g, old, h, new, k, l)).into();
        }
    }
    let raw = (number(k) && s == Some(1)) || (number(l) && t == Some(1));
    if raw { unknown().into() } else { conflict().unwrap_or_else(unknown).into() }
}

/// A function that leaves or takes up a variant of the procedure call standard (AAELF64, 5.3.2).
fn variant_pcs(now: bool) -> UseReason {
    if now {
        return UseReason::VariantNow;
    }
    UseReason::VariantBefore
}

/// A value of another type at a place.
fn value(c: &Comparison<'_>, place: &Place, old: TypeId, new: TypeId) -> Reason {
    let (g, h) = (c.old, c.new);
    let (x, y) = (callconv::scalar_class(g, old), callconv::scalar_class(h, new));
    match place.role {
        Role::Parameter | Role::Result => {
            let judge = |g, h, old, new, x, y, who| match place.role {
                Role::Parameter => parameter(g, h, old, new, x, y, who, place.old_style),
                _ => result(g, h, old, new, x, y, who),
            };
            let called = judge(g, h, old, new, x, y, Call::ByConsumers);
            if !place.callback {
                return called;
            }
            let implemented = judge(h, g, new, old, y, x, Call::ByNew);
            if implemented.severity() > called.severity() { implemented } else { called }
        }
        Role::BitField if x.as_integer().is_some() && y.as_integer().is_some() => {
            // The width stayed, whatever the size of the declared types.
            let one = |s: Scalar| if s == Scalar::Bool { Scalar::Integer { bytes: 1, signed: false } } else { s };
            other_order(g, old, h, new).unwrap_or_else(|| same_size(one(x), one(y))).into()
        }
        Role::Typedef if is_function(g, old) != is_function(h, new) => ValueReason::FunctionBehindTypedef.into(),
        Role::Member | Role::BitField | Role::Variable | Role::Typedef => {
            let (s, t) = (g.size_of(old), h.size_of(new));
            if s != t {
                return ValueReason::ReadAsSize { old: s, new: t }.into();
            }
            if let Some(judged) = vector(c, place, old, new) {
                return judged.into();
            }
            let made = |g: &Graph, id, s| s == Scalar::Record || g.node(g.strip(id)).kind == Kind::Array;
            if made(g, old, x) || made(h, new, y) {
                return other_parts(g, old, h, new, x == Scalar::Record || y == Scalar::Record).into();
            }
            let other = other_order(g, old, h, new).or_else(|| same_values(g, old, h, new));
            other.unwrap_or_else(|| same_bytes(g, old, h, new, x, y)).into()
        }
    }
}

/// A vector against an array of its elements, or another vector of the same: the same bytes, which have to be aligned
/// otherwise and, by value, travel otherwise.
fn vector(c: &Comparison<'_>, place: &Place, old: TypeId, new: TypeId) -> Option<ValueReason> {
    let (g, h) = (c.old, c.new);
    let is_vector = |g: &Graph, id| matches!(callconv::scalar_class(g, id), Scalar::Vector { .. });
    if !is_vector(g, old) && !is_vector(h, new) || !scalars::same_opened(g, old, h, new) {
        return None;
    }
    let (from, to) = (layout::alignment(g, old), layout::alignment(h, new));
    let travels = match place.owner {
        Owner::Pair(pair) => {
            let pair = &c.pairs[pair.0 as usize];
            let sides = pair.old.zip(pair.new).map(|(a, b)| (callconv::parameter(g, a), callconv::parameter(h, b)));
            sides.filter(|(p, q)| p != q && *p != Passing::Unknown && *q != Passing::Unknown)
        }
        _ => None,
    };
    Some(match from.cmp(&to) {
        std::cmp::Ordering::Equal => ValueReason::SameElements { travels },
        std::cmp::Ordering::Less => ValueReason::ElementsAlignedMore { old: from, new: to, travels },
        std::cmp::Ordering::Greater => ValueReason::ElementsAlignedLess { old: from, new: to, travels },
    })
}

/// Two scalars of which one has another byte order.
fn other_order(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Option<ValueReason> {
    if callconv::is_swapped(g, old) == callconv::is_swapped(h, new) {
        return None;
    }
    Some(ValueReason::OtherByteOrder)
}

/// Two types of one size, of which one at least is made of parts.
fn other_parts(g: &Graph, old: TypeId, h: &Graph, new: TypeId, record: bool) -> ValueReason {
    if g.lacks_members(g.strip(old)) || h.lacks_members(h.strip(new)) {
        return ValueReason::TransparentUnion;
    }
    let is_empty = |graph: &Graph, id| graph.size_of(id).is_some_and(|size| size > 0) && class::is_empty(graph, id);
    match (is_empty(g, old), is_empty(h, new)) {
        (false, false) => {}
        (one, other) => return ValueReason::HoldsNothing { both: one && other },
    }
    if holds(g, old, h, new) || holds(h, new, g, old) {
        return ValueReason::OneOfSeveral;
    }
    if !scalars::same(g, old, h, new) {
        return ValueReason::OtherKindOfValue;
    }
    if record {
        return ValueReason::OtherRecord;
    }
    ValueReason::SameKinds
}

/// A union one of whose members is what stands on the other side.
fn holds(g: &Graph, union: TypeId, h: &Graph, one: TypeId) -> bool {
    let id = g.strip(union);
    let is_union = g.node(id).kind == Kind::Union && h.node(h.strip(one)).kind != Kind::Union;
    is_union && g.edges(id).iter().any(|e| e.kind == EdgeKind::Member && scalars::same(g, e.target, h, one))
}

/// A function type, not a pointer to one.
fn is_function(g: &Graph, id: TypeId) -> bool {
    g.node(g.strip(id)).kind == Kind::Function
}

/// Two enums of which one does not just have more names than the other: the same number may mean another thing.
fn same_values(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Option<ValueReason> {
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
    Some(ValueReason::OtherEnum)
}

/// Two scalars of one size.
fn same_size(x: Scalar, y: Scalar) -> ValueReason {
    if let (Some((_, a)), Some((_, b))) = (x.as_integer(), y.as_integer()) {
        if (x == Scalar::Bool) != (y == Scalar::Bool) {
            return ValueReason::BooleanOnOneSide;
        }
        if a != b {
            return ValueReason::OtherSign { was_signed: a, is_signed: b };
        }
        return ValueReason::OnlyTheName;
    }
    match (x, y) {
        // Up to eight bytes a size has one format; the wider ones (x87, quad) differ.
        (Scalar::Float { bytes, .. }, _) if x == y && bytes <= 8 => ValueReason::OnlyTheName,
        (Scalar::Decimal { .. } | Scalar::Fixed { .. }, _) if x == y => ValueReason::OnlyTheName,
        (Scalar::Pointer, Scalar::Pointer) => ValueReason::OtherPointer,
        (Scalar::Pointer, other) | (other, Scalar::Pointer) if other.as_integer().is_some() => {
            ValueReason::PointerAgainstNumber
        }
        _ => ValueReason::OtherKindOfValue,
    }
}

/// Two scalars of one size, with what only their names and machines tell of their format.
fn same_bytes(g: &Graph, old: TypeId, h: &Graph, new: TypeId, x: Scalar, y: Scalar) -> ValueReason {
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
        return if from == to { ValueReason::DefinedBits { old: a, new: b } } else { ValueReason::OtherBits };
    }
    if let Some(judged) = width_unknown(g, old, h, new) {
        return judged;
    }
    if x == y && wide(x) {
        return match (formats::wide_float(g, old), formats::wide_float(h, new)) {
            (Some(a), Some(b)) if a == b => ValueReason::OnlyTheName,
            (Some(_), Some(_)) => ValueReason::OtherFormat,
            _ => ValueReason::FormatUnknown,
        };
    }
    same_size(x, y)
}

/// Two integers of which one is a `_BitInt` that nobody says the width of.
fn width_unknown(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> Option<ValueReason> {
    let (a, b) = (formats::width(g, old)?, formats::width(h, new)?);
    ((a == Width::Unknown) != (b == Width::Unknown)).then_some(ValueReason::BitIntUnknown)
}

/// Two integers of one size of which other numbers of bits count, as an argument or result; bits above those are
/// unspecified (x86-64 psABI, 3.1.2; AAPCS64, 5.9.2).
fn bit_precise((g, old): (&Graph, TypeId), (h, new): (&Graph, TypeId), call: Call, given: bool) -> Option<Reason> {
    if let Some(judged) = width_unknown(g, old, h, new) {
        return Some(judged.into());
    }
    let (Width::Bits(a, from), Width::Bits(b, to)) = (formats::width(g, old)?, formats::width(h, new)?) else {
        return None;
    };
    if from != to {
        return Some(ValueReason::OtherBits.into());
    }
    let reason = match (given, a.cmp(&b)) {
        (_, std::cmp::Ordering::Equal) => return None,
        (false, std::cmp::Ordering::Less) => CallReason::BitsComeFrom { call, old: a, new: b },
        (true, std::cmp::Ordering::Greater) => CallReason::BitsReadBy { call, old: a, new: b },
        (false, std::cmp::Ordering::Greater) => CallReason::BitsCutOff { bits: b },
        (true, std::cmp::Ordering::Less) => CallReason::LowBitsRead { old: a, new: b },
    };
    Some(reason.into())
}

/// `old_style`: which side defines the function without a prototype, where arguments are promoted (C11, 6.5.2.2,
/// paragraph 6): of integers `int` comes, of which the function takes what it is told; `float` travels as `double`.
#[expect(clippy::too_many_arguments, reason = "a row of facts")]
fn parameter(
    g: &Graph,
    h: &Graph,
    old: TypeId,
    new: TypeId,
    x: Scalar,
    y: Scalar,
    call: Call,
    old_style: Sides<bool>,
) -> Reason {
    const INT: u64 = 4;
    let travels_as_double =
        |g: &Graph, t, s, promoted: bool| matches!(s, Scalar::Float { bytes: 8, .. }) || promoted && is_promoted(g, t);
    if (old_style.old || old_style.new)
        && travels_as_double(g, old, x, old_style.old)
        && travels_as_double(h, new, y, old_style.new)
    {
        let keeps_float = old_style.new && is_promoted(h, new);
        return if keeps_float { CallReason::DoubleCut } else { CallReason::DoublePassed }.into();
    }
    let (p, q) = (callconv::parameter(g, old), callconv::parameter(h, new));
    if let (Some((a, s)), Some((b, t))) = (x.as_integer(), y.as_integer()) {
        if b < a
            && let Some(judged) = elsewhere(&p, &q, false).or_else(|| restacked(g, &p, a, b))
        {
            return judged.into();
        }
        // What the caller left defined of the register is enough, or it is not.
        let defined = callconv::integer_extension(g, old).unwrap_or(a).max(if old_style.old { INT } else { 0 });
        if b > defined {
            return CallReason::BytesComeFrom { call, defined, read: b }.into();
        }
        if b > a && s && !t && defined > a {
            return CallReason::SignExtended { call }.into();
        }
        if b < a {
            return CallReason::BytesCutOff { bytes: b }.into();
        }
        if a == b {
            let judged =
                bit_precise((g, old), (h, new), call, false).or_else(|| same_values(g, old, h, new).map(Reason::from));
            return judged.unwrap_or_else(|| same_size(x, y).into());
        }
        return if old_style.old && a < INT && b <= INT { CallReason::IntPassed } else { CallReason::PassedAsRead }
            .into();
    }
    differing((g, old, &p, x), (h, new, &q, y), None)
}

/// A value that travels in another place. `given`: a result, which the callee gives.
fn elsewhere(p: &Passing, q: &Passing, given: bool) -> Option<CallReason> {
    (*p != Passing::Unknown && *q != Passing::Unknown && p != q).then(|| {
        let travels = (p.clone(), q.clone());
        if given { CallReason::GivenElsewhere(travels) } else { CallReason::TravelsElsewhere(travels) }
    })
}

/// An integer of `a` bytes on the stack that has `b` there now.
fn restacked(g: &Graph, p: &Passing, a: u64, b: u64) -> Option<CallReason> {
    let slot = u64::from(g.machine.pointer_size.max(1));
    let (from, to) = (a.next_multiple_of(slot), b.next_multiple_of(slot));
    (*p == Passing::Memory && from != to).then_some(CallReason::StackMoved { old: from, new: to })
}

type Side<'a> = (&'a Graph, TypeId, &'a Passing, Scalar);

/// `given`: the two are results, which the callee gives and the caller reads.
fn differing((g, old, p, x): Side<'_>, (h, new, q, y): Side<'_>, given: Option<Call>) -> Reason {
    let (s, t) = (g.size_of(old), h.size_of(new));
    if let Some(judged) = elsewhere(p, q, given.is_some()) {
        return judged.into();
    }
    if s != t {
        let (old, new) = (s, t);
        return match given {
            None => CallReason::PassedAndRead { old, new }.into(),
            Some(call) => CallReason::ReadAndGiven { call, old, new }.into(),
        };
    }
    if x == Scalar::Record || y == Scalar::Record {
        return other_parts(g, old, h, new, true).into();
    }
    same_bytes(g, old, h, new, x, y).into()
}

fn result(g: &Graph, h: &Graph, old: TypeId, new: TypeId, x: Scalar, y: Scalar, call: Call) -> Reason {
    let (p, q) = (callconv::result(g, old), callconv::result(h, new));
    if x == Scalar::Void {
        if q == Passing::Memory {
            return CallReason::HiddenPointer { call }.into();
        }
        return CallReason::ResultIgnored { call }.into();
    }
    if y == Scalar::Void {
        return CallReason::ResultNotGiven { call }.into();
    }
    if let (Some((a, _)), Some((b, _))) = (x.as_integer(), y.as_integer()) {
        if b > a {
            return CallReason::LowBytesRead { old: a, new: b }.into();
        }
        if b < a {
            return CallReason::BytesReadBy { call, read: a, defined: b }.into();
        }
        let judged =
            bit_precise((g, old), (h, new), call, true).or_else(|| same_values(g, old, h, new).map(Reason::from));
        return judged.unwrap_or_else(|| same_size(x, y).into());
    }
    differing((g, old, &p, x), (h, new, &q, y), Some(call))
}

/// A function that got a `...`, or lost it.
fn variadic(g: &Graph, old: TypeId, h: &Graph, new: TypeId) -> CallReason {
    let became = h.node(new).flags.has(Flags::VARIADIC);
    let machine = h.machine.name();
    match (callconv::named(g, old), callconv::named(h, new)) {
        (Named::Moved, _) | (_, Named::Moved) => CallReason::VariadicElsewhere { machine },
        (Named::Alike, Named::Alike) if became => CallReason::VariadicNow { vectors: machine == "x86_64", machine },
        (Named::Alike, Named::Alike) => CallReason::VariadicBefore { machine },
        _ => CallReason::VariadicUnknown { machine },
    }
}

/// `f()` against `f(void)` or `f(int)`.
fn prototype((g, a): (&Graph, TypeId), (h, b): (&Graph, TypeId), known: bool) -> CallReason {
    let promoted = |g: &Graph, id: TypeId| -> Vec<bool> {
        g.edges(id).iter().filter(|e| e.kind == EdgeKind::Param).map(|e| is_promoted(g, e.target)).collect()
    };
    let (from, to) = (promoted(g, a), promoted(h, b));
    let differs = if known {
        // What became another type is told of the parameter.
        from.iter().zip(&to).any(|(x, y)| *x && *y)
    } else {
        from.contains(&true) || to.contains(&true)
    };
    if differs { CallReason::FloatPromoted } else { CallReason::CallsAlike }
}

/// Whether it is a `float`, which travels as a `double` where no prototype says otherwise. That of `_Float16` and
/// `_Float32` is not promoted (C23, 6.5.2.2).
fn is_promoted(g: &Graph, t: TypeId) -> bool {
    let is_narrow = matches!(callconv::scalar_class(g, t), Scalar::Float { bytes, .. } if bytes < 8);
    is_narrow && !g.name(g.strip(t)).starts_with("_Float")
}
