//! The smaller tables: i386, ARM and s390x.

use super::aapcs64::homogeneous;
use super::leaves::{self, Atom};
use super::passing::{Passing, RegClass};
use crate::graph::{FloatAbi, Graph, Kind, TypeId};

/// i386 psABI, section 2.2.3: parameters lie on the stack (vectors excepted), scalar results in `eax`,
/// `edx:eax` or `st(0)`, records are returned through a hidden pointer. Functions with `-mregparm` (the kernel)
/// take up to three words in registers; the words are the same.
pub(super) fn i386(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    let Some(opened) = leaves::open(g, t) else { return Passing::Unknown };
    if opened.bytes == 0 {
        return Passing::None;
    }
    if let ([leaf], Kind::Array) = (&opened.leaves[..], g.node(t).kind)
        && matches!(leaf.bit_size, 64 | 128 | 256 | 512)
    {
        let class = u8::try_from(leaf.bit_size / 8).map(RegClass::Vector);
        return class.map_or(Passing::Unknown, |class| Passing::Registers(vec![class]));
    }
    if !is_result || g.node(t).kind.is_record() {
        return Passing::Memory;
    }
    match &opened.leaves[..] {
        [leaf] if leaf.atom == Atom::X87 || (leaf.atom == Atom::Float && opened.bytes <= 8) => {
            Passing::Registers(vec![RegClass::X87])
        }
        // Integers, and `_Complex float` as its eight bytes.
        _ => words(opened.bytes, 4, 2).map_or(Passing::Memory, Passing::Registers),
    }
}

/// AAPCS32: section 7, the VFP variant, unless the objects say that they are of the base standard.
pub(super) fn arm(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    arm_with(g, t, is_result, g.machine.float_abi != FloatAbi::Soft)
}

/// AAPCS32, section 6, the base standard; `vfp`: with the variant of section 7.
pub(super) fn arm_with(g: &Graph, t: TypeId, is_result: bool, vfp: bool) -> Passing {
    let Some(opened) = leaves::open(g, t) else { return Passing::Unknown };
    if opened.bytes == 0 {
        return Passing::None;
    }
    // 7.1.2: float, double, 64- and 128-bit vectors, and one to four of them.
    if let Some(elements) = homogeneous(&opened).filter(|_| vfp) {
        return Passing::Registers(elements);
    }
    // 6.4: a composite result over a word, and any scalar over a double word, is returned in memory. A complex
    // integer is a composite of two.
    let composite = g.node(t).kind.is_record() || opened.leaves.len() > 1;
    let vector = matches!(&opened.leaves[..], [leaf] if leaf.atom == Atom::Vector) && !g.node(t).kind.is_record();
    let most = match (is_result, composite) {
        (true, true) => 1,
        // 6.1.2.2: a containerized vector of 128 bits comes back in r0 to r3.
        (true, false) if vector => 4,
        (true, false) => 2,
        (false, _) => 4,
    };
    // 6.5: a composite of more than four words goes on on the stack.
    let Some(mut registers) = words(opened.bytes, 4, most) else { return Passing::Memory };
    // C.3: natural alignment 8 starts at an even register.
    if !is_result && opened.align >= 8 {
        registers[0] = RegClass::IntegerEven;
    }
    Passing::Registers(registers)
}

/// s390x ELF ABI, sections 1.2.3 "Parameter Passing" and 1.2.4 "Return Values". Vectors depend on the vector
/// facility (`-march=z13`), which the graph does not hold: unknown.
pub(super) fn s390x(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    let Some(opened) = leaves::open(g, t) else { return Passing::Unknown };
    let by_address = if is_result { Passing::Memory } else { Passing::Reference };
    if opened.leaves.iter().any(|leaf| leaf.atom == Atom::Vector) {
        return if opened.leaves.len() == 1 { Passing::Unknown } else { by_address };
    }
    let record = g.node(t).kind.is_record();
    // Complex numbers and everything over a doubleword travel by address; records do too as results, and as
    // parameters unless they have the size of a register.
    if opened.bytes > 8
        || (!record && opened.leaves.len() > 1)
        || (record && (is_result || !matches!(opened.bytes, 1 | 2 | 4 | 8)))
    {
        return by_address;
    }
    let float = match &opened.leaves[..] {
        [leaf] => leaf.atom == Atom::Float && leaf.bit_size == opened.bytes * 8 && single(g, t),
        _ => false,
    };
    let class = match (float, opened.bytes) {
        (true, 4) => RegClass::Float(4),
        (true, _) => RegClass::Float(8),
        _ => RegClass::Integer,
    };
    Passing::Registers(vec![class])
}

/// Whether a type is a scalar, or a struct around a struct ... around one: unions and arrays do not count as
/// "a structure with one float" on s390x.
fn single(g: &Graph, mut t: TypeId) -> bool {
    for _ in 0..1000 {
        t = g.strip(t);
        match (g.node(t).kind, g.edges(t)) {
            (Kind::Struct | Kind::Class, [edge]) => t = edge.target,
            (Kind::Base, _) => return true,
            _ => return false,
        }
    }
    false
}

/// General registers for `bytes`, each `word` bytes; `None` if there would be more than `most`.
fn words(bytes: u64, word: u64, most: usize) -> Option<Vec<RegClass>> {
    let count = usize::try_from(bytes.div_ceil(word)).ok()?;
    (count <= most).then(|| vec![RegClass::Integer; count])
}
