//! Records that functions take or return by value: what changed in them may make them travel otherwise.

use crate::compare::change::{Change, ChangeId};
use crate::compare::types::{ByValue, Comparison};
use crate::findings::impact;
use crate::graph::trivial::{self, Travel};
use crate::graph::{Graph, TypeId, layout};
use crate::rules::Rule;
use crate::rules::callconv::{self, Passing};
use crate::rules::facts::Facts;
use crate::rules::reason::CallReason;
use crate::rules::said::Said;

/// What follows for functions and callbacks of a record by value, where its members changed so that it travels
/// otherwise, or its alignment so that it stands elsewhere on the stack.
pub fn compare(c: &mut Comparison<'_>) {
    let values = impact::value_roots(c);
    for used in std::mem::take(&mut c.by_value) {
        // Types that are no pair are a finding of their own.
        let Some(pair) = c.pair_of(used.old, used.new) else { continue };
        if layout::is_excused(c.old, used.old, c.new, used.new) {
            continue;
        }
        let causes = &values[pair.0 as usize];
        if !classes(c, &used, causes) {
            let aligned = layout::alignment(c.old, used.old) != layout::alignment(c.new, used.new);
            if aligned && !spots(c, &used, causes) {
                c.pairs[pair.0 as usize].unplaced = true;
            }
        }
    }
}

fn texts(old: Said, new: Said) -> (Option<Facts>, Option<Facts>) {
    (Some(Facts::saying(old)), Some(Facts::saying(new)))
}

fn add(
    c: &mut Comparison<'_>,
    used: &ByValue,
    sides: (Option<Facts>, Option<Facts>),
    judged: CallReason,
    causes: &[ChangeId],
) {
    let change = Change::decided(Rule::ArgumentPassingChanged, used.owner, used.subject.clone(), sides, judged);
    // A member of no bytes changes nothing else.
    c.add(Change { causes: causes.to_vec(), root: causes.is_empty(), ..change });
}

/// Other registers, or memory. Returns whether it travels otherwise.
fn classes(c: &mut Comparison<'_>, used: &ByValue, causes: &[ChangeId]) -> bool {
    let (g, h) = (c.old, c.new);
    let (old, new, is_result) = (used.old, used.new, used.parameter.is_none());
    let passing = |g: &Graph, id: TypeId| if is_result { callconv::result(g, id) } else { callconv::parameter(g, id) };
    let of_psabi = (passing(g, old), passing(h, new));
    let of_gcc = (callconv::by_gcc(g, old, is_result), callconv::by_gcc(h, new, is_result));
    let only_gcc = of_psabi.0 == of_psabi.1;
    let disputed = only_gcc != (of_gcc.0 == of_gcc.1);
    let (p, q) = if only_gcc { of_gcc } else { of_psabi };
    let travel = (trivial::travel(g, old), trivial::travel(h, new));
    if (p == Passing::Unknown || q == Passing::Unknown)
        && travel.0 != travel.1
        && travel.0 != Travel::Unknown
        && travel.1 != Travel::Unknown
    {
        let sides = texts(Said::Travel(travel.0), Said::Travel(travel.1));
        let judged = CallReason::AddressOrNot { is_result, machine: g.machine.name() };
        add(c, used, sides, judged, causes);
        return true;
    }
    if p == q || p == Passing::Unknown || q == Passing::Unknown {
        return false;
    }
    let sides = texts(Said::Passing(p.clone()), Said::Passing(q.clone()));
    let travels = (p, q);
    let judged = if disputed {
        CallReason::MovedForOne { is_result, gcc: only_gcc, travels }
    } else if is_result {
        CallReason::ResultMoved(travels)
    } else {
        CallReason::ArgumentMoved(travels)
    };
    add(c, used, sides, judged, causes);
    true
}

/// Another place on the stack, or another pair of registers, for its alignment. Returns whether that is known.
fn spots(c: &mut Comparison<'_>, used: &ByValue, causes: &[ChangeId]) -> bool {
    let (g, h) = (c.old, c.new);
    // A result travels in fixed registers, or to an address that the caller gives.
    let Some((function, index)) = used.parameter else { return true };
    let Some((old, new)) = callconv::spots((g, function, index), (h, used.new), &layout::alignment) else {
        return false;
    };
    if old != new {
        let sides = texts(Said::Spot(old.clone()), Said::Spot(new.clone()));
        add(c, used, sides, CallReason::AlignedElsewhere(old, new), causes);
    }
    true
}
