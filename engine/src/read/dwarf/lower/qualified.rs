//! Names with the scopes around them, each spelt and hashed once for as long as a thread keeps it.
//!
//! Units of C++ name the same templates in the same namespaces again and again. What a name becomes depends on the scope
//! and on where its text stands, and both are numbers.

use super::names::NameHashes;
use crate::graph::canon::table::hash_name;
use crate::graph::cpp_name::{canonical, is_spelt_in_many_ways};
use crate::ground::maps::FastMap;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef};

/// A scope, by number: the namespaces and records around a name, as they are spelt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ScopeId(u32);

impl ScopeId {
    /// No scope around a name.
    pub(super) const NONE: Self = Self(0);
    /// One that nobody asked for yet.
    pub(super) const UNASKED: Self = Self(u32::MAX);
}

/// What a name becomes in its scope, and the hash of that; 0 where it has to be looked up.
pub(super) type Qualified = (StrRef, u64);

/// How much text is kept from unit to unit, in bytes.
const MOST_KEPT: usize = 32 << 20;

/// The names that a thread has spelt.
#[derive(Default)]
pub(super) struct Spelt {
    /// By scope, and where the text of the name stands. Those of C are not the same.
    names: FastMap<(ScopeId, StrRef), Qualified>,
    names_of_c: FastMap<(ScopeId, StrRef), Qualified>,
    scopes: FastMap<(ScopeId, StrRef), ScopeId>,
    /// Where in the arena the text of a scope stands: start and length. The first is [`ScopeId::NONE`].
    texts: Vec<(usize, usize)>,
    /// Scopes that are types of type units, by signature.
    pub(super) signed: FastMap<u64, ScopeId>,
    /// Which file they are of.
    file: u64,
    /// They are of Rust, whose names have one spelling.
    of_rust: bool,
}

impl Spelt {
    /// Starts a unit: what is kept of others stays while it is of the same file, and not too much.
    pub(super) fn start(&mut self, file: &DwarfFile<'_>, of_rust: bool, arena: &mut Vec<u8>) {
        let is_empty = self.names.is_empty() && self.names_of_c.is_empty() && self.scopes.is_empty();
        let same = self.file == file.serial && self.of_rust == of_rust;
        if !is_empty && same && arena.len() <= MOST_KEPT {
            return;
        }
        (self.file, self.of_rust) = (file.serial, of_rust);
        self.names.clear();
        self.names_of_c.clear();
        self.scopes.clear();
        self.signed.clear();
        self.texts.clear();
        self.texts.push((0, 0));
        arena.clear();
        arena.push(0);
    }

    /// The text of a scope, with `::` behind it unless there is none.
    pub(super) fn text<'t>(&self, scope: ScopeId, arena: &'t [u8]) -> &'t [u8] {
        let (start, length) = self.texts.get(scope.0 as usize).copied().unwrap_or_default();
        arena.get(start..start + length).unwrap_or_default()
    }

    /// A scope that is spelt already.
    pub(super) fn scope_of(&mut self, text: &[u8], arena: &mut Vec<u8>, names: &mut NameHashes) -> ScopeId {
        if !names.take(text.len()) {
            return ScopeId::NONE;
        }
        let start = arena.len();
        arena.extend_from_slice(text);
        self.add(start, arena)
    }

    /// The text from `start` on as a scope.
    fn add(&mut self, start: usize, arena: &mut Vec<u8>) -> ScopeId {
        arena.extend_from_slice(b"::");
        let scope = ScopeId(self.texts.len() as u32);
        self.texts.push((start, arena.len() - start));
        arena.push(0);
        scope
    }

    /// The scope of a name within another.
    pub(super) fn inside(
        &mut self,
        around: ScopeId,
        name: StrRef,
        file: &DwarfFile<'_>,
        arena: &mut Vec<u8>,
        names: &mut NameHashes,
    ) -> ScopeId {
        if let Some(&known) = self.scopes.get(&(around, name)) {
            return known;
        }
        let mut own = Vec::new();
        let (from, length) = self.texts.get(around.0 as usize).copied().unwrap_or_default();
        // The class itself may be spelt already.
        let class = self.names.get(&(around, name)).filter(|known| known.1 != 0);
        match file.string(class.map_or(name, |known| known.0), arena).unwrap_or_default() {
            whole if class.is_some() => own.extend_from_slice(whole.get(length..).unwrap_or_default()),
            b"" => own.extend_from_slice(b"(anonymous)"),
            text if !self.of_rust && is_spelt_in_many_ways(text) => canonical(text, &mut own),
            text => own.extend_from_slice(text),
        }
        let start = arena.len();
        if !names.take(length + own.len()) {
            return around;
        }
        arena.extend_from_within(from..from + length);
        arena.extend_from_slice(&own);
        let scope = self.add(start, arena);
        self.scopes.insert((around, name), scope);
        scope
    }

    /// A name with the scopes around it; of templates as all compilers are taken to spell it.
    pub(super) fn qualified(
        &mut self,
        scope: ScopeId,
        name: StrRef,
        is_c: bool,
        file: &DwarfFile<'_>,
        arena: &mut Vec<u8>,
        names: &mut NameHashes,
    ) -> Qualified {
        let known = if is_c { &self.names_of_c } else { &self.names };
        if let Some(&known) = known.get(&(scope, name)) {
            return known;
        }
        let text = file.string(name, arena).unwrap_or_default();
        let in_many_ways = !is_c && !self.of_rust && is_spelt_in_many_ways(text);
        // What GCC and EDG call the class of a lambda is no name: others bear it as well.
        let spelt = if !is_c && (text.starts_with(b"<lambda") || text.starts_with(b"lambda [")) {
            (StrRef::NONE, 0)
        } else if text.is_empty() || scope == ScopeId::NONE && !in_many_ways {
            (name, 0)
        } else {
            let mut own = Vec::new();
            match in_many_ways {
                true => canonical(text, &mut own),
                false => own.extend_from_slice(text),
            }
            let (from, length) = self.texts.get(scope.0 as usize).copied().unwrap_or_default();
            if !names.take(length + own.len()) {
                return (name, 0);
            }
            let start = arena.len();
            arena.extend_from_within(from..from + length);
            arena.extend_from_slice(&own);
            let hash = hash_name(&arena[start..]);
            arena.push(0);
            (StrRef::arena(start), hash)
        };
        let known = if is_c { &mut self.names_of_c } else { &mut self.names };
        known.insert((scope, name), spelt);
        spelt
    }
}
