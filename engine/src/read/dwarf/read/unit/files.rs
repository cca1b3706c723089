//! The file table of a unit: the header of its line program, and the paths of `DW_AT_decl_file`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use gimli::constants as dw;
use gimli::{Encoding, Format};

use super::{DwarfFile, StrRef, UnitContext};
use crate::graph::canon::table::path_key;
use crate::ground::maps::FastMap;
use crate::read::dwarf::path::relative;
use crate::read::dwarf::read::cursor::{Cursor, Value, fixed_size};
use crate::read::dwarf::read::error::{DwarfError, Result};

/// One file of a line program header.
#[derive(Clone, Copy, Debug)]
struct FileEntry {
    dir: StrRef,
    name: StrRef,
}

/// The files of a line program header.
#[derive(Debug, Default)]
pub struct FileTable {
    entries: Vec<FileEntry>,
    /// Files are counted from 0, as from version 5 of the line table on (its version is apart from the unit's).
    from_zero: bool,
}

impl FileTable {
    fn entry(&self, index: u64) -> Option<&FileEntry> {
        let index = if self.from_zero { index } else { index.checked_sub(1)? };
        self.entries.get(usize::try_from(index).ok()?)
    }
}

/// How often the line tables of a file are read at most, all in all. Shared ones are kept after the second time.
const LINE_TABLE_READS: u64 = 64;

/// Keys of paths by where their parts are: the units of an object name the same headers.
#[derive(Default)]
pub struct PathKeys {
    keys: FastMap<(StrRef, StrRef, StrRef), u64>,
    /// Which file they are of.
    file: u64,
}

/// Files whose keys a unit keeps by number.
const KEYS_BY_NUMBER: usize = 4096;

impl UnitContext<'_> {
    /// Key of the path of `DW_AT_decl_file`: a hash of its text, 0 if unknown.
    pub fn file_key(&mut self, file: &DwarfFile<'_>, index: u64, known: &mut PathKeys) -> u64 {
        let number = usize::try_from(index).unwrap_or(usize::MAX);
        if let Some(&key) = self.keys.get(number)
            && key != 0
        {
            return key;
        }
        let files = self.files(file);
        let Some(entry) = files.entry(index) else { return 0 };
        if known.file != file.serial {
            known.file = file.serial;
            known.keys.clear();
        }
        let parts = (entry.dir, entry.name, self.comp_dir);
        let key = match known.keys.get(&parts) {
            Some(&key) => key,
            None => {
                let key = self.path(file, index, &[]).map_or(0, |path| path_key(&path));
                known.keys.insert(parts, key);
                key
            }
        };
        if number < KEYS_BY_NUMBER {
            if number >= self.keys.len() {
                self.keys.resize(number + 1, 0);
            }
            self.keys[number] = key;
        }
        key
    }

    /// Path of `DW_AT_decl_file`: as recorded, the compilation directory cut off.
    pub fn path(&mut self, file: &DwarfFile<'_>, index: u64, arena: &[u8]) -> Option<String> {
        let files = self.files(file);
        let entry = files.entry(index)?;
        let text = |s| file.string(s, arena).map(String::from_utf8_lossy);
        let name = text(entry.name)?;
        let dir = text(entry.dir)?;
        let comp_dir = text(self.comp_dir)?;
        let path = if name.starts_with('/') || dir.is_empty() { name.into_owned() } else { format!("{dir}/{name}") };
        Some(relative(path, &comp_dir))
    }

    /// The unit's source file, spelt as [`Self::path`] spells files.
    #[must_use]
    pub fn source(&self, file: &DwarfFile<'_>) -> String {
        let text = |s| file.string(s, &[]).map(String::from_utf8_lossy).unwrap_or_default();
        relative(text(self.name).into_owned(), &text(self.comp_dir))
    }

    /// Number of the entries of the file table, for walking through it.
    pub fn file_count(&mut self, file: &DwarfFile<'_>) -> u64 {
        let files = self.files(file);
        let n = files.entries.len() as u64;
        if files.from_zero { n } else { n + 1 }
    }

    /// What the paths of the file table depend on.
    #[must_use]
    pub fn files_key(&self, file: &DwarfFile<'_>) -> (bool, Option<u64>, StrRef) {
        (file.infos[self.unit.info as usize].sup, self.stmt_list, self.comp_dir)
    }

    fn files(&mut self, file: &DwarfFile<'_>) -> Arc<FileTable> {
        if let Some(files) = &self.files {
            return Arc::clone(files);
        }
        let sup = file.infos[self.unit.info as usize].sup;
        let files = match self.stmt_list {
            Some(at) => file.file_tables.get((sup, at), || self.read_files(file, at)),
            None => Ok(Arc::default()),
        };
        // An unreadable file table costs source positions, nothing else.
        let files = files.unwrap_or_default();
        self.files = Some(Arc::clone(&files));
        files
    }

    fn read_files(&self, file: &DwarfFile<'_>, at: u64) -> Result<FileTable> {
        let sup = file.infos[self.unit.info as usize].sup;
        let sections = if sup { file.main.sup.as_deref().unwrap_or(file.main) } else { file.main };
        let at = usize::try_from(at).map_err(|_| DwarfError::BadOffset(at))?;
        let mut c = Cursor::new(&sections.line, file.main.big_endian, at);
        let all = (sections.line.data().len() as u64).max(1024).saturating_mul(LINE_TABLE_READS);
        if file.line_bytes.load(Ordering::Relaxed) > all {
            return Err(DwarfError::TooOften);
        }
        let table = self.file_entries(file, &mut c);
        file.line_bytes.fetch_add(c.pos.saturating_sub(at) as u64, Ordering::Relaxed);
        table
    }

    /// The entries of the line program header at the cursor.
    fn file_entries(&self, file: &DwarfFile<'_>, c: &mut Cursor<'_>) -> Result<FileTable> {
        let mut e = self.unit.encoding;
        let mut length = u64::from(c.u32()?);
        e.format = if length == 0xffff_ffff { Format::Dwarf64 } else { Format::Dwarf32 };
        if e.format == Format::Dwarf64 {
            length = c.u64()?;
        }
        let end = (c.pos as u64).saturating_add(length);
        c.limit(usize::try_from(end).unwrap_or(usize::MAX));
        e.version = c.u16()?;
        let from_zero = e.version >= 5;
        if e.version >= 5 {
            c.skip(2)?;
        }
        c.skip(u64::from(e.format.word_size()))?;
        c.skip(if e.version >= 4 { 5 } else { 4 })?;
        let line_section = self.line_section(file);
        let opcode_base = c.u8()?;
        c.skip(u64::from(opcode_base.saturating_sub(1)))?;
        if e.version >= 5 {
            let dirs = self.entry_list(file, c, e)?;
            let files = self.entry_list(file, c, e)?;
            let dir = |dir: u64| dirs.get(dir as usize).map_or(StrRef::NONE, |d| d.0);
            let entries = files.into_iter().map(|(name, number)| FileEntry { name, dir: dir(number) }).collect();
            Ok(FileTable { entries, from_zero })
        } else {
            let mut dirs = vec![StrRef::NONE];
            loop {
                let s = c.inline_string()?;
                if c.pos as u64 == s + 1 {
                    break;
                }
                dirs.push(StrRef::new(line_section, s));
            }
            let mut files = Vec::new();
            loop {
                let s = c.inline_string()?;
                if c.pos as u64 == s + 1 {
                    break;
                }
                let dir = c.uleb()?;
                c.uleb()?;
                c.uleb()?;
                files.push(FileEntry {
                    name: StrRef::new(line_section, s),
                    dir: dirs.get(dir as usize).copied().unwrap_or(StrRef::NONE),
                });
            }
            Ok(FileTable { entries: files, from_zero })
        }
    }

    /// Where the inline strings of its line table are.
    fn line_section(&self, file: &DwarfFile<'_>) -> u64 {
        if file.infos[self.unit.info as usize].sup { StrRef::SUP_LINE_SECTION } else { StrRef::LINE_SECTION }
    }

    fn entry_list(&self, file: &DwarfFile<'_>, c: &mut Cursor<'_>, e: Encoding) -> Result<Vec<(StrRef, u64)>> {
        let line_section = self.line_section(file);
        let formats = usize::from(c.u8()?);
        let mut format = Vec::with_capacity(formats);
        for _ in 0..formats {
            let content = c.uleb()?;
            let form = u16::try_from(c.uleb()?).map_err(|_| DwarfError::BadLeb)?;
            format.push((content, dw::DwForm(form)));
        }
        // What takes no bytes holds neither a path nor the number of a directory.
        format.retain(|&(_, form)| fixed_size(form, e) != Some(0));
        let count = c.uleb()?;
        let mut list = Vec::new();
        if format.is_empty() {
            return Ok(list);
        }
        for _ in 0..count {
            let start = c.pos;
            let (mut name, mut dir) = (StrRef::NONE, 0);
            for &(content, form) in &format {
                let value = c.form(form, 0, e)?;
                if content == u64::from(dw::DW_LNCT_path.0) {
                    name = match value {
                        Value::Inline(offset) => StrRef::new(line_section, offset),
                        other => self.str_value(file, other),
                    };
                } else if content == u64::from(dw::DW_LNCT_directory_index.0)
                    && let Value::Unsigned(v) = value
                {
                    dir = v;
                }
            }
            if c.pos == start {
                // Entries without bytes: any number of them would fit.
                return Err(DwarfError::Truncated);
            }
            list.push((name, dir));
        }
        Ok(list)
    }
}
