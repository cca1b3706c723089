//! Causes that are known, classes of changes with near misses, and the smallest set against all subsets.

use std::collections::BTreeMap;

use super::*;
use crate::model::proof::ChangeClass::{self, *};

fn sides(old: &str, new: &str) -> Result<Sides> {
    Sides::parse(("old", old.as_bytes()), ("new", new.as_bytes()))
}

fn prove(old: &str, new: &str) -> Proof {
    sides(old, new).expect("symtypes").prove(&[], [None, None])
}

/// Names of causes of the only changed export, with their classes.
fn causes(old: &str, new: &str) -> Vec<(String, ChangeClass)> {
    let proof = prove(old, new);
    assert_eq!(proof.changed.len(), 1, "{old} {new}");
    assert!(proof.changed[0].proved, "{old} {new}");
    proof.changed[0].causes.iter().map(|&i| (proof.causes[i].name.clone(), proof.causes[i].class)).collect()
}

/// The class of the change of `s#s` to another body.
fn class_of(old: &str, new: &str) -> ChangeClass {
    let with = |body: &str| {
        format!(
            "t#u32 typedef unsigned int u32\nt#word typedef t#u32 word\nE#N 4\ns#s struct s {{ {body} }}\n\
             f void f ( s#s * , t#word , t#u32 , E#N )\n"
        )
    };
    let causes = causes(&with(old), &with(new));
    assert_eq!(causes.len(), 1, "{old} {new}");
    causes[0].1
}

#[test]
fn a_member_deep_below_is_the_cause_and_nothing_on_the_way() {
    let text = |member: &str| {
        format!(
            "s#deep struct deep {{ {member} ; }}\ns#way struct way {{ s#deep * p ; }}\nf int f ( s#way * )\ng int g ( int )\n"
        )
    };
    let proof = prove(&text("int a"), &text("long a"));
    assert_eq!((proof.unchanged, proof.changed.len(), proof.causes.len()), (1, 1, 1));
    let cause = &proof.causes[0];
    assert_eq!((&*cause.name, cause.class, cause.crcs, cause.alone), ("s#deep", Members, 1, 1));
    assert_eq!(
        cause.lines.iter().map(|l| (l.is_old, &*l.text)).collect::<Vec<_>>(),
        [(true, "int a ;"), (false, "long a ;")]
    );
    let told = sides(&text("int a"), &text("long a")).expect("symtypes").prove(&["f".to_owned()], [None, None]);
    assert_eq!(told.changed[0].ways, [["f", "s#way", "s#deep"].map(str::to_owned)]);
}

#[test]
fn what_only_the_old_side_defines_belongs_to_who_named_it() {
    let old = "s#gone struct gone { int a ; }\ns#s struct s { s#gone * p ; }\nf void f ( s#s * )\n";
    let new = "s#come struct come { int a ; }\ns#s struct s { s#come * p ; }\nf void f ( s#s * )\n";
    assert_eq!(causes(old, new), [("s#s".to_owned(), Members)]);
}

#[test]
fn a_change_that_the_text_does_not_show_is_no_cause() {
    // `E#N` is written out as 4 where it stands first: with or without it, `s` has the same text.
    let old = "E#N 4\ns#s struct s { char a [ E#N ] ; }\ns#t struct t { int a ; }\nf void f ( s#s * , s#t * )\n";
    let new = "s#s struct s { char a [ 4 ] ; }\ns#t struct t { long a ; }\nf void f ( s#s * , s#t * )\n";
    assert_eq!(causes(old, new), [("s#t".to_owned(), Members)]);
    // Where the constant stands twice, the second place shows it.
    let old = old.replace("char a [ E#N ]", "char a [ E#N ] ; char b [ E#N ]");
    let new = new.replace("char a [ 4 ]", "char a [ 4 ] ; char b [ 4 ]");
    assert_eq!(causes(&old, &new), [("s#s".to_owned(), Spelling), ("s#t".to_owned(), Members)]);
}

#[test]
fn classes_tell_kinds_of_changes_from_their_near_misses() {
    for (old, new, class) in [
        ("unsigned a ;", "unsigned int a ;", Spelling),
        ("unsigned a ;", "unsigned long a ;", Members),
        ("int const a ;", "const int a ;", Spelling),
        ("int * const a ;", "const int * a ;", Members),
        ("signed a ;", "int a ;", Spelling),
        ("signed char a ;", "char a ;", Members),
        ("long int unsigned a ;", "unsigned long a ;", Spelling),
        ("t#u32 a ;", "unsigned int a ;", Spelling),
        ("t#word a ;", "t#u32 a ;", Spelling),
        ("t#word a ;", "int a ;", Members),
        ("char a [ E#N ] ;", "char a [ 4 ] ;", Spelling),
        ("char a [ E#N ] ;", "char a [ 5 ] ;", Members),
        ("int a ; int b ;", "int a ; int c ;", Names),
        ("int a ; int b ;", "int b ; int a ;", Members),
        ("int ( * a ) ( int ) ;", "int ( * b ) ( int ) ;", Names),
        ("int a : 3 ;", "int b : 3 ;", Names),
        ("int a , * b ;", "int a , * c ;", Names),
        ("int a : 3 ;", "int a : 4 ;", Members),
        ("UNKNOWN", "int a ;", Visible),
        ("int a ;", "UNKNOWN", Hidden),
        ("int UNKNOWN ;", "int a ;", Names),
    ] {
        assert_eq!(class_of(old, new), class, "{old} -> {new}");
    }
}

#[test]
fn classes_of_debug_information_know_places() {
    let with = |body: &str| {
        format!(
            "t#u32 typedef_type u32 {{ base_type unsigned int byte_size(4) encoding(7) }}\n\
             s#s structure_type s {{ {body} }} byte_size(8)\n\
             f subprogram ( formal_parameter pointer_type {{ s#s }} byte_size(8) p , formal_parameter t#u32 ) -> base_type void\n"
        )
    };
    let unsigned = "member base_type unsigned int byte_size(4) encoding(7)";
    let a = format!("{unsigned} a data_member_location(0)");
    for (new, class) in [
        (format!("{unsigned} a data_member_location(4)"), Layout),
        (format!("{unsigned} b data_member_location(0)"), Names),
        ("member t#u32 a data_member_location(0)".to_owned(), Spelling),
        ("member base_type int byte_size(4) encoding(5) a data_member_location(0)".to_owned(), Members),
    ] {
        assert_eq!(causes(&with(&a), &with(&new)), [("s#s".to_owned(), class)], "{new}");
    }
    let opaque = with("").replace("{  } byte_size(8)", "{ }");
    assert_eq!(causes(&opaque, &with(&a)), [("s#s".to_owned(), Visible)]);
    let longer = with(&format!("{a} , {unsigned} b data_member_location(4)"));
    let proof = prove(&with(&a), &longer.replace("byte_size(8)\n", "byte_size(12)\n"));
    let lines: Vec<(bool, String)> = proof.causes[0].lines.iter().map(|l| (l.is_old, l.text.clone())).collect();
    let member = format!("{unsigned} b data_member_location(4)");
    let [old, new] = ["} byte_size(8)", "} byte_size(12)"].map(str::to_owned);
    assert_eq!(lines, [(true, old), (false, member), (false, new)]);
    assert_eq!(causes(&with(""), &with(&a)), [("s#s".to_owned(), Layout)]);
    let renamed = with(&a).replace(" p , ", " q , ");
    assert_eq!(causes(&with(&a), &renamed), [("f".to_owned(), Names)]);
}

#[test]
fn other_definitions_have_classes_of_their_own() {
    let pair =
        |old: &str, new: &str, export: &str| causes(&format!("{old}\n{export}\n"), &format!("{new}\n{export}\n"));
    let of = |name: &str, class| vec![(name.to_owned(), class)];
    assert_eq!(pair("t#t typedef int t", "t#t typedef long t", "f void f ( t#t )"), of("t#t", Typedef));
    assert_eq!(pair("t#t typedef unsigned t", "t#t typedef unsigned int t", "f void f ( t#t )"), of("t#t", Spelling));
    assert_eq!(pair("e#e enum e { A , B }", "e#e enum e { A , C , B }", "f void f ( e#e )"), of("e#e", Constants));
    assert_eq!(pair("E#A 1", "E#A 2", "f void f ( int [ E#A ] )"), of("E#A", Constants));
    assert_eq!(causes("f int f ( int )\n", "f int f ( long )\n"), of("f", Declaration));
    assert_eq!(causes("f extern unsigned f ( int )\n", "f unsigned int f ( int )\n"), of("f", Spelling));
    assert_eq!(prove("f extern int f ( int )\n", "f int f ( int )\n").unchanged, 1);
}

#[test]
fn exports_are_paired_by_name_and_then_by_object() {
    let one = |file: &str, kind: &str| format!("/* {file} */\nf int f ( {kind} )\n");
    let proof = prove(&(one("a.c", "int") + &one("b.c", "char")), &(one("b.c", "char") + &one("a.c", "long")));
    assert_eq!((proof.unchanged, proof.changed.len()), (1, 1));
    assert_eq!(proof.changed[0].export.object, "a.c");
    let moved = prove(&one("a.c", "int"), &one("b.c", "int"));
    assert_eq!((moved.unchanged, moved.added.len(), moved.removed.len()), (1, 0, 0));
    let doubtful = prove(&(one("a.c", "int") + &one("b.c", "char")), &(one("c.c", "int") + &one("d.c", "char")));
    assert!(matches!(doubtful.unknown[..], [Unknown { why: Why::Several, .. }, Unknown { why: Why::Several, .. }]));
    let other = prove("f int f ( int )\n", "g int g ( int )\n");
    assert_eq!((other.added[0].name.as_str(), other.removed[0].name.as_str()), ("g", "f"));
}

#[test]
fn what_is_not_defined_is_unknown_and_other_tools_are_refused() {
    let whole = "s#s struct s { int a ; }\nf int f ( s#s * )\n";
    let cut = "f int f ( s#s * )\n";
    let proof = prove(cut, whole);
    assert!(matches!(&proof.unknown[..], [Unknown { why: Why::UndefinedOld(name), .. }] if name == "s#s"));
    let proof = prove(whole, cut);
    assert!(matches!(&proof.unknown[..], [Unknown { why: Why::UndefinedNew(name), .. }] if name == "s#s"));
    let error = sides(whole, "f subprogram ( ) -> base_type void\n").expect_err("of two tools").to_string();
    assert!(error.contains("different tools"), "{error}");
}

#[test]
fn lists_of_crcs_confirm_or_contradict() {
    let text = "f int f ( int )\n";
    let crc = crc32fast::hash(b"int f ( int ) ");
    let list = |crc: u32| Symvers::parse("list", &format!("{crc:#x}\tf\tvmlinux\tEXPORT_SYMBOL\t\n")).expect("a list");
    let proof = sides(text, text).expect("symtypes").prove(&[], [Some(&list(crc)), Some(&list(crc + 1))]);
    assert_eq!((proof.old.listed, proof.old.contradicted.len()), (Some(1), 0));
    assert_eq!((proof.new.listed, proof.new.contradicted.len()), (Some(1), 1));
    let several = "/* a.c */\nf int f ( long )\n/* b.c */\nf int f ( int )\n";
    let proof = sides(several, several).expect("symtypes").prove(&[], [Some(&list(crc)), Some(&list(crc + 1))]);
    assert_eq!((proof.old.contradicted.len(), proof.new.contradicted.len()), (0, 1));
}

/// The definitions of a side, by name, as words.
type Table = BTreeMap<&'static str, Vec<&'static str>>;

/// The text of `f`, as the description of genksyms has it; written apart from the code above.
fn expand(table: &Table, name: &'static str, seen: &mut Vec<&'static str>, out: &mut String) -> Option<()> {
    for word in table.get(name)? {
        if !word.contains('#') {
            out.push_str(word);
        } else if !seen.contains(word) {
            seen.push(word);
            expand(table, word, seen, out)?;
            continue;
        } else {
            out.push_str(if word.starts_with("s#") { "struct " } else { "" });
            out.push_str(&word[2..]);
        }
        out.push(' ');
    }
    Some(())
}

/// The names of the smallest sets of old definitions that, put into the new table, give the old text.
fn smallest(old: &Table, new: &Table) -> Vec<Vec<&'static str>> {
    let text = |table: &Table| {
        let mut out = String::new();
        expand(table, "f", &mut Vec::new(), &mut out).map(|()| out)
    };
    let changed: Vec<&'static str> =
        old.keys().filter(|name| new.get(**name).is_some_and(|words| words != &old[**name])).copied().collect();
    let mut found: Vec<Vec<&'static str>> = Vec::new();
    for set in 0_u32..1 << changed.len() {
        let back: Vec<&'static str> =
            changed.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, name)| *name).collect();
        let mut mixed = new.clone();
        // What the new side does not define comes with the definitions that name it.
        mixed.extend(
            old.iter()
                .filter(|(name, _)| back.contains(name) || !new.contains_key(**name))
                .map(|(n, w)| (*n, w.clone())),
        );
        if text(&mixed) == text(old) {
            found.push(back);
        }
    }
    let least = found.iter().map(Vec::len).min().unwrap_or(0);
    found.retain(|set| set.len() == least);
    found
}

#[test]
fn no_smaller_set_gives_the_old_crc() {
    const NAMES: [&str; 5] = ["f", "s#a", "s#b", "t#t", "E#N"];
    let mut state = 7_u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let mut compared = 0;
    for _ in 0..1000 {
        let mut body = |name: &'static str| -> Vec<&'static str> {
            let some = ["x", "4", "s#a", "s#b", "t#t", "E#N", "struct", "a"];
            let mut words: Vec<&'static str> = match name {
                "s#a" => vec!["struct", "a"],
                "s#b" => vec!["struct", "b"],
                "t#t" => vec!["typedef"],
                _ => vec![],
            };
            words.extend((0..1 + random(3)).map(|_| some[random(some.len())]));
            words
        };
        let old: Table = NAMES.iter().map(|name| (*name, body(name))).collect();
        let mut new: Table = old.clone();
        for name in NAMES {
            let other = body(name);
            if other.len() % 2 == 0 {
                new.insert(name, other);
            }
        }
        let spelt = |table: &Table| {
            table.iter().map(|(name, words)| format!("{name} {}\n", words.join(" "))).collect::<String>()
        };
        let proof = prove(&spelt(&old), &spelt(&new));
        let Some(changed) = proof.changed.first() else { continue };
        assert!(changed.proved, "{old:?} {new:?}");
        let mut names: Vec<&str> = changed.causes.iter().map(|&i| &*proof.causes[i].name).collect();
        names.sort_unstable();
        let sets = smallest(&old, &new);
        assert!(
            sets.iter().any(|set| set.as_slice() == names.as_slice()),
            "{names:?} is none of {sets:?}: {old:?} {new:?}"
        );
        compared += 1;
    }
    assert!(compared > 500, "{compared}");
}
