//! What a loader reads of a file beside its symbols: flags of the dynamic section, program headers, properties.

use super::file::{ET_DYN, ET_EXEC, ET_REL, Elf, SHT_DYNAMIC, SHT_GNU_VERSYM, SHT_NOTE};
use super::symbols::Versions;
use crate::graph::{Linkage, ObjectKind, Traits};

const EM_386: u16 = 3;
const EM_X86_64: u16 = 62;

const PT_INTERP: u32 = 3;
const PT_TLS: u32 = 7;
const PT_GNU_STACK: u32 = 0x6474_e551;
const PF_X: u32 = 1;

const DT_SYMBOLIC: u64 = 16;
const DT_TEXTREL: u64 = 22;
const DT_FLAGS: u64 = 30;
const DT_FLAGS_1: u64 = 0x6fff_fffb;

/// Bits of `DT_FLAGS`.
const FLAGS: [(u64, Traits); 3] = [(2, Traits::SYMBOLIC), (4, Traits::TEXT_RELOCATIONS), (0x10, Traits::STATIC_TLS)];
/// Bits of `DT_FLAGS_1`.
const FLAGS_1: [(u64, Traits); 2] = [(8, Traits::NO_DELETE), (0x40, Traits::NO_DLOPEN)];
const DF_1_PIE: u64 = 0x0800_0000;

const NT_GNU_PROPERTY_TYPE_0: u32 = 5;
const GNU_PROPERTY_X86_FEATURE_1_AND: u32 = 0xc000_0002;
const GNU_PROPERTY_X86_ISA_1_NEEDED: u32 = 0xc000_8002;

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
    let without = matches!(elf.e_machine, EM_386 | EM_X86_64) && segments.any;
    if elf.e_type != ET_REL && segments.stack.map_or(without, |flags| flags & PF_X != 0) {
        out.traits.set(Traits::EXECUTABLE_STACK);
    }
    out.tls_size = segments.tls_size;
    if matches!(elf.e_machine, EM_386 | EM_X86_64) {
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
        match tag {
            0 => break,
            DT_SYMBOLIC => traits.set(Traits::SYMBOLIC),
            DT_TEXTREL => traits.set(Traits::TEXT_RELOCATIONS),
            DT_FLAGS => FLAGS.iter().filter(|f| value & f.0 != 0).for_each(|f| traits.set(f.1)),
            DT_FLAGS_1 => {
                FLAGS_1.iter().filter(|f| value & f.0 != 0).for_each(|f| traits.set(f.1));
                pie |= value & DF_1_PIE != 0;
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
            match kind {
                PT_INTERP => out.interpreter = true,
                PT_TLS => out.tls_size = memory,
                PT_GNU_STACK => out.stack = Some(flags),
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
            if kind == NT_GNU_PROPERTY_TYPE_0 && data.get(at + 12..at + 16) == Some(b"GNU\0") {
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
        match (kind, value) {
            (GNU_PROPERTY_X86_FEATURE_1_AND, Some(bits)) => {
                for (bit, fact) in [(1, Traits::BRANCH_TRACKING), (2, Traits::SHADOW_STACK)] {
                    if bits & bit != 0 {
                        out.traits.set(fact);
                    }
                }
            }
            (GNU_PROPERTY_X86_ISA_1_NEEDED, Some(bits)) => out.isa |= bits,
            _ => {}
        }
        let Some(next) = (at + 8).checked_add((size as usize).next_multiple_of(word)) else { break };
        at = next;
    }
}
