//! tar archives: what `tar`, `dpkg-deb` and their like write, with the long names of GNU and of POSIX.

use std::io::{Cursor, Read as _};

use tar::{Archive, EntryType};

use super::expand::limit;
use super::gathered::Gathered;
use crate::ground::error::Result;
use crate::ground::files::bytes::Bytes;
use crate::ground::files::memory::Memory;

/// Headers and contents begin at multiples of so many bytes.
pub(super) const BLOCK: usize = 512;
/// Where the sum of a header stands.
const SUM: std::ops::Range<usize> = 148..156;

/// Whether a file begins with the header of a member. Old archives have no magic number, but all have this sum.
pub(super) fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..BLOCK) else { return false };
    let digits = String::from_utf8_lossy(&header[SUM]);
    let digits = digits.trim_matches(['\0', ' ']);
    let stated = u32::from_str_radix(digits, 8).ok();
    let sum = |header: &[u8]| header.iter().map(|&byte| u32::from(byte)).sum::<u32>();
    // The sum itself counts as blanks.
    stated == Some(sum(&header[..SUM.start]) + sum(&header[SUM.end..]) + 8 * u32::from(b' '))
}

/// The files of the archive `bytes`, which messages call `label`. Offsets are those in what the archive expands to.
pub(super) fn unpack(label: &str, bytes: &Bytes) -> Result<Memory> {
    let mut gathered = Gathered::new(label);
    let mut archive = Archive::new(Cursor::new(bytes.as_slice()));
    // Where the next header has to be.
    let mut end = 0;
    let mut sparse = 0;
    let entries = archive.entries_with_seek().map_err(|e| gathered.damaged(0, format!("tar: {e}")))?;
    for entry in entries {
        let mut entry = entry.map_err(|e| gathered.damaged(end, format!("tar: {e}")))?;
        let at = entry.raw_header_position();
        let name = entry.path_bytes().into_owned();
        let kind = entry.header().entry_type();
        let mut start = entry.raw_file_position();
        if entry.header().as_gnu().is_some_and(|gnu| kind == EntryType::GNUSparse && gnu.is_extended()) {
            start += further_blocks(bytes, start) * BLOCK as u64;
        }
        let stored = if kind == EntryType::GNUSparse { entry.header().entry_size().unwrap_or(0) } else { entry.size() };
        let Some(content) = bytes.slice(start, stored) else {
            let name = String::from_utf8_lossy(&name);
            let what =
                format!("tar: member {name} of {stored} bytes lies beyond the end, which is at {:#x}", bytes.len());
            return Err(gathered.damaged(start, what));
        };
        end = start.saturating_add(stored).next_multiple_of(BLOCK as u64);
        match kind {
            EntryType::Regular | EntryType::Continuous => gathered.file(at, &name, content)?,
            EntryType::GNUSparse => {
                // Its holes lie nowhere: the file is made, within the same bounds as what is compressed.
                sparse += entry.size();
                if sparse > limit(bytes.len()) {
                    return Err(gathered.damaged(at, "tar: files with holes are larger than one of its size may hold"));
                }
                let mut whole = Vec::new();
                entry.read_to_end(&mut whole).map_err(|e| gathered.damaged(at, format!("tar: {e}")))?;
                gathered.file(at, &name, Bytes::from_vec(whole))?;
            }
            EntryType::Symlink => gathered.link(at, &name, &entry.link_name_bytes().unwrap_or_default())?,
            EntryType::Link => gathered.hard_link(at, &name, &entry.link_name_bytes().unwrap_or_default())?,
            // What applies to all members says nothing about what they hold.
            EntryType::XGlobalHeader => {}
            _ => gathered.other(at, &name)?,
        }
    }
    // A cut between two members shows only by that.
    if bytes.slice(end, BLOCK as u64).is_none_or(|block| block.as_slice().iter().any(|&byte| byte != 0)) {
        return Err(gathered.damaged(end, "tar: it is cut off: the blocks of zeros at its end are missing"));
    }
    Ok(gathered.finish())
}

/// How many blocks that list where a sparse file has content stand behind its header.
fn further_blocks(bytes: &Bytes, start: u64) -> u64 {
    let blocks = bytes.as_slice().get(start as usize..).unwrap_or_default().chunks_exact(BLOCK);
    // Each says whether one more follows.
    1 + blocks.take_while(|block| block[504] != 0).count() as u64
}
