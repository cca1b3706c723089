//! What a section of debug information holds once it is decompressed, and the relocations that apply to it.

use object::elf::{ET_REL, SHF_COMPRESSED, SHT_CREL, SHT_REL, SHT_RELA};

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress;
use crate::read::elf::file::Elf;
use crate::read::elf::reloc::{RelocContext, Relocs, kinds};
use crate::read::elf::symbols::SymbolTable;

pub(super) fn contents(elf: &Elf, index: usize, z: bool) -> Result<Bytes> {
    if elf.sections[index].has(SHF_COMPRESSED) {
        let data = decompress::section(&elf.path, &elf.name(index), elf.layout, elf.content(index))?;
        Ok(Bytes::from_vec(data))
    } else if z {
        Ok(Bytes::from_vec(decompress::zdebug(&elf.path, &elf.name(index), elf.content(index))?))
    } else {
        Ok(elf.bytes(index))
    }
}

/// The relocation tables of a relocatable object, by the section they apply to.
pub(super) struct Relocations {
    context: RelocContext,
    /// Relocation section of each section, 0 if none.
    tables: Vec<u32>,
}

impl Relocations {
    /// `None` for linked files: theirs are applied already, however many were left behind.
    pub(super) fn of(elf: &Elf, object: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        if elf.e_type != ET_REL {
            return None;
        }
        let mut tables = vec![0_u32; elf.sections.len()];
        for (i, s) in elf.sections.iter().enumerate() {
            if matches!(s.sh_type, SHT_REL | SHT_RELA | SHT_CREL)
                && let Some(slot) = tables.get_mut(s.info as usize)
            {
                *slot = u32::try_from(i).unwrap_or(0);
            }
        }
        let kinds = kinds(elf.e_machine);
        if kinds.is_none() {
            diagnostics.push(Diagnostic {
                level: DiagnosticLevel::Lost,
                code: "relocations-unknown",
                object: object.to_owned(),
                section: String::new(),
                offset: None,
                message: format!("relocations of ELF machine {} are not known", elf.e_machine),
            });
        }
        let symbols = SymbolTable::full(elf);
        let (rows, sections) = symbols.map(|s| (s.rows, s.sections)).unwrap_or_default();
        let context = RelocContext {
            layout: elf.layout,
            e_machine: elf.e_machine,
            symbols: rows,
            symbol_sections: sections,
            bases: elf.sections.iter().map(|s| s.base).collect(),
            kinds: kinds?,
        };
        Some(Self { context, tables })
    }

    pub(super) fn of_section(
        &self,
        elf: &Elf,
        index: usize,
        object: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Relocs> {
        let table = self.tables.get(index).copied().filter(|&t| t != 0)? as usize;
        let mut lost = |offset, message| {
            diagnostics.push(Diagnostic {
                level: DiagnosticLevel::Lost,
                code: "relocations-unknown",
                object: object.to_owned(),
                section: elf.name(table).into_owned(),
                offset,
                message,
            });
        };
        if elf.sections[table].sh_type == SHT_CREL {
            lost(None, "compact relocations (SHT_CREL) are not read".to_owned());
            return None;
        }
        let (relocs, doubts) = Relocs::new(&self.context, elf.bytes(table), elf.sections[table].sh_type == SHT_RELA);
        if let Some((r_type, offset)) = doubts.unknown {
            lost(
                Some(offset),
                format!("{} relocations are of an unknown type, the first is {r_type}", doubts.unknown_count),
            );
        }
        (!relocs.is_empty()).then_some(relocs)
    }
}
