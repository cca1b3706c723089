//! Names that differ in a versioned namespace alone: `lib::v1::f` and `lib::v2::f`, `absl::lts_20240116::Cord` and
//! `absl::Cord`. A source that does not name the namespace, which is inline, sees no difference.

use crate::compare::symbols::declarations::keys::{is_of_name, is_version, without_scopes};

/// Whether two texts are the same but for scopes that count.
pub(super) fn same_but_for_version(old: &str, new: &str) -> bool {
    if old == new || !old.contains("::") && !new.contains("::") {
        return false;
    }
    let parted = |text: &str| without_scopes(text, |scope, _| is_version(scope));
    let (old, new) = (parted(old), parted(new));
    old.0 == new.0 && !(old.1.is_empty() && new.1.is_empty())
}

/// A text without scopes that count.
pub(super) fn plain(text: &str) -> String {
    without_scopes(text, |scope, _| is_version(scope)).0
}

/// The first namespaces in which two such texts differ, each with the scopes around it.
pub(super) fn scopes(old: &str, new: &str) -> (String, String) {
    let whole = |text: &str, (start, end): (usize, usize)| text[start..end].to_owned();
    match (version(old), version(new)) {
        (Some(a), Some(b)) => (whole(old, a.0), whole(new, b.0)),
        (Some(a), None) => (whole(old, a.0), around(old, a)),
        (None, Some(b)) => (around(new, b), whole(new, b.0)),
        (None, None) => (String::new(), String::new()),
    }
}

/// Where a scope that counts stands with what is around it, and where it starts itself.
type Place = ((usize, usize), usize);

fn around(text: &str, ((start, _), own): Place) -> String {
    let outer = text[start..own].trim_end_matches("::");
    if outer.is_empty() { "(global)".to_owned() } else { outer.to_owned() }
}

/// The first scope of a text that counts.
fn version(text: &str) -> Option<Place> {
    let mut at = 0;
    let mut start = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        if length == 0 {
            let first = rest.chars().next()?;
            at += first.len_utf8();
            if first != ':' {
                start = at;
            }
            continue;
        }
        if rest[length..].starts_with("::") && is_version(&rest[..length]) {
            return Some(((start, at + length), at));
        }
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_left_out() {
        for (old, new, differ) in [
            ("absl::lts_20240116::Cord", "absl::Cord", Some(("absl::lts_20240116", "absl"))),
            ("a::X<lib::v1::A, int>", "a::X<lib::v2::A, int>", Some(("lib::v1", "lib::v2"))),
            ("f(const lib::A&)", "f(const lib::v2::A&)", Some(("lib", "lib::v2"))),
            ("v1::A", "A", Some(("v1", "(global)"))),
            ("lib::A", "lib::B", None),
            ("lib::v1::A", "lib::v2::B", None),
            ("lib::v1::A", "lib::v1::A", None),
            ("lib::A", "other::A", None),
        ] {
            let found = same_but_for_version(old, new).then(|| scopes(old, new));
            assert_eq!(found, differ.map(|(a, b)| (a.to_owned(), b.to_owned())), "{old} {new}");
        }
    }
}
