//! The file table of a unit: the header of its line program, and the paths of `DW_AT_decl_file`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use gimli::{AttributeValue, DebugLine, DebugLineOffset, Reader};

use super::UnitContext;
use super::file::DwarfFile;
use super::string::StrRef;
use super::table::{FileEntry, FileTable, PathKeys};
use crate::graph::canon::table::path_key;
use crate::read::dwarf::path::relative;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::reader::{reader, slice};

/// How often the line tables of a file are read at most, all in all. Shared ones are kept after the second time.
const LINE_TABLE_READS: u64 = 64;
/// The longest header of a line program that is read. gimli takes a hundred bytes and more for each file, and a byte
/// is enough to claim one.
const LONGEST_HEADER: usize = 16 << 20;

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
        (self.has_others_files(file), self.stmt_list, self.comp_dir)
    }

    /// Its file table stands in another file: what dwz factored out, or the object of the skeleton. None has both.
    fn has_others_files(&self, file: &DwarfFile<'_>) -> bool {
        self.outer_files || file.infos[self.unit.info as usize].sup
    }

    fn files(&mut self, file: &DwarfFile<'_>) -> Arc<FileTable> {
        if let Some(files) = &self.files {
            return Arc::clone(files);
        }
        let others = self.has_others_files(file);
        let files = match self.stmt_list {
            Some(at) => file.file_tables.get((others, at), || self.read_files(file, at)),
            None => Ok(Arc::default()),
        };
        // An unreadable file table costs source positions, nothing else.
        let files = files.unwrap_or_default();
        self.files = Some(Arc::clone(&files));
        files
    }

    fn read_files(&self, file: &DwarfFile<'_>, at: u64) -> Result<FileTable> {
        let sup = file.infos[self.unit.info as usize].sup;
        let sections = match file.skeleton.filter(|_| self.outer_files) {
            Some(skeleton) => skeleton.main,
            None if sup => file.main.sup.as_deref().unwrap_or(file.main),
            None => file.main,
        };
        let at = usize::try_from(at).map_err(|_| DwarfError::BadOffset(at))?;
        let all = (sections.line.data().len() as u64).max(1024).saturating_mul(LINE_TABLE_READS);
        if file.line_bytes.load(Ordering::Relaxed) > all {
            return Err(DwarfError::TooOften);
        }
        let big_endian = file.main.big_endian;
        match sections.line.relocs() {
            // Tables of thousands of files are read faster without asking for relocations.
            None => self.table(file, &slice(&sections.line, big_endian), at),
            Some(_) => self.table(file, &reader(&sections.line, big_endian), at),
        }
    }

    /// The files of the line program whose header is at `at`.
    fn table<R: Reader<Offset = usize>>(&self, file: &DwarfFile<'_>, section: &R, at: usize) -> Result<FileTable> {
        let mut bytes = section.clone();
        bytes.skip(at)?;
        let length = header_length(bytes)?;
        file.line_bytes.fetch_add(length as u64, Ordering::Relaxed);
        if length > LONGEST_HEADER {
            return Err(DwarfError::TooOften);
        }
        let address_size = self.unit.encoding.address_size;
        let program = DebugLine::from(section.clone()).program(DebugLineOffset(at), address_size, None, None)?;
        let header = program.header();
        let line_section = self.line_section(file);
        let string = |value: AttributeValue<R>| match value {
            AttributeValue::String(text) => StrRef::new(line_section, text.offset_from(section) as u64),
            AttributeValue::DebugStrRef(at) if self.outer_files => StrRef::new(StrRef::OUTER_STR, at.0 as u64),
            AttributeValue::DebugLineStrRef(at) if self.outer_files => StrRef::new(StrRef::OUTER_LINE_STR, at.0 as u64),
            _ if self.outer_files => StrRef::NONE,
            AttributeValue::DebugStrRef(at) => self.str_value(file, Value::Strp(at.0 as u64)),
            AttributeValue::DebugLineStrRef(at) => self.str_value(file, Value::LineStrp(at.0 as u64)),
            AttributeValue::DebugStrRefSup(at) => self.str_value(file, Value::StrpSup(at.0 as u64)),
            AttributeValue::DebugStrOffsetsIndex(at) => self.str_value(file, Value::Strx(at.0 as u64)),
            _ => StrRef::NONE,
        };
        let entries = header.file_names().iter().map(|entry| FileEntry {
            dir: header.directory(entry.directory_index()).map_or(StrRef::NONE, string),
            name: string(entry.path_name()),
        });
        Ok(FileTable { entries: entries.collect(), from_zero: header.version() >= 5 })
    }

    /// Where the inline strings of its line table are.
    fn line_section(&self, file: &DwarfFile<'_>) -> u64 {
        if self.outer_files {
            return StrRef::OUTER_LINE_SECTION;
        }
        if file.infos[self.unit.info as usize].sup { StrRef::SUP_LINE_SECTION } else { StrRef::LINE_SECTION }
    }
}

/// How many bytes of the header of a line program there are to read, before anything is made of them.
fn header_length<R: Reader<Offset = usize>>(mut bytes: R) -> gimli::Result<usize> {
    let (length, format) = bytes.read_initial_length()?;
    bytes.truncate(length)?;
    if bytes.read_u16()? >= 5 {
        // Sizes of addresses and of segment selectors.
        bytes.skip(2)?;
    }
    Ok(bytes.read_length(format)?.min(bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::files::bytes::Bytes;
    use crate::read::dwarf::sections::DwarfSections;
    use crate::read::elf::Section;

    /// The files of a line program of version 5 whose lists are as given: formats, and then count and entries.
    fn files(directories: &[u8], files: &[u8]) -> Result<FileTable> {
        let lists = [&[1, 1, 1, -5_i8 as u8, 14, 4, 0, 0, 0][..], directories, files].concat();
        let mut line = vec![5, 0, 8, 0];
        line.extend((lists.len() as u32).to_le_bytes());
        line.extend(lists);
        let length = (line.len() as u32).to_le_bytes();
        line.splice(0..0, length);
        // A unit without DIEs, which no table of abbreviations is read for.
        let info = vec![8, 0, 0, 0, 5, 0, 1, 8, 0, 0, 0, 0];
        let section = |name, bytes| Section::new(name, Bytes::from_vec(bytes));
        let sections = DwarfSections {
            info: section(".debug_info", info),
            line: section(".debug_line", line),
            ..DwarfSections::default()
        };
        let file = DwarfFile::new(&sections);
        UnitContext::new(&file, 0, Arc::default()).read_files(&file, 0)
    }

    #[test]
    fn counts_that_lie_cost_what_their_bytes_do() {
        // A path in the table itself (DW_FORM_string), and the number of its directory (DW_FORM_udata).
        let directories = [1, 1, 8, 1, b'd', 0];
        let sound = files(&directories, &[2, 1, 8, 2, 15, 2, b'a', 0, 0, b'b', 0, 7]).unwrap();
        assert_eq!(sound.entries.len(), 2);
        assert!(!sound.entries[0].dir.is_none() && sound.entries[1].dir.is_none());
        for count in [&[3][..], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]] {
            let list = [&[2, 1, 8, 2, 15], count, &[b'a', 0, 0, b'b', 0, 7]].concat();
            assert_eq!(files(&directories, &list).err(), Some(DwarfError::Truncated));
        }
        // Entries without bytes: any number of them would fit.
        let nothing = [1, 1, 25, 0xff, 0xff, 0xff, 0xff, 15];
        assert!(files(&directories, &nothing).is_err());
        // A header beyond the bound is not read at all.
        let long = [&[1, 1, 8, 0x80, 0x80, 0x80, 8][..], &vec![0; LONGEST_HEADER]].concat();
        assert_eq!(files(&directories, &long).err(), Some(DwarfError::TooOften));
    }
}
