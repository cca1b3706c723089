//! The bytes that an id hashes: tags, numbers and names of the input.
//!
//! **The numbers here are promises**: a waiver names what they make. A new variant gets a new number, none is given twice.

use xxhash_rust::xxh3::xxh3_64;

use crate::graph::spell::{BODY, UNKNOWN};
use crate::graph::trivial::Travel;
use crate::graph::{Access, Binding, SymbolKind, Visibility};
use crate::rules::callconv::{Passing, RegClass, Spot};
use crate::rules::facts::SubjectKind;
use crate::rules::said::{Known, Said, Trait, TypeInfo};

/// Qualifiers, which may stand on either side of a type.
const QUALIFIERS: [&str; 4] = ["const", "volatile", "restrict", "_Atomic"];

/// See the module.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Key(Vec<u8>);

impl Key {
    pub(crate) fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }

    pub(crate) fn number(&mut self, number: impl Into<i128>) {
        self.0.extend_from_slice(&number.into().to_le_bytes());
    }

    /// A name of the input, as it is.
    pub(crate) fn name(&mut self, name: &str) {
        self.number(name.len() as i128);
        self.0.extend_from_slice(name.as_bytes());
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.tag(u8::from(value.is_some()));
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub(crate) fn hash(&self) -> u64 {
        xxh3_64(&self.0)
    }

    pub(crate) fn kind(&mut self, kind: SubjectKind) {
        self.tag(match kind {
            SubjectKind::Base => 1,
            SubjectKind::Class => 2,
            SubjectKind::Enum => 3,
            SubjectKind::Function => 4,
            SubjectKind::Object => 5,
            SubjectKind::Struct => 6,
            SubjectKind::Type => 7,
            SubjectKind::Typedef => 8,
            SubjectKind::Union => 9,
            SubjectKind::Variable => 10,
            SubjectKind::Namespace => 11,
            SubjectKind::Macro => 12,
        });
    }

    /// The tokens of a declaration in C: names, numbers and signs. Where spaces stand, on which side of a type its
    /// qualifiers do, and what stands for a type that has no name, is nothing of it.
    pub(crate) fn declaration(&mut self, text: &str) {
        let mut rest = text.trim_start();
        // Names in a row: qualifiers among them come first.
        let mut row: Vec<&str> = Vec::new();
        while let Some(first) = rest.chars().next() {
            let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii();
            if inner(first) {
                let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
                row.push(&rest[..end]);
                rest = rest[end..].trim_start();
                continue;
            }
            self.row(&mut row);
            if let Some(behind) = rest.strip_prefix(BODY) {
                self.tag(4);
                rest = behind;
            } else if let Some(behind) = rest.strip_prefix(UNKNOWN) {
                self.tag(5);
                rest = behind;
            } else if let Some((comment, behind)) = rest.strip_prefix("/*").and_then(|r| r.split_once("*/")) {
                // Words of ours, about a base type without a name.
                self.tag(6);
                for number in comment.split(' ').filter_map(|word| word.parse::<u64>().ok()) {
                    self.number(number);
                }
                rest = behind;
            } else {
                self.tag(3);
                self.number(u32::from(first));
                rest = &rest[first.len_utf8()..];
            }
            rest = rest.trim_start();
        }
        self.row(&mut row);
        self.tag(0);
    }

    fn row(&mut self, row: &mut Vec<&str>) {
        row.sort_by_key(|word| QUALIFIERS.iter().position(|q| q == word).unwrap_or(QUALIFIERS.len()));
        for word in row.drain(..) {
            match word.parse::<u64>() {
                Ok(number) => {
                    self.tag(2);
                    self.number(number);
                }
                Err(_) => {
                    self.tag(1);
                    self.name(word);
                }
            }
        }
    }

    pub(crate) fn said(&mut self, said: &Said) {
        match said {
            Said::Names(names) => {
                self.tag(1);
                self.number(names.len() as i128);
                names.iter().for_each(|name| self.name(name));
            }
            Said::Unversioned => self.tag(2),
            Said::Version(node, default) => self.named(3, node, *default),
            Said::SameAs(name) => self.named(4, name, true),
            Said::ApartFrom(name) => self.named(4, name, false),
            Said::Kind(kind) => self.numbered(5, kind_number(*kind)),
            Said::Binding(Binding::Global) => self.numbered(6, 1),
            Said::Binding(Binding::Weak) => self.numbered(6, 2),
            Said::Binding(Binding::Unique) => self.numbered(6, 3),
            Said::Visibility(Visibility::Default) => self.numbered(7, 1),
            Said::Visibility(Visibility::Protected) => self.numbered(7, 2),
            Said::Visibility(Visibility::Hidden) => self.numbered(7, 3),
            Said::VariantCalls(is) => self.numbered(8, *is),
            Said::Known(Known::Typed) => self.numbered(9, 1),
            Said::Known(Known::Unreadable) => self.numbered(9, 2),
            Said::Known(Known::Assembler) => self.numbered(9, 3),
            Said::Known(Known::Nothing) => self.numbered(9, 4),
            Said::GplOnly(is) => self.numbered(10, *is),
            Said::Packed(is) => self.numbered(11, *is),
            Said::TablePointer(there) => self.numbered(19, *there),
            Said::Members(known) => self.numbered(12, *known),
            Said::Marked(mark, there) => {
                self.numbered(13, mark.of().0);
                self.number(*there);
            }
            Said::IsaLevel(level) => self.numbered(14, *level),
            Said::ThreadLocal(fixed, bytes) => {
                self.numbered(15, *bytes);
                self.number(*fixed);
            }
            Said::Passing(passing) => self.passing(passing),
            Said::Spot(Spot::Registers([general, vector])) => {
                self.numbered(17, *general as i128);
                self.number(*vector as i128);
            }
            Said::Spot(Spot::Stack(bytes)) => self.numbered(18, *bytes),
            Said::SearchPath(run_path, folders) => {
                self.numbered(19, *run_path);
                self.number(folders.len() as i128);
                folders.iter().for_each(|folder| self.name(folder));
            }
            Said::KernelFloor(floor) => {
                self.tag(20);
                self.option(*floor, |key, floor| {
                    key.number(floor.os);
                    floor.version.iter().for_each(|&n| key.number(n));
                });
            }
            Said::Initializers(load, unload) => {
                self.numbered(21, *load);
                self.number(*unload);
            }
            Said::PointerSigning(signing) => {
                self.tag(22);
                self.option(*signing, |key, signing| {
                    key.number(signing.platform);
                    key.number(signing.version);
                });
            }
            Said::ArmArchitecture(tag) => self.numbered(23, *tag),
            Said::InnerCalls(by_name) => self.numbered(24, *by_name),
            Said::BindsNow(now) => self.numbered(25, *now),
            Said::System(os_abi) => self.numbered(26, *os_abi),
            Said::Access(access) => self.numbered(40, access_number(*access)),
            Said::Is(of, is) => {
                self.numbered(41, trait_number(*of));
                self.number(*is);
            }
            Said::Class(is) => self.numbered(43, *is),
            Said::Travel(Travel::ByValue) => self.numbered(42, 1),
            Said::Travel(Travel::ByReference) => self.numbered(42, 2),
            Said::Travel(Travel::Unknown) => self.numbered(42, 3),
            Said::TablesOfDistances(is) => self.numbered(27, *is),
            Said::Bases(TypeInfo::NoBase) => self.numbered(28, 0),
            Said::Bases(TypeInfo::OneBase) => self.numbered(28, -1),
            Said::Bases(TypeInfo::Several(n)) => self.numbered(28, *n),
        }
    }

    fn numbered(&mut self, tag: u8, number: impl Into<i128>) {
        self.tag(tag);
        self.number(number);
    }

    fn named(&mut self, tag: u8, name: &str, is: bool) {
        self.numbered(tag, is);
        self.name(name);
    }

    fn passing(&mut self, passing: &Passing) {
        self.tag(16);
        match passing {
            Passing::None => self.tag(1),
            Passing::Memory => self.tag(2),
            Passing::Reference => self.tag(3),
            Passing::Unknown => self.tag(4),
            Passing::Registers(registers) => {
                self.numbered(5, registers.len() as i128);
                for class in registers {
                    match class {
                        RegClass::Integer => self.tag(1),
                        RegClass::IntegerEven => self.tag(2),
                        RegClass::Sse => self.tag(3),
                        RegClass::X87 => self.tag(4),
                        RegClass::Float(bytes) => self.numbered(5, *bytes),
                        RegClass::Vector(bytes) => self.numbered(6, *bytes),
                    }
                }
            }
        }
    }
}

fn access_number(access: Access) -> u8 {
    match access {
        Access::Public => 1,
        Access::Protected => 2,
        Access::Private => 3,
    }
}

fn trait_number(of: Trait) -> u8 {
    match of {
        Trait::Static => 1,
        Trait::Deleted => 3,
        Trait::Defaulted => 4,
        Trait::Explicit => 5,
        Trait::Copyable => 6,
        Trait::Counted => 7,
        Trait::Scoped => 8,
    }
}

fn kind_number(kind: SymbolKind) -> u8 {
    match kind {
        SymbolKind::Function => 1,
        SymbolKind::Object => 2,
        SymbolKind::Tls => 3,
        SymbolKind::Ifunc => 4,
        SymbolKind::Untyped => 5,
    }
}
