//! How a value of a type travels between caller and callee, from the psABI documents.
//!
//! Each machine with a table here has a file below; all of them work on the scalar leaves of a type
//! (`leaves`), never on its spelling, so a struct and its renamed twin always travel alike. What a
//! table cannot know, and what it then assumes:
//!
//! * Which registers are left. A value is judged as if it were the first one: a change that makes it take
//!   another number of registers also moves what follows it, which the comparison of the parameters sees.
//! * Where a class of C++ is not trivial for the purposes of calls (`graph::trivial`), it travels by the address of an
//!   object that the caller made, whatever its members are and on whatever machine (Itanium C++ ABI, 3.1.1).
//! * Compiler options: vectors travel in vector registers (as with `-mavx`, `-mavx512f`). Where ARM passes floats
//!   the objects say; one that does not counts as hard float.
//! * A machine without a table: [`Passing::Unknown`]. Compare [`crate::graph::Graph::size_of`] and
//!   [`scalar_class`] instead; equal size and equal kind of scalar travel alike on every ABI in use.

mod aapcs64;
pub mod formats;
mod leaves;
mod other;
mod passing;
mod spots;
mod sysv;
mod variadic;

#[cfg(test)]
mod tests;

use leaves::{Encoding, encoding};

use crate::graph::trivial::{self, Travel};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};

pub use passing::{Passing, RegClass};
pub use spots::{Spot, spots};
pub use variadic::{Named, Promoted, named, promoted};

/// `e_machine` of the machines with a table here.
pub(crate) mod machine {
    /// `EM_386`
    pub(crate) const I386: u16 = 3;
    /// `EM_S390`
    pub(crate) const S390: u16 = 22;
    /// `EM_ARM`
    pub(crate) const ARM: u16 = 40;
    /// `EM_X86_64`
    pub(crate) const X86_64: u16 = 62;
    /// `EM_AARCH64`
    pub(crate) const AARCH64: u16 = 183;
    /// `EM_RISCV`
    pub(crate) const RISCV: u16 = 243;
}

/// What kind of value a type is, typedefs and qualifiers peeled off. This is what decides between two types
/// that travel in the same register.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Scalar {
    /// No value.
    Void,
    /// Integer or character.
    Integer {
        /// Size in bytes.
        bytes: u64,
        /// Signed.
        signed: bool,
    },
    /// Pointer, C++ reference; function or array where it stands for its address.
    Pointer,
    /// Binary floating point.
    Float {
        /// Size in bytes.
        bytes: u64,
        /// `bfloat16`: of its 16 bits 8 are exponent, where other formats have 5. Only the name tells.
        brain: bool,
    },
    /// Decimal floating point.
    Decimal {
        /// Size in bytes.
        bytes: u64,
    },
    /// Fixed point. Size, sign and this together are the format, for all compilers of one machine.
    Fixed {
        /// Size in bytes.
        bytes: u64,
        /// Signed.
        signed: bool,
        /// `_Fract`, which has no integer bits; else `_Accum`. Only the name tells.
        fraction: bool,
    },
    /// `_Complex`
    Complex {
        /// Size in bytes, both parts.
        bytes: u64,
    },
    /// Vector type (`__attribute__((vector_size))`).
    Vector {
        /// Size in bytes.
        bytes: u64,
    },
    /// `_Bool`, `bool`
    Bool,
    /// Enum.
    Enum {
        /// Size in bytes.
        bytes: u64,
        /// Its underlying type is signed, or one of its values is negative.
        signed: bool,
    },
    /// Struct, class or union.
    Record,
    /// Anything else.
    Other,
}

impl Scalar {
    /// Size and signedness of what behaves like an integer: integer, boolean, enum.
    #[must_use]
    pub fn as_integer(self) -> Option<(u64, bool)> {
        match self {
            Self::Integer { bytes, signed } | Self::Enum { bytes, signed } => Some((bytes, signed)),
            Self::Bool => Some((1, false)),
            _ => None,
        }
    }
}

/// How a parameter of this type travels on the machine of the graph.
#[must_use]
pub fn parameter(g: &Graph, t: TypeId) -> Passing {
    passing(g, t, false)
}

/// How a result of this type travels on the machine of the graph.
#[must_use]
pub fn result(g: &Graph, t: TypeId) -> Passing {
    passing(g, t, true)
}

fn passing(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    let stripped = g.strip(t);
    let node = g.node(stripped);
    match node.kind {
        Kind::Void => return Passing::None,
        Kind::Unknown => return Passing::Unknown,
        // A parameter of these types is a pointer; DWARF says so itself, hand-made input may not.
        Kind::Function => return pointer(g),
        Kind::Array if !node.flags.has(Flags::VECTOR) => return pointer(g),
        _ => {}
    }
    if let Some(passing) = by_address(g, stripped, is_result) {
        return passing;
    }
    match (g.machine.e_machine, g.machine.pointer_size) {
        (machine::X86_64, _) => sysv::passing(g, stripped, is_result),
        (machine::AARCH64, _) => aapcs64::passing(g, stripped, is_result),
        (machine::I386, _) => other::i386(g, stripped, is_result),
        (machine::ARM, _) => other::arm(g, stripped, is_result),
        (machine::S390, 8) => other::s390x(g, stripped, is_result),
        _ => Passing::Unknown,
    }
}

/// How a class travels that is not trivial for the purposes of calls; none of what travels as its members do.
fn by_address(g: &Graph, t: TypeId, is_result: bool) -> Option<Passing> {
    match trivial::travel(g, t) {
        Travel::ByValue => None,
        Travel::ByReference if is_result => Some(Passing::Memory),
        Travel::ByReference => Some(Passing::Reference),
        Travel::Unknown => Some(Passing::Unknown),
    }
}

/// How GCC passes a record in which there are arrays of no elements, where others do otherwise: on x86-64. Elsewhere it
/// is as [`parameter`] and [`result`] say.
#[must_use]
pub fn by_gcc(g: &Graph, t: TypeId, is_result: bool) -> Passing {
    let stripped = g.strip(t);
    if g.machine.e_machine == machine::X86_64 && by_address(g, stripped, is_result).is_none() {
        return sysv::by_gcc(g, stripped, is_result);
    }
    passing(g, t, is_result)
}

fn pointer(g: &Graph) -> Passing {
    match (g.machine.e_machine, g.machine.pointer_size) {
        (machine::I386, _) => Passing::Memory,
        (machine::X86_64 | machine::AARCH64 | machine::ARM, _) | (machine::S390, 8) => {
            Passing::Registers(vec![RegClass::Integer])
        }
        _ => Passing::Unknown,
    }
}

/// A register of an argument: of the vector file, and its number there.
pub type Register = (bool, usize);

/// The registers of each parameter, counted as the psABI of x86-64 (3.2.3) and AAPCS64 (6.8.2) do: by file, from
/// the first parameter on, behind the hidden pointer of a result in memory on x86-64 (AArch64 has x8 for it).
/// `None`: another machine, or a parameter that is not wholly in registers; then each one also depends on those
/// before it in memory.
#[must_use]
pub fn registers(g: &Graph, function: TypeId) -> Option<Vec<Vec<Register>>> {
    let edges = g.edges(function);
    let returned = edges.iter().find(|e| e.kind == EdgeKind::Return).map(|e| result(g, e.target));
    let (general, hidden) = match (g.machine.e_machine, g.machine.pointer_size) {
        (machine::X86_64, 8) => (6, usize::from(returned == Some(Passing::Memory))),
        (machine::AARCH64, 8) => (8, 0),
        _ => return None,
    };
    let mut next = [hidden, 0];
    let mut one = |t: TypeId| {
        let classes = match parameter(g, t) {
            Passing::None => Vec::new(),
            Passing::Reference => vec![RegClass::Integer],
            Passing::Registers(classes) => classes,
            Passing::Memory | Passing::Unknown => return None,
        };
        let mut out = Vec::with_capacity(classes.len());
        for class in classes {
            let vector = match class {
                RegClass::Integer | RegClass::IntegerEven => false,
                RegClass::Sse | RegClass::Float(_) | RegClass::Vector(_) => true,
                RegClass::X87 => return None,
            };
            let n = &mut next[usize::from(vector)];
            if class == RegClass::IntegerEven {
                *n = n.next_multiple_of(2);
            }
            out.push((vector, *n));
            *n += 1;
        }
        (next[0] <= general && next[1] <= 8).then_some(out)
    };
    edges.iter().filter(|e| e.kind == EdgeKind::Param).map(|e| one(e.target)).collect()
}

/// What kind of value a type is.
#[must_use]
pub fn scalar_class(g: &Graph, t: TypeId) -> Scalar {
    let id = g.strip(t);
    let node = g.node(id);
    let bytes = node.byte_size;
    match node.kind {
        Kind::Void => Scalar::Void,
        Kind::Base => match encoding(node) {
            Encoding::Bool => Scalar::Bool,
            Encoding::Integer { signed } => Scalar::Integer { bytes, signed },
            Encoding::Float => Scalar::Float { bytes, brain: bytes == 2 && is_brain(g.name(id)) },
            Encoding::Decimal => Scalar::Decimal { bytes },
            Encoding::Fixed { signed } => Scalar::Fixed { bytes, signed, fraction: g.name(id).contains("_Fract") },
            Encoding::ComplexFloat | Encoding::ComplexInteger => Scalar::Complex { bytes },
            Encoding::Address => Scalar::Pointer,
            Encoding::Other => Scalar::Other,
        },
        Kind::Pointer | Kind::Reference | Kind::RvalueReference | Kind::Function => Scalar::Pointer,
        Kind::Array if node.flags.has(Flags::VECTOR) => {
            g.size_of(id).map_or(Scalar::Other, |bytes| Scalar::Vector { bytes })
        }
        Kind::Array => Scalar::Pointer,
        Kind::Enum => Scalar::Enum { bytes, signed: enum_is_signed(g, id) },
        Kind::Struct | Kind::Class | Kind::Union => Scalar::Record,
        _ => Scalar::Other,
    }
}

/// Whether a type of 16 bits is `bfloat16` (`__bf16`, C++ `std::bfloat16_t`).
fn is_brain(name: &str) -> bool {
    name.contains("bf16") || name.contains("bfloat16")
}

/// Whether a scalar has another byte order than the machine (GCC's `scalar_storage_order`). In registers it has not.
#[must_use]
pub fn is_swapped(g: &Graph, t: TypeId) -> bool {
    g.node(g.strip(t)).flags.has(Flags::OTHER_ORDER)
}

/// Signedness of an enum: of its underlying type where DWARF names one, else by its values (GCC and clang
/// choose an unsigned type unless a value is negative).
fn enum_is_signed(g: &Graph, id: TypeId) -> bool {
    let edges = g.edges(id);
    if let Some(target) = edges.iter().find(|e| e.kind == EdgeKind::Target) {
        let node = g.node(g.strip(target.target));
        if node.kind == Kind::Base {
            return matches!(encoding(node), Encoding::Integer { signed: true });
        }
    }
    edges.iter().any(|e| e.kind == EdgeKind::Enumerator && e.value < 0 && !e.flags.has(EdgeFlags::UNSIGNED))
}

/// How many bytes of the register are defined when an integer of this type is passed or returned: beyond them
/// the callee finds whatever was there. `None`: not an integer, or a machine without a table.
///
/// * x86-64 and AArch64: the type's own size. The psABI (3.2.3) and AAPCS64 (6.8.2, C.9) leave the upper bits
///   unspecified; what compilers do beyond that (extending to 4 bytes) is no promise.
/// * i386: the 4 bytes of a stack slot are there, but only the type's own are defined.
/// * ARM: at least 4 (AAPCS32 6.5, B.2: subword values are extended to a word).
/// * s390x: 8 (s390x ELF ABI, "Parameter Passing": integers are extended to a doubleword).
///
/// So `int` to `long` reads undefined bits on the first three, and is a plain conversion on s390x.
#[must_use]
pub fn integer_extension(g: &Graph, t: TypeId) -> Option<u64> {
    let (bytes, _) = scalar_class(g, t).as_integer()?;
    match (g.machine.e_machine, g.machine.pointer_size) {
        (machine::X86_64 | machine::AARCH64 | machine::I386, _) => Some(bytes),
        (machine::ARM, _) => Some(bytes.max(4)),
        (machine::S390, 8) => Some(bytes.max(8)),
        _ => None,
    }
}

/// The words of a `why` sentence: "two general registers", "memory".
#[must_use]
pub fn describe(passing: &Passing) -> String {
    let registers = match passing {
        Passing::None => return "no register".to_owned(),
        Passing::Memory => return "memory".to_owned(),
        Passing::Reference => return "memory, by its address".to_owned(),
        Passing::Unknown => return "an unknown place".to_owned(),
        Passing::Registers(registers) => registers,
    };
    if let [RegClass::IntegerEven, RegClass::Integer] = registers[..] {
        return "an even-odd pair of general registers".to_owned();
    }
    // Runs of one class, in order: "one general and two SSE registers".
    let mut runs: Vec<(usize, String)> = Vec::new();
    for class in registers {
        let name = match class {
            RegClass::Integer | RegClass::IntegerEven => "general".to_owned(),
            RegClass::Sse => "SSE".to_owned(),
            RegClass::X87 => "x87".to_owned(),
            RegClass::Float(bytes) => format!("{bytes}-byte floating-point"),
            RegClass::Vector(bytes) => format!("{bytes}-byte vector"),
        };
        match runs.last_mut() {
            Some((count, last)) if *last == name => *count += 1,
            _ => runs.push((1, name)),
        }
    }
    let parts: Vec<String> = runs.iter().map(|(count, name)| format!("{} {name}", number(*count))).collect();
    let plural = if runs.last().is_some_and(|(count, _)| *count == 1) { "" } else { "s" };
    format!("{} register{plural}", parts.join(" and "))
}

fn number(count: usize) -> String {
    match count {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        n => n.to_string(),
    }
}
