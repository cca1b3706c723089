//! Whether the named arguments of a variadic function travel as those of the same function without `...`.

use super::{machine, other};
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
