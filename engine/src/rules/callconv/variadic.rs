//! Whether the named arguments of a variadic function travel as those of the same function without `...`.

use super::{Passing, Scalar, machine, other, parameter, scalar_class};
use crate::graph::{EdgeKind, FloatAbi, Graph, TypeId};

/// What becomes of the named arguments, and of the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// They travel alike.
    Alike,
    /// Some travel elsewhere.
    Moved,
    /// No table for the machine, or not enough is known.
    Unknown,
}

/// Compares both ways for a function type of the machine of the graph, from its parameters and its result.
///
/// * x86-64 (3.2.3), i386, AArch64 (AAPCS64 6.8.2; Linux, not Apple) and s390x: alike.
/// * ARM: a variadic function follows the base standard (AAPCS32 6.4.1), so that under the VFP variant what travelled
///   in floating-point registers moves to general ones.
#[must_use]
pub fn named(g: &Graph, function: TypeId) -> Named {
    match (g.machine.e_machine, g.machine.pointer_size) {
        (machine::X86_64 | machine::I386 | machine::AARCH64, _) | (machine::S390, 8) => Named::Alike,
        (machine::ARM, _) => {
            let moves = g.edges(function).iter().any(|e| {
                let is_result = e.kind == EdgeKind::Return;
                let way = |vfp| other::arm_with(g, g.strip(e.target), is_result, vfp);
                (is_result || e.kind == EdgeKind::Param) && way(true) != way(false)
            });
            match (moves, g.machine.float_abi) {
                (false, _) | (true, FloatAbi::Soft) => Named::Alike,
                (true, FloatAbi::Hard) => Named::Moved,
                (true, FloatAbi::Unknown) => Named::Unknown,
            }
        }
        _ => Named::Unknown,
    }
}

/// What callers that pass an argument among variable ones leave where a named one of a type is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Promoted {
    /// The same value.
    Alike,
    /// A `double`, for the narrower type that is looked for (C11, 6.5.2.2, paragraph 6).
    Double,
    /// Something elsewhere, or that is not known.
    Elsewhere,
}

/// The same for a parameter behind all that OLD names. Integers narrower than `int` travel as one, whose low bytes they
/// are.
#[must_use]
pub fn promoted((g, old): (&Graph, TypeId), (h, new): (&Graph, TypeId), parameter_type: TypeId) -> Promoted {
    if named(g, old) != Named::Alike || named(h, new) != Named::Alike {
        return Promoted::Elsewhere;
    }
    match scalar_class(h, parameter_type) {
        Scalar::Float { bytes, .. } if bytes < 8 => Promoted::Double,
        _ if parameter(h, parameter_type) == Passing::Unknown => Promoted::Elsewhere,
        _ => Promoted::Alike,
    }
}
