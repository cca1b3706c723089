//! AArch64: AAPCS64, sections 5.9 (aggregates, homogeneous aggregates), 6.8.2 (parameter passing) and 6.9
//! (result return).
//!
//! [`homogeneous`] serves AAPCS32 with the VFP variant too, where the rule is the same.

use super::leaves::{self, Atom, Leaves};
use super::passing::{Passing, RegClass};
use crate::graph::{Graph, TypeId};

/// How a value travels; `t` has its typedefs and qualifiers peeled off.
pub(super) fn passing(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    let Some(opened) = leaves::open(g, t) else { return Passing::Unknown };
    if opened.bytes == 0 {
        return Passing::None;
    }
    // C.1 to C.4: floats, short vectors, HFAs and HVAs. A scalar is a homogeneous aggregate of one.
    if let Some(elements) = homogeneous(&opened) {
        return Passing::Registers(elements);
    }
    // B.4: a composite over 16 bytes is copied and its address passed; as a result it is written through x8.
    if opened.bytes > 16 {
        return if is_result { Passing::Memory } else { Passing::Reference };
    }
    // C.9 to C.12, in doublewords; C.10: natural alignment 16 starts at an even register. A result starts at
    // x0 anyway.
    let first = if !is_result && opened.align >= 16 { RegClass::IntegerEven } else { RegClass::Integer };
    let mut registers = vec![first];
    if opened.bytes > 8 {
        registers.push(RegClass::Integer);
    }
    Passing::Registers(registers)
}

/// The elements of a homogeneous floating-point or short vector aggregate (5.9.5): one to four members of one
/// fundamental type, no padding, nothing else. `None` if it is none.
pub(super) fn homogeneous(opened: &Leaves) -> Option<Vec<RegClass>> {
    let first = opened.leaves.first()?;
    // GCC and clang both refuse an array without elements, though it has no member.
    if opened.has_empty_array || !matches!(first.atom, Atom::Float | Atom::Vector) {
        return None;
    }
    // A short vector has 8 or 16 bytes (5.8.1).
    if first.atom == Atom::Vector && !matches!(first.bit_size, 64 | 128) {
        return None;
    }
    let (atom, bits) = (first.atom, first.bit_size);
    let count = opened.bytes * 8 / bits;
    if !(1..=4).contains(&count) || count * bits != opened.bytes * 8 {
        return None;
    }
    let mut seen = 0u8;
    for leaf in &opened.leaves {
        if leaf.atom != atom || leaf.bit_size != bits || leaf.bit_offset % bits != 0 {
            return None;
        }
        seen |= 1 << (leaf.bit_offset / bits);
    }
    // A hole (an _Alignas on a member) is no element.
    if u64::from(seen.count_ones()) != count {
        return None;
    }
    let bytes = u8::try_from(bits / 8).ok()?;
    let class = if atom == Atom::Vector { RegClass::Vector(bytes) } else { RegClass::Float(bytes) };
    Some(vec![class; usize::try_from(count).ok()?])
}
