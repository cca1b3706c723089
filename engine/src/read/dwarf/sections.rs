//! The DWARF sections of one file, decompressed, with their relocations: what the reader of
//! `.debug_info` gets.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use object::elf::{ET_REL, SHF_ALLOC, SHF_COMPRESSED, SHF_EXECINSTR, SHF_GROUP, SHF_WRITE};

use super::content::{Relocations, contents};
use super::lists::Deferred;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::decompress;
use crate::ground::files::handle::Files;
use crate::read::elf::Section;
use crate::read::elf::file::{Elf, SectionHeader};

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
    /// Lists of addresses, read when they are asked for.
    pub(crate) lists: Arc<Deferred>,
    /// Sections of a linked object that nobody writes to and that hold no code: address, and what the file has there.
    pub read_only: Vec<(u64, Bytes)>,
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
const NAMES: [&str; 11] = [
    ".debug_info",
    ".debug_abbrev",
    ".debug_str",
    ".debug_line_str",
    ".debug_str_offsets",
    ".debug_addr",
    ".debug_line",
    ".debug_types",
    ".debug_aranges",
    ".debug_ranges",
    ".debug_rnglists",
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
            read_only: read_only(elf, role),
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
        let (lists, found): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|f| matches!(f.1, ".debug_ranges" | ".debug_rnglists"));
        out.lists = Arc::new(Deferred::new(elf, lists));
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

/// Where constants lie that have a place. Those of an object that is not linked are not where they will be.
fn read_only(elf: &Elf, role: Role) -> Vec<(u64, Bytes)> {
    let counts = |s: &SectionHeader| {
        s.has(SHF_ALLOC) && !s.has(SHF_WRITE) && !s.has(SHF_EXECINSTR) && !s.has(SHF_COMPRESSED) && !s.is_nobits()
    };
    let is_linked = role == Role::Main && elf.e_type != ET_REL;
    let sections = elf.sections.iter().enumerate().filter(|(_, s)| is_linked && counts(s));
    sections.map(|(i, s)| (s.address, elf.bytes(i))).collect()
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
