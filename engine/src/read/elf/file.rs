//! The ELF header and the section table of one file, either class and byte order, as plain rows.
//!
//! Everything is checked against the file's size here, once: whoever asks for the data of a
//! section afterwards gets it.

use object::elf::{self, ET_DYN, ET_REL, FileType, SHF_ALLOC, SHT_NOBITS, SHT_NULL, SectionFlags, SectionType};

use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::{Bytes, Layout, c_str};

/// A row of the section table.
#[derive(Clone, Copy, Debug)]
pub struct SectionHeader {
    /// Offset of the name in the section name table.
    pub name: u32,
    /// `SHT_*`
    pub sh_type: SectionType,
    /// `SHF_*`
    pub flags: SectionFlags,
    /// Virtual address as the file has it (0 in relocatable objects).
    pub address: u64,
    /// Offset in the file in bytes.
    pub offset: u64,
    /// Size in bytes (in memory for `SHT_NOBITS`).
    pub size: u64,
    /// `sh_link`
    pub link: u32,
    /// `sh_info`
    pub info: u32,
    /// Alignment in bytes.
    pub alignment: u64,
    /// Where relocatable objects have this section in our numbering of addresses, else 0.
    pub base: u64,
}

impl SectionHeader {
    /// Whether the bit of `SHF_*` is set.
    #[must_use]
    pub fn has(&self, flag: SectionFlags) -> bool {
        self.flags.0 & flag.0 != 0
    }
    /// The section occupies no bytes of the file.
    #[must_use]
    pub fn is_nobits(&self) -> bool {
        self.sh_type == SHT_NOBITS || self.sh_type == SHT_NULL
    }
}

/// Where the sections of a relocatable object start in our numbering: not at 0, so that a zero
/// address never names a symbol.
const FIRST_BASE: u64 = 0x1000;

/// Bytes of a section name that are looked at: keeps a table of unterminated names from costing the
/// square of its size. The longest that matters holds a symbol's name (`___ksymtab_gpl+foo`).
const LONGEST_NAME: usize = 1024;

/// One ELF file with its section table.
#[derive(Clone, Debug)]
pub struct Elf {
    /// The file as messages name it.
    pub path: String,
    /// The whole file.
    pub data: Bytes,
    /// Byte order and class.
    pub layout: Layout,
    /// `e_type`
    pub e_type: FileType,
    /// `e_machine`
    pub e_machine: u16,
    /// Section table; row 0 is the null section.
    pub sections: Vec<SectionHeader>,
    names: Bytes,
}

impl Elf {
    /// Reads the header and the section table.
    ///
    /// # Errors
    /// When the file is no ELF file, ends too early, or has a section that lies outside of it.
    pub(super) fn of_tables(path: &str, data: Bytes) -> Result<Self> {
        let bytes = data.as_slice();
        if bytes.get(..4) != Some(&elf::ELFMAG[..]) {
            return Err(Error::NotAnObject { path: path.to_owned(), found: describe(bytes) });
        }
        let ident = |at: usize| {
            bytes.get(at).copied().ok_or_else(|| Error::damaged(path, at as u64, "the ELF identification is cut off"))
        };
        let wide = match elf::FileClass(ident(4)?) {
            elf::ELFCLASS32 => false,
            elf::ELFCLASS64 => true,
            elf::FileClass(other) => return Err(Error::damaged(path, 4, format!("unknown ELF class {other}"))),
        };
        let big = match elf::DataEncoding(ident(5)?) {
            elf::ELFDATA2LSB => false,
            elf::ELFDATA2MSB => true,
            elf::DataEncoding(other) => return Err(Error::damaged(path, 5, format!("unknown ELF byte order {other}"))),
        };
        let layout = Layout { big, wide };
        let cut = |at: usize| Error::damaged(path, at as u64, "the ELF header is cut off");
        let half = |at: usize| layout.u16(bytes, at).ok_or_else(|| cut(at));
        let e_type = FileType(half(16)?);
        let e_machine = half(18)?;
        if !(ET_REL..=ET_DYN).contains(&e_type) {
            let what = if e_type == elf::ET_CORE { "a core dump" } else { "an ELF file of unknown type" };
            return Err(Error::Unsupported {
                path: path.to_owned(),
                offset: 16,
                what: format!("{what} (e_type {}), not a library, program or relocatable object", e_type.0),
            });
        }
        let (at_shoff, at_entsize) = if wide { (40, 58) } else { (32, 46) };
        let table = layout.word(bytes, at_shoff).ok_or_else(|| cut(at_shoff))?;
        let entry_size = usize::from(half(at_entsize)?);
        let mut count = u64::from(half(at_entsize + 2)?);
        let mut name_index = u32::from(half(at_entsize + 4)?);
        if table == 0 {
            return Err(Error::damaged(path, at_shoff as u64, "the file has no section table"));
        }
        let row_size = if wide { 64 } else { 40 };
        if entry_size < row_size {
            return Err(Error::damaged(path, at_entsize as u64, format!("section headers of {entry_size} bytes")));
        }
        let first = usize::try_from(table)
            .ok()
            .and_then(|at| read_row(layout, bytes, at))
            .ok_or_else(|| Error::damaged(path, table, "the section table lies outside of the file"))?;
        // SHN_LORESERVE sections or more: the real numbers stand in the null section.
        if count == 0 {
            count = first.size;
        }
        if name_index == u32::from(elf::SHN_XINDEX.0) {
            name_index = first.link;
        }
        let room = (bytes.len() as u64).saturating_sub(table) / entry_size as u64;
        if count > room {
            let what = format!("a section table of {count} entries does not fit into a file of {} bytes", bytes.len());
            return Err(Error::damaged(path, table, what));
        }
        let mut sections = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        for i in 0..count {
            let at = table + i * entry_size as u64;
            let row = usize::try_from(at).ok().and_then(|at| read_row(layout, bytes, at));
            sections.push(row.ok_or_else(|| Error::damaged(path, at, "a section header is cut off"))?);
        }
        let names = sections
            .get(name_index as usize)
            .filter(|s| !s.is_nobits())
            .and_then(|s| data.slice(s.offset, s.size))
            .unwrap_or_default();
        let mut file = Self { path: path.to_owned(), data, layout, e_type, e_machine, sections, names };
        file.check_extents()?;
        if e_type == ET_REL {
            file.assign_bases();
        }
        Ok(file)
    }

    fn check_extents(&self) -> Result<()> {
        let size = self.data.len() as u64;
        for (i, s) in self.sections.iter().enumerate() {
            if !s.is_nobits() && s.offset.checked_add(s.size).is_none_or(|end| end > size) {
                let what = format!(
                    "its {} bytes at file offset {:#x} lie beyond the end of the file ({size} bytes)",
                    s.size, s.offset
                );
                return Err(Error::damaged_section(&self.path, &self.name(i), 0, what));
            }
        }
        Ok(())
    }

    /// Every section that is loaded gets a range of addresses of its own.
    fn assign_bases(&mut self) {
        let mut next = FIRST_BASE;
        for s in &mut self.sections {
            if s.has(SHF_ALLOC) {
                let alignment = s.alignment.clamp(1, 1 << 20).next_power_of_two();
                next = next.wrapping_add(alignment - 1) & !(alignment - 1);
                s.base = next;
                // An empty section still gets an address that no other has.
                next = next.wrapping_add(s.size.max(1));
            }
        }
    }

    /// Name of section `index`, empty if it has none.
    #[must_use]
    pub fn name(&self, index: usize) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.raw_name(index))
    }
    /// Name of section `index` in bytes; what is longer than `LONGEST_NAME` counts as none.
    #[must_use]
    pub fn raw_name(&self, index: usize) -> &[u8] {
        let names = self.names.as_slice();
        let start = self.sections.get(index).map_or(usize::MAX, |s| s.name as usize);
        let end = start.saturating_add(LONGEST_NAME).min(names.len());
        names.get(start..end).and_then(|name| c_str(name, 0)).unwrap_or_default()
    }
    /// Index of the first section called `name`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        (1..self.sections.len()).find(|&i| self.raw_name(i) == name.as_bytes())
    }
    /// Index of the first section of type `SHT_*`.
    #[must_use]
    pub fn find_type(&self, sh_type: SectionType) -> Option<usize> {
        self.sections.iter().position(|s| s.sh_type == sh_type)
    }
    /// Content of a section as it lies in the file, empty for `SHT_NOBITS`.
    #[must_use]
    pub fn bytes(&self, index: usize) -> Bytes {
        match self.sections.get(index) {
            Some(s) if !s.is_nobits() => self.data.slice(s.offset, s.size).unwrap_or_default(),
            _ => Bytes::default(),
        }
    }
    /// [`Elf::bytes`], borrowed.
    #[must_use]
    pub fn content(&self, index: usize) -> &[u8] {
        let Some(s) = self.sections.get(index).filter(|s| !s.is_nobits()) else { return &[] };
        let (Ok(start), Ok(size)) = (usize::try_from(s.offset), usize::try_from(s.size)) else { return &[] };
        start.checked_add(size).and_then(|end| self.data.as_slice().get(start..end)).unwrap_or_default()
    }
    /// Content of the section called `name`, empty if there is none.
    #[must_use]
    pub fn content_of(&self, name: &str) -> &[u8] {
        self.find(name).map_or(&[], |i| self.content(i))
    }
    /// `e_flags`
    #[must_use]
    pub fn flags(&self) -> u32 {
        self.layout.u32(self.data.as_slice(), if self.layout.wide { 48 } else { 36 }).unwrap_or(0)
    }
}

fn read_row(l: Layout, data: &[u8], at: usize) -> Option<SectionHeader> {
    let data = data.get(at..)?;
    let w = if l.wide { 8 } else { 4 };
    // name, type | flags, addr, offset, size | link, info | addralign, entsize
    let tail = 8 + 4 * w;
    Some(SectionHeader {
        name: l.u32(data, 0)?,
        sh_type: SectionType(l.u32(data, 4)?),
        flags: SectionFlags(l.word(data, 8)?),
        address: l.word(data, 8 + w)?,
        offset: l.word(data, 8 + 2 * w)?,
        size: l.word(data, 8 + 3 * w)?,
        link: l.u32(data, tail)?,
        info: l.u32(data, tail + 4)?,
        alignment: l.word(data, tail + 8)?,
        base: 0,
    })
    .filter(|_| data.len() >= tail + 8 + 2 * w)
}

/// What the first bytes of something that is no object look like.
pub(crate) fn describe(data: &[u8]) -> &'static str {
    let head = &data[..data.len().min(512)];
    if head.is_empty() {
        "empty file"
    } else if head.starts_with(b"\xfd7zXZ\0") || head.starts_with(b"\x28\xb5\x2f\xfd") || head.starts_with(b"\x1f\x8b")
    {
        "compressed file"
    } else if head.starts_with(b"BC\xc0\xde") || head.starts_with(b"\xde\xc0\x17\x0b") {
        "LLVM bitcode"
    } else if head.iter().all(|&b| b >= 0x20 && b != 0x7f || matches!(b, b'\t' | b'\n' | b'\r' | 0x0c)) {
        "text file"
    } else {
        "unknown content"
    }
}
