//! String tables whose entries lie one in the other.
//!
//! A linker lets a name be the end of a longer one, which saves some bytes. With one long string and many entries that
//! each begin one byte further on, a file stands for the square of its size in names. All names of a table together may
//! take a multiple of its size, and this is seen before any of them is copied.

use object::elf::{SHT_DYNAMIC, SHT_DYNSYM, SHT_GNU_VERDEF, SHT_SYMTAB, SectionType};

use super::file::Elf;
use crate::ground::error::{Error, Result};

/// How many bytes of names a byte of the table and its strings may stand for.
const RATIO: u64 = 16;
/// What any table may take.
const FREE: u64 = 16 << 20;
/// The longest name of a version node, in bytes: each symbol of the node carries it.
const LONGEST_VERSION: usize = 4096;

/// What all names of a table may take together, in bytes.
pub(crate) fn most(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(RATIO).saturating_add(FREE)
}

/// Bytes of the string at an offset, up to the end of the table if nothing ends it.
fn length(strings: &[u8], at: usize) -> usize {
    let rest = strings.get(at..).unwrap_or_default();
    memchr::memchr(0, rest).unwrap_or(rest.len())
}

/// Bytes of the longest string.
pub(crate) fn longest(strings: &[u8]) -> usize {
    let mut start = 0;
    let ends = memchr::memchr_iter(0, strings).chain([strings.len()]);
    let lengths = ends.map(|end| {
        let length = end - start;
        start = end + 1;
        length
    });
    lengths.max().unwrap_or(0)
}

/// Checks the names of symbols, needed libraries and version nodes.
///
/// # Errors
/// They would take too much: the message names the section and where the limit was met.
pub(crate) fn check(elf: &Elf) -> Result<()> {
    for sh_type in [SHT_SYMTAB, SHT_DYNSYM] {
        let row = if elf.layout.wide { 24 } else { 16 };
        table(elf, sh_type, row, "symbols", |row| elf.layout.u32(row, 0).map(|at| at as usize))?;
    }
    let word = if elf.layout.wide { 8 } else { 4 };
    table(elf, SHT_DYNAMIC, 2 * word, "libraries", |row| {
        let is_needed = elf.layout.word(row, 0) == Some(1);
        elf.layout.word(row, word).filter(|_| is_needed).and_then(|at| usize::try_from(at).ok())
    })?;
    if let Some(i) = elf.find_type(SHT_GNU_VERDEF) {
        let (data, strings) = (elf.content(i), elf.content(elf.sections[i].link as usize));
        if longest(strings) > LONGEST_VERSION
            && let Some(at) = long_version(elf, data, strings)
        {
            let what = format!("the name of a version node has more than {LONGEST_VERSION} bytes");
            return Err(Error::damaged_section(&elf.path, &elf.name(i), at as u64, what));
        }
    }
    Ok(())
}

/// Where a version node stands whose name is too long (`Elfxx_Verdef`: the name in the first `Elfxx_Verdaux`).
fn long_version(elf: &Elf, data: &[u8], strings: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    for _ in 0..data.len() / 20 {
        let (aux, next) = (elf.layout.u32(data, at + 12)?, elf.layout.u32(data, at + 16)?);
        let name = elf.layout.u32(data, at.checked_add(aux as usize)?)?;
        if length(strings, name as usize) > LONGEST_VERSION {
            return Some(at);
        }
        at = at.checked_add(next as usize).filter(|_| next != 0)?;
    }
    None
}

/// The rows of a table, with where the name of each begins.
fn table(elf: &Elf, sh_type: SectionType, row: usize, what: &str, name: impl Fn(&[u8]) -> Option<usize>) -> Result<()> {
    let Some(index) = elf.find_type(sh_type) else { return Ok(()) };
    let (rows, strings) = (elf.content(index), elf.content(elf.sections[index].link as usize));
    let most = most(rows.len() + strings.len());
    let count = rows.len() / row;
    if (longest(strings) as u64).saturating_mul(count as u64) <= most {
        return Ok(());
    }
    let mut total = 0;
    for (i, row_bytes) in rows.chunks_exact(row).enumerate() {
        total += name(row_bytes).map_or(0, |at| length(strings, at)) as u64;
        if total > most {
            let strings = rows.len() + strings.len();
            let what = format!(
                "the names of its {count} {what} lie one in the other and take more than {most} bytes together, the \
                 limit for a table of {strings}"
            );
            return Err(Error::damaged_section(&elf.path, &elf.name(index), (i * row) as u64, what));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_string_is_found() {
        for (strings, expected) in [(&b""[..], 0), (b"\0", 0), (b"\0a\0bcd\0e\0", 3), (b"\0ab\0cdef", 4)] {
            assert_eq!(longest(strings), expected, "{strings:?}");
        }
        assert_eq!([0, 1, 4, 9].map(|at| length(b"\0ab\0cdef", at)), [0, 2, 4, 0]);
    }
}
