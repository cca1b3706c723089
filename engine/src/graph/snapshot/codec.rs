//! Numbers and strings of a section: LEB128, zigzag, length-prefixed text.
//!
//! [`Cursor`] keeps the first error and goes on with zeros, so that the loops over a million edges carry no
//! `Result`; [`Cursor::finish`] tells. Every allocation is bounded by the bytes that are there.

use crate::ground::error::snapshot::{Reason, SnapshotError};

/// Maps small negative numbers to small unsigned ones: 0, -1, 1, -2 -> 0, 1, 2, 3.
#[inline]
pub(crate) fn zigzag(v: i64) -> u64 {
    ((v << 1) ^ (v >> 63)).cast_unsigned()
}

/// The inverse of [`zigzag`].
#[inline]
pub(crate) fn unzigzag(v: u64) -> i64 {
    (v >> 1).cast_signed() ^ -(v & 1).cast_signed()
}

/// A section under construction.
#[derive(Default)]
pub(crate) struct Sink(pub(crate) Vec<u8>);

impl Sink {
    /// LEB128.
    #[inline]
    pub(crate) fn uint(&mut self, mut v: u64) {
        while v >= 0x80 {
            self.0.push((v & 0x7f) as u8 | 0x80);
            v >>= 7;
        }
        self.0.push(v as u8);
    }
    /// Zigzag LEB128.
    #[inline]
    pub(crate) fn int(&mut self, v: i64) {
        self.uint(zigzag(v));
    }
    /// Length in bytes, then UTF-8.
    pub(crate) fn text(&mut self, s: &str) {
        self.uint(s.len() as u64);
        self.0.extend_from_slice(s.as_bytes());
    }
    /// Count, then the strings.
    pub(crate) fn texts(&mut self, list: &[String]) {
        self.uint(list.len() as u64);
        for s in list {
            self.text(s);
        }
    }
}

/// A section being read.
pub(crate) struct Cursor<'a> {
    section: &'static str,
    data: &'a [u8],
    pos: usize,
    error: Option<(usize, Reason)>,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(section: &'static str, data: &'a [u8]) -> Self {
        Self { section, data, pos: 0, error: None }
    }
    /// Notes an error at the current position, unless an earlier one is known.
    #[cold]
    #[inline(never)]
    pub(crate) fn fail(&mut self, reason: Reason) {
        if self.error.is_none() {
            self.error = Some((self.pos, reason));
        }
        self.pos = self.data.len();
    }
    /// Whether an error was met.
    pub(crate) fn failed(&self) -> bool {
        self.error.is_some()
    }
    /// Bytes not read yet.
    pub(crate) fn rest(&self) -> usize {
        self.data.len() - self.pos
    }
    /// One byte; 0 after an error.
    #[inline]
    pub(crate) fn byte(&mut self) -> u8 {
        if let Some(&b) = self.data.get(self.pos) {
            self.pos += 1;
            b
        } else {
            self.fail(Reason::Truncated);
            0
        }
    }
    /// LEB128 of at most 64 bits; 0 after an error.
    #[inline]
    pub(crate) fn uint(&mut self) -> u64 {
        match self.data.get(self.pos) {
            Some(&b) if b < 0x80 => {
                self.pos += 1;
                u64::from(b)
            }
            _ => self.long_uint(),
        }
    }
    fn long_uint(&mut self) -> u64 {
        let mut v = 0u64;
        for shift in (0..64).step_by(7) {
            let b = self.byte();
            if shift == 63 && b > 1 {
                break;
            }
            v |= u64::from(b & 0x7f) << shift;
            if b < 0x80 {
                return v;
            }
        }
        self.fail(Reason::UnknownValue);
        0
    }
    /// Zigzag LEB128; 0 after an error.
    #[inline]
    pub(crate) fn int(&mut self) -> i64 {
        unzigzag(self.uint())
    }
    /// A number that must fit its column; 0 after an error.
    #[inline]
    pub(crate) fn fit<T: TryFrom<u64> + Default>(&mut self) -> T {
        let v = self.uint();
        T::try_from(v).unwrap_or_else(|_| {
            self.fail(Reason::UnknownValue);
            T::default()
        })
    }
    /// `v` as an index below `limit`; 0 after an error.
    #[inline]
    pub(crate) fn check(&mut self, v: i64, limit: u32) -> u32 {
        if v >= 0 && v < i64::from(limit) {
            v as u32
        } else {
            self.fail(Reason::IndexOutOfRange);
            0
        }
    }
    /// An index below `limit`; 0 after an error.
    #[inline]
    pub(crate) fn index(&mut self, limit: u32) -> u32 {
        let v = self.uint();
        self.check(i64::try_from(v).unwrap_or(i64::MAX), limit)
    }
    /// A number that stands for one of `table`; the first after an error.
    #[inline]
    pub(crate) fn one_of<T: Copy>(&mut self, table: &[T]) -> T {
        let v = self.uint();
        self.pick(v, table)
    }
    /// The entry of `table` that `v` stands for; the first after an error.
    #[inline]
    pub(crate) fn pick<T: Copy>(&mut self, v: u64, table: &[T]) -> T {
        usize::try_from(v).ok().and_then(|i| table.get(i)).copied().unwrap_or_else(|| {
            self.fail(Reason::UnknownValue);
            table[0]
        })
    }
    /// 0 or 1.
    pub(crate) fn flag(&mut self) -> bool {
        self.one_of(&[false, true])
    }
    /// A count of items that take at least one byte each; 0 after an error.
    pub(crate) fn count(&mut self) -> usize {
        let v = self.uint();
        match usize::try_from(v) {
            Ok(n) if n <= self.rest() => n,
            _ => {
                self.fail(Reason::CountMismatch);
                0
            }
        }
    }
    /// The next `len` bytes; none after an error.
    pub(crate) fn bytes(&mut self, len: usize) -> &'a [u8] {
        if len <= self.rest() {
            let found = &self.data[self.pos..self.pos + len];
            self.pos += len;
            found
        } else {
            self.fail(Reason::Truncated);
            &[]
        }
    }
    /// Length-prefixed UTF-8; empty after an error.
    pub(crate) fn text(&mut self) -> String {
        let len = self.count();
        let bytes = self.bytes(len);
        if let Ok(text) = std::str::from_utf8(bytes) {
            text.to_owned()
        } else {
            self.fail(Reason::BadText);
            String::new()
        }
    }
    /// Counted strings.
    pub(crate) fn texts(&mut self) -> Vec<String> {
        let n = self.count();
        (0..n).map(|_| self.text()).collect()
    }
    /// Whether all went well and all was read.
    pub(crate) fn finish(self) -> Result<(), SnapshotError> {
        match self.error {
            Some((offset, reason)) => Err(SnapshotError::new(self.section, offset, reason)),
            None if self.pos != self.data.len() => {
                Err(SnapshotError::new(self.section, self.pos, Reason::TrailingData))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        let mut sink = Sink::default();
        let ints = [0, 1, -1, 63, -64, 64, i64::MAX, i64::MIN];
        let uints = [0, 127, 128, 16383, 16384, u64::MAX];
        ints.iter().for_each(|&v| sink.int(v));
        uints.iter().for_each(|&v| sink.uint(v));
        let mut cursor = Cursor::new("test", &sink.0);
        assert!(ints.iter().all(|&v| cursor.int() == v));
        assert!(uints.iter().all(|&v| cursor.uint() == v));
        cursor.finish().unwrap();
    }

    #[test]
    fn first_error_is_kept() {
        let mut cursor = Cursor::new("test", &[5, 9, 1]);
        assert_eq!(cursor.index(6), 5);
        assert_eq!(cursor.index(6), 0);
        assert_eq!(cursor.uint(), 0);
        let error = cursor.finish().unwrap_err();
        assert_eq!((error.offset, error.reason), (2, Reason::IndexOutOfRange));
    }

    #[test]
    fn overlong_number_is_an_error() {
        for bytes in [&[0xff; 11][..], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2]] {
            let mut cursor = Cursor::new("test", bytes);
            cursor.uint();
            assert!(cursor.finish().is_err());
        }
    }
}
