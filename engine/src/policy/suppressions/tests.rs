//! Suppression files as written, and what one entry fits by itself.

use super::*;
use crate::policy::testing::finding;

fn hides(text: &str, name: &str, is_function: bool, outcome: SymbolOutcome) -> bool {
    let inputs = ["a/libz.so.1", "b/libz.so.2"];
    let subject = Subject { name, declared: name, is_function, inputs, ..Subject::default() };
    parse("s", text).expect("sound").iter().any(|s| s.hides(subject, outcome))
}

fn is_about(text: &str, finding: &Finding) -> bool {
    parse("s", text).expect("sound").iter().any(|s| s.is_about(finding, ["libz.so.1", "libz.so.2"], "libz.so.1"))
}

#[test]
fn exports_leave_by_name_kind_and_change() {
    use SymbolOutcome::{Added, Changed, Removed};
    let one = "[suppress_function]\n  symbol_name = foo # why\n  change_kind = deleted-function\n";
    assert!(hides(one, "foo", true, Removed));
    assert!(
        !hides(one, "foo", true, Changed) && !hides(one, "foo", false, Removed) && !hides(one, "fo", true, Removed)
    );
    let any = "[suppress_variable]\nname_regexp = ^__tracepoint_\nlabel = x\n";
    assert!(hides(any, "__tracepoint_a", false, Added) && !hides(any, "a__tracepoint_a", false, Added));
    let here = "[suppress_function]\nsymbol_name_regexp=.\nfile_name_regexp = libz\n";
    assert!(hides(here, "foo", true, Changed) && !hides(&here.replace("libz", "libx"), "foo", true, Changed));
    let file = "[suppress_file]\nfile_name_regexp = libz.so.2$\n";
    assert!(hides(file, "foo", true, Removed) && hides(file, "v", false, Added));
    assert!(!hides("[suppress_file]\nsoname_regexp = libz\n", "foo", true, Removed), "the SONAME is not known");
}

#[test]
fn a_function_goes_by_its_declaration_and_by_its_symbol() {
    let hides = |text: &str| {
        let subject = Subject { name: "_ZN1n1fEv", declared: "n::f", is_function: true, ..Subject::default() };
        parse("s", text).expect("sound")[0].hides(subject, SymbolOutcome::Changed)
    };
    assert!(hides("[suppress_function]\nname = n::f\n") && hides("[suppress_function]\nsymbol_name = _ZN1n1fEv\n"));
    assert!(!hides("[suppress_function]\nname = f\n") && !hides("[suppress_function]\nname = _ZN1n1fEv\n"));
    assert!(hides("[suppress_function]\nname_regexp = ^n::\nname_not_regexp = ^_Z\n"));
    assert!(!hides("[suppress_function]\nname = n::f\nname_regexp = ^m::\n"), "all properties have to hold");
}

#[test]
fn findings_leave_by_type() {
    let mut f = finding("member-added-inside", "struct", "device");
    f.subject.file = Some("./include/linux/device.h".into());
    assert!(is_about("[suppress_type]\nname = device\n", &f));
    assert!(is_about("[suppress_type]\ntype_kind = struct\nname_regexp = ^dev\n", &f));
    assert!(is_about("[suppress_type]\ntype_kind = class\nname = device\n", &f));
    assert!(!is_about("[suppress_type]\ntype_kind = union\nname = device\n", &f));
    assert!(!is_about("[suppress_function]\nname = device\n", &f));
    assert!(is_about("[suppress_type]\nsource_location_not_in = a.h, b.h\n", &f));
    assert!(!is_about("[suppress_type]\nsource_location_not_in = a.h, linux/device.h\n", &f));
    assert!(!is_about("[suppress_type]\nname = device\nsoname_regexp = libx\n", &f));
    f.subject.file = None;
    assert!(!is_about("[suppress_type]\nsource_location_not_in = a.h\n", &f), "where it is declared is not known");
    f.subject.name = "device::(anonymous union at offset 0)".into();
    assert!(is_about("[suppress_type]\nname = device\n", &f));
    f.subject.kind = SubjectKind::Class;
    assert!(!is_about("[suppress_type]\ntype_kind = struct\nname = device\n", &f));
}

#[test]
fn enumerators_are_those_whose_value_changed() {
    let mut e = finding("enum-sentinel-moved", "enum", "e");
    e.subject.member = Some("E_MAX".into());
    let of = |text: &str, e: &Finding| parse("s", text).expect("sound")[0].is_of_its_enumerators(e);
    let listed = "[suppress_type]\ntype_kind = enum\nchanged_enumerators = A, E_MAX\n";
    assert!(of(listed, &e));
    assert!(of("[suppress_type]\ntype_kind = enum\nchanged_enumerators_regexp = _LAST$, _MAX$\n", &e));
    assert!(!of("[suppress_type]\ntype_kind = enum\nchanged_enumerators_regexp = _LAST$, ^MAX\n", &e));
    e.rule = Rule::EnumeratorRemoved;
    assert!(!of(listed, &e));
}

#[test]
fn what_is_not_understood_is_named() {
    for (text, what) in [
        (
            "[suppress_type]\nname = a\nhas_data_membr = b\n",
            "s: line 3: property `has_data_membr` is not known in [suppress_type]",
        ),
        (
            "[suppress_variable]\nreturn_type_name = a\n",
            "s: line 2: property `return_type_name` is not known in [suppress_variable]",
        ),
        ("[suppress_file]\nname = a\n", "s: line 2: property `name` is not known in [suppress_file]"),
        ("[suppress_type\nname = a\n", "s: line 1: `[suppress_type` opens a section and does not close it"),
        ("[suppress_type]\nname = \\\n a\nname\n", "s: line 4: `name` is no property"),
        ("[suppress_file]\n", "s: line 1: [suppress_file] suppresses everything: name what it is about"),
        ("[suppress_type]\nhas_data_member_inserted_at = end\n", "s: line 1: [suppress_type] suppresses everything"),
        ("[abi_whitelist]\n", "s: line 1: section `abi_whitelist` is a symbol list"),
        ("[other]\n", "s: line 1: section `other` is not known"),
        ("name = a\n", "s: line 1: `name` stands before"),
        ("[suppress_type]\nname\n", "s: line 2: `name` is no property"),
        ("[suppress_type]\nname =\n", "s: line 2: `name` has no value"),
        ("[suppress_type]\nname = a\nname = b\n", "s: line 3: `name` stands already in line 2"),
        ("[suppress_type]\nname_regexp = (a\n", "s: line 2: `name_regexp`: `(a` opens a group"),
        ("[suppress_type]\ntype_kind = thing\n", "s: line 2: `type_kind = thing`: expected one of class, struct"),
        (
            "[suppress_type]\nname = a\naccessed_through = air\n",
            "s: line 3: `accessed_through = air`: expected one of direct",
        ),
        ("[suppress_type]\nname = a\ndrop = maybe\n", "s: line 3: `drop = maybe`: expected yes or no"),
        ("[suppress_type]\nname = a\nhas_size_change = yes\n", "s: line 1: `has_size_change` says something beside"),
        (
            "[suppress_type]\nname = a\nhas_data_member_inserted_at = x\n",
            "s: line 3: `has_data_member_inserted_at`: `x` is no offset",
        ),
        (
            "[suppress_type]\nname = a\nhas_data_member_inserted_between = 1\n",
            "s: line 3: `has_data_member_inserted_between`: `1` is no range",
        ),
        (
            "[suppress_type]\nname = a\nhas_data_members_inserted_between = {1, 2}\n",
            "s: line 3: `has_data_members_inserted_between`: `1` is no range",
        ),
        (
            "[suppress_type]\nname = a\nhas_data_members_inserted_between = {}\n",
            "s: line 3: `has_data_members_inserted_between = {}`: expected",
        ),
        (
            "[suppress_type]\nname = a\nchanged_enumerators = B\n",
            "s: line 1: enumerators are looked at with `type_kind = enum` only",
        ),
        (
            "[suppress_type]\ntype_kind = enum\nchanged_enumerators = ,\n",
            "s: line 3: `changed_enumerators = ,` names nothing",
        ),
        ("[suppress_function]\nchange_kind = all\n", "s: line 1: [suppress_function] suppresses everything"),
        (
            "[suppress_function]\nname = a\nparameter = 0 int\n",
            "s: line 3: `parameter = 0 int`: expected an apostrophe",
        ),
        ("[suppress_function]\nname = a\nparameter = '0 /(/\n", "s: line 3: `parameter`: `(` opens a group"),
        ("[suppress_function]\nname = a\nchange_kind = added-variable\n", "s: line 3: `change_kind = added-variable`"),
    ] {
        let error = parse("s", text).expect_err(text).to_string();
        assert!(error.starts_with(what), "{error}");
    }
}
