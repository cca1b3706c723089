//! Paragraphs as stgdiff writes them, and what they allow.

use super::*;
use crate::policy::testing::finding;

const FILE: &str = "# How to use this file: ...\n# ABI freeze commit: 666c\n
type 'struct shash_alg' changed
  member 'u64 android_backport_reserved1' was removed
  member 'union { int(* finup_mb)(struct shash_desc*, const u8* const*, unsigned int); struct { u64 android_backport_reserved1; }; union { }; }' was added

type 'enum binder_work_type' changed
  enumerator 'BINDER_WORK_FROZEN' (10) was added
  ... 1 other enumerator(s) added

type 'struct scm_fp_list' changed
  byte size changed from 2040 to 2048
  member 'short count_unix' was added

type 'struct scm_fp_list' changed
  byte size changed from 2048 to 2064
  member 'struct list_head vertices' was added
  member 'short count_unix' changed
    offset changed by 128

type 'struct io_ring_ctx' changed
  28 members ('struct wait_queue_head poll_wq' .. 'struct page** sqe_pages') changed
    offset changed by -64

2 function symbol(s) removed
  'int xhci_add(struct xhci_sideband*, bool(*)(int), unsigned int)'
  'void(* xhci_get(int))(int)'

1 variable symbol(s) removed
  'struct tracepoint __tracepoint_a'

type 'struct xhci_sideband' changed
  was fully defined, is now only declared

function symbol changed from 'int foo(int)' to 'int foo(long)'
  type changed from 'int(int)' to 'int(long)'
    parameter 1 type changed from 'int' to 'long'

function symbol 'int bar(int)' changed
  type 'int(int)' changed

function symbol changed from 'int ver@@V_1.0(int)' to 'int ver@@V_1.0(long)'

type 'struct id' changed
  member changed from 'int a' to 'unsigned int a'
    type changed from 'int' to 'unsigned int'

type 'struct id' changed
  member changed from 'unsigned int a' to 'unsigned long a'

type 'struct prefix_info' changed
  member changed from 'union { __u8 flags; struct { __u8 reserved:6; }; }' to 'union { __u8 flags; struct { __u8 reserved:4; }; }'
    type changed from 'x' to 'y'
      member '__u8 preferpd:1' was added

type 'enum bpf_reg_type' changed
  enumerator '__LIMIT' value changed from 33554431 to 67108863
";

fn facts(text: &str) -> Option<Facts> {
    (!text.is_empty()).then(|| Facts {
        type_: Some(text.to_owned()),
        value: text.parse().ok(),
        bit_offset: text.parse().ok(),
        ..Facts::default()
    })
}

/// A finding about a member, with what both sides say of it: a declaration, a value or an offset.
fn change(rule: &'static str, kind: &'static str, place: (&str, &str), old: &str, new: &str) -> Finding {
    let mut f = finding(rule, kind, place.0);
    f.subject.member = Some(place.1.to_owned());
    (f.old, f.new) = (facts(old), facts(new));
    f
}

/// The same, where the finding itself says less than the layout beside it.
fn changed(rule: &'static str, kind: &'static str, place: (&str, &str), old: &str, new: &str) -> Finding {
    let mut f = change(rule, kind, place, "x", "y");
    let (old, new) = (Some(old.to_owned()), Some(new.to_owned()));
    f.layout = vec![LayoutLine { mark: LayoutMark::Changed, old, new, ..LayoutLine::default() }];
    f
}

fn sized(f: &Finding, name: &str, old: u64, new: u64) -> [Finding; 2] {
    let mut size = finding("struct-size-changed", "struct", name);
    size.root = false;
    let facts = |bytes: u64| Some(Facts { bit_size: Some(bytes * 8), ..Facts::default() });
    (size.old, size.new) = (facts(old), facts(new));
    [f.clone(), size]
}

fn allowed_among(findings: &[Finding]) -> bool {
    let none = Interface::default();
    allows(&parse("a", FILE).expect("sound"), &findings[0], &Declarations::new(findings, [&none, &none])).is_some()
}

fn allowed(f: Finding) -> bool {
    allowed_among(&[f])
}

#[test]
fn a_finding_needs_a_paragraph_that_says_so() {
    let (s, u64_) = ("shash_alg", "u64 android_backport_reserved1");
    let reserve = (s, "android_backport_reserved1");
    let (slot, finup) = ((s, "finup_mb"), "int (*finup_mb)(struct shash_desc *, const u8 *const *, unsigned int)");
    assert!(allowed(change("member-removed", "struct", reserve, u64_, "")));
    assert!(!allowed(change("member-removed", "struct", reserve, "u32 android_backport_reserved1", "")));
    assert!(allowed(change("member-added-in-hole", "struct", slot, "", finup)));
    assert!(allowed(change("reserved-slot-used", "struct", slot, u64_, finup)));
    assert!(!allowed(change("reserved-slot-used", "struct", slot, u64_, "int (*finup_mb)(void)")));
    assert!(!allowed(change("reserve-misused", "struct", slot, u64_, finup)));
    assert!(!allowed(change("member-added-in-hole", "struct", (s, "shash_desc"), "", "int shash_desc")), "a type");
    assert!(!allowed(change("member-removed", "struct", slot, finup, "")));
    assert!(!allowed(change("member-removed", "struct", ("ahash_alg", reserve.1), u64_, "")));
    assert!(!allowed(change("member-removed", "union", reserve, u64_, "")));
    assert!(!allowed(finding("struct-alignment-changed", "struct", s)));
    assert!(allowed(finding("type-became-opaque", "struct", "xhci_sideband")));
    assert!(!allowed(finding("type-became-defined", "struct", "xhci_sideband")));
}

#[test]
fn only_what_the_paragraph_says_is_allowed() {
    let id = ("id", "a");
    assert!(allowed(changed("member-type-changed", "struct", id, "int a", "unsigned int a")));
    assert!(allowed(changed("member-type-changed", "struct", id, "int a", "unsigned long a")), "in two steps");
    assert!(!allowed(changed("member-type-changed", "struct", id, "int a", "float a")));
    assert!(!allowed(changed("member-type-changed", "struct", id, "long a", "unsigned int a")));
    assert!(!allowed(change("member-type-changed", "struct", id, "int", "unsigned int")), "half a declaration");
    let anonymous = "prefix_info::(anonymous struct at offset 0)";
    let bits = |new| changed("bit-field-width-changed", "struct", (anonymous, "reserved"), "__u8 reserved : 6", new);
    assert!(allowed(bits("__u8 reserved : 4")));
    assert!(!allowed(bits("__u8 reserved : 3")));
    assert!(allowed(change("member-added-to-union", "struct", (anonymous, "preferpd"), "", "__u8 preferpd : 1")));
    let added = |value| change("enumerator-added", "enum", ("binder_work_type", "BINDER_WORK_FROZEN"), "", value);
    assert!(allowed(added("10")) && !allowed(added("11")));
    let other = change("enumerator-added", "enum", ("binder_work_type", "OTHER"), "", "11");
    assert!(!allowed(other), "it is not named");
    let limit = |new| change("enum-sentinel-moved", "enum", ("bpf_reg_type", "__LIMIT"), "33554431", new);
    assert!(allowed(limit("67108863")) && !allowed(limit("67108864")));
}

#[test]
fn members_move_as_far_as_paragraphs_say() {
    let to = |subject, member, bits: &str| change("member-offset-changed", "struct", (subject, member), "64", bits);
    assert!(allowed(to("io_ring_ctx", "anything", "0")) && !allowed(to("io_ring_ctx", "anything", "128")));
    assert!(allowed(to("scm_fp_list", "count_unix", "192")) && !allowed(to("scm_fp_list", "count_unix", "128")));
    assert!(!allowed(to("scm_fp_list", "fp", "192")));
}

#[test]
fn a_member_that_came_brings_the_size_that_is_stated() {
    let f = change("member-added-at-tail", "struct", ("scm_fp_list", "count_unix"), "", "short count_unix");
    assert!(allowed_among(&sized(&f, "scm_fp_list", 2040, 2048)));
    assert!(allowed_among(&sized(&f, "scm_fp_list", 2040, 2064)), "in two steps");
    assert!(!allowed_among(&sized(&f, "scm_fp_list", 2040, 4096)));
    let more = change("member-added-at-tail", "struct", ("scm_fp_list", "count_unix"), "", "short count_unix[9]");
    assert!(!allowed_among(&sized(&more, "scm_fp_list", 2040, 2048)));
}

#[test]
fn symbols_are_found_in_their_declarations() {
    let gone = |name| allowed(finding("symbol-removed", "function", name));
    assert!(gone("xhci_add") && gone("xhci_get") && !gone("bool") && !gone("int"));
    assert!(allowed(finding("symbol-removed", "variable", "__tracepoint_a")));
    assert!(!allowed(finding("symbol-added", "function", "xhci_add")));
}

#[test]
fn a_symbol_changes_as_its_paragraph_says() {
    let side = |name: &str, declaration: &str| {
        let mut side = Interface::default();
        let facts = crate::policy::interface::Facts { declaration: declaration.into(), ..Default::default() };
        side.exports.insert((name.into(), "vmlinux".into(), String::new()), facts);
        side
    };
    let may = |rule, name: &str, old: &str, new: &str| {
        let f = finding(rule, "function", name);
        let (old, new) = (side(name, old), side(name, new));
        allows(&parse("a", FILE).expect("sound"), &f, &Declarations::new(&[], [&old, &new])).is_some()
    };
    assert!(may("parameter-type-changed", "foo", "int foo(int)", "int foo(long)"));
    assert!(!may("parameter-type-changed", "foo", "int foo(int)", "int foo(char *)"));
    assert!(!may("return-type-changed", "foo", "int foo(int)", "void foo(long)"));
    assert!(!may("parameter-type-changed", "foo", "", ""));
    assert!(!may("symbol-became-gpl-only", "foo", "int foo(int)", "int foo(long)"));
    assert!(!may("parameter-type-changed", "xhci_add", "int xhci_add(int)", "int xhci_add(long)"));
    assert!(!may("parameter-type-changed", "bar", "int bar(int)", "int bar(long)"), "it says nothing");
    assert!(may("parameter-type-changed", "ver", "int ver(int)", "int ver(long)"));
}

#[test]
fn sizes_are_followed_through_paragraphs() {
    let size = |a: u64, b: u64| {
        let [_, size] = sized(&finding("struct-size-changed", "struct", "y"), "scm_fp_list", a, b);
        allowed(size)
    };
    assert!(size(2040, 2048) && size(2048, 2064) && size(2040, 2064));
    assert!(!size(2040, 2072) && !size(2064, 2040) && !size(2040, 2040));
}

#[test]
fn what_is_no_paragraph_is_named() {
    for (text, what) in [
        ("type 'struct a' changed\n\n  member 'int b' was added\n", "a: line 3: is indented"),
        ("nonsense\n", "a: line 1: `nonsense` begins no paragraph"),
        ("type 'struct a' changed\n  member 'int b' vanished\n", "a: line 2: `member 'int b' vanished` does not say"),
        (
            "\n3 function symbol(s) removed\n  'int foo()'\n",
            "a: line 2: `3 function symbol(s) removed`, and 1 below it",
        ),
        ("1 function symbol(s) removed\n  foo\n", "a: line 2: `foo` names no symbol"),
        ("type 'struct a' changed\n  byte size changed from 1 to many\n", "a: line 2: `byte size"),
    ] {
        let error = parse("a", text).expect_err(text).to_string();
        assert!(error.starts_with(what), "{error}");
    }
}
