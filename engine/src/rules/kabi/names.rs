//! kABI shapes by name: what a reserve, the hidden half of a slot, an ignored, renamed or deprecated member is
//! called in each family. Facts about names only; the comparison looks at layouts (`compare::slots`).
//!
//! Families and their headers: RHEL 7 to 9 (`rh_kabi.h`), openEuler and TencentOS (`kabi.h`), Anolis (`ck_kabi.h`),
//! deepin (`deepin_kabi.h`), Android (`android_kabi.h`), upstream (`scripts/gendwarfksyms/examples/kabi.h`), SUSE
//! (`suse_kabi_padding`, without a macro); and the `reserved[3]`, `__pad1` of libraries and of uapi headers.

/// How surely a member was set aside for later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reserve {
    /// A lone `reserved` or `unused`: the word is also used of counts and flags that live.
    NameOnly,
    /// A padding array, a numbered or an underscored name: `reserved[3]`, `pad2`, `__unused`.
    Convention,
    /// A reserve of a kABI family: `rh_reserved1`, `android_kabi_reserved2`, `suse_kabi_padding`.
    Kabi,
}

/// Shape of a member beside its name, as far as it tells a reserve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// It is an array.
    pub array: bool,
    /// Width in bits if it is a bit-field.
    pub bit_field: Option<u32>,
}

/// Prefixes of families that reserve and deprecate under one word.
const FAMILIES: [&str; 8] = ["rh_kabi_", "rh_", "kabi_", "ck_kabi_", "ck_", "deepin_kabi_", "deepin_", "android_kabi_"];

/// Whether a member of this name and form was set aside for later use, and how sure that is. The caller checks
/// that its type is a number, a pointer or an array of those.
#[must_use]
pub fn reserve(name: &str, form: Form) -> Option<Reserve> {
    if name.is_empty() {
        return None;
    }
    if is_kabi_reserve(name) {
        return Some(Reserve::Kabi);
    }
    let inner = name.trim_start_matches('_');
    let underscored = inner.len() < name.len();
    let inner = inner.trim_end_matches('_');
    let offset = |tail: &str| !tail.is_empty() && tail.bytes().all(|b| b.is_ascii_hexdigit());
    let stem = match inner.rsplit_once("0x") {
        Some((head, tail)) if offset(tail) => head,
        _ => inner.trim_end_matches(|c: char| c.is_ascii_digit()),
    };
    let numbered = stem.len() < inner.len();
    let stem = stem.trim_end_matches('_');
    let is = |word: &str, words: &[&str]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
    let sure = underscored || numbered || form.array || form.bit_field.is_some_and(|width| width > 1);
    if is(stem, &["reserved", "rsvd", "resv", "unused", "padding"]) {
        return Some(if sure { Reserve::Convention } else { Reserve::NameOnly });
    }
    // Alone these words are as often a pad of a device, a spare disk, the amount reserved.
    if is(stem, &["pad", "rsv", "reserve", "spare", "filler"]) {
        return sure.then_some(Reserve::Convention);
    }
    let (_, last) = stem.rsplit_once('_')?;
    let set_aside = underscored && form.array;
    let words = ["reserved", "rsvd", "resv", "unused", "padding", "pad"];
    if !(is(last, &words) || form.array && is(last, &["spare", "filler"])) {
        return None;
    }
    // An underscored array of the C library: `__f_spare[6]`, `__glibc_reserved[4]`.
    if numbered || set_aside {
        return Some(Reserve::Convention);
    }
    // `f_spare[4]` of `struct statfs`.
    form.array.then_some(Reserve::NameOnly)
}

/// `rh_reserved1`, `__kabi_reserved_backport2`, `android_kabi_reserved`, `suse_kabi_padding`.
fn is_kabi_reserve(name: &str) -> bool {
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let kabi = name.contains("kabi_");
    if let Some((head, tail)) = name.split_once("reserved") {
        let family = kabi || matches!(head, "rh_" | "ck_" | "deepin_" | "android_backport_");
        let tail = tail.strip_prefix("_backport").unwrap_or(tail);
        return family && all_digits(tail) && (kabi || !tail.is_empty());
    }
    kabi && name.split_once("kabi_padding").is_some_and(|(_, tail)| all_digits(tail))
}

/// Whether a member is the hidden half of a slot: `rh_kabi_hidden_`, `__UNIQUE_ID_kabi_hide`, `ck_kabi_hidden_`.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    name.contains("kabi_hide") || name.contains("kabi_hidden")
}

/// Whether a member marks the union around it as one that symbol versions leave out: `__kabi_ignored1`.
#[must_use]
pub fn is_ignored(name: &str) -> bool {
    name.starts_with("__kabi_ignored")
}

/// The old name that a hidden member stands for: `__kabi_renamedflags` hides `flags`.
#[must_use]
pub fn renamed(name: &str) -> Option<&str> {
    name.strip_prefix("__kabi_renamed").filter(|old| !old.is_empty())
}

/// The old name of a member that was deprecated: `rh_reserved_flags` was `flags`.
#[must_use]
pub fn deprecated(name: &str) -> Option<&str> {
    let old = FAMILIES.iter().find_map(|family| name.strip_prefix(family)?.strip_prefix("reserved_"))?;
    (!old.is_empty() && !old.bytes().all(|b| b.is_ascii_digit())).then_some(old)
}

/// Whether symbol versions depend on the name of a reserve. gendwarfksyms prints members of `__kabi_` without
/// their names, genksyms prints every name.
#[must_use]
pub fn name_counts(name: &str) -> bool {
    !name.starts_with("__kabi_")
}

/// The struct whose size a member keeps: `ops_size_rh` says how much of `struct ops_rh` there is.
#[must_use]
pub fn sized_by(name: &str) -> Option<&str> {
    name.strip_suffix("_size_rh").filter(|s| !s.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALAR: Form = Form { array: false, bit_field: None };
    const ARRAY: Form = Form { array: true, bit_field: None };

    #[test]
    fn reserves_of_every_family_are_known() {
        for name in [
            "rh_reserved1",
            "rh_kabi_reserved12",
            "kabi_reserved4",
            "ck_reserved2",
            "ck_kabi_reserved2",
            "deepin_reserved1",
            "deepin_kabi_reserved1",
            "android_kabi_reserved1",
            "android_backport_reserved2",
            "android_kabi_reserved",
            "__kabi_reserved3",
            "__kabi_reserved_backport1",
            "suse_kabi_padding",
            "suse_kabi_padding2",
        ] {
            assert_eq!(reserve(name, SCALAR), Some(Reserve::Kabi), "{name}");
            assert_eq!(deprecated(name), None, "{name}");
        }
    }

    #[test]
    fn other_reserves_are_known_by_convention_or_by_name_only() {
        let names = ["reserved1", "__reserved", "_pad", "__pad5", "unused_2", "__glibc_reserved1", "_unused2", "rsvd3"];
        for name in names.into_iter().chain(["reserved_0xff0", "rsvd0x1c", "pad_0x0"]) {
            assert_eq!(reserve(name, SCALAR), Some(Reserve::Convention), "{name}");
        }
        for name in ["reserved", "pad", "unused", "padding", "spare", "rsvd", "Reserved"] {
            assert_eq!(reserve(name, ARRAY), Some(Reserve::Convention), "{name}");
        }
        for name in ["reserved", "unused", "padding", "rsvd"] {
            assert_eq!(reserve(name, SCALAR), Some(Reserve::NameOnly), "{name}");
        }
        for name in ["__f_spare", "__glibc_reserved", "__ss_padding"] {
            assert_eq!(reserve(name, ARRAY), Some(Reserve::Convention), "{name}");
        }
        assert_eq!((reserve("f_spare", SCALAR), reserve("__f_spare", SCALAR)), (None, None));
        assert_eq!(
            (reserve("f_spare", ARRAY), reserve("sa_filler", ARRAY)),
            (Some(Reserve::NameOnly), Some(Reserve::NameOnly))
        );
        assert_eq!(reserve("tail_pad", ARRAY), Some(Reserve::NameOnly));
        assert_eq!(reserve("reserved", Form { array: false, bit_field: Some(29) }), Some(Reserve::Convention));
        assert_eq!(reserve("reserved", Form { array: false, bit_field: Some(1) }), Some(Reserve::NameOnly));
    }

    #[test]
    fn living_members_are_no_reserves() {
        for name in [
            "pad",
            "spare",
            "nr_reserved",
            "reserved_tailroom",
            "bytes_reserved",
            "skb_pad",
            "rh_reserved_flags",
            "padded",
            "android_vendor_data1",
            "unused_list",
            "",
        ] {
            assert_eq!(reserve(name, SCALAR), None, "{name}");
        }
    }

    #[test]
    fn hidden_renamed_and_deprecated_members() {
        for name in ["rh_kabi_hidden_", "__UNIQUE_ID_rh_kabi_hide", "__UNIQUE_ID_kabi_hide", "ck_kabi_hidden_"] {
            assert!(is_hidden(name), "{name}");
        }
        assert!(!is_hidden("hidden") && is_ignored("__kabi_ignored1") && !is_ignored("ignored"));
        assert_eq!((renamed("__kabi_renamedflags"), renamed("__kabi_renamed")), (Some("flags"), None));
        assert_eq!(deprecated("rh_reserved_flags"), Some("flags"));
        assert_eq!(deprecated("kabi_reserved_dma_ops"), Some("dma_ops"));
        assert_eq!(
            (deprecated("rh_reserved1"), deprecated("reserved_x"), deprecated("rh_reserved_1")),
            (None, None, None)
        );
        assert_eq!((sized_by("ops_size_rh"), sized_by("_size_rh"), sized_by("size")), (Some("ops"), None, None));
    }
}
