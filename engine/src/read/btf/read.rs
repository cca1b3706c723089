//! The bytes of BTF: header, types, strings.
//!
//! One walk over the types gives a row each; what follows a row (members, parameters) is read in place later.
//! Facts: include/uapi/linux/btf.h and Documentation/bpf/btf.rst of the kernel. A header may be longer than
//! 24 bytes; from 32 on it locates the layout section, which tells how long types of kinds are that this
//! reader does not know.

use std::sync::Arc;

use crate::ground::files::bytes::Layout;
use crate::ground::files::sniff::BTF_MAGIC as MAGIC;
use crate::read::elf::Section;
use crate::read::elf::strings::longest;

/// What is wrong, and where in the section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BtfError {
    /// Offset in bytes from the start of the section or file.
    pub(crate) offset: u64,
    /// What is there.
    pub(crate) what: String,
}

pub(super) type Result<T> = std::result::Result<T, BtfError>;

pub(super) fn damaged<T>(offset: usize, what: impl Into<String>) -> Result<T> {
    Err(BtfError { offset: offset as u64, what: what.into() })
}

/// How many bytes of names a byte of BTF may stand for. A member takes eight bytes and more, its name some ten.
const TEXT_RATIO: u64 = 16;
/// What any BTF may take of names.
const TEXT_FREE: u64 = 16 << 20;

/// `BTF_KIND_*`
pub(super) mod kind {
    pub const INT: u8 = 1;
    pub const PTR: u8 = 2;
    pub const ARRAY: u8 = 3;
    pub const STRUCT: u8 = 4;
    pub const UNION: u8 = 5;
    pub const ENUM: u8 = 6;
    pub const FWD: u8 = 7;
    pub const TYPEDEF: u8 = 8;
    pub const VOLATILE: u8 = 9;
    pub const CONST: u8 = 10;
    pub const RESTRICT: u8 = 11;
    pub const FUNC: u8 = 12;
    pub const FUNC_PROTO: u8 = 13;
    pub const VAR: u8 = 14;
    pub const DATASEC: u8 = 15;
    pub const FLOAT: u8 = 16;
    pub const DECL_TAG: u8 = 17;
    pub const TYPE_TAG: u8 = 18;
    pub const ENUM64: u8 = 19;
}

/// Bytes of one entry of a type, and bytes that follow every type of the kind. `None`: unknown kind.
fn sizes(kind: u8) -> Option<(usize, usize)> {
    Some(match kind {
        kind::INT | kind::VAR | kind::DECL_TAG => (0, 4),
        kind::ARRAY => (0, 12),
        kind::STRUCT | kind::UNION | kind::DATASEC | kind::ENUM64 => (12, 0),
        kind::ENUM | kind::FUNC_PROTO => (8, 0),
        kind::PTR
        | kind::FWD
        | kind::TYPEDEF
        | kind::VOLATILE
        | kind::CONST
        | kind::RESTRICT
        | kind::FUNC
        | kind::FLOAT
        | kind::TYPE_TAG => (0, 0),
        _ => return None,
    })
}

/// One type, as `struct btf_type` has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Offset of the type in the section.
    pub(super) at: u32,
    /// Offset of its name among the strings of base and own.
    pub(super) name: u32,
    /// `BTF_KIND_*`
    pub(super) kind: u8,
    /// `kind_flag`
    pub(super) flag: bool,
    /// Number of entries; the linkage of a function.
    pub(super) count: u32,
    /// Size in bytes, or number of the type referred to.
    pub(super) value: u32,
}

/// A kind that this reader does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    /// Offset of the type.
    pub(super) at: u32,
    /// Its number.
    pub(super) number: u32,
    pub(super) kind: u8,
    /// The layout section said how long it is; else nothing behind it could be read.
    pub(super) skipped: bool,
}

/// BTF with its rows. Types are numbered from 1; those of split BTF go on where its base ends.
#[derive(Debug)]
pub(crate) struct Btf {
    section: Section,
    layout: Layout,
    /// The BTF that this one continues.
    pub(super) base: Option<Arc<Btf>>,
    /// Number of the first type.
    pub(super) start: u32,
    pub(super) rows: Vec<Row>,
    /// Offset and length of the strings in the section.
    strings: (usize, usize),
    /// Offset that the first own string has for references.
    string_start: u32,
    /// `.BTF.base`: of records only names and sizes are stated.
    pub(super) distilled: bool,
    /// Kinds that are not known: those that were skipped, or the one where reading ended.
    pub(super) unknown: Vec<Unknown>,
}

struct Header {
    layout: Layout,
    types: (usize, usize),
    strings: (usize, usize),
    kinds: (usize, usize),
}

fn header(data: &[u8]) -> Result<Header> {
    let magic = data.get(..2).map(|b| [b[0], b[1]]);
    let big = match magic {
        Some(m) if u16::from_le_bytes(m) == MAGIC => false,
        Some(m) if u16::from_be_bytes(m) == MAGIC => true,
        Some(_) => return damaged(0, "no BTF magic"),
        None => return damaged(0, "the header is cut off"),
    };
    let layout = Layout { big, wide: true };
    let word = |at: usize| match layout.u32(data, at) {
        Some(v) => Ok(v as usize),
        None => damaged(at, "the header is cut off"),
    };
    if data.get(2) != Some(&1) {
        return damaged(2, format!("BTF version {}, only 1 is known", data.get(2).copied().unwrap_or(0)));
    }
    let len = word(4)?;
    if len < 24 || len > data.len() {
        return damaged(4, format!("the header claims {len} bytes of {}", data.len()));
    }
    let range = |at: usize, what: &str| {
        let (off, size) = (word(at)?, word(at + 4)?);
        // All offsets count from the end of the header.
        match len.checked_add(off).filter(|start| start.checked_add(size).is_some_and(|end| end <= data.len())) {
            Some(start) => Ok((start, size)),
            None => damaged(at, format!("{what} claim {size} bytes from {off:#x}, beyond the end")),
        }
    };
    let kinds = if len >= 32 { range(24, "layouts")? } else { (0, 0) };
    Ok(Header { layout, types: range(8, "types")?, strings: range(16, "strings")?, kinds })
}

/// Whether the BTF continues another one: its strings do not begin with the empty one, which is the base's.
///
/// # Errors
/// The header cannot be read.
pub(crate) fn is_split(data: &[u8]) -> Result<bool> {
    let header = header(data)?;
    let (start, len) = header.strings;
    Ok(len == 0 || data.get(start) != Some(&0))
}

impl Btf {
    /// Reads header and rows, and checks that each type lies within its section.
    ///
    /// # Errors
    /// The section contradicts itself.
    pub(crate) fn parse(section: &Section, base: Option<Arc<Self>>) -> Result<Self> {
        let data = section.data();
        let header = header(data)?;
        let (start, string_start) = match &base {
            Some(b) => {
                if b.layout.big != header.layout.big {
                    return damaged(0, "the base is of the other byte order");
                }
                if b.is_cut() {
                    return damaged(0, "its base cannot be read to the end, so its types have no numbers");
                }
                (b.start + b.rows.len() as u32, b.string_end())
            }
            None => (1, 0),
        };
        let (at, len) = header.strings;
        let strings = &data[at..at + len];
        if base.is_none() && strings.first() != Some(&0) {
            return damaged(at, "the strings do not begin with the empty one");
        }
        if strings.last().is_some_and(|&b| b != 0) {
            return damaged(at + len - 1, "the last string does not end");
        }
        if u64::from(string_start) + len as u64 > u64::from(u32::MAX) || data.len() > u32::MAX as usize {
            return damaged(16, "more than 4 GiB");
        }
        let mut btf = Self {
            section: section.clone(),
            layout: header.layout,
            base,
            start,
            rows: Vec::with_capacity(header.types.1 / 24),
            strings: header.strings,
            string_start,
            distilled: false,
            unknown: Vec::new(),
        };
        btf.walk(&header, data)?;
        btf.check_names()?;
        Ok(btf)
    }

    /// Names may be the end of others, and one long string may be the name of all: what they take together has a limit.
    fn check_names(&self) -> Result<()> {
        let most = (self.section.data().len() as u64).saturating_mul(TEXT_RATIO).saturating_add(TEXT_FREE);
        // Each name is referred to by four bytes of eight and more.
        let entries = (self.section.data().len() / 8) as u64;
        let longest = [Some(self), self.base.as_deref()].into_iter().flatten().map(|b| longest(b.strings())).max();
        if (longest.unwrap_or(0) as u64).saturating_mul(entries) <= most {
            return Ok(());
        }
        let mut total = 0;
        let mut add = |name: u32, at: u32| {
            total += self.name(name, at).map_or(0, <[u8]>::len) as u64;
            if total > most {
                return damaged(
                    at as usize,
                    format!(
                        "the names of its types take more than {most} bytes together, the limit for BTF of this size"
                    ),
                );
            }
            Ok(())
        };
        for row in &self.rows {
            add(row.name, row.at)?;
            let (words, count) = match row.kind {
                kind::STRUCT | kind::UNION | kind::ENUM64 => (3, row.count),
                kind::ENUM | kind::FUNC_PROTO => (2, row.count),
                _ => (0, 0),
            };
            for i in 0..count as usize {
                add(self.word(row, i * words), row.at)?;
            }
        }
        Ok(())
    }

    fn walk(&mut self, header: &Header, data: &[u8]) -> Result<()> {
        let (mut at, end) = (header.types.0, header.types.0 + header.types.1);
        while at < end {
            let (Some(name), Some(info), Some(value), true) = (
                self.layout.u32(data, at),
                self.layout.u32(data, at + 4),
                self.layout.u32(data, at + 8),
                at + 12 <= end,
            ) else {
                return damaged(at, "a type is cut off");
            };
            // 7 bits of kind and 24 of count since Linux 7.2; before, the bits that came were zero.
            let (kind, count) = ((info >> 24 & 0x7f) as u8, info & 0x00ff_ffff);
            let number = self.start + self.rows.len() as u32;
            let known = sizes(kind);
            let Some((each, fixed)) = known.or_else(|| layout_sizes(header, data, kind)) else {
                if kind == 0 {
                    return damaged(at, format!("type {number} is of kind 0"));
                }
                self.unknown.push(Unknown { at: at as u32, number, kind, skipped: false });
                return Ok(());
            };
            if known.is_none() {
                self.unknown.push(Unknown { at: at as u32, number, kind, skipped: true });
            }
            let next = (count as usize).saturating_mul(each).saturating_add(fixed).saturating_add(at + 12);
            if next > end {
                let what = format!("type {number} of kind {kind} claims {count} entries, beyond the end of the types");
                return damaged(at, what);
            }
            self.rows.push(Row { at: at as u32, name, kind, flag: info >> 31 != 0, count, value });
            at = next;
        }
        Ok(())
    }

    /// Whether the byte order is big endian.
    pub(super) fn is_big_endian(&self) -> bool {
        self.layout.big
    }

    /// Where the strings of a BTF that continues this one start.
    fn string_end(&self) -> u32 {
        self.string_start + self.strings.1 as u32
    }

    /// One past the last number.
    pub(super) fn end(&self) -> u32 {
        self.start + self.rows.len() as u32
    }

    /// Types could not all be read, because a kind is unknown and nothing tells its length.
    pub(super) fn is_cut(&self) -> bool {
        self.unknown.last().is_some_and(|u| !u.skipped) || self.base.as_ref().is_some_and(|b| b.is_cut())
    }

    /// The row of a number with the BTF that it is in, own or base; `None` for void and what there is not.
    pub(super) fn find(&self, number: u32) -> Option<(&Self, &Row)> {
        let of = match &self.base {
            Some(base) if number < self.start => base,
            _ => self,
        };
        Some((of, of.rows.get(number.checked_sub(of.start)? as usize)?))
    }

    /// The row of a number, see [`Btf::find`].
    pub(super) fn row(&self, number: u32) -> Option<&Row> {
        self.find(number).map(|(_, row)| row)
    }

    /// Own strings.
    pub(super) fn strings(&self) -> &[u8] {
        &self.section.data()[self.strings.0..self.strings.0 + self.strings.1]
    }

    /// A name of a row or entry at `at` in the section.
    pub(super) fn name(&self, offset: u32, at: u32) -> Result<&[u8]> {
        if offset == 0 {
            return Ok(&[]);
        }
        if offset < self.string_start {
            return match &self.base {
                Some(base) => base.name(offset, at),
                None => damaged(at as usize, format!("no string at {offset:#x}")),
            };
        }
        let strings = self.strings();
        match strings.get((offset - self.string_start) as usize..).filter(|rest| !rest.is_empty()) {
            Some(rest) => Ok(&rest[..memchr::memchr(0, rest).unwrap_or(rest.len())]),
            None => damaged(at as usize, format!("no string at {offset:#x}")),
        }
    }

    /// Whether a string begins at an offset; it may also be the end of a longer one.
    pub(super) fn is_start(&self, offset: u32) -> bool {
        let of = match &self.base {
            Some(base) if offset < self.string_start => base,
            _ => self,
        };
        match offset.checked_sub(of.string_start) {
            None | Some(0) => true,
            Some(n) => of.strings().get(n as usize - 1).is_some_and(|&b| b == 0),
        }
    }

    /// Whether an offset is one into the strings of the base.
    pub(super) fn is_of_base(&self, offset: u32) -> bool {
        offset < self.string_start
    }

    /// Word `index` of what follows a row; the walk has seen that it is there.
    pub(super) fn word(&self, row: &Row, index: usize) -> u32 {
        self.layout.u32(self.section.data(), row.at as usize + 12 + index * 4).unwrap_or(0)
    }
}

/// Sizes of a kind by the layout section: one `struct btf_layout` (u8, u8, u16) a kind, from 0 on.
fn layout_sizes(header: &Header, data: &[u8], kind: u8) -> Option<(usize, usize)> {
    let (at, len) = header.kinds;
    let entry = usize::from(kind) * 4;
    if kind == 0 || entry + 4 > len {
        return None;
    }
    let info = *data.get(at + entry)?;
    let each = *data.get(at + entry + 1)?;
    Some((usize::from(each), usize::from(info)))
}
