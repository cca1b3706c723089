//! The scalar leaves of a type: what is left when records and arrays are opened.
//!
//! Calling conventions decide over small values only (64 bytes is the largest that any of them puts into
//! registers), so bigger types are not opened at all and the walk stays short. It keeps its own stack and ends
//! after [`MAX_STEPS`], so that a record which contains itself (broken input) is "unknown", not a hang.

use super::machine;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Graph, Kind, Node, TypeId};

/// Largest value in bytes that any convention here passes in registers: a 512-bit vector, or four quad floats.
pub(super) const MAX_BYTES: u64 = 64;

/// Enough for 512 bit-fields nested a few levels deep.
const MAX_STEPS: usize = 8192;

/// What a leaf is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Atom {
    /// Integer, boolean, enum, pointer; also every bit-field.
    Integer,
    /// Binary or decimal floating point.
    Float,
    /// The 80-bit extended type of x86.
    X87,
    /// Vector type.
    Vector,
}

/// A scalar of a type, at its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Leaf {
    /// From the start of the outermost type.
    pub(super) bit_offset: u64,
    /// Width; a bit-field's own.
    pub(super) bit_size: u64,
    /// Natural alignment in bits, 1 for a bit-field.
    pub(super) bit_align: u64,
    /// What it is.
    pub(super) atom: Atom,
}

/// A type, opened.
#[derive(Clone, Debug)]
pub(super) struct Leaves {
    /// Size of the whole in bytes.
    pub(super) bytes: u64,
    /// The leaves, in no particular order; union members overlap. Empty if `bytes` is over [`MAX_BYTES`].
    pub(super) leaves: Vec<Leaf>,
    /// There is an array of no elements or of unknown length.
    pub(super) has_empty_array: bool,
    /// What arrays of no elements (`[0]`, not `[]`) would begin with if they had any, as far as that is a scalar.
    pub(super) ghosts: Vec<Leaf>,
    /// Largest alignment in bytes that a member brings, attributes of nested types included, the outermost
    /// type's own not.
    pub(super) align: u64,
}

/// The encodings of a base type as far as a calling convention cares (DWARF 5, section 7.8, table 7.11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    Bool,
    Integer {
        signed: bool,
    },
    /// `_Accum` and `_Fract` (ISO/IEC TR 18037): they travel like integers.
    Fixed {
        signed: bool,
    },
    Float,
    /// `_Decimal64` and the like: they travel like binary ones.
    Decimal,
    ComplexFloat,
    ComplexInteger,
    Address,
    Other,
}

/// Reads `DW_ATE_*` of a base type.
pub(super) fn encoding(node: &Node) -> Encoding {
    match node.aux {
        0x01 => Encoding::Address,
        0x02 => Encoding::Bool,
        0x03 => Encoding::ComplexFloat,
        // float, imaginary_float
        0x04 | 0x09 => Encoding::Float,
        // signed, signed_char
        0x05 | 0x06 => Encoding::Integer { signed: true },
        // unsigned, unsigned_char, UTF, UCS, ASCII
        0x07 | 0x08 | 0x10 | 0x11 | 0x12 => Encoding::Integer { signed: false },
        0x0d => Encoding::Fixed { signed: true },
        0x0e => Encoding::Fixed { signed: false },
        0x0f => Encoding::Decimal,
        // GCC's `complex int` has DW_ATE_lo_user.
        0x80 => Encoding::ComplexInteger,
        _ => Encoding::Other,
    }
}

/// Opens a type. `None`: something inside has no known size or place.
pub(super) fn open(g: &Graph, t: TypeId) -> Option<Leaves> {
    let top = g.strip(t);
    let bytes = g.size_of(top)?;
    let mut out = Leaves { bytes, leaves: Vec::new(), has_empty_array: false, ghosts: Vec::new(), align: 1 };
    if bytes > MAX_BYTES {
        return Some(out);
    }
    let mut stack = vec![(top, 0u64)];
    let mut steps = 0;
    while let Some((id, bit_offset)) = stack.pop() {
        steps += 1;
        if steps > MAX_STEPS || stack.len() > MAX_STEPS {
            return None;
        }
        let node = g.node(id);
        match node.kind {
            Kind::Void | Kind::Function | Kind::Unknown => return None,
            Kind::Struct | Kind::Class | Kind::Union => {
                if node.flags.has(Flags::DECLARATION) || g.lacks_members(id) {
                    return None;
                }
                for edge in g.edges(id) {
                    if !matches!(edge.kind, EdgeKind::Member | EdgeKind::Base) {
                        continue;
                    }
                    if edge.flags.has(EdgeFlags::UNKNOWN_OFFSET) {
                        return None;
                    }
                    let at = bit_offset.checked_add(u64::try_from(edge.value).ok()?)?;
                    if edge.flags.has(EdgeFlags::BIT_FIELD) {
                        let bit_size = u64::from(edge.bit_size);
                        if bit_size > 0 {
                            out.push(Leaf { bit_offset: at, bit_size, bit_align: 1, atom: Atom::Integer })?;
                        }
                        continue;
                    }
                    let (member, align) = strip_aligned(g, edge.target);
                    out.align = out.align.max(align);
                    stack.push((member, at));
                }
            }
            Kind::Array if !node.flags.has(Flags::VECTOR) => {
                let element = g.strip(g.target(id));
                if node.flags.has(Flags::FLEXIBLE) || node.aux == 0 {
                    out.has_empty_array = true;
                    if !node.flags.has(Flags::FLEXIBLE) {
                        out.ghost(g, element, bit_offset);
                    }
                    continue;
                }
                let size = g.size_of(element)?;
                // Elements without size all lie at one place: one of them stands for all.
                let count = if size == 0 { 1 } else { node.aux };
                if count.checked_mul(size)? > MAX_BYTES {
                    return None;
                }
                stack.extend((0..count).map(|i| (element, bit_offset + i * size * 8)));
            }
            _ => out.scalar(g, id, bit_offset)?,
        }
    }
    Some(out)
}

/// Peels typedefs and qualifiers and collects the alignment that they, or the type, ask for.
fn strip_aligned(g: &Graph, mut id: TypeId) -> (TypeId, u64) {
    let mut align = 1;
    for _ in 0..MAX_STEPS {
        let node = g.node(id);
        align = align.max(u64::from(node.alignment));
        if node.kind != Kind::Typedef && !node.kind.is_qualifier() {
            break;
        }
        id = g.target(id);
    }
    (id, align)
}

impl Leaves {
    /// Adds a leaf; `None` if it lies outside of the type.
    fn push(&mut self, leaf: Leaf) -> Option<()> {
        if leaf.bit_offset.checked_add(leaf.bit_size)? > self.bytes * 8 {
            return None;
        }
        self.align = self.align.max(leaf.bit_align / 8);
        self.leaves.push(leaf);
        Some(())
    }

    /// Notes an array of no such elements.
    fn ghost(&mut self, g: &Graph, element: TypeId, bit_offset: u64) {
        let node = g.node(element);
        let bits = node.byte_size.saturating_mul(8);
        let atom = match node.kind {
            Kind::Base if matches!(encoding(node), Encoding::Float | Encoding::Decimal) && bits <= 64 => Atom::Float,
            Kind::Base if !matches!(encoding(node), Encoding::Integer { .. } | Encoding::Bool) => return,
            Kind::Base | Kind::Enum | Kind::Pointer => Atom::Integer,
            _ => return,
        };
        if (1..=64).contains(&bits) {
            self.ghosts.push(Leaf { bit_offset, bit_size: bits, bit_align: bits, atom });
        }
    }

    /// Adds the leaves of a scalar.
    fn scalar(&mut self, g: &Graph, id: TypeId, bit_offset: u64) -> Option<()> {
        let node = g.node(id);
        let bytes = g.size_of(id)?;
        if bytes == 0 || bytes > MAX_BYTES {
            return None;
        }
        let x86 = matches!(g.machine.e_machine, machine::X86_64 | machine::I386);
        let word = u64::from(g.machine.pointer_size.max(1)) * 8;
        let mut parts = 1;
        let atom = match node.kind {
            Kind::Array => Atom::Vector,
            Kind::Base => match encoding(node) {
                Encoding::Other => return None,
                Encoding::Float if x86 && is_extended(g.name(id), bytes) => Atom::X87,
                Encoding::Float | Encoding::Decimal => Atom::Float,
                Encoding::ComplexFloat => {
                    parts = 2;
                    if x86 && is_extended(g.name(id), bytes / 2) { Atom::X87 } else { Atom::Float }
                }
                Encoding::ComplexInteger => {
                    parts = 2;
                    Atom::Integer
                }
                _ => {
                    // A wide `_BitInt` is an array of words on x86 (psABI 3.1.2), unlike `__int128`.
                    if x86 && bytes > 8 && g.name(id).contains("_BitInt") {
                        parts = bytes * 8 / word;
                    }
                    Atom::Integer
                }
            },
            // {pointer, adjustment} of a pointer to a member function
            Kind::PtrToMember => {
                parts = (bytes * 8 / word).max(1);
                Atom::Integer
            }
            _ => Atom::Integer,
        };
        let bit_size = bytes * 8 / parts;
        for i in 0..parts {
            let leaf = Leaf { bit_offset: bit_offset + i * bit_size, bit_size, bit_align: bit_size, atom };
            self.push(leaf)?;
        }
        Some(())
    }
}

/// Whether a floating-point type is the x87 one: DWARF tells it from `__float128` by name only.
fn is_extended(name: &str, bytes: u64) -> bool {
    bytes > 8 && ["long double", "_Float64x", "__float80"].iter().any(|n| name.ends_with(n))
}
