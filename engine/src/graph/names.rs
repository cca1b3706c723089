//! Interned strings: one arena, one id per distinct string, id 0 is the empty string ("no name").

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
#[derive(Clone)]
pub struct Names {
    text: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").field("len", &self.ends.len()).finish_non_exhaustive()
    }
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self { text: String::new(), ends: Vec::new(), table: HashTable::new() };
        names.intern("");
        names
    }
}

fn hash(s: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(s.as_bytes())
}

impl Names {
    /// Id of `s`, new or existing.
    pub fn intern(&mut self, s: &str) -> NameId {
        let h = hash(s);
        let (text, ends) = (&self.text, &self.ends);
        let get = |id: u32| slice(text, ends, id);
        if let Some(&id) = self.table.find(h, |&id| get(id) == s) {
            return NameId(id);
        }
        let id = u32::try_from(self.ends.len()).expect("fewer than 2^32 names");
        self.text.push_str(s);
        self.ends.push(u32::try_from(self.text.len()).expect("less than 4 GiB of names"));
        let (text, ends) = (&self.text, &self.ends);
        self.table.insert_unique(h, id, |&id| hash(slice(text, ends, id)));
        NameId(id)
    }
    /// Id of `s` if it is known.
    #[must_use]
    pub fn find(&self, s: &str) -> Option<NameId> {
        self.table.find(hash(s), |&id| slice(&self.text, &self.ends, id) == s).map(|&id| NameId(id))
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

fn slice<'a>(text: &'a str, ends: &[u32], id: u32) -> &'a str {
    let i = id as usize;
    let start = if i == 0 { 0 } else { ends[i - 1] as usize };
    &text[start..ends[i] as usize]
}
