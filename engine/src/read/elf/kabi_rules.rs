//! Rules that a kernel's sources give to gendwarfksyms, so that a CRC stays what it was although a type changed: the
//! section `.discard.gendwarfksyms.kabi_rules` (Documentation/kbuild/gendwarfksyms.rst of Linux, "kABI stability").
//!
//! An entry is four strings, each with its NUL: the version `1`, the kind of the rule, what it is about, and its value.

use super::file::Elf;
use crate::ground::error::{Error, Result};
use crate::ground::maps::FastMap;

const SECTION: &str = ".discard.gendwarfksyms.kabi_rules";

/// The shortest entry: a version of one letter, a kind of one letter, and two empty strings.
const SHORTEST: usize = 6;

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    DeclarationOnly,
    EnumeratorIgnored,
    EnumeratorValue,
    ByteSize,
    TypeString,
}

fn kind(word: &[u8]) -> Option<Kind> {
    Some(match word {
        b"declonly" => Kind::DeclarationOnly,
        b"enumerator_ignore" => Kind::EnumeratorIgnored,
        b"enumerator_value" => Kind::EnumeratorValue,
        b"byte_size" => Kind::ByteSize,
        b"type_string" => Kind::TypeString,
        _ => return None,
    })
}

/// The rules of an object. Of several for one target the last counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct KabiRules {
    /// Value by kind and target.
    rules: FastMap<(Kind, Vec<u8>), Vec<u8>>,
    /// That bytes are left behind the last rule: their offset in the section.
    pub(crate) rest: Option<u64>,
}

impl KabiRules {
    /// Name of the section that they stand in.
    pub(crate) const SECTION: &str = SECTION;

    /// Reads the rules of an object; there are none where it has no such section.
    ///
    /// # Errors
    /// The section is none of rules: where, and why.
    pub(crate) fn read(elf: &Elf) -> Result<Self> {
        let Some(index) = elf.find(SECTION) else { return Ok(Self::default()) };
        Self::parse(elf.content(index), &elf.path)
    }

    fn parse(data: &[u8], path: &str) -> Result<Self> {
        let damaged = |offset: usize, what: String| Error::Damaged {
            path: path.to_owned(),
            section: SECTION.to_owned(),
            offset: offset as u64,
            what,
        };
        if data.len() < SHORTEST {
            return Err(damaged(0, format!("{} bytes are too few for a rule", data.len())));
        }
        if data.last() != Some(&0) {
            return Err(damaged(data.len() - 1, "the last rule does not end with a zero byte".to_owned()));
        }
        let mut found = Self::default();
        let mut at = 0;
        while data.len() - at > SHORTEST {
            let start = at;
            let mut field = || {
                let rest = data.get(at..).filter(|rest| !rest.is_empty())?;
                let length = memchr::memchr(0, rest)?;
                at += length + 1;
                Some(&rest[..length])
            };
            let (Some(version), Some(word), Some(target), Some(value)) = (field(), field(), field(), field()) else {
                return Err(damaged(start, "the last rule lacks some of its four strings".to_owned()));
            };
            if version != b"1" {
                let what = format!("a rule of version `{}`, only 1 is known", String::from_utf8_lossy(version));
                return Err(damaged(start, what));
            }
            let Some(kind) = kind(word) else {
                return Err(damaged(start, format!("a rule of the unknown kind `{}`", String::from_utf8_lossy(word))));
            };
            if matches!(kind, Kind::EnumeratorValue | Kind::ByteSize) && number(value).is_none() {
                let what = format!("`{}` is no number", String::from_utf8_lossy(value));
                return Err(damaged(start, what));
            }
            if kind == Kind::TypeString && value.is_empty() {
                return Err(damaged(start, "a type string that is empty".to_owned()));
            }
            found.rules.insert((kind, target.to_vec()), value.to_vec());
        }
        found.rest = (at < data.len()).then_some(at as u64);
        Ok(found)
    }

    fn value(&self, kind: Kind, target: &[u8]) -> Option<&[u8]> {
        if target.is_empty() || self.rules.is_empty() {
            return None;
        }
        self.rules.get(&(kind, target.to_vec())).map(Vec::as_slice)
    }

    fn of_enumerator(&self, kind: Kind, of: &[u8], enumerator: &[u8]) -> Option<&[u8]> {
        if of.is_empty() || enumerator.is_empty() || self.rules.is_empty() {
            return None;
        }
        self.value(kind, &[of, b" ", enumerator].concat())
    }

    /// Whether a type counts as one that is only declared.
    pub(crate) fn is_declaration_only(&self, name: &[u8]) -> bool {
        self.value(Kind::DeclarationOnly, name).is_some()
    }

    /// Whether an enumerator does not count.
    pub(crate) fn is_ignored(&self, of: &[u8], enumerator: &[u8]) -> bool {
        self.of_enumerator(Kind::EnumeratorIgnored, of, enumerator).is_some()
    }

    /// The value that counts for an enumerator.
    pub(crate) fn enumerator_value(&self, of: &[u8], enumerator: &[u8]) -> Option<u64> {
        number(self.of_enumerator(Kind::EnumeratorValue, of, enumerator)?)
    }

    /// The size in bytes that counts for a type.
    pub(crate) fn byte_size(&self, name: &[u8]) -> Option<u64> {
        number(self.value(Kind::ByteSize, name)?)
    }

    /// The same, with the name as the rule spells it.
    pub(crate) fn named_type_string(&self, name: &[u8]) -> Option<(&[u8], &[u8])> {
        let ((_, name), text) = self.rules.get_key_value(&(Kind::TypeString, name.to_vec()))?;
        Some((name, text))
    }

    /// The type string that counts for a type (`s#foo`) or a symbol.
    pub(crate) fn type_string(&self, name: &[u8]) -> Option<&[u8]> {
        self.value(Kind::TypeString, name)
    }
}

/// A number as `strtoul` reads it in base 10, all of the text.
fn number(text: &[u8]) -> Option<u64> {
    let text = text.trim_ascii_start();
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    // No text at all is the number 0 to `strtoul`, which then has nothing left to complain about.
    if digits.is_empty() {
        return text.is_empty().then_some(0);
    }
    let value = digits.iter().try_fold(0_u64, |value, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        value.checked_mul(10)?.checked_add(digit.into())
    })?;
    Some(if negative { value.wrapping_neg() } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(data: &[u8]) -> std::result::Result<KabiRules, String> {
        KabiRules::parse(data, "a.o").map_err(|e| e.to_string())
    }

    #[test]
    fn rules_are_found_by_kind_and_target() {
        let data =
            b"1\0declonly\0s\0\x001\0enumerator_value\0e A\x007\x001\0byte_size\0s\x0016\x001\0type_string\0s#s\0x\0";
        let rules = parse(data).expect("rules");
        assert!(rules.is_declaration_only(b"s") && !rules.is_declaration_only(b"e"));
        assert_eq!(rules.enumerator_value(b"e", b"A"), Some(7));
        assert_eq!(rules.enumerator_value(b"", b"A"), None);
        assert_eq!(rules.byte_size(b"s"), Some(16));
        assert_eq!(rules.type_string(b"s#s"), Some(&b"x"[..]));
        assert!(!rules.is_ignored(b"e", b"A"));
        assert_eq!(rules.rest, None);
    }

    #[test]
    fn the_last_of_several_rules_counts() {
        let rules = parse(b"1\0byte_size\0s\x001\x001\0byte_size\0s\x002\0").expect("rules");
        assert_eq!(rules.byte_size(b"s"), Some(2));
    }

    #[test]
    fn what_is_no_rule_is_an_error_with_its_place() {
        for (data, what) in [
            (&b"1\0a\0"[..], "offset 0x0"),
            (b"1\0declonly\0s\0x", "offset 0xd"),
            (b"2\0declonly\0s\0\0", "version `2`"),
            (b"1\0other\0s\0\0", "unknown kind `other`"),
            (b"1\0byte_size\0s\0a1\0", "no number"),
            (b"1\0declonly\0s\0", "lacks some"),
            (b"1\0type_string\0s\0\0", "empty"),
        ] {
            let error = parse(data).expect_err("no rules");
            assert!(error.contains(what) && error.contains(SECTION), "{error}");
        }
    }

    #[test]
    fn bytes_behind_the_last_rule_are_told() {
        assert_eq!(parse(b"1\0declonly\0s\0\0\0\0").expect("rules").rest, Some(14));
    }
}
