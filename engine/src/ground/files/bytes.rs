//! Shared bytes: a part of a mapped file or of a decompressed buffer, cheap to clone, and the
//! integers in them.

use std::ops::Range;
use std::sync::Arc;

use crate::ground::files::map::Map;

#[derive(Debug)]
enum Backing {
    Map(Map),
    Heap(Vec<u8>),
}

/// A range of a mapped file or a buffer. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Bytes {
    owner: Option<Arc<Backing>>,
    range: Range<usize>,
}

impl Bytes {
    /// The whole of a mapped file.
    #[must_use]
    pub fn from_map(map: Map) -> Self {
        let range = 0..map.as_slice().len();
        Self { owner: Some(Arc::new(Backing::Map(map))), range }
    }
    /// A buffer.
    #[must_use]
    pub fn from_vec(data: Vec<u8>) -> Self {
        let range = 0..data.len();
        Self { owner: Some(Arc::new(Backing::Heap(data))), range }
    }
    /// The bytes.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        let all = match self.owner.as_deref() {
            None => return &[],
            Some(Backing::Map(map)) => map.as_slice(),
            Some(Backing::Heap(data)) => data,
        };
        all.get(self.range.clone()).unwrap_or_default()
    }
    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.range.len()
    }
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }
    /// `len` bytes from `start`; `None` if they are not all there.
    #[must_use]
    pub fn slice(&self, start: u64, len: u64) -> Option<Self> {
        let start = usize::try_from(start).ok()?;
        let len = usize::try_from(len).ok()?;
        let end = start.checked_add(len)?;
        (end <= self.range.len())
            .then(|| Self { owner: self.owner.clone(), range: self.range.start + start..self.range.start + end })
    }
}

/// Byte order and word size of a file: how to read its integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Big endian.
    pub big: bool,
    /// ELFCLASS64.
    pub wide: bool,
}

impl Layout {
    /// The integer of 2 bytes at `at`.
    #[must_use]
    #[inline]
    pub fn u16(self, data: &[u8], at: usize) -> Option<u16> {
        let raw = data.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(raw) } else { u16::from_le_bytes(raw) })
    }
    /// The integer of 4 bytes at `at`.
    #[must_use]
    #[inline]
    pub fn u32(self, data: &[u8], at: usize) -> Option<u32> {
        let raw = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big { u32::from_be_bytes(raw) } else { u32::from_le_bytes(raw) })
    }
    /// The integer of 8 bytes at `at`.
    #[must_use]
    #[inline]
    pub fn u64(self, data: &[u8], at: usize) -> Option<u64> {
        let raw = data.get(at..at.checked_add(8)?)?.try_into().ok()?;
        Some(if self.big { u64::from_be_bytes(raw) } else { u64::from_le_bytes(raw) })
    }
    /// The word (4 or 8 bytes by class) at `at`.
    #[must_use]
    #[inline]
    pub fn word(self, data: &[u8], at: usize) -> Option<u64> {
        if self.wide { self.u64(data, at) } else { self.u32(data, at).map(u64::from) }
    }
}

/// The string that starts at `at` and ends before the next zero byte; `None` if there is none.
#[must_use]
pub fn c_str(data: &[u8], at: usize) -> Option<&[u8]> {
    let rest = data.get(at..)?;
    Some(&rest[..memchr::memchr(0, rest)?])
}
