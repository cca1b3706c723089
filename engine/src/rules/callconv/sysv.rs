//! System V x86-64: the classification algorithm of the psABI, section 3.2.3 "Parameter Passing".
//!
//! Every eightbyte of the value gets a class by merging the classes of the leaves in it; a cleanup pass then
//! sends mixtures that no register can hold to memory. Also right for x32, where only pointers are shorter.

use super::leaves::{self, Atom, Leaf, Leaves};
use super::passing::{Passing, RegClass};
use crate::graph::{Graph, Kind, TypeId};

/// Class of an eightbyte (psABI 3.2.3, "Classification").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Padding,
    Integer,
    Sse,
    SseUp,
    X87,
    X87Up,
    Memory,
}

impl Class {
    /// Rule 4 of the classification of aggregates.
    fn merge(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Padding, c) | (c, Self::Padding) => c,
            (Self::Memory, _) | (_, Self::Memory) => Self::Memory,
            (Self::Integer, _) | (_, Self::Integer) => Self::Integer,
            (Self::X87 | Self::X87Up, _) | (_, Self::X87 | Self::X87Up) => Self::Memory,
            _ => Self::Sse,
        }
    }
}

/// How a value travels; `t` has its typedefs and qualifiers peeled off.
pub(super) fn passing(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    leaves::open(g, t).map_or(Passing::Unknown, |opened| of(g, t, &opened, is_result))
}

/// How GCC passes it, which takes an array of no elements for one of them if it begins within an eightbyte. The psABI
/// knows no such arrays; to clang they are nothing.
pub(super) fn by_gcc(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    let Some(mut opened) = leaves::open(g, t) else { return Passing::Unknown };
    let end = opened.bytes * 8;
    for ghost in std::mem::take(&mut opened.ghosts) {
        if ghost.bit_offset % 64 != 0 && ghost.bit_offset < end.next_multiple_of(64) {
            // Only the eightbyte in which it begins.
            opened.leaves.push(Leaf { bit_size: 1, bit_align: 1, ..ghost });
        }
    }
    of(g, t, &opened, is_result)
}

fn of(g: &Graph, t: TypeId, opened: &Leaves, is_result: bool) -> Passing {
    // COMPLEX_X87, the class of `_Complex long double` itself: memory, or %st0 and %st1.
    if g.node(t).kind == Kind::Base && opened.bytes > 16 && opened.leaves.iter().all(|l| l.atom == Atom::X87) {
        return if is_result { Passing::Registers(vec![RegClass::X87, RegClass::X87]) } else { Passing::Memory };
    }
    if opened.bytes == 0 {
        return Passing::None;
    }
    let Some(classes) = classify(opened) else { return Passing::Memory };
    registers(&classes, is_result)
}

/// Classes of the eightbytes, `None` for memory.
fn classify(opened: &Leaves) -> Option<Vec<Class>> {
    if opened.bytes > leaves::MAX_BYTES {
        return None;
    }
    let count = usize::try_from(opened.bytes.div_ceil(8)).ok()?;
    let mut classes = vec![Class::Padding; count];
    for leaf in &opened.leaves {
        // Rule 1: "or it contains unaligned fields". x87 values occupy 16 bytes, whatever DWARF calls them.
        if leaf.bit_offset % leaf.bit_align != 0 {
            return None;
        }
        let first = leaf.bit_offset / 64;
        let last = (leaf.bit_offset + leaf.bit_size - 1) / 64;
        for i in first..=last {
            let class = match leaf.atom {
                Atom::Integer => Class::Integer,
                // Vectors of less than 8 bytes are integers to GCC and clang.
                Atom::Vector if leaf.bit_size < 64 => Class::Integer,
                Atom::X87 if i == first => Class::X87,
                Atom::X87 => Class::X87Up,
                Atom::Float | Atom::Vector if i == first => Class::Sse,
                Atom::Float | Atom::Vector => Class::SseUp,
            };
            let slot = classes.get_mut(usize::try_from(i).ok()?)?;
            *slot = slot.merge(class);
        }
    }
    // Rule 5, post merger cleanup.
    if classes.contains(&Class::Memory) {
        return None;
    }
    for i in 0..count {
        let before = if i == 0 { Class::Padding } else { classes[i - 1] };
        if classes[i] == Class::X87Up && before != Class::X87 {
            return None;
        }
    }
    if count > 2 && (classes[0] != Class::Sse || classes[1..].iter().any(|c| *c != Class::SseUp)) {
        return None;
    }
    for i in 0..count {
        let before = if i == 0 { Class::Padding } else { classes[i - 1] };
        if classes[i] == Class::SseUp && !matches!(before, Class::Sse | Class::SseUp) {
            classes[i] = Class::Sse;
        }
    }
    Some(classes)
}

/// "Passing" and "Returning of Values": the registers of the classes.
fn registers(classes: &[Class], is_result: bool) -> Passing {
    let mut out = Vec::new();
    for (i, class) in classes.iter().enumerate() {
        match class {
            Class::Padding | Class::SseUp | Class::X87Up => {}
            Class::Integer => out.push(RegClass::Integer),
            Class::X87 if is_result => out.push(RegClass::X87),
            Class::X87 | Class::Memory => return Passing::Memory,
            Class::Sse => match classes[i + 1..].iter().take_while(|c| **c == Class::SseUp).count() {
                0 => out.push(RegClass::Sse),
                // At most 8 eightbytes.
                ups => out.push(RegClass::Vector(u8::try_from(8 * (1 + ups)).unwrap_or(u8::MAX))),
            },
        }
    }
    if out.is_empty() { Passing::None } else { Passing::Registers(out) }
}
