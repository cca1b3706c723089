//! BTF written by hand, so that tests can say each byte of it.

/// `BTF_KIND_*`
pub mod kind {
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

/// A BTF under construction.
pub struct Blob {
    big: bool,
    types: Vec<u8>,
    strings: std::cell::RefCell<Vec<u8>>,
    /// Where own strings and numbers start.
    string_start: u32,
    next: u32,
    /// Strings of the base.
    base: Vec<u8>,
    /// Length of the header in bytes.
    pub header: u32,
    /// Layouts by kind: size of an entry, size of what follows each type.
    pub layouts: Option<Vec<(u8, u8)>>,
}

impl Blob {
    pub fn new(big: bool) -> Self {
        let strings = std::cell::RefCell::new(vec![0]);
        Self { big, types: Vec::new(), strings, string_start: 0, next: 1, base: Vec::new(), header: 24, layouts: None }
    }

    /// A BTF that goes on where this one ends.
    pub fn split(&self) -> Self {
        let base = self.strings.borrow().clone();
        let strings = std::cell::RefCell::default();
        Self {
            types: Vec::new(),
            strings,
            string_start: base.len() as u32,
            next: self.next,
            base,
            ..Self::new(self.big)
        }
    }

    fn word(&self, v: u32) -> [u8; 4] {
        if self.big { v.to_be_bytes() } else { v.to_le_bytes() }
    }

    /// Offset of a string, which is added if it is new.
    pub fn string(&self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let wanted = [&[0], text.as_bytes(), &[0]].concat();
        let find = |all: &[u8]| all.windows(wanted.len()).position(|w| w == wanted).map(|at| at as u32 + 1);
        if let Some(at) = find(&self.base) {
            return at;
        }
        let mut strings = self.strings.borrow_mut();
        if let Some(at) = find(&[&[0], &strings[..]].concat()) {
            return self.string_start + at - 1;
        }
        let at = self.string_start + strings.len() as u32;
        strings.extend_from_slice(text.as_bytes());
        strings.push(0);
        at
    }

    pub fn add(&mut self, kind: u8, flag: bool, name: &str, value: u32, count: u32, words: &[u32]) -> u32 {
        let info = u32::from(flag) << 31 | u32::from(kind) << 24 | count;
        let name = self.string(name);
        self.push(name, info, value, words)
    }

    /// As [`Blob::add`], with a name offset that need not be one.
    pub fn add_raw(&mut self, name: u32, kind: u32, value: u32, words: &[u32]) -> u32 {
        self.push(name, kind << 24, value, words)
    }

    fn push(&mut self, name: u32, info: u32, value: u32, words: &[u32]) -> u32 {
        for &word in [name, info, value].iter().chain(words) {
            let bytes = self.word(word);
            self.types.extend_from_slice(&bytes);
        }
        self.next += 1;
        self.next - 1
    }

    /// An integer; bits of `encoding`: 1 signed, 2 char, 4 bool.
    pub fn int(&mut self, name: &str, byte_size: u32, encoding: u32) -> u32 {
        self.add(kind::INT, false, name, byte_size, 0, &[(encoding << 24) | (byte_size * 8)])
    }

    pub fn bytes(&self) -> Vec<u8> {
        let strings = self.strings.borrow();
        let layouts: Vec<u8> = self.layouts.iter().flatten().flat_map(|&(each, info)| [info, each, 0, 0]).collect();
        let (types, text) = (self.types.len() as u32, strings.len() as u32);
        let mut out = if self.big { vec![0xeb, 0x9f, 1, 0] } else { vec![0x9f, 0xeb, 1, 0] };
        let mut words = vec![self.header, 0, types, types, text];
        if self.header >= 32 {
            words.extend([types + text, layouts.len() as u32]);
        }
        out.extend(words.into_iter().flat_map(|w| self.word(w)));
        out.resize(self.header as usize, 0);
        out.extend_from_slice(&self.types);
        out.extend_from_slice(&strings);
        out.extend_from_slice(&layouts);
        out
    }
}
