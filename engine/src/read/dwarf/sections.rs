//! The DWARF sections of one file, decompressed, with their relocations: what the reader of
//! `.debug_info` gets.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use object::elf::{ET_REL, SHF_COMPRESSED, SHF_GROUP, SHT_CREL, SHT_REL, SHT_RELA};

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress;
use crate::ground::files::handle::Files;
use crate::read::elf::Section;
use crate::read::elf::file::Elf;
use crate::read::elf::reloc::{RelocContext, Relocs, kinds};
use crate::read::elf::symbols::SymbolTable;

/// The DWARF of one file.
#[derive(Clone, Debug, Default)]
pub struct DwarfSections {
    /// Big endian.
    pub big_endian: bool,
    /// ELFCLASS64.
    pub elf64: bool,
    /// Content of a `.dwo` or `.dwp` file.
    pub is_split: bool,
    /// `.debug_info`
    pub info: Section,
    /// `.debug_abbrev`
    pub abbrev: Section,
    /// `.debug_str`
    pub str_: Section,
    /// `.debug_line_str`
    pub line_str: Section,
    /// `.debug_str_offsets`
    pub str_offsets: Section,
    /// `.debug_addr`
    pub addr: Section,
    /// `.debug_line`
    pub line: Section,
    /// `.debug_aranges`
    pub aranges: Section,
    /// `.GCC.command.line`: options of all units together (`-frecord-gcc-switches`).
    pub command_line: Bytes,
    /// `.debug_types` (DWARF 4), several in relocatable objects.
    pub types: Vec<Section>,
    /// Further `.debug_info` sections: type units in COMDAT groups of relocatable objects.
    pub info_extra: Vec<Section>,
    /// Supplementary file (dwz).
    pub sup: Option<Box<DwarfSections>>,
    /// Folder of the file.
    pub base_dir: PathBuf,
    /// The file itself.
    pub file: PathBuf,
    /// Where both are, and what else goes with them.
    pub(crate) files: Files,
    /// The `.dwp` files that go with this file, opened when first asked for.
    pub(crate) packages: Arc<OnceLock<Vec<Package>>>,
}

/// An opened `.dwp` file.
#[derive(Debug)]
pub(crate) struct Package {
    pub(super) sections: DwarfSections,
    /// `.debug_cu_index`
    pub(super) units: Bytes,
    /// `.debug_tu_index`
    pub(super) types: Bytes,
}

/// What a file is to the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The object itself or its debug file.
    Main,
    /// A `.dwo` or `.dwp` file.
    Split,
    /// What dwz factored out.
    Supplementary,
}

/// Sections that are read, without and with `.dwo`.
const NAMES: [&str; 9] = [
    ".debug_info",
    ".debug_abbrev",
    ".debug_str",
    ".debug_line_str",
    ".debug_str_offsets",
    ".debug_addr",
    ".debug_line",
    ".debug_types",
    ".debug_aranges",
];

impl DwarfSections {
    /// Collects the sections of `elf`: the ordinary ones, or those of split DWARF (`.dwo`). `None` if
    /// it has neither `.debug_info` nor `.debug_types`; a supplementary file may hold only strings.
    ///
    /// # Errors
    /// When a section cannot be decompressed.
    pub(crate) fn read(
        elf: &Elf,
        files: &Files,
        file: &Path,
        role: Role,
        object: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Self>> {
        let mut out = Self {
            big_endian: elf.layout.big,
            elf64: elf.layout.wide,
            is_split: role == Role::Split,
            base_dir: file.parent().map(Path::to_path_buf).unwrap_or_default(),
            file: file.to_path_buf(),
            files: files.clone(),
            command_line: elf.find(".GCC.command.line").map(|i| elf.bytes(i)).unwrap_or_default(),
            ..Self::default()
        };
        let found: Vec<(usize, &'static str, bool)> = (1..elf.sections.len())
            .filter(|&i| !elf.sections[i].is_nobits() && elf.sections[i].size > 0)
            .filter_map(|i| recognise(elf.raw_name(i), role == Role::Split).map(|(name, z)| (i, name, z)))
            .collect();
        let is_enough = |name| role == Role::Supplementary || matches!(name, ".debug_info" | ".debug_types");
        if !found.iter().any(|f| is_enough(f.1)) {
            return Ok(None);
        }
        let relocations = Relocations::of(elf, object, diagnostics);
        let mut main_in_group = false;
        // Many sections can share one small stream: what all become together has a limit, and is known before.
        let (mut total, most) = (0_u64, decompress::limit_of_file(elf.data.len()));
        for &(i, _, z) in found.iter().filter(|&&(i, _, z)| z || elf.sections[i].has(SHF_COMPRESSED)) {
            total = total.saturating_add(decompress::claimed(elf.layout, elf.content(i), z));
            if total > most {
                let what = format!(
                    "with it, sections decompress to {total} bytes, more than the {most} that a file of {} bytes may",
                    elf.data.len()
                );
                return Err(Error::damaged_section(&elf.path, &elf.name(i), 0, what));
            }
        }
        for (i, name, z) in found {
            let bytes = contents(elf, i, z)?;
            let relocs = relocations.as_ref().and_then(|r| r.of_section(elf, i, object, diagnostics));
            let section = Section::with_relocs(name, bytes, relocs);
            let in_group = elf.sections[i].has(SHF_GROUP);
            let slot = match name {
                ".debug_types" => {
                    out.types.push(section);
                    continue;
                }
                ".debug_info" => {
                    // The unit itself stands outside of all groups; type units stand inside.
                    if out.info.is_empty() {
                        main_in_group = in_group;
                    } else if main_in_group && !in_group {
                        main_in_group = false;
                        out.info_extra.push(std::mem::take(&mut out.info));
                    } else {
                        out.info_extra.push(section);
                        continue;
                    }
                    &mut out.info
                }
                ".debug_abbrev" => &mut out.abbrev,
                ".debug_str" => &mut out.str_,
                ".debug_line_str" => &mut out.line_str,
                ".debug_str_offsets" => &mut out.str_offsets,
                ".debug_addr" => &mut out.addr,
                ".debug_aranges" => &mut out.aranges,
                _ => &mut out.line,
            };
            if slot.is_empty() {
                *slot = section;
            } else {
                diagnostics.push(Diagnostic {
                    level: DiagnosticLevel::Lost,
                    code: "section-twice",
                    object: object.to_owned(),
                    section: name.to_owned(),
                    offset: None,
                    message: format!("the file has several {name} sections; only the first is read"),
                });
            }
        }
        Ok(Some(out))
    }
}

/// The name that is read here and whether it is the `.zdebug` spelling.
fn recognise(name: &[u8], split: bool) -> Option<(&'static str, bool)> {
    let name = if split { name.strip_suffix(b".dwo")? } else { name };
    let (z, tail) = match name.strip_prefix(b".zdebug_") {
        Some(tail) => (true, tail),
        None => (false, name.strip_prefix(b".debug_")?),
    };
    NAMES.iter().find(|n| &n.as_bytes()[7..] == tail).map(|&n| (n, z))
}

fn contents(elf: &Elf, index: usize, z: bool) -> Result<Bytes> {
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
struct Relocations {
    context: RelocContext,
    /// Relocation section of each section, 0 if none.
    tables: Vec<u32>,
}

impl Relocations {
    /// `None` for linked files: theirs are applied already, however many were left behind.
    fn of(elf: &Elf, object: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
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

    fn of_section(&self, elf: &Elf, index: usize, object: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Relocs> {
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
