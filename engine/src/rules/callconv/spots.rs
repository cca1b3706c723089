//! Where in a call one argument stands: the registers that are left for it, or its offset on the stack.
//!
//! Everything in front of the argument is taken from one function, the argument itself from either side, so that what
//! differs is due to its type alone. Alignment decides in few places:
//!
//! * x86-64 (3.2.3): on the stack, where a value starts at a multiple of the alignment of its type.
//! * i386 (2.2.3): not at all; GCC and clang align what holds a vector, which is not looked at here.
//! * AArch64 (AAPCS64 6.8.2, C.10 and C.14) and ARM (AAPCS32 6.5, C.3 and C.5): the natural alignment, that of the members,
//!   both for pairs of registers and on the stack. What an attribute of the type itself asks for is left out. GCC's debug
//!   information does not tell such an attribute from one of a member, so the argument is placed both ways.
//! * RISC-V (psABI, "Integer Calling Convention"): on the stack, up to 16; in registers only for variable arguments.
//! * s390x: every slot of the stack has 8 bytes, and nothing is aligned to more.

use super::leaves::{self, Atom};
use super::{Passing, RegClass, machine, passing};
use crate::graph::trivial::{self, Travel};
use crate::graph::{EdgeKind, Graph, TypeId};

/// Where an argument, or its first part, stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spot {
    /// In registers: of the vector file, and the number of the first of each class.
    Registers([usize; 2]),
    /// On the stack, this many bytes behind the first argument there.
    Stack(u64),
}

/// What one argument asks for.
#[derive(Clone, Copy, Debug, Default)]
struct Need {
    general: usize,
    vector: usize,
    /// It starts at an even general register.
    even: bool,
    /// It may lie half in registers, half on the stack.
    splits: bool,
    /// It never travels in registers.
    memory: bool,
    bytes: u64,
    /// Of its place on the stack.
    align: u64,
}

/// Registers and stack that are taken.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    general: usize,
    vector: usize,
    stack: u64,
}

/// What a machine has.
#[derive(Clone, Copy)]
struct Files {
    general: usize,
    vector: usize,
    slot: u64,
    /// Once an argument went to the stack, no later one takes a register of its file.
    closes: bool,
}

fn files(g: &Graph) -> Option<Files> {
    let slot = u64::from(g.machine.pointer_size);
    match (g.machine.e_machine, g.machine.pointer_size) {
        (machine::X86_64, 8) => Some(Files { general: 6, vector: 8, slot, closes: false }),
        (machine::I386, 4) => Some(Files { general: 0, vector: 0, slot, closes: false }),
        (machine::AARCH64, 8) => Some(Files { general: 8, vector: 8, slot, closes: true }),
        (machine::ARM, 4) => Some(Files { general: 4, vector: 0, slot, closes: true }),
        (machine::RISCV, 4 | 8) => Some(Files { general: 8, vector: 0, slot, closes: true }),
        _ => None,
    }
}

/// What an argument asks for; `None` if that is not known. `align`: alignment of a type as objects have it;
/// `stated`: count the alignment that the type itself asks for as one of its members.
fn need(g: &Graph, t: TypeId, align: &dyn Fn(&Graph, TypeId) -> u64, stated: bool) -> Option<Need> {
    let (machine, slot) = (g.machine.e_machine, u64::from(g.machine.pointer_size));
    let id = g.strip(t);
    let bytes = if g.node(id).kind.is_record() { g.size_of(id)? } else { g.size_of(id).unwrap_or(slot) };
    let one = Need { general: 1, bytes: slot, align: slot, ..Need::default() };
    match trivial::travel(g, id) {
        Travel::ByValue => {}
        Travel::ByReference => return Some(Need { memory: machine == machine::I386, ..one }),
        Travel::Unknown => return None,
    }
    if machine == machine::RISCV {
        let opened = leaves::open(g, id);
        if opened.as_ref().is_none_or(|o| o.leaves.iter().any(|l| l.atom != Atom::Integer)) && bytes <= 2 * slot {
            // Floats travel where the floating-point convention says.
            return scalar_pointer(g, id).then_some(one);
        }
        if bytes > 2 * slot {
            return Some(one);
        }
        let words = usize::try_from(bytes.div_ceil(slot)).ok()?;
        return Some(Need {
            general: words,
            splits: words == 2,
            bytes,
            align: align(g, id).clamp(slot, 16),
            ..Need::default()
        });
    }
    let classes = match passing(g, t, false) {
        Passing::Unknown => return None,
        Passing::None => return Some(Need::default()),
        Passing::Reference => return Some(one),
        Passing::Memory if machine == machine::I386 => {
            return Some(Need { memory: true, bytes, align: slot, ..Need::default() });
        }
        Passing::Memory if machine == machine::X86_64 => {
            return Some(Need { memory: true, bytes, align: align(g, id).max(slot), ..Need::default() });
        }
        Passing::Memory => Vec::new(),
        Passing::Registers(classes) => classes,
    };
    let is_vector = |c: &&RegClass| !matches!(c, RegClass::Integer | RegClass::IntegerEven);
    let vector = classes.iter().filter(is_vector).count();
    let general = classes.len() - vector;
    match machine {
        machine::X86_64 => Some(Need { general, vector, bytes, align: align(g, id).max(slot), ..Need::default() }),
        machine::AARCH64 | machine::ARM => {
            let natural = leaves::open(g, id)?.align;
            let natural = if stated { natural.max(align(g, id)) } else { natural };
            if machine == machine::ARM && vector > 0 {
                // Registers of the VFP variant are filled backwards, too: only what never leaves them is counted.
                return Some(Need { vector, bytes, align: slot, ..Need::default() });
            }
            let even = general > 0 && natural >= 2 * slot;
            let splits = machine == machine::ARM;
            // A composite of more than four words goes on behind r3.
            let general = if classes.is_empty() { usize::try_from(bytes.div_ceil(slot)).ok()? } else { general };
            Some(Need { general, vector, even, splits, bytes, align: natural.clamp(slot, 16), memory: false })
        }
        _ => None,
    }
}

/// A pointer, which has no parts to open.
fn scalar_pointer(g: &Graph, id: TypeId) -> bool {
    use crate::graph::Kind;
    matches!(g.node(id).kind, Kind::Pointer | Kind::Reference | Kind::RvalueReference | Kind::Function | Kind::Array)
}

fn place(files: Files, taken: &mut Taken, need: Need) -> Option<Spot> {
    let first = if need.even { taken.general.next_multiple_of(2) } else { taken.general };
    let fits =
        first + need.general <= files.general && (taken.vector + need.vector <= files.vector || files.vector == 0);
    if !need.memory && fits {
        let spot = Spot::Registers([first, taken.vector]);
        (taken.general, taken.vector) = (first + need.general, taken.vector + need.vector);
        // Single registers of the VFP variant: sixteen floats may lie in eight pairs.
        return (files.vector > 0 || taken.vector <= 8).then_some(spot);
    }
    if need.splits && first < files.general && taken.stack == 0 && need.general > 0 {
        let behind = (need.general - (files.general - first)) as u64 * files.slot;
        (taken.general, taken.stack) = (files.general, behind);
        return Some(Spot::Registers([first, taken.vector]));
    }
    if files.closes && !need.memory {
        if need.general > 0 {
            taken.general = files.general;
        }
        if need.vector > 0 {
            taken.vector = files.vector;
        }
    }
    let at = taken.stack.next_multiple_of(need.align.max(1));
    taken.stack = at.checked_add(need.bytes.next_multiple_of(files.slot))?;
    Some(Spot::Stack(at))
}

/// Where parameter `index` of a function of OLD stands with its old type and with its new one. `None`: not known.
/// `align`: alignment of a type as objects have it.
#[must_use]
pub fn spots(
    (g, function, index): (&Graph, TypeId, usize),
    (h, new): (&Graph, TypeId),
    align: &dyn Fn(&Graph, TypeId) -> u64,
) -> Option<(Spot, Spot)> {
    if g.machine.e_machine == machine::S390 && g.machine.pointer_size == 8 {
        return Some((Spot::Stack(0), Spot::Stack(0)));
    }
    let files = files(g)?;
    let edges = g.edges(function);
    let result = edges.iter().find(|e| e.kind == EdgeKind::Return).map(|e| e.target);
    let hidden = match result.map(|t| (t, passing(g, t, true))) {
        // AArch64 has x8 for it.
        Some((_, Passing::Memory)) if g.machine.e_machine != machine::AARCH64 => true,
        Some((t, _)) if g.machine.e_machine == machine::RISCV => {
            let is_large = g.size_of(t)? > 2 * u64::from(g.machine.pointer_size);
            g.node(g.strip(t)).kind.is_record() && (is_large || trivial::travel(g, t) == Travel::ByReference)
        }
        _ => false,
    };
    let mut taken = Taken::default();
    if hidden {
        if files.general == 0 { taken.stack = files.slot } else { taken.general = 1 }
    }
    let params: Vec<TypeId> = edges.iter().filter(|e| e.kind == EdgeKind::Param).map(|e| e.target).collect();
    for &t in params.get(..index)? {
        place(files, &mut taken, need(g, t, align, false)?)?;
    }
    let one = |g: &Graph, t, stated| {
        let mut taken = taken;
        place(files, &mut taken, need(g, t, align, stated)?)
    };
    let old = *params.get(index)?;
    let both = |stated| Some((one(g, old, stated)?, one(h, new, stated)?));
    let plain = both(false)?;
    // Where it matters of what the alignment was asked, nothing is known.
    (both(true)? == plain || plain.0 != plain.1).then_some(plain)
}
