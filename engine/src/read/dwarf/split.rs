//! Split DWARF: the `.dwo` file of a skeleton unit, or its part of a `.dwp` package.

use std::path::{Path, PathBuf};

use gimli::UnitIndex;

use crate::ground::files::handle::Files;
use crate::read::dwarf::read::reader::{Slice, endian};
use crate::read::dwarf::read::unit::{DwarfFile, Unit, UnitContext};
use crate::read::dwarf::sections::{DwarfSections, Package, Role};
use crate::read::elf::file::Elf;

impl DwarfSections {
    /// The content of the split unit `dwo_id` of a skeleton unit of this file: from a `.dwo` file by its name
    /// (relative to `comp_dir`, to the folder of the object, or in one of `debug_dirs`), or from a `.dwp` package in the
    /// object's folder, which stays open for the next call. `None`: there is none, or what is there is of another build.
    #[must_use]
    pub fn find_split(&self, comp_dir: &str, dwo_name: &str, dwo_id: u64, debug_dirs: &[PathBuf]) -> Option<Self> {
        let base_dir = &self.base_dir;
        let name = Path::new(dwo_name);
        let flat = name.file_name()?;
        // `join` keeps an absolute name as it is.
        let mut files = vec![Path::new(comp_dir).join(name), base_dir.join(name), base_dir.join(flat)];
        for dir in debug_dirs {
            let inside = Path::new(comp_dir).join(name);
            files.push(dir.join(inside.strip_prefix("/").unwrap_or(&inside)));
            files.push(dir.join(flat));
        }
        let opened = files.iter().filter(|f| self.files.is_file(f)).find_map(|f| open(&self.files, f, dwo_id));
        opened.or_else(|| self.open_packages().iter().find_map(|p| p.unit(dwo_id)))
    }
    /// The type unit `signature` of the packages of this file. In a package every type unit has its
    /// own part of `.debug_abbrev`, so it is not among `types` or `info_extra` of its user.
    /// The unit is the whole of `info` (DWARF 5) or of `types[0]` (DWARF 4).
    #[must_use]
    pub fn find_split_type(&self, signature: u64) -> Option<Self> {
        self.open_packages().iter().find_map(|p| p.type_unit(signature))
    }
    fn open_packages(&self) -> &[Package] {
        self.packages.get_or_init(|| packages(&self.files, &self.base_dir, &self.file))
    }
}

fn open(files: &Files, file: &Path, dwo_id: u64) -> Option<DwarfSections> {
    let elf = Elf::parse(&files.shown(file), files.read(file).ok()?).ok()?;
    let sections = DwarfSections::read(&elf, files, file, Role::Split, "", &mut Vec::new()).ok()??;
    has_unit(&sections, dwo_id).then_some(sections)
}

/// Whether one of the units is the split unit `dwo_id`: DWARF 5 has the id in the header, GNU split
/// DWARF 4 in the first DIE.
fn has_unit(sections: &DwarfSections, dwo_id: u64) -> bool {
    let file = DwarfFile::new(sections);
    (0..file.units.len()).any(|i| match &file.units[i] {
        Unit { dwo_id: Some(id), .. } => *id == dwo_id,
        unit => {
            unit.encoding.version < 5
                && UnitContext::open_bare(&file, i).is_ok_and(|context| context.dwo_id == Some(dwo_id))
        }
    })
}

/// `FILE.dwp`, and every other package in the folder, by name.
fn packages(files: &Files, base_dir: &Path, file: &Path) -> Vec<Package> {
    let mut with_suffix = file.as_os_str().to_os_string();
    with_suffix.push(".dwp");
    let own = [PathBuf::from(with_suffix), file.with_extension("dwp")];
    let own: Vec<PathBuf> = own.into_iter().filter(|f| files.is_file(f)).collect();
    let dir = if base_dir.as_os_str().is_empty() { Path::new(".") } else { base_dir };
    let mut others: Vec<PathBuf> = files
        .list(dir)
        .into_iter()
        .flatten()
        .filter_map(|e| Some(dir.join(e.ok()?.name)))
        .filter(|p| p.extension().is_some_and(|e| e == "dwp") && files.is_file(p) && !own.contains(p))
        .collect();
    others.sort();
    own.iter().chain(&others).filter_map(|f| Package::open(files, f)).collect()
}

impl Package {
    fn open(files: &Files, file: &Path) -> Option<Self> {
        let elf = Elf::parse(&files.shown(file), files.read(file).ok()?).ok()?;
        let sections = DwarfSections::read(&elf, files, file, Role::Split, "", &mut Vec::new()).ok()??;
        let index = |name: &str| elf.find(name).map(|i| elf.bytes(i)).unwrap_or_default();
        Some(Self { sections, units: index(".debug_cu_index"), types: index(".debug_tu_index") })
    }
    fn unit(&self, dwo_id: u64) -> Option<DwarfSections> {
        let endian = endian(self.sections.big_endian);
        self.part(&gimli::DebugCuIndex::new(self.units.as_slice(), endian).index().ok()?, dwo_id)
    }
    fn type_unit(&self, signature: u64) -> Option<DwarfSections> {
        let endian = endian(self.sections.big_endian);
        self.part(&gimli::DebugTuIndex::new(self.types.as_slice(), endian).index().ok()?, signature)
    }
    /// What the index row of `id` cuts out of the package; strings are shared.
    fn part(&self, index: &UnitIndex<Slice<'_>>, id: u64) -> Option<DwarfSections> {
        let row = index.find(id)?;
        let whole = &self.sections;
        let mut out = DwarfSections {
            big_endian: whole.big_endian,
            elf64: whole.elf64,
            is_split: true,
            str_: whole.str_.clone(),
            line_str: whole.line_str.clone(),
            base_dir: whole.base_dir.clone(),
            file: whole.file.clone(),
            files: whole.files.clone(),
            ..DwarfSections::default()
        };
        for part in index.sections(row).ok()? {
            let cut = |section: &crate::read::elf::Section| section.part(u64::from(part.offset), u64::from(part.size));
            match part.section {
                gimli::IndexSectionId::DebugInfo => out.info = cut(&whole.info),
                gimli::IndexSectionId::DebugAbbrev => out.abbrev = cut(&whole.abbrev),
                gimli::IndexSectionId::DebugStrOffsets => out.str_offsets = cut(&whole.str_offsets),
                gimli::IndexSectionId::DebugLine => out.line = cut(&whole.line),
                gimli::IndexSectionId::DebugRngLists => {
                    out.lists = whole.lists.part(u64::from(part.offset), u64::from(part.size));
                }
                gimli::IndexSectionId::DebugTypes => out.types = whole.types.first().map(cut).into_iter().collect(),
                _ => {}
            }
        }
        Some(out)
    }
}
