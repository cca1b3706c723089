//! Interned strings: one arena, one id per distinct string, id 0 is the empty string ("no name").

use std::sync::OnceLock;

use hashbrown::HashTable;

/// Index of an interned string; [`NameId::NONE`] is the empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(pub u32);

impl NameId {
    /// No name: anonymous.
    pub const NONE: Self = Self(0);
    /// Whether there is no name.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The interner. Not more than 4 GiB of text.
///
/// The table from text to id is built when it is first asked for: names that come out of a snapshot
/// are mostly read by id.
#[derive(Clone)]
pub struct Names {
    text: String,
    ends: Vec<u32>,
    table: OnceLock<HashTable<u32>>,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").field("len", &self.ends.len()).finish_non_exhaustive()
    }
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self { text: String::new(), ends: Vec::new(), table: OnceLock::from(HashTable::new()) };
        names.intern("");
        names
    }
}

/// Whether two names may well mean one thing: they have a word in common, or one is a part of the other.
#[must_use]
pub fn resemble(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    let within = |short: &str, long: &str| short.len() > 2 && long.contains(short);
    let (p, q) = (x.concat(), y.concat());
    x.iter().any(|w| w.len() > 1 && y.contains(w)) || within(&p, &q) || within(&q, &p)
}

/// `readPage_v2`: `read`, `page`, `v`, `2`
pub fn words(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let starts = !before.is_alphanumeric()
            || before.is_ascii_digit() != c.is_ascii_digit()
            || before.is_lowercase() && c.is_uppercase();
        if c.is_alphanumeric() {
            if starts {
                out.push(String::new());
            }
            if let Some(word) = out.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    out
}

fn hash(s: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(s.as_bytes())
}

/// The table from text to id. Where a text is there twice, the first id has it.
fn build(text: &str, ends: &[u32]) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(ends.len());
    for id in 0..u32::try_from(ends.len()).unwrap_or(u32::MAX) {
        let s = slice(text, ends, id);
        table
            .entry(hash(s), |&other| slice(text, ends, other) == s, |&other| hash(slice(text, ends, other)))
            .or_insert(id);
    }
    table
}

impl Names {
    /// Names from their concatenated text and the end of each in it, in bytes; the first is the empty one.
    /// `None` unless the ends ascend from 0 to the length of the text along character boundaries.
    #[must_use]
    pub fn from_parts(text: String, ends: Vec<u32>) -> Option<Self> {
        let whole = ends.first() == Some(&0) && ends.last().is_some_and(|&end| end as usize == text.len());
        let cut = ends.is_sorted() && ends.iter().all(|&end| text.is_char_boundary(end as usize));
        (whole && cut).then_some(Self { text, ends, table: OnceLock::new() })
    }
    fn table(&self) -> &HashTable<u32> {
        self.table.get_or_init(|| build(&self.text, &self.ends))
    }
    /// Id of `s`, new or existing.
    pub fn intern(&mut self, s: &str) -> NameId {
        self.table();
        let table = self.table.get_mut().expect("initialized by the line above");
        let h = hash(s);
        let (text, ends) = (&mut self.text, &mut self.ends);
        if let Some(&id) = table.find(h, |&id| slice(text, ends, id) == s) {
            return NameId(id);
        }
        let id = u32::try_from(ends.len()).expect("fewer than 2^32 names");
        text.push_str(s);
        ends.push(u32::try_from(text.len()).expect("less than 4 GiB of names"));
        table.insert_unique(h, id, |&id| hash(slice(text, ends, id)));
        NameId(id)
    }
    /// Id of `s` if it is known.
    #[must_use]
    pub fn find(&self, s: &str) -> Option<NameId> {
        self.table().find(hash(s), |&id| slice(&self.text, &self.ends, id) == s).map(|&id| NameId(id))
    }
    /// The string of `id`.
    #[must_use]
    pub fn get(&self, id: NameId) -> &str {
        slice(&self.text, &self.ends, id.0)
    }
    /// Number of distinct strings, the empty one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }
    /// Never true: the empty string is always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// A member name without the number that a macro took from `__LINE__` or `__COUNTER__`.
///
/// The hidden half of a kABI slot is called `rh_kabi_hidden_412` or `__UNIQUE_ID_kabi_hide57`. The number is no
/// part of the program: it differs between versions of a header, and a counter even between units of one build.
/// Readers of debug information drop it before a name is hashed, so that one type stays one type.
#[must_use]
pub fn without_counter(name: &[u8]) -> &[u8] {
    if !name.last().is_some_and(u8::is_ascii_digit) {
        return name;
    }
    let counted = name.starts_with(b"__UNIQUE_ID_") || memchr::memmem::find(name, b"kabi_hid").is_some();
    let digits = name.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if counted { &name[..name.len() - digits] } else { name }
}

fn slice<'a>(text: &'a str, ends: &[u32], id: u32) -> &'a str {
    let i = id as usize;
    let start = if i == 0 { 0 } else { ends[i - 1] as usize };
    &text[start..ends[i] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_mean_one_thing() {
        for (a, b) in [("read_page", "readFolio"), ("len", "length"), ("get_devices", "devices"), ("read2", "read")] {
            assert!(resemble(a, b) && resemble(b, a), "{a}, {b}");
        }
        for (a, b) in [("hardware_enable", "check_processor_compatibility"), ("open", "close"), ("f", "g"), ("", "x")] {
            assert!(!resemble(a, b) && !resemble(b, a), "{a}, {b}");
        }
    }

    #[test]
    fn parts_answer_like_the_interner() {
        let mut names = Names::from_parts("fooé".to_owned(), vec![0, 3, 5]).unwrap();
        assert_eq!((names.find("foo"), names.find("é"), names.find("o")), (Some(NameId(1)), Some(NameId(2)), None));
        assert_eq!((names.intern("é"), names.intern("bar"), names.intern("")), (NameId(2), NameId(3), NameId::NONE));
        assert_eq!(names.get(NameId(3)), "bar");
    }

    #[test]
    fn a_counter_is_no_part_of_a_name() {
        for (name, stable) in [
            ("rh_kabi_hidden_412", "rh_kabi_hidden_"),
            ("__UNIQUE_ID_rh_kabi_hide57", "__UNIQUE_ID_rh_kabi_hide"),
            ("__UNIQUE_ID_kabi_hide_9", "__UNIQUE_ID_kabi_hide_"),
            ("rh_reserved1", "rh_reserved1"),
            ("hidden_2", "hidden_2"),
            ("__UNIQUE_ID_x", "__UNIQUE_ID_x"),
            ("", ""),
        ] {
            assert_eq!(without_counter(name.as_bytes()), stable.as_bytes(), "{name}");
        }
    }

    #[test]
    fn bad_parts_are_refused() {
        for ends in [&[][..], &[0], &[0, 4], &[0, 3, 2, 5], &[3, 5], &[0, 3, 9]] {
            assert!(Names::from_parts("fooé".to_owned(), ends.to_vec()).is_none(), "{ends:?}");
        }
    }
}
