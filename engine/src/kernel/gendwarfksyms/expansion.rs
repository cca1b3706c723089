//! Type strings put into each other, each named type once for a symbol, and the CRC of what comes out.

use crc32fast::Hasher;

use crate::ground::maps::{FastMap, FastSet};
use crate::read::dwarf::type_strings::{Failure, Strings, TypeString};
use crate::read::elf::kabi_rules::KabiRules;

type Made = Result<TypeString, Failure>;

/// All types of an object.
pub(super) struct Table<'s> {
    by_name: FastMap<&'s [u8], usize>,
    types: Vec<Type<'s>>,
    /// How many of them debug information tells of; rules add the others.
    described: usize,
    /// Of symbols.
    rules: Option<&'s KabiRules>,
}

struct Type<'s> {
    name: &'s [u8],
    string: std::borrow::Cow<'s, Made>,
    /// The types that its references name.
    leads_to: Vec<Option<usize>>,
}

/// What hashing needs, kept from symbol to symbol.
pub(super) struct Hashing {
    /// The round in which each type was written out last.
    seen: Vec<u32>,
    round: u32,
    buffer: Vec<u8>,
    keeps_text: bool,
}

/// What else came out of a symbol.
#[derive(Default)]
pub(super) struct Used {
    pub(super) text: Option<Vec<u8>>,
    /// Types that only rules tell of.
    pub(super) additions: Vec<usize>,
}

/// Bytes that are gathered before they are hashed.
const CHUNK: usize = 1 << 16;

impl<'s> Table<'s> {
    pub(super) fn new(strings: &'s Strings, rules: Option<&'s KabiRules>) -> Self {
        let mut names: Vec<&'s [u8]> = strings.types.keys().map(Vec::as_slice).collect();
        names.sort_unstable();
        let mut table = Self { by_name: FastMap::default(), types: Vec::new(), described: 0, rules };
        for name in names {
            let string = match rules.and_then(|rules| rules.type_string(name)) {
                Some(text) => std::borrow::Cow::Owned(parse(text)),
                None => std::borrow::Cow::Borrowed(&strings.types[name]),
            };
            table.add(name, string);
        }
        table.described = table.types.len();
        // Rules tell of further types, and those of further ones.
        let mut pending: Vec<Vec<u8>> = strings.symbols.iter().flatten().flat_map(names_in).collect();
        pending.extend(table.types.iter().flat_map(|t| names_in(&t.string)));
        let mut looked_up = FastSet::default();
        while let Some(name) = pending.pop() {
            let Some(rules) = rules else { break };
            if table.by_name.contains_key(&name[..]) || !looked_up.insert(name.clone()) {
                continue;
            }
            if let Some((name, text)) = rules.named_type_string(&name) {
                let string = parse(text);
                pending.extend(names_in(&string));
                table.add(name, std::borrow::Cow::Owned(string));
            }
        }
        for i in 0..table.types.len() {
            let leads_to = table.targets(&table.types[i].string);
            table.types[i].leads_to = leads_to;
        }
        table
    }

    fn add(&mut self, name: &'s [u8], string: std::borrow::Cow<'s, Made>) {
        self.by_name.insert(name, self.types.len());
        self.types.push(Type { name, string, leads_to: Vec::new() });
    }

    fn targets(&self, string: &Made) -> Vec<Option<usize>> {
        let Ok(string) = string else { return Vec::new() };
        string.references.iter().map(|r| self.by_name.get(&string.text[r.clone()]).copied()).collect()
    }

    pub(super) fn hashing(&self, keeps_text: bool) -> Hashing {
        Hashing { seen: vec![0; self.types.len()], round: 0, buffer: Vec::with_capacity(2 * CHUNK), keeps_text }
    }

    /// The string of a symbol, or what a rule says instead.
    fn of_symbol<'a>(&self, name: &str, string: &'a Option<Made>) -> Option<std::borrow::Cow<'a, Made>> {
        let string = string.as_ref()?;
        Some(match self.rules.and_then(|rules| rules.type_string(name.as_bytes())) {
            Some(text) => std::borrow::Cow::Owned(parse(text)),
            None => std::borrow::Cow::Borrowed(string),
        })
    }

    /// The text of symtypes for a symbol.
    pub(super) fn text_of(&self, name: &str, string: &Option<Made>) -> Option<Vec<u8>> {
        Some(self.of_symbol(name, string)?.as_ref().as_ref().ok()?.text.clone())
    }

    /// The lines of symtypes: of the types that debug information tells of, and of those that only rules do, where they
    /// were used.
    pub(super) fn lines(&self, additions: impl Iterator<Item = usize>) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut used: Vec<usize> = (0..self.described).chain(additions).collect();
        used.sort_unstable();
        used.dedup();
        let line = |i: usize| {
            let of = &self.types[i];
            Some((of.name.to_vec(), of.string.as_ref().as_ref().ok()?.text.clone()))
        };
        used.into_iter().filter_map(line).collect()
    }

    /// The CRC of a symbol.
    pub(super) fn crc(&self, hashing: &mut Hashing, name: &str, string: &Option<Made>) -> (Result<u32, Failure>, Used) {
        let mut used = Used::default();
        let Some(of_symbol) = self.of_symbol(name, string) else {
            return (Err(nowhere("nothing describes its type")), used);
        };
        let leads_to = self.targets(&of_symbol);
        let crc = match of_symbol.as_ref() {
            Ok(string) => self.hash(hashing, string, &leads_to, &mut used),
            Err(failure) => Err(failure.clone()),
        };
        (crc, used)
    }

    fn hash(
        &self,
        hashing: &mut Hashing,
        string: &TypeString,
        leads_to: &[Option<usize>],
        used: &mut Used,
    ) -> Result<u32, Failure> {
        hashing.round += 1;
        hashing.buffer.clear();
        let mut hasher = Hasher::new();
        let mut whole = Vec::new();
        // Strings that are being written, the reference that comes next, and how much is written.
        let mut open = vec![(string, leads_to, 0, 0)];
        while let Some((string, leads_to, next, written)) = open.pop() {
            if hashing.buffer.len() >= CHUNK {
                hasher.update(&hashing.buffer);
                if hashing.keeps_text {
                    whole.extend_from_slice(&hashing.buffer);
                }
                hashing.buffer.clear();
            }
            let Some(reference) = string.references.get(next) else {
                hashing.buffer.extend_from_slice(&string.text[written..]);
                continue;
            };
            hashing.buffer.extend_from_slice(&string.text[written..reference.start]);
            open.push((string, leads_to, next + 1, reference.end));
            let name = &string.text[reference.clone()];
            let Some(to) = leads_to.get(next).copied().flatten() else {
                let what = format!("nothing describes the type `{}`", String::from_utf8_lossy(name));
                return Err(nowhere(&what));
            };
            if hashing.seen[to] == hashing.round {
                hashing.buffer.extend_from_slice(name);
                continue;
            }
            hashing.seen[to] = hashing.round;
            if to >= self.described {
                used.additions.push(to);
            }
            match self.types[to].string.as_ref() {
                Ok(inner) => open.push((inner, &self.types[to].leads_to, 0, 0)),
                Err(failure) => return Err(failure.clone()),
            }
        }
        hasher.update(&hashing.buffer);
        if hashing.keeps_text {
            whole.extend_from_slice(&hashing.buffer);
            used.text = Some(whole);
        }
        Ok(hasher.finalize())
    }
}

fn names_in(string: &Made) -> Vec<Vec<u8>> {
    let Ok(string) = string else { return Vec::new() };
    string.references.iter().map(|r| string.text[r.clone()].to_vec()).collect()
}

fn nowhere(what: &str) -> Failure {
    Failure { place: None, what: what.to_owned() }
}

/// Whether a reference to a type starts here.
fn is_reference(text: &[u8]) -> bool {
    matches!(text, [b's' | b'u' | b'e' | b't', b'#', ..])
}

/// The text of a rule as a type string. A reference ends at a blank, or at the quote that ends its name.
fn parse(text: &[u8]) -> Made {
    let mut string = TypeString { text: text.to_vec(), references: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        if !is_reference(&text[at..]) {
            at += 1;
            continue;
        }
        let is_quoted = text.get(at + 2) == Some(&b'\'');
        let start = at + if is_quoted { 3 } else { 2 };
        let marker = if is_quoted { b'\'' } else { b' ' };
        let length = memchr::memchr(marker, &text[start..]);
        if length == Some(0) || start == text.len() {
            return Err(nowhere("the type string of a rule refers to a type without a name"));
        }
        let end = match length {
            Some(length) => start + length + usize::from(is_quoted),
            None if is_quoted => return Err(nowhere("a name in the type string of a rule lacks its last quote")),
            None => text.len(),
        };
        string.references.push(at..end);
        at = end;
    }
    Ok(string)
}
