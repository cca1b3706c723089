//! What the bits of a number mean where its size and encoding do not tell: widths of bit-precise integers, and the
//! floating-point formats that share 16 bytes.

use super::machine::{AARCH64, I386, S390, X86_64};
use crate::graph::{Graph, Kind, TypeId};

/// `EM_RISCV`, `EM_LOONGARCH`: their `long double` is binary128, too.
const OTHERS_WITH_QUAD: [u16; 2] = [243, 258];

/// How many bits of an integer count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Width {
    /// So many, from this one on: the lowest, unless something else is stated.
    Bits(u64, u64),
    /// It is a `_BitInt`, and nothing says of how many.
    Unknown,
}

/// A binary floating-point format of more than eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatFormat {
    /// 80 bits, padded.
    X87,
    /// IEEE 754 binary128.
    Quad,
    /// The sum of two doubles (PowerPC).
    DoubleDouble,
}

/// The width of an integer type; `None`: it is not a base type.
#[must_use]
pub fn width(g: &Graph, t: TypeId) -> Option<Width> {
    let id = g.strip(t);
    let node = g.node(id);
    if node.kind != Kind::Base {
        return None;
    }
    let name = g.name(id);
    if name.ends_with("_BitInt") {
        return Some(Width::Unknown);
    }
    let number = |(_, rest): (&str, &str)| rest[..rest.find(|c: char| !c.is_ascii_digit())?].parse().ok();
    // As the lowering spells them.
    let (name, from) = match name.strip_suffix(" on)").and_then(|name| name.rsplit_once(" (from bit ")) {
        Some((name, from)) => (name, from.parse().unwrap_or(0)),
        None => (name, 0),
    };
    let stated = name.split_once("_BitInt(").and_then(number);
    let stated = stated.or_else(|| name.strip_suffix(" bits)")?.rsplit_once(" (")?.1.parse().ok());
    Some(Width::Bits(stated.unwrap_or_else(|| node.byte_size.saturating_mul(8)), from))
}

/// The format of a floating-point type of more than eight bytes, or of each part of a complex one, as far as machine
/// and name tell.
#[must_use]
pub fn wide_float(g: &Graph, t: TypeId) -> Option<FloatFormat> {
    let name = g.name(g.strip(t));
    let machine = g.machine.e_machine;
    match name.strip_prefix("_Complex ").unwrap_or(name) {
        "_Float128" | "__float128" | "__ieee128" => Some(FloatFormat::Quad),
        "__ibm128" => Some(FloatFormat::DoubleDouble),
        "__float80" => Some(FloatFormat::X87),
        "long double" | "_Float64x" if matches!(machine, I386 | X86_64) => Some(FloatFormat::X87),
        "long double" | "_Float64x" if matches!(machine, AARCH64 | S390) || OTHERS_WITH_QUAD.contains(&machine) => {
            Some(FloatFormat::Quad)
        }
        _ => None,
    }
}
