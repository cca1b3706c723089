//! Laws of ids: no words in them, every fact in them.

use super::*;
use crate::compare::change::Owner;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::MemberReason;
use crate::rules::said::{Known, Said};

fn declared(text: &str) -> Key {
    let mut key = Key::default();
    key.declaration(text);
    key
}

#[test]
fn how_a_declaration_is_set_is_nothing_of_it() {
    for alike in [
        &["const char *name", "char const*name", "const  char*  name"][..],
        &["int (*cb)(struct foo *, void *)", "int(*cb)(struct foo*,void*)"],
        &["char *const p", "char * const p"],
        &["volatile const int x[3]", "const volatile int x [3]", "int volatile const x[ 3 ]"],
        &["/* unnamed base type of 4 bytes */ x", "/* 4 bytes, without a name */ x"],
    ] {
        for other in &alike[1..] {
            assert_eq!(declared(alike[0]), declared(other), "{} and {other}", alike[0]);
        }
    }
    for (one, other) in [
        ("const char *p", "char *const p"),
        ("struct ab", "struct a b"),
        ("int x[3]", "int x[4]"),
        ("int x : 3", "int x : 4"),
        ("unsigned x", "unsigned *x"),
        ("union {...}", "union u"),
        ("/* unnamed base type of 4 bytes */", "/* unnamed base type of 8 bytes */"),
        ("<unknown> *", "unknown *"),
    ] {
        assert_ne!(declared(one), declared(other), "{one} and {other}");
    }
}

fn change(said: [Said; 2]) -> Change {
    let [old, new] = said.map(|said| Some(Facts::saying(said)));
    let subject = Subject { kind: SubjectKind::Function, name: "f".to_owned(), ..Subject::default() };
    let judged = MemberReason::PlacesExchanged;
    Change::decided(Rule::SymbolTypeUnknown, Owner::Object, subject, (old, new), judged)
}

#[test]
fn no_word_of_ours_is_in_an_id() {
    let told = change([Said::Known(Known::Typed), Said::Known(Known::Nothing)]);
    let mut reworded = told.clone();
    for facts in [&mut reworded.old, &mut reworded.new].into_iter().flatten() {
        facts.text = Some("in better words".to_owned());
    }
    reworded.judgement = change([Said::Unversioned, Said::Unversioned]).judgement;
    (reworded.subject.file, reworded.subject.line) = (Some("moved.c".to_owned()), Some(7));
    assert_eq!(id(&told), id(&reworded));
    assert_ne!(previous::fingerprint(&told), previous::fingerprint(&reworded));
    let other = change([Said::Known(Known::Typed), Said::Known(Known::Assembler)]);
    assert_ne!(id(&told), id(&other));
}

#[test]
fn each_side_and_each_fact_counts() {
    let of = |old: Option<Facts>, new: Option<Facts>| {
        let subject = Subject { kind: SubjectKind::Struct, name: "s".to_owned(), ..Subject::default() };
        let judged = MemberReason::PlacesExchanged;
        id(&Change::decided(Rule::MemberTypeChanged, Owner::Object, subject, (old, new), judged))
    };
    let typed = |text: &str| Some(Facts { type_: Some(text.to_owned()), ..Facts::default() });
    let named = |text: &str| Some(Facts { name: Some(text.to_owned()), ..Facts::default() });
    let valued = |value| Some(Facts { value: Some(value), ..Facts::default() });
    let all = [
        of(None, None),
        of(typed("int"), None),
        of(None, typed("int")),
        of(typed("int"), typed("long")),
        of(typed("long"), typed("int")),
        of(named("int"), typed("long")),
        of(valued(1), valued(2)),
        of(valued(-1), valued(2)),
    ];
    for (i, one) in all.iter().enumerate() {
        assert!(one.starts_with(PREFIX) && one.len() == PREFIX.len() + 16, "{one}");
        assert!(!all[..i].contains(one), "{one} stands twice");
    }
}

/// Whoever changes what an id is made of breaks the waivers of others. The numbers here were given out.
#[test]
fn ids_are_promises() {
    let subject = |kind, name: &str, member: Option<&str>| Subject {
        kind,
        name: name.to_owned(),
        member: member.map(str::to_owned),
        ..Subject::default()
    };
    let of = |rule, subject, old, new| {
        id(&Change::decided(rule, Owner::Object, subject, (old, new), MemberReason::PlacesExchanged))
    };
    let typed = |text: &str| Some(Facts { type_: Some(text.to_owned()), ..Facts::default() });
    let said = |said| Some(Facts::saying(said));
    let ids = [
        of(Rule::MemberRemoved, subject(SubjectKind::Struct, "device", Some("power")), typed("struct pm *power"), None),
        of(Rule::SymbolRemoved, subject(SubjectKind::Function, "f", None), typed("int f(void)"), None),
        of(
            Rule::SymbolAliasSplit,
            subject(SubjectKind::Variable, "b", None),
            said(Said::SameAs("a".to_owned())),
            said(Said::ApartFrom("a".to_owned())),
        ),
        of(
            Rule::MemberTypeChanged,
            subject(SubjectKind::Union, &format!("s::u{ANONYMOUS}"), Some("x")),
            typed("const char *x"),
            typed("/* unnamed base type of 4 bytes */ x[2]"),
        ),
    ];
    assert_eq!(ids, ["v2-753fa6822a2041b0", "v2-ba466f1a10a68ab1", "v2-415f1ab932093a06", "v2-f4b8949f5c564ce4"]);
}
