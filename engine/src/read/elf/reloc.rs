//! Relocations of the debug sections of relocatable objects, read in place.
//!
//! Entries stand in the file sorted by offset in practice; that is checked once, and only a table
//! that is not sorted costs an index. Nothing is copied and there is no map: a reader walks along
//! with a cursor, or finds its place by binary search.

use std::sync::Arc;

use object::elf;

use crate::ground::files::bytes::{Bytes, Layout};

/// One relocation, resolved against the symbol table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reloc {
    /// Where it applies: offset in the section in bytes.
    pub offset: u64,
    /// S + A: value of the symbol, moved by the base of its section, plus the addend.
    pub value: u64,
    /// The bytes in place are an addend too (`SHT_REL`, and `R_*_ADD*`).
    pub add_in_place: bool,
    /// Bytes it writes, 4 or 8; 0: nothing to apply.
    pub size: u8,
}

impl Reloc {
    /// The value of the place, of which the bytes read `in_place`.
    #[must_use]
    #[inline]
    pub fn apply(&self, in_place: u64) -> u64 {
        if self.size == 0 {
            return in_place;
        }
        let full = if self.add_in_place { self.value.wrapping_add(in_place) } else { self.value };
        if self.size == 4 { full & 0xffff_ffff } else { full }
    }
}

/// The relocations of one section, sorted by offset.
#[derive(Clone, Debug)]
pub struct Relocs {
    entries: Bytes,
    count: usize,
    rela: bool,
    layout: Layout,
    info: InfoLayout,
    symbols: Bytes,
    symbol_sections: Bytes,
    bases: Arc<[u64]>,
    kinds: Arc<[u8]>,
    order: Option<Vec<u32>>,
}

/// What all relocation tables of one object share.
#[derive(Clone, Debug)]
pub(crate) struct RelocContext {
    pub(crate) layout: Layout,
    pub(crate) e_machine: u16,
    /// `.symtab`
    pub(crate) symbols: Bytes,
    /// `.symtab_shndx`, empty if none.
    pub(crate) symbol_sections: Bytes,
    /// Base address of each section.
    pub(crate) bases: Arc<[u64]>,
    /// From [`kinds`].
    pub(crate) kinds: Arc<[u8]>,
}

/// What the one pass over a table found wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RelocDoubts {
    /// The first relocation type that is not known, with its offset.
    pub(crate) unknown: Option<(u32, u64)>,
    /// How many of those there are.
    pub(crate) unknown_count: u64,
}

/// How `r_info` is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InfoLayout {
    /// ELF32: symbol in 24 bits, type in 8.
    Narrow,
    /// ELF64: symbol in 32 bits, type in 32.
    Wide,
    /// MIPS ELF64: symbol in 32 bits, then bytes of which the last is the (first) type.
    Mips,
    /// SPARC V9: the type is the low byte, data stands above it.
    Sparc,
}

// Codes of the kind table: bytes written, and how.
const IGNORED: u8 = 0;
const ADD: u8 = 0x10;
const SUB: u8 = 0x20;
const UNKNOWN: u8 = 0xff;

/// How many entries are looked at before the whole table is searched.
const NEAR: usize = 16;

impl Relocs {
    /// Takes the table `entries` and looks over it once: is it sorted, are all types known?
    pub(crate) fn new(context: &RelocContext, entries: Bytes, rela: bool) -> (Self, RelocDoubts) {
        let layout = context.layout;
        let info = match (layout.wide, elf::Machine(context.e_machine)) {
            (false, _) => InfoLayout::Narrow,
            (true, elf::EM_MIPS) => InfoLayout::Mips,
            (true, elf::EM_SPARCV9) => InfoLayout::Sparc,
            (true, _) => InfoLayout::Wide,
        };
        let mut relocs = Self {
            count: entries.len() / stride(layout, rela),
            entries,
            rela,
            layout,
            info,
            symbols: context.symbols.clone(),
            symbol_sections: context.symbol_sections.clone(),
            bases: Arc::clone(&context.bases),
            kinds: Arc::clone(&context.kinds),
            order: None,
        };
        let mut doubts = RelocDoubts::default();
        let mut sorted = true;
        let mut last = 0;
        for i in 0..relocs.count {
            let (offset, _, r_type, _) = relocs.raw(i);
            sorted &= offset >= last;
            last = offset;
            if relocs.kind(r_type) == UNKNOWN {
                doubts.unknown.get_or_insert((r_type, offset));
                doubts.unknown_count += 1;
            }
        }
        if !sorted {
            let mut order: Vec<u32> = (0..u32::try_from(relocs.count).unwrap_or(u32::MAX)).collect();
            order.sort_by_key(|&i| relocs.raw(i as usize).0);
            relocs.order = Some(order);
        }
        (relocs, doubts)
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
    /// Entry `i` by offset. Past the end: nothing to apply at `u64::MAX`.
    #[must_use]
    #[inline]
    pub fn entry(&self, i: usize) -> Reloc {
        if i >= self.count {
            return Reloc { offset: u64::MAX, value: 0, add_in_place: false, size: 0 };
        }
        let (offset, symbol, r_type, addend) = self.raw(self.place(i));
        let kind = self.kind(r_type);
        let mut value = self.symbol_value(symbol).wrapping_add(addend);
        if kind & ADD != 0 && kind != UNKNOWN {
            // RISC-V and LoongArch write a difference as two relocations of one place.
            let (next, symbol, r_type, addend) =
                if i + 1 < self.count { self.raw(self.place(i + 1)) } else { (u64::MAX, 0, 0, 0) };
            if next == offset && self.kind(r_type) == SUB {
                value = value.wrapping_sub(self.symbol_value(symbol).wrapping_add(addend));
            }
        }
        let size = if kind == UNKNOWN { 0 } else { kind & 0xf };
        Reloc { offset, value, add_in_place: !self.rela || kind & ADD != 0, size }
    }
    /// Offset of entry `i` by offset, without resolving it; `u64::MAX` past the end.
    #[must_use]
    #[inline]
    pub fn offset(&self, i: usize) -> u64 {
        if i >= self.count {
            return u64::MAX;
        }
        self.layout.word(self.entries.as_slice(), self.place(i) * stride(self.layout, self.rela)).unwrap_or(u64::MAX)
    }
    /// First entry whose offset is not below `offset`.
    #[must_use]
    pub fn lower_bound(&self, offset: u64) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.offset(middle) < offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The same, looked for from entry `near` on: what is read next lies a few entries ahead.
    #[must_use]
    pub fn lower_bound_near(&self, near: usize, offset: u64) -> usize {
        if near > 0 && self.offset(near - 1) >= offset {
            return self.lower_bound(offset);
        }
        (near..near.saturating_add(NEAR))
            .find(|&i| self.offset(i) >= offset)
            .unwrap_or_else(|| self.lower_bound(offset))
    }

    #[inline]
    fn place(&self, i: usize) -> usize {
        match &self.order {
            None => i,
            Some(order) => order.get(i).map_or(0, |&i| i as usize),
        }
    }
    #[inline]
    fn kind(&self, r_type: u32) -> u8 {
        self.kinds.get(r_type as usize).copied().unwrap_or(UNKNOWN)
    }
    /// Offset, symbol, type and addend of the entry at place `i` of the table.
    #[inline]
    fn raw(&self, i: usize) -> (u64, u32, u32, u64) {
        let l = self.layout;
        let stride = stride(l, self.rela);
        let Some(data) = self.entries.as_slice().get(i * stride..(i + 1) * stride) else { return (u64::MAX, 0, 0, 0) };
        let word = if l.wide { 8 } else { 4 };
        let offset = l.word(data, 0).unwrap_or(u64::MAX);
        let (symbol, r_type) = match self.info {
            InfoLayout::Narrow => {
                let info = l.u32(data, 4).unwrap_or(0);
                (info >> 8, info & 0xff)
            }
            InfoLayout::Wide => {
                let info = l.u64(data, 8).unwrap_or(0);
                ((info >> 32) as u32, info as u32)
            }
            InfoLayout::Sparc => {
                let info = l.u64(data, 8).unwrap_or(0);
                ((info >> 32) as u32, info as u32 & 0xff)
            }
            InfoLayout::Mips => (l.u32(data, 8).unwrap_or(0), u32::from(data.get(15).copied().unwrap_or(0))),
        };
        let addend = match (self.rela, l.wide) {
            (false, _) => 0,
            (true, true) => l.u64(data, 2 * word).unwrap_or(0),
            (true, false) => i64::from(l.u32(data, 2 * word).unwrap_or(0).cast_signed()).cast_unsigned(),
        };
        (offset, symbol, r_type, addend)
    }
    #[inline]
    fn symbol_value(&self, symbol: u32) -> u64 {
        let l = self.layout;
        let (size, at_section, at_value) = if l.wide { (24, 6, 8) } else { (16, 14, 4) };
        let symbols = self.symbols.as_slice();
        let start = symbol as usize * size;
        let Some(row) = symbols.get(start..start + size) else { return 0 };
        let value = l.word(row, at_value).unwrap_or(0);
        let section = match elf::SymbolSection(l.u16(row, at_section).unwrap_or(0)) {
            elf::SHN_UNDEF | elf::SHN_COMMON => return 0,
            elf::SHN_XINDEX => l.u32(self.symbol_sections.as_slice(), symbol as usize * 4).unwrap_or(0),
            elf::SymbolSection(elf::SHN_LORESERVE..) => return value,
            elf::SymbolSection(section) => u32::from(section),
        };
        value.wrapping_add(self.bases.get(section as usize).copied().unwrap_or(0))
    }
}

fn stride(layout: Layout, rela: bool) -> usize {
    match (layout.wide, rela) {
        (true, true) => 24,
        (true, false) => 16,
        (false, true) => 12,
        (false, false) => 8,
    }
}

// Nothing to apply for types: relaxation, alignment, and arithmetic on less than 4 bytes or LEB128: line and location tables.
const RISCV_IGNORED: [elf::RelocationType; 13] = [
    elf::R_RISCV_NONE,
    elf::R_RISCV_ADD8,
    elf::R_RISCV_ADD16,
    elf::R_RISCV_SUB8,
    elf::R_RISCV_SUB16,
    elf::R_RISCV_ALIGN,
    elf::R_RISCV_RELAX,
    elf::R_RISCV_SUB6,
    elf::R_RISCV_SET6,
    elf::R_RISCV_SET8,
    elf::R_RISCV_SET16,
    elf::R_RISCV_SET_ULEB128,
    elf::R_RISCV_SUB_ULEB128,
];
const LOONGARCH_IGNORED: [elf::RelocationType; 13] = [
    elf::R_LARCH_NONE,
    elf::R_LARCH_ADD8,
    elf::R_LARCH_ADD16,
    elf::R_LARCH_ADD24,
    elf::R_LARCH_SUB8,
    elf::R_LARCH_SUB16,
    elf::R_LARCH_SUB24,
    elf::R_LARCH_RELAX,
    elf::R_LARCH_ALIGN,
    elf::R_LARCH_ADD6,
    elf::R_LARCH_SUB6,
    elf::R_LARCH_ADD_ULEB128,
    elf::R_LARCH_SUB_ULEB128,
];
/// `R_AARCH64_NONE` as drafts of the ABI numbered it (AAELF64: "withdrawn"), which `object` does not name.
const AARCH64_WITHDRAWN: elf::RelocationType = elf::RelocationType(256);
/// Read as 4 bytes like `R_PPC64_ADDR32`. `object` only knows 110 as `R_PPC64_ADDR16_HIGH`, which debug sections have
/// no use for.
const PPC64_110: elf::RelocationType = elf::RelocationType(110);

/// The relocation types of a machine that debug sections use, as a table from type to kind.
/// `None`: the machine is not known here, so no type is.
pub(crate) fn kinds(e_machine: u16) -> Option<Arc<[u8]>> {
    // Columns: absolute 4 bytes, absolute 8 bytes (thread-local offsets count as absolute: the
    // object is not linked yet), added, subtracted, and those with nothing to apply for types.
    type Types = &'static [elf::RelocationType];
    type Row = (Types, Types, &'static [(elf::RelocationType, u8)], Types);
    let (four, eight, arithmetic, ignored): Row = match elf::Machine(e_machine) {
        elf::EM_X86_64 => (
            &[elf::R_X86_64_32, elf::R_X86_64_32S, elf::R_X86_64_DTPOFF32],
            &[elf::R_X86_64_64, elf::R_X86_64_DTPOFF64],
            &[],
            &[elf::R_X86_64_NONE],
        ),
        elf::EM_386 => (&[elf::R_386_32, elf::R_386_TLS_LDO_32, elf::R_386_TLS_DTPOFF32], &[], &[], &[elf::R_386_NONE]),
        elf::EM_AARCH64 => (
            &[elf::R_AARCH64_ABS32],
            &[elf::R_AARCH64_ABS64, elf::R_AARCH64_TLS_DTPREL],
            &[],
            &[elf::R_AARCH64_NONE, AARCH64_WITHDRAWN],
        ),
        elf::EM_ARM => {
            (&[elf::R_ARM_ABS32, elf::R_ARM_TLS_LDO32, elf::R_ARM_TLS_DTPOFF32], &[], &[], &[elf::R_ARM_NONE])
        }
        elf::EM_S390 => {
            (&[elf::R_390_32, elf::R_390_TLS_LDO32], &[elf::R_390_64, elf::R_390_TLS_LDO64], &[], &[elf::R_390_NONE])
        }
        elf::EM_PPC => (&[elf::R_PPC_ADDR32, elf::R_PPC_UADDR32, elf::R_PPC_DTPREL32], &[], &[], &[elf::R_PPC_NONE]),
        elf::EM_PPC64 => (
            &[elf::R_PPC64_ADDR32, elf::R_PPC64_UADDR32, PPC64_110],
            &[elf::R_PPC64_ADDR64, elf::R_PPC64_UADDR64, elf::R_PPC64_DTPREL64],
            &[],
            &[elf::R_PPC64_NONE],
        ),
        elf::EM_RISCV => (
            &[elf::R_RISCV_32, elf::R_RISCV_SET32, elf::R_RISCV_TLS_DTPREL32],
            &[elf::R_RISCV_64, elf::R_RISCV_TLS_DTPREL64],
            &[
                (elf::R_RISCV_ADD32, ADD | 4),
                (elf::R_RISCV_ADD64, ADD | 8),
                (elf::R_RISCV_SUB32, SUB),
                (elf::R_RISCV_SUB64, SUB),
            ],
            &RISCV_IGNORED,
        ),
        elf::EM_LOONGARCH => (
            &[elf::R_LARCH_32, elf::R_LARCH_TLS_DTPREL32],
            &[elf::R_LARCH_64, elf::R_LARCH_TLS_DTPREL64],
            &[
                (elf::R_LARCH_ADD32, ADD | 4),
                (elf::R_LARCH_ADD64, ADD | 8),
                (elf::R_LARCH_SUB32, SUB),
                (elf::R_LARCH_SUB64, SUB),
            ],
            &LOONGARCH_IGNORED,
        ),
        elf::EM_MIPS => (
            &[elf::R_MIPS_32, elf::R_MIPS_TLS_DTPREL32],
            &[elf::R_MIPS_64, elf::R_MIPS_TLS_DTPREL64],
            &[],
            &[elf::R_MIPS_NONE],
        ),
        elf::EM_SPARC | elf::EM_SPARC32PLUS | elf::EM_SPARCV9 => (
            &[elf::R_SPARC_32, elf::R_SPARC_UA32, elf::R_SPARC_TLS_DTPOFF32],
            &[elf::R_SPARC_64, elf::R_SPARC_UA64, elf::R_SPARC_TLS_DTPOFF64],
            &[],
            &[elf::R_SPARC_NONE],
        ),
        elf::EM_68K => (&[elf::R_68K_32, elf::R_68K_TLS_LDO32], &[], &[], &[elf::R_68K_NONE]),
        elf::EM_SH => (&[elf::R_SH_DIR32, elf::R_SH_TLS_LDO_32], &[], &[], &[elf::R_SH_NONE]),
        elf::EM_ALPHA => {
            (&[elf::R_ALPHA_REFLONG], &[elf::R_ALPHA_REFQUAD, elf::R_ALPHA_DTPREL64], &[], &[elf::R_ALPHA_NONE])
        }
        elf::EM_PARISC => (&[elf::R_PARISC_DIR32], &[elf::R_PARISC_DIR64], &[], &[elf::R_PARISC_NONE]),
        _ => return None,
    };
    let mut table = vec![UNKNOWN; 1088];
    let mut set = |r_type: elf::RelocationType, kind: u8| {
        if let Some(slot) = table.get_mut(r_type.0 as usize) {
            *slot = kind;
        }
    };
    four.iter().for_each(|&t| set(t, 4));
    eight.iter().for_each(|&t| set(t, 8));
    arithmetic.iter().for_each(|&(t, kind)| set(t, kind));
    ignored.iter().for_each(|&t| set(t, IGNORED));
    Some(table.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> RelocContext {
        // Symbol 1: value 4 in section 2.
        let mut symbols = vec![0; 48];
        symbols[24 + 6] = 2;
        symbols[24 + 8] = 4;
        RelocContext {
            layout: Layout { big: false, wide: true },
            e_machine: elf::EM_X86_64.0,
            symbols: Bytes::from_vec(symbols),
            symbol_sections: Bytes::default(),
            bases: Arc::from([0, 0, 0x1000]),
            kinds: kinds(elf::EM_X86_64.0).unwrap(),
        }
    }
    fn table(rows: &[(u64, u32, u32, u64)]) -> Bytes {
        let mut out = Vec::new();
        for &(offset, symbol, r_type, addend) in rows {
            out.extend(offset.to_le_bytes());
            out.extend(r_type.to_le_bytes());
            out.extend(symbol.to_le_bytes());
            out.extend(addend.to_le_bytes());
        }
        Bytes::from_vec(out)
    }

    #[test]
    fn entries_resolve_against_the_base_of_their_section() {
        let (relocs, doubts) = Relocs::new(&context(), table(&[(8, 1, 10, 3), (16, 0, 1, 7), (24, 9, 0, 0)]), true);
        assert_eq!(doubts, RelocDoubts::default());
        assert_eq!(relocs.entry(0), Reloc { offset: 8, value: 0x1007, add_in_place: false, size: 4 });
        assert_eq!(relocs.entry(1), Reloc { offset: 16, value: 7, add_in_place: false, size: 8 });
        assert_eq!(relocs.entry(2).size, 0);
        assert_eq!(relocs.entry(3).offset, u64::MAX);
    }

    #[test]
    fn a_table_out_of_order_is_read_in_order() {
        let (relocs, _) = Relocs::new(&context(), table(&[(8, 0, 1, 1), (24, 0, 1, 3), (16, 0, 1, 2)]), true);
        let offsets: Vec<u64> = (0..3).map(|i| relocs.entry(i).offset).collect();
        assert_eq!(offsets, [8, 16, 24]);
        assert_eq!((relocs.lower_bound(9), relocs.lower_bound(16), relocs.lower_bound(25)), (1, 1, 3));
        let near = |near| [0, 8, 9, 16, 17, 25].map(|offset| relocs.lower_bound_near(near, offset));
        assert!((0..5).all(|n| near(n) == [0, 0, 1, 1, 2, 3]));
    }

    #[test]
    fn a_type_that_is_not_known_is_a_doubt() {
        let (relocs, doubts) = Relocs::new(&context(), table(&[(8, 0, 2, 1)]), true);
        assert_eq!(doubts, RelocDoubts { unknown: Some((2, 8)), unknown_count: 1 });
        assert_eq!(relocs.entry(0).size, 0);
    }
}
