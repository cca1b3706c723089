//! One object of an input before it is read: where it is, what it is called, what goes with it.

use std::path::PathBuf;
use std::sync::Arc;

use object::elf::FileType;

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::files::Bytes;
use crate::ground::files::debugindex::DebugIndex;
use crate::ground::files::handle::Files;
use crate::ground::files::sniff::{Sniffed, sniff};
use crate::ground::options::DebugInfo;
use crate::read::elf::Elf;

/// How to open an input.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Folders and packages where separate debug files may be, before the places everybody looks in.
    pub debug_dirs: Vec<PathBuf>,
    /// What was found in them.
    pub debug_index: DebugIndex,
    /// What to read.
    pub debug_info: DebugInfo,
    /// The vmlinux (ELF or raw BTF) that split BTF continues, where the input does not hold it.
    pub btf_base: Option<PathBuf>,
    /// The interface is what an object asks for (its undefined symbols), not what it offers.
    pub imports: bool,
    /// Where there is a choice, BTF rather than DWARF.
    pub prefer_btf: bool,
    /// Programs and libraries are wanted, whatever modules of a kernel lie beside them.
    pub programs: bool,
}

/// What was found of a folder, package or archive.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Objects, in their order.
    pub(super) sources: Vec<ObjectSource>,
    /// What was found but could not be used.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// One object that can be loaded. Holding thousands of these costs little.
#[derive(Clone, Debug)]
pub struct ObjectSource {
    /// Path relative to the input (a file: its name), an archive member as `lib.a(member.o)`.
    pub name: String,
    /// Size in bytes; of compressed files an estimate of what they become.
    pub byte_size: u64,
    /// Where it comes from, and all that goes with it.
    pub(super) files: Files,
    pub(super) origin: Origin,
    /// Folders with debug files that came with the input.
    pub(super) debug_dirs: Arc<[PathBuf]>,
    /// The debug file that came with the input under the same name.
    pub(super) debug_file: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub(super) enum Origin {
    File(PathBuf),
    Member { archive: PathBuf, bytes: Bytes },
}

impl ObjectSource {
    /// The file, or the archive that holds it.
    pub(crate) fn path(&self) -> String {
        match &self.origin {
            Origin::File(path) => self.files.shown(path),
            Origin::Member { archive, .. } => self.files.shown(&archive.with_file_name(&self.name)),
        }
    }
    /// The file of a kernel image.
    pub(super) fn image(&self) -> Option<PathBuf> {
        match &self.origin {
            Origin::File(path) if is_image_name(&self.name) => Some(path.clone()),
            _ => None,
        }
    }
    /// The file itself, expanded if it is compressed, without its debug information.
    ///
    /// # Errors
    /// It cannot be read, or is no ELF file.
    pub fn elf(&self) -> Result<Elf> {
        let (_, bytes) = self.bytes()?;
        Elf::parse(&self.path(), bytes)
    }
    /// What the first bytes of the file say that it is; `None` for what is compressed, or no ELF file.
    pub(crate) fn elf_type(&self) -> Option<FileType> {
        let sniffed = match &self.origin {
            Origin::File(path) => sniff(&self.files.first_bytes(path).ok()?),
            Origin::Member { bytes, .. } => sniff(bytes.as_slice()),
        };
        if let Sniffed::Elf(e_type) = sniffed { Some(FileType(e_type)) } else { None }
    }
    pub(super) fn file(name: String, files: &Files, path: PathBuf, head: &[u8], len: u64) -> Self {
        // Modules shrink to a quarter or less; the figure only orders work.
        let byte_size = if matches!(sniff(head), Sniffed::Compressed(_)) { len.saturating_mul(4) } else { len };
        Self::new(name, files, byte_size, Origin::File(path))
    }
    pub(super) fn member(name: String, files: &Files, archive: PathBuf, bytes: Bytes) -> Self {
        let byte_size = bytes.len() as u64;
        Self::new(name, files, byte_size, Origin::Member { archive, bytes })
    }
    fn new(name: String, files: &Files, byte_size: u64, origin: Origin) -> Self {
        Self { name, byte_size, files: files.clone(), origin, debug_dirs: Arc::from([]), debug_file: None }
    }
}

/// Whether a file of this name (or path) is a kernel image.
pub(super) fn is_image_name(name: &str) -> bool {
    // The boot loader stub of a build tree is called vmlinux, too.
    if name.contains("boot/compressed/") {
        return false;
    }
    let name = name.rsplit('/').next().unwrap_or(name);
    name == "vmlinux" || name == "vmlinux.debug" || name.starts_with("vmlinux-")
}

/// A diagnostic about a whole object.
pub(super) fn diagnostic(
    level: DiagnosticLevel,
    code: &'static str,
    object: &str,
    section: &str,
    message: String,
) -> Diagnostic {
    Diagnostic { level, code, object: object.to_owned(), section: section.to_owned(), offset: None, message }
}

/// The module a file of this name holds: its stem, as the last part of a path in Module.symvers.
pub(super) fn module_stem(name: &str) -> &str {
    let mut stem = name.rsplit('/').next().unwrap_or(name);
    for suffix in [".debug", ".xz", ".zst", ".gz", ".ko"] {
        stem = stem.strip_suffix(suffix).unwrap_or(stem);
    }
    stem
}
