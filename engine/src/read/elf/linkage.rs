//! What a loader reads of a file beside its symbols: the header, the dynamic section, program headers, notes.

use object::elf::{self, ET_DYN, ET_EXEC, ET_REL, SHT_DYNAMIC, SHT_GNU_VERSYM, SHT_NOTE};

use super::file::Elf;
use super::symbols::{SHN_UNDEF, SymbolTable, Versions};
use crate::graph::{KernelFloor, Linkage, ObjectKind, PointerSigning, Traits};
use crate::ground::files::bytes::c_str;

/// Bits of `DT_FLAGS`.
const FLAGS: [(elf::DynamicFlags, Traits); 4] = [
    (elf::DF_SYMBOLIC, Traits::SYMBOLIC),
    (elf::DF_TEXTREL, Traits::TEXT_RELOCATIONS),
    (elf::DF_BIND_NOW, Traits::BIND_NOW),
    (elf::DF_STATIC_TLS, Traits::STATIC_TLS),
];
/// Bits of `DT_FLAGS_1`.
const FLAGS_1: [(elf::DynamicFlags1, Traits); 4] = [
    (elf::DF_1_NOW, Traits::BIND_NOW),
    (elf::DF_1_NODELETE, Traits::NO_DELETE),
    (elf::DF_1_NOOPEN, Traits::NO_DLOPEN),
    (elf::DF_1_INTERPOSE, Traits::INTERPOSES),
];
/// Bits of `GNU_PROPERTY_X86_FEATURE_1_AND`.
const X86_FEATURES: [(u32, Traits); 2] = [
    (elf::GNU_PROPERTY_X86_FEATURE_1_IBT, Traits::BRANCH_TRACKING),
    (elf::GNU_PROPERTY_X86_FEATURE_1_SHSTK, Traits::SHADOW_STACK),
];
/// Bits of `GNU_PROPERTY_AARCH64_FEATURE_1_AND` (SYSVABI64, "Program Property"); `object` does not name the last.
const AARCH64_FEATURES: [(u32, Traits); 3] = [
    (elf::GNU_PROPERTY_AARCH64_FEATURE_1_BTI, Traits::BRANCH_TARGETS),
    (elf::GNU_PROPERTY_AARCH64_FEATURE_1_PAC, Traits::SIGNED_RETURNS),
    (4, Traits::GUARDED_STACK),
];

/// Everything of a file.
pub(crate) fn of(elf: &Elf, versions: &Versions) -> Linkage {
    let mut out = Linkage { os_abi: elf.data.as_slice().get(7).copied().unwrap_or(0), ..Linkage::default() };
    out.traits.set(Traits::LOOKED_FURTHER);
    let segments = Segments::read(elf);
    let named = dynamic(elf, &mut out);
    out.kind = match elf.e_type {
        ET_REL => ObjectKind::Relocatable,
        ET_EXEC => ObjectKind::Program,
        // Libraries that can be run name an interpreter as well (glibc's libc.so.6, QtCore); programs have no SONAME.
        ET_DYN if named.pie || segments.interpreter && !named.soname => ObjectKind::Program,
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
    if segments.closed {
        out.traits.set(Traits::READ_ONLY_AFTER_RELOCATION);
    }
    out.tls_size = segments.tls_size;
    notes(elf, &mut out);
    if elf.e_machine == elf::EM_ARM.0 {
        out.isa = super::arm::architecture(elf);
    }
    checks(elf, &mut out.traits);
    out.version_needs = versions.needs().to_vec();
    out
}

/// What compilers put checks in with leaves references behind.
fn checks(elf: &Elf, traits: &mut Traits) {
    let Some(table) = SymbolTable::dynamic(elf) else { return };
    for (_, symbol) in table.iter().filter(|(_, symbol)| symbol.section == SHN_UNDEF && !symbol.reserved) {
        match table.name(&symbol) {
            b"__stack_chk_fail" | b"__stack_chk_guard" => traits.set(Traits::STACK_PROTECTOR),
            name if name.starts_with(b"__") && name.ends_with(b"_chk") => traits.set(Traits::FORTIFIED),
            _ => {}
        }
    }
}

/// What the dynamic section says of the kind of file.
#[derive(Default)]
struct Named {
    /// `DF_1_PIE`: a program, which loaders refuse to take for a library.
    pie: bool,
    soname: bool,
}

/// Reads the dynamic section.
fn dynamic(elf: &Elf, out: &mut Linkage) -> Named {
    let mut named = Named::default();
    let Some(index) = elf.find_type(SHT_DYNAMIC) else { return named };
    let word = if elf.layout.wide { 8 } else { 4 };
    let strings = elf.content(elf.sections[index].link as usize);
    let entries = |bytes: u64| u32::try_from(bytes / word as u64).unwrap_or(u32::MAX);
    let mut paths = [None, None];
    for row in elf.content(index).chunks_exact(2 * word) {
        let (Some(tag), Some(value)) = (elf.layout.word(row, 0), elf.layout.word(row, word)) else { break };
        let traits = &mut out.traits;
        traits.set(Traits::DYNAMIC);
        match elf::DynamicTag(tag.cast_signed()) {
            elf::DT_NULL => break,
            elf::DT_SYMBOLIC => traits.set(Traits::SYMBOLIC),
            elf::DT_TEXTREL => traits.set(Traits::TEXT_RELOCATIONS),
            elf::DT_SONAME => named.soname = true,
            elf::DT_BIND_NOW => traits.set(Traits::BIND_NOW),
            elf::DT_RELR => traits.set(Traits::PACKED_RELOCATIONS),
            elf::DT_HASH => traits.set(Traits::SYSV_HASH),
            elf::DT_GNU_HASH => traits.set(Traits::GNU_HASH),
            elf::DT_INIT_ARRAYSZ => out.initializers = entries(value),
            elf::DT_FINI_ARRAYSZ => out.finalizers = entries(value),
            elf::DT_RUNPATH => paths[0] = Some(value),
            elf::DT_RPATH => paths[1] = Some(value),
            elf::DT_FLAGS => FLAGS.iter().filter(|f| value & f.0.0 != 0).for_each(|f| traits.set(f.1)),
            elf::DT_FLAGS_1 => {
                FLAGS_1.iter().filter(|f| value & f.0.0 != 0).for_each(|f| traits.set(f.1));
                named.pie |= value & elf::DF_1_PIE.0 != 0;
            }
            _ => {}
        }
    }
    if paths[0].is_some() {
        out.traits.set(Traits::RUN_PATH);
    }
    // Beside a DT_RUNPATH loaders pass over a DT_RPATH.
    let path = paths[0].or(paths[1]).and_then(|at| c_str(strings, usize::try_from(at).ok()?)).unwrap_or_default();
    // An empty folder in a list is the one in which the process runs; an empty list is none.
    let folders = path.split(|&b| b == b':').filter(|_| !path.is_empty());
    let folder =
        |folder: &[u8]| if folder.is_empty() { ".".to_owned() } else { String::from_utf8_lossy(folder).into_owned() };
    out.search_path = folders.map(folder).collect();
    named
}

/// What the program headers say.
#[derive(Default)]
struct Segments {
    any: bool,
    interpreter: bool,
    /// Flags of `PT_GNU_STACK`.
    stack: Option<u32>,
    tls_size: u64,
    /// `PT_GNU_RELRO`
    closed: bool,
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
                elf::PT_GNU_RELRO => out.closed = true,
                _ => {}
            }
        }
        out
    }
}

/// Properties (Linux extensions to the gABI, "Program Property"; padded to the word of the class) and the oldest kernel.
fn notes(elf: &Elf, out: &mut Linkage) {
    let l = elf.layout;
    let sections = elf.sections.iter().enumerate().filter(|(_, s)| s.sh_type == SHT_NOTE);
    for (i, _) in sections {
        let (property, floor) = match elf.raw_name(i) {
            b".note.gnu.property" => (true, false),
            b".note.ABI-tag" => (false, true),
            _ => continue,
        };
        let padding = if l.wide && property { 8 } else { 4 };
        let data = elf.content(i);
        let mut at = 0usize;
        while let (Some(name), Some(size), Some(kind)) = (l.u32(data, at), l.u32(data, at + 4), l.u32(data, at + 8)) {
            let Some(start) = (at + 12).checked_add((name as usize).next_multiple_of(4)) else { break };
            let Some(end) = start.checked_add(size as usize).filter(|end| *end <= data.len()) else { break };
            let gnu = data.get(at + 12..at + 16) == Some(b"GNU\0");
            if gnu && property && kind == elf::NT_GNU_PROPERTY_TYPE_0.0 {
                properties(elf, &data[start..end], padding, out);
            } else if gnu && floor && kind == elf::NT_GNU_ABI_TAG.0 {
                let word = |n: usize| l.u32(&data[start..end], 4 * n);
                let words = || Some((word(0)?, [word(1)?, word(2)?, word(3)?]));
                out.kernel_floor = words().map(|(os, version)| KernelFloor { os, version });
            }
            at = end.next_multiple_of(padding);
        }
    }
}

fn properties(elf: &Elf, data: &[u8], word: usize, out: &mut Linkage) {
    let l = elf.layout;
    let machine = elf::Machine(elf.e_machine);
    let is_x86 = matches!(machine, elf::EM_386 | elf::EM_X86_64);
    let is_arm = machine == elf::EM_AARCH64;
    let mut at = 0usize;
    while let (Some(kind), Some(size)) = (l.u32(data, at), l.u32(data, at + 4)) {
        let bits = if size == 4 { l.u32(data, at + 8).unwrap_or(0) } else { 0 };
        let features = |all: &[(u32, Traits)], traits: &mut Traits| {
            all.iter().filter(|f| bits & f.0 != 0).for_each(|f| traits.set(f.1));
        };
        match elf::GnuPropertyType(kind) {
            elf::GNU_PROPERTY_X86_FEATURE_1_AND if is_x86 => features(&X86_FEATURES, &mut out.traits),
            elf::GNU_PROPERTY_X86_ISA_1_NEEDED if is_x86 => out.isa |= bits,
            elf::GNU_PROPERTY_AARCH64_FEATURE_1_AND if is_arm => features(&AARCH64_FEATURES, &mut out.traits),
            elf::GNU_PROPERTY_AARCH64_FEATURE_PAUTH if is_arm && size == 16 => {
                let both = l.u64(data, at + 8).zip(l.u64(data, at + 16));
                out.pointer_signing = both.map(|(platform, version)| PointerSigning { platform, version });
            }
            _ => {}
        }
        let Some(next) = (at + 8).checked_add((size as usize).next_multiple_of(word)) else { break };
        at = next;
    }
}
