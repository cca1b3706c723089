//! Small facts of an object: build id, SONAME and needed libraries, and the links to files that hold
//! the rest of its debug information.

use object::elf::{DT_NEEDED, DT_NULL, DT_SONAME, DynamicTag, NT_GNU_BUILD_ID, SHT_DYNAMIC, SHT_NOTE};

use super::file::Elf;
use crate::ground::files::bytes::c_str;

/// GNU build id, empty if none (`NT_GNU_BUILD_ID` in a note section).
pub(crate) fn build_id(elf: &Elf) -> Vec<u8> {
    for (i, section) in elf.sections.iter().enumerate() {
        if section.sh_type != SHT_NOTE {
            continue;
        }
        let data = elf.content(i);
        let mut at = 0_usize;
        // Notes of 8-byte alignment (properties) pad differently; a build id never is one.
        while let (Some(name_len), Some(len), Some(kind)) =
            (elf.layout.u32(data, at), elf.layout.u32(data, at + 4), elf.layout.u32(data, at + 8))
        {
            let name_at = at + 12;
            let Some(body_at) = name_at.checked_add((name_len as usize).next_multiple_of(4)) else { break };
            let Some(end) = body_at.checked_add(len as usize) else { break };
            if kind == NT_GNU_BUILD_ID.0
                && data.get(name_at..name_at + 4) == Some(&b"GNU\0"[..])
                && let Some(id) = data.get(body_at..end)
            {
                return id.to_vec();
            }
            at = end.next_multiple_of(4);
        }
    }
    Vec::new()
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 0xf]).filter_map(|d| char::from_digit(u32::from(d), 16)).collect()
}

/// `DT_SONAME` (empty if none) and the `DT_NEEDED` in order.
pub(crate) fn dynamic(elf: &Elf) -> (String, Vec<String>) {
    let (mut soname, mut needed) = (String::new(), Vec::new());
    let Some(index) = elf.find_type(SHT_DYNAMIC) else { return (soname, needed) };
    let data = elf.content(index);
    let strings = elf.content(elf.sections[index].link as usize);
    let word = if elf.layout.wide { 8 } else { 4 };
    for row in data.chunks_exact(2 * word) {
        let (Some(tag), Some(value)) = (elf.layout.word(row, 0), elf.layout.word(row, word)) else { break };
        let name = || usize::try_from(value).ok().and_then(|at| c_str(strings, at));
        match DynamicTag(tag.cast_signed()) {
            DT_NULL => break,
            DT_NEEDED => needed.extend(name().map(|n| String::from_utf8_lossy(n).into_owned())),
            DT_SONAME => soname = name().map(|n| String::from_utf8_lossy(n).into_owned()).unwrap_or_default(),
            _ => {}
        }
    }
    (soname, needed)
}

/// `.gnu_debuglink`: name of the file with the debug information, and its CRC-32.
pub(crate) fn debuglink(elf: &Elf) -> Option<(String, u32)> {
    let data = elf.content_of(".gnu_debuglink");
    let name = c_str(data, 0).filter(|n| !n.is_empty())?;
    let crc = elf.layout.u32(data, (name.len() + 1).next_multiple_of(4))?;
    Some((String::from_utf8_lossy(name).into_owned(), crc))
}

/// `.gnu_debugaltlink` or `.debug_sup`: path of the supplementary file (dwz), and its build id or
/// checksum.
pub(crate) fn supplementary(elf: &Elf) -> Option<(String, Vec<u8>)> {
    let data = elf.content_of(".gnu_debugaltlink");
    if let Some(name) = c_str(data, 0).filter(|n| !n.is_empty()) {
        return Some((String::from_utf8_lossy(name).into_owned(), data[name.len() + 1..].to_vec()));
    }
    // DWARF 5, 7.3.6: version (2), is_supplementary (1), file name, length of the checksum, checksum.
    let data = elf.content_of(".debug_sup");
    if data.get(2) != Some(&0) {
        return None;
    }
    let name = c_str(data, 3).filter(|n| !n.is_empty())?;
    let rest = data.get(3 + name.len() + 1..).unwrap_or_default();
    let checksum = rest.get(1..).unwrap_or_default();
    Some((String::from_utf8_lossy(name).into_owned(), checksum.to_vec()))
}
