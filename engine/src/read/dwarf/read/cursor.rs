//! A cursor over a DWARF section: bytes, LEB128 and forms, with relocations applied on the fly.
//!
//! In a relocatable object the bytes of `DW_FORM_strp` and its like are meaningless in place; the
//! relocation entry at that offset holds the value. Entries are sorted, and DIEs are read in ascending
//! order, so the cursor walks along with them and gallops over what was jumped.

use gimli::Encoding;
use gimli::constants as dw;

use super::error::{DwarfError, Result};
use crate::read::elf::{Relocs, Section};

/// Stands for a DIE whose size depends on its content.
pub const VARIABLE: u32 = u32::MAX;

/// See the module.
#[derive(Clone)]
pub struct Cursor<'a> {
    data: &'a [u8],
    /// Position in the section in bytes.
    pub pos: usize,
    big_endian: bool,
    relocs: Option<&'a Relocs>,
    reloc: usize,
    reloc_offset: u64,
}

/// A form's value as the lowering needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Constant (zero-extended), flag, address, section offset.
    Unsigned(u64),
    /// `DW_FORM_sdata`, `DW_FORM_implicit_const`.
    Signed(i64),
    /// Offset into `.debug_str`.
    Strp(u64),
    /// Offset into `.debug_line_str`.
    LineStrp(u64),
    /// Offset into the supplementary file's `.debug_str`.
    StrpSup(u64),
    /// Index into the string offsets table.
    Strx(u64),
    /// Inline string: offset in this section.
    Inline(u64),
    /// Index into `.debug_addr`.
    Addrx(u64),
    /// Reference within the unit.
    UnitRef(u64),
    /// Reference within `.debug_info`.
    InfoRef(u64),
    /// Type signature.
    Sig8(u64),
    /// Reference into the supplementary file's `.debug_info`.
    SupRef(u64),
    /// Expression or block: offset and length in this section.
    Block(u64, u32),
}

impl<'a> Cursor<'a> {
    /// At `pos` of a section.
    #[must_use]
    pub fn new(section: &'a Section, big_endian: bool, pos: usize) -> Self {
        Self::from_parts(section.data(), section.relocs(), big_endian, pos)
    }

    /// The same without a [`Section`].
    #[must_use]
    pub fn from_parts(data: &'a [u8], relocs: Option<&'a Relocs>, big_endian: bool, pos: usize) -> Self {
        let mut cursor = Self { data, pos, big_endian, relocs, reloc: 0, reloc_offset: u64::MAX };
        if let Some(r) = relocs {
            cursor.reloc = r.lower_bound(pos as u64);
            cursor.load_reloc(r);
        }
        cursor
    }

    fn load_reloc(&mut self, relocs: &Relocs) {
        self.reloc_offset = relocs.offset(self.reloc);
    }

    #[cold]
    fn seek_reloc(&mut self, relocs: &Relocs, at: u64) {
        for _ in 0..16 {
            self.reloc += 1;
            self.load_reloc(relocs);
            if self.reloc_offset >= at {
                return;
            }
        }
        self.reloc = relocs.lower_bound(at);
        self.load_reloc(relocs);
    }

    /// Applies the relocation at `at` to the value read there, if there is one.
    #[inline]
    fn relocate(&mut self, at: usize, value: u64) -> u64 {
        let Some(relocs) = self.relocs else { return value };
        let at = at as u64;
        if self.reloc_offset < at {
            self.seek_reloc(relocs, at);
        } else if self.reloc_offset > at && self.reloc > 0 && relocs.offset(self.reloc - 1) >= at {
            // Went backwards.
            self.reloc = relocs.lower_bound(at);
            self.load_reloc(relocs);
        }
        if self.reloc_offset != at {
            return value;
        }
        relocs.entry(self.reloc).apply(value)
    }

    /// The bytes from here on if the next `size` of them can be taken as they are: little endian, nothing to
    /// relocate among them, and eight more behind them.
    #[inline]
    #[must_use]
    pub fn fixed(&mut self, size: u32) -> Option<&'a [u8]> {
        let end = self.pos.checked_add(size as usize)?;
        if self.big_endian || size == VARIABLE {
            return None;
        }
        if let Some(relocs) = self.relocs {
            if self.reloc_offset < self.pos as u64 {
                self.seek_reloc(relocs, self.pos as u64);
            } else if self.reloc > 0 && relocs.offset(self.reloc - 1) >= self.pos as u64 {
                return None;
            }
            if self.reloc_offset < end as u64 {
                return None;
            }
        }
        self.data.get(self.pos..end + 8)
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.pos >= self.data.len()
    }

    /// Cuts off everything from `end` on.
    pub fn limit(&mut self, end: usize) {
        self.data = &self.data[..end.min(self.data.len())];
    }

    /// One byte.
    #[inline]
    pub fn u8(&mut self) -> Result<u8> {
        let b = *self.data.get(self.pos).ok_or(DwarfError::Truncated)?;
        self.pos += 1;
        Ok(b)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let bytes = self.data.get(self.pos..).and_then(|d| d.first_chunk::<N>()).ok_or(DwarfError::Truncated)?;
        self.pos += N;
        Ok(*bytes)
    }

    /// Two bytes.
    #[inline]
    pub fn u16(&mut self) -> Result<u16> {
        let b = self.array()?;
        Ok(if self.big_endian { u16::from_be_bytes(b) } else { u16::from_le_bytes(b) })
    }

    /// Four bytes.
    #[inline]
    pub fn u32(&mut self) -> Result<u32> {
        let b = self.array()?;
        Ok(if self.big_endian { u32::from_be_bytes(b) } else { u32::from_le_bytes(b) })
    }

    /// Eight bytes.
    #[inline]
    pub fn u64(&mut self) -> Result<u64> {
        let b = self.array()?;
        Ok(if self.big_endian { u64::from_be_bytes(b) } else { u64::from_le_bytes(b) })
    }

    /// Unsigned LEB128.
    #[inline]
    pub fn uleb(&mut self) -> Result<u64> {
        let first = self.u8()?;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        let mut result = u64::from(first & 0x7f);
        let mut shift = 7;
        loop {
            let byte = self.u8()?;
            if shift < 64 {
                result |= u64::from(byte & 0x7f) << shift;
            } else if byte & 0x7f != 0 {
                return Err(DwarfError::BadLeb);
            }
            if byte < 0x80 {
                return Ok(result);
            }
            shift += 7;
            if shift > 1024 {
                return Err(DwarfError::BadLeb);
            }
        }
    }

    /// Signed LEB128.
    #[inline]
    pub fn sleb(&mut self) -> Result<i64> {
        let mut result = 0u64;
        let mut shift = 0u32;
        loop {
            let byte = self.u8()?;
            if shift < 64 {
                result |= u64::from(byte & 0x7f) << shift;
            }
            shift += 7;
            if byte < 0x80 {
                if shift < 64 && byte & 0x40 != 0 {
                    result |= u64::MAX << shift;
                }
                return Ok(result.cast_signed());
            }
            if shift > 1024 {
                return Err(DwarfError::BadLeb);
            }
        }
    }

    /// Moves on by `n` bytes.
    #[inline]
    pub fn skip(&mut self, n: u64) -> Result<()> {
        let left = (self.data.len() - self.pos.min(self.data.len())) as u64;
        if n > left {
            return Err(DwarfError::Truncated);
        }
        self.pos += n as usize;
        Ok(())
    }

    /// Relocated integer of `size` bytes (1, 2, 3, 4 or 8).
    #[inline]
    pub fn word(&mut self, size: usize) -> Result<u64> {
        let at = self.pos;
        let raw = match size {
            1 => u64::from(self.u8()?),
            2 => u64::from(self.u16()?),
            3 => {
                let b: [u8; 3] = self.array()?;
                let (x, y, z) = (u64::from(b[0]), u64::from(b[1]), u64::from(b[2]));
                if self.big_endian { x << 16 | y << 8 | z } else { z << 16 | y << 8 | x }
            }
            4 => u64::from(self.u32()?),
            8 => self.u64()?,
            _ => return Err(DwarfError::BadOffset(at as u64)),
        };
        Ok(self.relocate(at, raw))
    }

    /// Moves past a NUL-terminated string and returns where it starts.
    #[inline]
    pub fn inline_string(&mut self) -> Result<u64> {
        let start = self.pos;
        let rest = self.data.get(start..).ok_or(DwarfError::Truncated)?;
        let len = rest.iter().position(|&b| b == 0).ok_or(DwarfError::Truncated)?;
        self.pos = start + len + 1;
        Ok(start as u64)
    }

    fn block(&mut self, len: u64) -> Result<Value> {
        let start = self.pos as u64;
        self.skip(len)?;
        Ok(Value::Block(start, u32::try_from(len).map_err(|_| DwarfError::BadOffset(len))?))
    }

    /// Reads the value of a form.
    #[inline]
    pub fn form(&mut self, form: dw::DwForm, implicit: i64, e: Encoding) -> Result<Value> {
        Ok(match form {
            dw::DW_FORM_strp => Value::Strp(self.word(offset_size(e))?),
            dw::DW_FORM_ref4 => Value::UnitRef(u64::from(self.u32()?)),
            dw::DW_FORM_data1 | dw::DW_FORM_flag => Value::Unsigned(u64::from(self.u8()?)),
            dw::DW_FORM_data2 => Value::Unsigned(u64::from(self.u16()?)),
            dw::DW_FORM_data4 => Value::Unsigned(self.word(4)?),
            dw::DW_FORM_data8 => Value::Unsigned(self.word(8)?),
            dw::DW_FORM_flag_present => Value::Unsigned(1),
            dw::DW_FORM_implicit_const => Value::Signed(implicit),
            dw::DW_FORM_udata => Value::Unsigned(self.uleb()?),
            dw::DW_FORM_sdata => Value::Signed(self.sleb()?),
            dw::DW_FORM_sec_offset => Value::Unsigned(self.word(offset_size(e))?),
            dw::DW_FORM_exprloc | dw::DW_FORM_block => {
                let n = self.uleb()?;
                self.block(n)?
            }
            dw::DW_FORM_addr => Value::Unsigned(self.word(usize::from(e.address_size))?),
            dw::DW_FORM_line_strp => Value::LineStrp(self.word(offset_size(e))?),
            dw::DW_FORM_string => Value::Inline(self.inline_string()?),
            dw::DW_FORM_strx | dw::DW_FORM_GNU_str_index => Value::Strx(self.uleb()?),
            dw::DW_FORM_strx1 => Value::Strx(u64::from(self.u8()?)),
            dw::DW_FORM_strx2 => Value::Strx(u64::from(self.u16()?)),
            dw::DW_FORM_strx3 => Value::Strx(self.word(3)?),
            dw::DW_FORM_strx4 => Value::Strx(u64::from(self.u32()?)),
            dw::DW_FORM_addrx | dw::DW_FORM_GNU_addr_index => Value::Addrx(self.uleb()?),
            dw::DW_FORM_addrx1 => Value::Addrx(u64::from(self.u8()?)),
            dw::DW_FORM_addrx2 => Value::Addrx(u64::from(self.u16()?)),
            dw::DW_FORM_addrx3 => Value::Addrx(self.word(3)?),
            dw::DW_FORM_addrx4 => Value::Addrx(u64::from(self.u32()?)),
            dw::DW_FORM_ref1 => Value::UnitRef(u64::from(self.u8()?)),
            dw::DW_FORM_ref2 => Value::UnitRef(u64::from(self.u16()?)),
            dw::DW_FORM_ref8 => Value::UnitRef(self.u64()?),
            dw::DW_FORM_ref_udata => Value::UnitRef(self.uleb()?),
            dw::DW_FORM_ref_addr => {
                // DWARF 2 used the size of an address here.
                let size = if e.version <= 2 { usize::from(e.address_size) } else { offset_size(e) };
                Value::InfoRef(self.word(size)?)
            }
            dw::DW_FORM_ref_sig8 => Value::Sig8(self.u64()?),
            dw::DW_FORM_GNU_ref_alt => Value::SupRef(self.word(offset_size(e))?),
            dw::DW_FORM_ref_sup4 => Value::SupRef(u64::from(self.u32()?)),
            dw::DW_FORM_ref_sup8 => Value::SupRef(self.u64()?),
            dw::DW_FORM_GNU_strp_alt | dw::DW_FORM_strp_sup => Value::StrpSup(self.word(offset_size(e))?),
            dw::DW_FORM_block1 => {
                let n = u64::from(self.u8()?);
                self.block(n)?
            }
            dw::DW_FORM_block2 => {
                let n = u64::from(self.u16()?);
                self.block(n)?
            }
            dw::DW_FORM_block4 => {
                let n = u64::from(self.u32()?);
                self.block(n)?
            }
            dw::DW_FORM_data16 => self.block(16)?,
            dw::DW_FORM_loclistx => Value::Unsigned(self.uleb()?),
            dw::DW_FORM_rnglistx => Value::Addrx(self.uleb()?),
            dw::DW_FORM_indirect => {
                let inner = dw::DwForm(u16::try_from(self.uleb()?).map_err(|_| DwarfError::BadLeb)?);
                if inner == dw::DW_FORM_indirect || inner == dw::DW_FORM_implicit_const {
                    return Err(DwarfError::UnknownForm(u64::from(inner.0)));
                }
                self.form(inner, 0, e)?
            }
            other => return Err(DwarfError::UnknownForm(u64::from(other.0))),
        })
    }
}

/// Bytes of an offset into a section.
#[inline]
fn offset_size(e: Encoding) -> usize {
    usize::from(e.format.word_size())
}

/// Bytes that a form takes in every DIE, if that is fixed.
#[must_use]
pub fn fixed_size(form: dw::DwForm, e: Encoding) -> Option<u32> {
    Some(match form {
        dw::DW_FORM_flag_present | dw::DW_FORM_implicit_const => 0,
        dw::DW_FORM_data1 | dw::DW_FORM_flag | dw::DW_FORM_ref1 | dw::DW_FORM_strx1 | dw::DW_FORM_addrx1 => 1,
        dw::DW_FORM_data2 | dw::DW_FORM_ref2 | dw::DW_FORM_strx2 | dw::DW_FORM_addrx2 => 2,
        dw::DW_FORM_strx3 | dw::DW_FORM_addrx3 => 3,
        dw::DW_FORM_data4 | dw::DW_FORM_ref4 | dw::DW_FORM_strx4 | dw::DW_FORM_addrx4 | dw::DW_FORM_ref_sup4 => 4,
        dw::DW_FORM_data8 | dw::DW_FORM_ref8 | dw::DW_FORM_ref_sig8 | dw::DW_FORM_ref_sup8 => 8,
        dw::DW_FORM_data16 => 16,
        dw::DW_FORM_strp
        | dw::DW_FORM_line_strp
        | dw::DW_FORM_sec_offset
        | dw::DW_FORM_GNU_ref_alt
        | dw::DW_FORM_GNU_strp_alt
        | dw::DW_FORM_strp_sup => u32::from(e.format.word_size()),
        dw::DW_FORM_addr => u32::from(e.address_size),
        dw::DW_FORM_ref_addr if e.version > 2 => u32::from(e.format.word_size()),
        _ => return None,
    })
}
