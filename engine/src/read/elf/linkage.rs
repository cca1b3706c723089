//! What a loader reads of a file beside its symbols: flags of the dynamic section, program headers, properties.

use object::elf::{self, ET_DYN, ET_EXEC, ET_REL, SHT_DYNAMIC, SHT_GNU_VERSYM, SHT_NOTE};

use super::file::Elf;
use super::symbols::Versions;
use crate::graph::{Linkage, ObjectKind, Traits};

/// Bits of `DT_FLAGS`.
const FLAGS: [(elf::DynamicFlags, Traits); 3] = [
    (elf::DF_SYMBOLIC, Traits::SYMBOLIC),
    (elf::DF_TEXTREL, Traits::TEXT_RELOCATIONS),
    (elf::DF_STATIC_TLS, Traits::STATIC_TLS),
];
/// Bits of `DT_FLAGS_1`.
const FLAGS_1: [(elf::DynamicFlags1, Traits); 2] =
    [(elf::DF_1_NODELETE, Traits::NO_DELETE), (elf::DF_1_NOOPEN, Traits::NO_DLOPEN)];
/// Bits of `GNU_PROPERTY_X86_FEATURE_1_AND`.
const FEATURES: [(u32, Traits); 2] = [
    (elf::GNU_PROPERTY_X86_FEATURE_1_IBT, Traits::BRANCH_TRACKING),
    (elf::GNU_PROPERTY_X86_FEATURE_1_SHSTK, Traits::SHADOW_STACK),
];

/// Everything of a file.
pub(crate) fn of(elf: &Elf, versions: &Versions) -> Linkage {
    let mut out = Linkage::default();
    let segments = Segments::read(elf);
    let pie = dynamic(elf, &mut out.traits);
    out.kind = match elf.e_type {
        ET_REL => ObjectKind::Relocatable,
        ET_EXEC => ObjectKind::Program,
        ET_DYN if pie || segments.interpreter => ObjectKind::Program,
        ET_DYN => ObjectKind::Library,
        _ => ObjectKind::Unknown,
    };
    if elf.find_type(SHT_GNU_VERSYM).is_some() {
        out.traits.set(Traits::VERSION_TABLE);
    }
    // Without the header Linux and glibc take what the machine had before there was one.
    let is_x86 = matches!(elf::Machine(elf.e_machine), elf::EM_386 | elf::EM_X86_64);
    let without = is_x86 && segments.any;
    if elf.e_type != ET_REL && segments.stack.map_or(without, |flags| flags & elf::PF_X.0 != 0) {
        out.traits.set(Traits::EXECUTABLE_STACK);
    }
    out.tls_size = segments.tls_size;
    if is_x86 {
        properties(elf, &mut out);
    }
    out.version_needs = versions.needs().to_vec();
    out
}

/// Reads the dynamic section; whether it says that this is a program.
fn dynamic(elf: &Elf, traits: &mut Traits) -> bool {
    let Some(index) = elf.find_type(SHT_DYNAMIC) else { return false };
    let mut pie = false;
    let word = if elf.layout.wide { 8 } else { 4 };
    for row in elf.content(index).chunks_exact(2 * word) {
        let (Some(tag), Some(value)) = (elf.layout.word(row, 0), elf.layout.word(row, word)) else { break };
        traits.set(Traits::DYNAMIC);
        match elf::DynamicTag(tag.cast_signed()) {
            elf::DT_NULL => break,
            elf::DT_SYMBOLIC => traits.set(Traits::SYMBOLIC),
            elf::DT_TEXTREL => traits.set(Traits::TEXT_RELOCATIONS),
            elf::DT_FLAGS => FLAGS.iter().filter(|f| value & f.0.0 != 0).for_each(|f| traits.set(f.1)),
            elf::DT_FLAGS_1 => {
                FLAGS_1.iter().filter(|f| value & f.0.0 != 0).for_each(|f| traits.set(f.1));
                pie |= value & elf::DF_1_PIE.0 != 0;
            }
            _ => {}
        }
    }
    pie
}

/// What the program headers say.
#[derive(Default)]
struct Segments {
    any: bool,
    interpreter: bool,
    /// Flags of `PT_GNU_STACK`.
    stack: Option<u32>,
    tls_size: u64,
}

impl Segments {
    fn read(elf: &Elf) -> Self {
        let (l, data) = (elf.layout, elf.data.as_slice());
        let mut out = Self::default();
        let (at_offset, at_size, at_flags, at_memory) = if l.wide { (32, 54, 4, 40) } else { (28, 42, 24, 20) };
        let header = || Some((l.word(data, at_offset)?, l.u16(data, at_size)?, l.u16(data, at_size + 2)?));
        let Some((offset, size, count)) = header() else { return out };
        let row_size = if l.wide { 56 } else { 32 };
        if offset == 0 || usize::from(size) < row_size {
            return out;
        }
        for i in 0..usize::from(count) {
            let start = usize::try_from(offset).ok().and_then(|o| o.checked_add(i * usize::from(size)));
            let Some(row) = start.and_then(|at| data.get(at..at.checked_add(row_size)?)) else { break };
            let Some((kind, flags, memory)) =
                l.u32(row, 0).zip(l.u32(row, at_flags)).zip(l.word(row, at_memory)).map(|((k, f), m)| (k, f, m))
            else {
                break;
            };
            out.any = true;
            match elf::ProgramType(kind) {
                elf::PT_INTERP => out.interpreter = true,
                elf::PT_TLS => out.tls_size = memory,
                elf::PT_GNU_STACK => out.stack = Some(flags),
                _ => {}
            }
        }
        out
    }
}

/// Properties of x86 (Linux extensions to the gABI, "Program Property"): notes padded to the word of the class.
fn properties(elf: &Elf, out: &mut Linkage) {
    let l = elf.layout;
    let word = if l.wide { 8 } else { 4 };
    let sections = elf.sections.iter().enumerate().filter(|(_, s)| s.sh_type == SHT_NOTE);
    for (i, _) in sections.filter(|(i, _)| elf.raw_name(*i) == b".note.gnu.property") {
        let data = elf.content(i);
        let mut at = 0usize;
        while let (Some(name), Some(size), Some(kind)) = (l.u32(data, at), l.u32(data, at + 4), l.u32(data, at + 8)) {
            let Some(start) = (at + 12).checked_add((name as usize).next_multiple_of(4)) else { break };
            let Some(end) = start.checked_add(size as usize).filter(|end| *end <= data.len()) else { break };
            if kind == elf::NT_GNU_PROPERTY_TYPE_0.0 && data.get(at + 12..at + 16) == Some(b"GNU\0") {
                property(elf, &data[start..end], word, out);
            }
            at = end.next_multiple_of(word);
        }
    }
}

fn property(elf: &Elf, data: &[u8], word: usize, out: &mut Linkage) {
    let l = elf.layout;
    let mut at = 0usize;
    while let (Some(kind), Some(size)) = (l.u32(data, at), l.u32(data, at + 4)) {
        let value = if size == 4 { l.u32(data, at + 8) } else { None };
        match (elf::GnuPropertyType(kind), value) {
            (elf::GNU_PROPERTY_X86_FEATURE_1_AND, Some(bits)) => {
                for (bit, fact) in FEATURES {
                    if bits & bit != 0 {
                        out.traits.set(fact);
                    }
                }
            }
            (elf::GNU_PROPERTY_X86_ISA_1_NEEDED, Some(bits)) => out.isa |= bits,
            _ => {}
        }
        let Some(next) = (at + 8).checked_add((size as usize).next_multiple_of(word)) else { break };
        at = next;
    }
}
