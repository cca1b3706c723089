//! Which addresses the code of a unit covers: tells an export that its unit states no type of from one that no unit
//! knows.
//!
//! `.debug_aranges` says it for units of several pieces (assemblers write it always), `DW_AT_low_pc` and
//! `DW_AT_high_pc` for the others.

use super::read::cursor::Cursor;
use super::read::error::Result;
use super::read::unit::DwarfFile;

/// Ranges of addresses, sorted by start.
#[derive(Debug, Default)]
pub struct Cover {
    ranges: Vec<(u64, u64)>,
}

impl Cover {
    /// What the units cover that `counts` lets in. `pieces` are those that they state themselves.
    pub fn new(file: &DwarfFile<'_>, counts: impl Fn(usize) -> bool, pieces: impl Iterator<Item = (u64, u64)>) -> Self {
        let mut ranges: Vec<(u64, u64)> = pieces.collect();
        let mut cursor = Cursor::new(&file.main.aranges, file.main.big_endian, 0);
        // A table that is cut off says less; the exports that it would cover then have no type, which is told.
        while !cursor.at_end() && table(file, &mut cursor, &counts, &mut ranges).is_ok() {}
        ranges.sort_unstable();
        // Those inside of others would hide them from the search.
        let mut end = 0;
        ranges.retain(|r| {
            let outside = r.1 > end;
            end = end.max(r.1);
            outside
        });
        Self { ranges }
    }

    /// Whether an address is covered.
    pub fn has(&self, address: u64) -> bool {
        let next = self.ranges.partition_point(|r| r.0 <= address);
        next.checked_sub(1).is_some_and(|i| address < self.ranges[i].1)
    }
}

/// One table of `.debug_aranges` (DWARF 5, 6.1.2): the ranges of one unit. Not through gimli, which steps over empty
/// ranges by recursion: a section of zeros would end in a stack that is full.
fn table(
    file: &DwarfFile<'_>,
    cursor: &mut Cursor<'_>,
    counts: &impl Fn(usize) -> bool,
    ranges: &mut Vec<(u64, u64)>,
) -> Result<()> {
    let start = cursor.pos;
    let mut length = u64::from(cursor.u32()?);
    let wide = length == 0xffff_ffff;
    if wide {
        length = cursor.u64()?;
    }
    let end = cursor.pos.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
    cursor.u16()?;
    let unit = cursor.word(if wide { 8 } else { 4 })?;
    let size = usize::from(cursor.u8()?);
    let segment = u64::from(cursor.u8()?);
    let known = matches!(size, 4 | 8) && segment == 0;
    let wanted = known && file.unit_at(0, unit).is_some_and(|i| file.units[i].start == unit && counts(i));
    if wanted {
        // Pairs are aligned to their own size, counted from the start of the table.
        let header = cursor.pos - start;
        cursor.skip((header.next_multiple_of(2 * size) - header) as u64)?;
        while cursor.pos + 2 * size <= end {
            let (low, bytes) = (cursor.word(size)?, cursor.word(size)?);
            if bytes != 0 && low != 0 {
                ranges.push((low, low.saturating_add(bytes)));
            }
        }
    }
    cursor.pos = start;
    cursor.skip((end - start) as u64)
}
