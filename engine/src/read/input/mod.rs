//! From what a user names to objects: files, folders, packages, archives, compressed modules, and the separate
//! files that hold their debug information.
//!
//! Discovering is cheap (names and sizes); loading maps, decompresses and reads symbols, one object
//! at a time on any thread.

mod archive;
mod debugfile;
mod folder;
mod image;
mod kept;
mod load;
mod source;

use std::path::Path;

use source::Found;

use crate::ground::diagnostic::Diagnostic;
use crate::ground::error::{Error, Result};
use crate::ground::files::mounted::mounted;
use crate::ground::files::named::Named;
use crate::ground::files::sniff::{Sniffed, sniff};
use crate::ground::files::tree::Look;
use crate::ground::options::DebugInfo;
use crate::read::elf::file::describe;

pub use crate::graph::export::RawExport;
pub use crate::ground::files::debugindex::DebugIndex;
pub use crate::ground::files::regular::{read_bytes, read_text};
pub use crate::read::btf::BtfSections;
pub use crate::read::dwarf::sections::DwarfSections;
pub use crate::read::elf::{Reloc, Relocs, Section};
pub use crate::read::object::LoadedObject;
pub use kept::{PackagedLibrary, packaged_libraries};
pub use source::{ObjectSource, OpenOptions};

/// The objects behind what the user named.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// As the user named it.
    pub path: String,
    /// Objects, sorted by path (archives: in member order).
    pub sources: Vec<ObjectSource>,
    /// What was found but could not be used.
    pub diagnostics: Vec<Diagnostic>,
    /// What split BTF continues: the kernel image, or raw BTF of that name beside the input.
    pub btf_base: Option<Named>,
}

impl Input {
    /// Finds the objects of an ELF file, an archive, a file of raw BTF, a dump of another tool, a folder, or a package, which is as good as the
    /// folder that it unpacks to. Packages among [`OpenOptions::debug_dirs`] are opened, too.
    ///
    /// A folder is searched without following symbolic links. If it holds a kernel (`vmlinux`,
    /// `*.ko`), only that is taken; else every shared library, program and relocatable object, the
    /// last only where there is nothing linked.
    ///
    /// # Errors
    /// When the path cannot be read, is of no kind that is known, or holds no object.
    pub fn discover(named: impl Into<Named>, options: &OpenOptions) -> Result<Self> {
        Self::of(&named.into(), options)
    }

    fn of(named: &Named, options: &OpenOptions) -> Result<Self> {
        let named = &mounted(named, &options.debug_dirs, &options.debug_index)?;
        let (files, path) = (named.files(), named.path());
        let mut input = Self { path: named.name(), ..Self::default() };
        let look = files.look(path).map_err(|e| files.failed(path, e))?;
        if look == Look::Folder {
            input.take(folder::discover(files, path, options.programs)?);
        } else {
            let head = files.first_bytes(path)?;
            let len = if let Look::File(len) = look { len } else { 0 };
            match sniff(&head) {
                Sniffed::Archive => input.take(archive::discover(files, path)?),
                Sniffed::Other => {
                    return Err(Error::NotAnObject { path: input.path, found: describe(&head) });
                }
                Sniffed::Elf(_) | Sniffed::Compressed(_) | Sniffed::Btf | Sniffed::Dump(_) => {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                    input.sources.push(ObjectSource::file(name, files, path.to_path_buf(), &head, len));
                }
            }
        }
        if input.sources.is_empty() {
            return Err(Error::NoObjects { path: input.path });
        }
        let image = input.sources.iter().find_map(ObjectSource::image);
        let is_raw_btf =
            |path: &Path| files.is_file(path) && files.first_bytes(path).is_ok_and(|head| sniff(&head) == Sniffed::Btf);
        let beside = || Some(path.with_file_name("vmlinux")).filter(|p| is_raw_btf(p) && is_raw_btf(path));
        let in_input = || image.or_else(beside).map(|path| Named::new(files.clone(), path));
        input.btf_base = options.btf_base.clone().map(Named::from).or_else(in_input);
        Ok(input)
    }

    fn take(&mut self, found: Found) {
        self.sources = found.sources;
        self.diagnostics = found.diagnostics;
    }
}

/// The BTF of a file, ELF or raw.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn btf_of(named: &Named) -> Result<BtfSections> {
    let (files, path) = (named.files(), named.path());
    let source = ObjectSource::file(String::new(), files, path.to_path_buf(), &files.first_bytes(path)?, 0);
    Ok(source.load(&OpenOptions { debug_info: DebugInfo::Symbols, ..OpenOptions::default() })?.btf)
}
