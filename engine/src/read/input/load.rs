//! One object: map, read the tables, find its debug information.

use std::path::{Path, PathBuf};

use object::elf::ET_REL;

use super::debugfile;
use super::source::{ObjectSource, OpenOptions, Origin, diagnostic, is_image_name, module_stem};
use crate::graph::ObjectInfo;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::files::bytes::Bytes;
use crate::ground::files::sniff::{Sniffed, dump_format, is_btf, sniff};
use crate::ground::options::DebugInfo;
use crate::read::btf::BtfSections;
use crate::read::dwarf::sections::{DwarfSections, Role};
use crate::read::elf::Section;
use crate::read::elf::file::Elf;
use crate::read::elf::symbols::Versions;
use crate::read::elf::{asked, exports, facts, inner, ksymtab, linkage, made, module, soundness, thrown};
use crate::read::object::LoadedObject;

impl ObjectSource {
    /// Maps the file (decompressing it if need be), reads its interface, and finds its DWARF: in the
    /// file, or in a separate debug file. Symbols always come from the object itself.
    ///
    /// # Errors
    /// When the object itself cannot be read. Debug files that cannot be read become diagnostics.
    pub fn load(&self, options: &OpenOptions) -> Result<LoadedObject> {
        let (path, bytes) = self.bytes()?;
        let label = self.path();
        if is_btf(bytes.as_slice()) {
            return self.raw_btf(&label, bytes);
        }
        if let Some(format) = dump_format(bytes.as_slice()) {
            let info = ObjectInfo { name: self.name.clone(), ..ObjectInfo::default() };
            return Ok(LoadedObject { info, dump: Some((format, bytes)), ..LoadedObject::default() });
        }
        let elf = Elf::parse(&label, bytes)?;
        let versions = Versions::read(&elf);
        let kernel = ksymtab::is_kernel(&elf);
        let module = kernel.then(|| self.module(&elf)).flatten();
        let magic = kernel.then(|| module::version_magic(&elf)).flatten();
        let seed = magic.as_deref().and_then(module::layout_seed).map(str::to_owned);
        let (soname, needed) = facts::dynamic(&elf);
        let mut version_nodes = versions.nodes();
        if version_nodes.is_empty() {
            version_nodes = exports::nodes_of_debug_file(&elf);
        }
        let mut info = ObjectInfo {
            name: module.clone().unwrap_or_else(|| self.name.clone()),
            module,
            build_id: facts::hex(&facts::build_id(&elf)),
            soname,
            needed,
            version_nodes,
            linkage: linkage::of(&elf, &versions),
            modes: seed.into_iter().collect(),
            ..ObjectInfo::default()
        };
        let mut diagnostics = Vec::new();
        if elf.find(".dynamic").is_some_and(|i| elf.sections[i].is_nobits()) {
            let message = "a separate debug file: its SONAME and needed libraries stand in the object it belongs to";
            diagnostics.push(diagnostic(
                DiagnosticLevel::Note,
                "debug-file-alone",
                &info.name,
                ".dynamic",
                message.into(),
            ));
        }
        for found in soundness::of_tables(&elf, &versions, kernel || options.imports && elf.e_type == ET_REL) {
            diagnostics.push(Diagnostic {
                level: DiagnosticLevel::Lost,
                code: "symbol-table-unreadable",
                object: info.name.clone(),
                section: found.section,
                offset: found.offset,
                message: found.message,
            });
        }
        let mut pure = Vec::new();
        let exports = if options.imports {
            module::imports_as_exports(&elf)
        } else if kernel {
            ksymtab::of_kernel(&elf, &info.name, &mut diagnostics)
        } else {
            let mut exports = exports::of_object(&elf, &versions);
            diagnostics.extend(of_rustc(made::drop_rust(&mut exports), &info.name));
            let (traits, places) = inner::look(&elf, &mut exports);
            thrown::mark(&elf, &mut exports);
            info.linkage.traits.set(traits);
            pure = places;
            exports
        };
        if made::is_slim(&elf) {
            let message = "a slim LTO object, which holds neither code nor symbols: build with -ffat-lto-objects, or \
                           compare what is linked";
            diagnostics.push(diagnostic(DiagnosticLevel::Lost, "slim-lto-object", &info.name, "", message.into()));
        }
        let mut asked = if options.imports || kernel { Vec::new() } else { asked::symbols(&elf, &versions) };
        made::drop_rust(&mut asked);
        let section = |name| elf.find(name).map(|i| Section::new(name, elf.bytes(i))).unwrap_or_default();
        let btf = BtfSections { main: section(".BTF"), base: section(".BTF.base"), raw: false };
        let (dwarf, unserved) = match options.debug_info {
            DebugInfo::Symbols | DebugInfo::Btf => (None, None),
            DebugInfo::Auto if options.prefer_btf && !btf.main.is_empty() => (None, None),
            DebugInfo::Auto | DebugInfo::Dwarf => self.dwarf(&elf, &path, &info.name, options, &mut diagnostics)?,
        };
        let machine = elf.machine();
        Ok(LoadedObject { info, machine, exports, asked, dwarf, unserved, pure, btf, dump: None, diagnostics })
    }

    /// Raw BTF: of vmlinux by its name, of a module if it continues another BTF.
    fn raw_btf(&self, label: &str, bytes: Bytes) -> Result<LoadedObject> {
        let stem = module_stem(&self.name);
        let split = crate::read::btf::is_split(bytes.as_slice())
            .map_err(|e| crate::ground::error::Error::damaged(label, e.offset, e.what))?;
        let module = if is_image_name(stem) {
            Some("vmlinux".to_owned())
        } else {
            split.then(|| stem.strip_suffix(".btf").unwrap_or(stem).to_owned())
        };
        let info =
            ObjectInfo { name: module.clone().unwrap_or_else(|| self.name.clone()), module, ..ObjectInfo::default() };
        let btf = BtfSections { main: Section::new(".BTF", bytes), base: Section::default(), raw: true };
        Ok(LoadedObject { info, btf, ..LoadedObject::default() })
    }

    /// The module that this object holds, by its file name where it does not say.
    pub(crate) fn module_name(&self, elf: &Elf) -> String {
        self.module(elf).unwrap_or_else(|| module_stem(&self.name).to_owned())
    }

    /// The module by the name of its file.
    pub(crate) fn stem(&self) -> &str {
        module_stem(&self.name)
    }

    /// Whether it is called a kernel image.
    pub(crate) fn is_image(&self) -> bool {
        is_image_name(&self.name)
    }

    pub(super) fn bytes(&self) -> Result<(PathBuf, Bytes)> {
        match &self.origin {
            Origin::File(path) => Ok((path.clone(), self.files.read(path)?)),
            Origin::Member { archive, bytes } => Ok((archive.clone(), bytes.clone())),
        }
    }

    /// Kernel images are linked, modules are relocatable and carry `struct module`; other relocatable
    /// objects of a kernel build are named as files.
    fn module(&self, elf: &Elf) -> Option<String> {
        let stem = module_stem(&self.name);
        if elf.e_type != ET_REL || stem == "vmlinux.o" {
            return Some("vmlinux".to_owned());
        }
        let linked = elf.find(".gnu.linkonce.this_module").is_some() || self.name.contains(".ko");
        linked.then(|| stem.to_owned())
    }

    /// Asks the server for the debug file of the object, if it lies nowhere, so that the answer is there when [`Self::load`] wants it.
    /// What is compressed is left to that: it would be expanded twice.
    pub(crate) fn ask_ahead(&self, options: &OpenOptions) {
        let Origin::File(path) = &self.origin else { return };
        let is_elf = |head: &[u8]| matches!(sniff(head), Sniffed::Elf(_));
        let Ok(Some(bytes)) = self.files.read_if(path, is_elf) else { return };
        let Ok(elf) = Elf::parse(&self.path(), bytes) else { return };
        let by_btf = options.debug_info == DebugInfo::Auto && options.prefer_btf && !elf.content_of(".BTF").is_empty();
        if !by_btf && !debugfile::has_dwarf(&elf) {
            let (dirs, named) = (self.all_dirs(options), self.named_dirs(options));
            let index = &options.debug_index;
            let places = debugfile::Places { files: &self.files, dirs: &dirs, named: &named, index };
            let hint = self.debug_file.as_deref();
            let search =
                debugfile::Search { elf: &elf, path, name: &self.name, places: &places, hint, object: &self.name };
            // Whoever loads the object asks again, gets the same answer, and tells of it.
            let _ = search.run(&mut Vec::new());
        }
    }

    /// The DWARF of the object, and where there is none, why the server had none that was asked for it.
    fn dwarf(
        &self,
        elf: &Elf,
        path: &Path,
        object: &str,
        options: &OpenOptions,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(Option<DwarfSections>, Option<String>)> {
        let files = &self.files;
        if let Some(mut dwarf) = DwarfSections::read(elf, files, path, Role::Main, object, diagnostics)? {
            let (dirs, named) = (self.all_dirs(options), self.named_dirs(options));
            let places = debugfile::Places { files, dirs: &dirs, named: &named, index: &options.debug_index };
            dwarf.sup = debugfile::supplementary(elf, path, &places, object, diagnostics);
            return Ok((Some(dwarf), None));
        }
        if matches!(self.origin, Origin::Member { .. }) {
            return Ok((None, None));
        }
        let (dirs, named) = (self.all_dirs(options), self.named_dirs(options));
        let places = debugfile::Places { files, dirs: &dirs, named: &named, index: &options.debug_index };
        let hint = self.debug_file.as_deref();
        let search = debugfile::Search { elf, path, name: &self.name, places: &places, hint, object };
        let found = match search.run(diagnostics) {
            Ok(found) => found,
            Err(unserved) => return Ok((None, unserved)),
        };
        let places = debugfile::Places { files: &found.files, ..places };
        match DwarfSections::read(&found.elf, &found.files, &found.file, Role::Main, object, diagnostics) {
            Ok(Some(mut dwarf)) => {
                dwarf.sup = debugfile::supplementary(&found.elf, &found.file, &places, object, diagnostics);
                Ok((Some(dwarf), None))
            }
            Ok(None) => Ok((None, None)),
            Err(e) => {
                let message = e.to_string();
                diagnostics.push(diagnostic(
                    DiagnosticLevel::Lost,
                    "debug-file-damaged",
                    object,
                    ".debug_info",
                    message,
                ));
                Ok((None, None))
            }
        }
    }

    /// Folders that are searched by name, wherever in them a file lies: not what the whole system has.
    fn named_dirs(&self, options: &OpenOptions) -> Vec<PathBuf> {
        options.debug_dirs.iter().chain(self.debug_dirs.iter()).cloned().collect()
    }

    fn all_dirs(&self, options: &OpenOptions) -> Vec<PathBuf> {
        let mut dirs = options.debug_dirs.clone();
        // An unpacked debug package is as good as the folder inside it.
        dirs.extend(options.debug_dirs.iter().map(|d| d.join("usr/lib/debug")).filter(|d| self.files.is_folder(d)));
        dirs.extend(self.debug_dirs.iter().cloned());
        dirs.push(PathBuf::from("/usr/lib/debug"));
        dirs
    }
}

/// What is said of symbols that rustc named.
fn of_rustc(mangled: usize, object: &str) -> Option<Diagnostic> {
    let message = match mangled {
        0 => return None,
        1 => "1 symbol has a name that rustc made. It goes with the very compiler and crates that it was built of, is \
              promised to nobody else, and was not compared"
            .to_owned(),
        n => format!(
            "{n} symbols have names that rustc made. They go with the very compiler and crates that they were built of, are \
             promised to nobody else, and were not compared"
        ),
    };
    Some(diagnostic(DiagnosticLevel::Note, "rust-symbols", object, ".dynsym", message))
}
