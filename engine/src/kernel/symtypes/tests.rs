//! CRCs that the tools themselves computed, near misses, and files that are damaged.

use super::{Result, Symtypes};

/// What the genksyms of Debian's linux-kbuild-6.1 wrote of a header and a source, and the CRCs that it printed.
const GENKSYMS: &str = "\
t#u32 typedef unsigned int u32
E#M_LAST ( 4 ) + 1
e#mode enum mode { M_A , M_B = 4 , M_LAST }
s#item struct item { t#u32 id ; char name [ E#M_LAST ] ; s#item * next ; e#mode mode ; }
s#fwd struct fwd { UNKNOWN }
u#both union both { s#item * item ; t#u32 raw ; }
init extern int init ( s#item * , t#u32 , s#fwd * , const u#both * )
count extern t#u32 count
";

/// The texts of one function and its list, by gendwarfksyms.
const GENDWARFKSYMS: &str = "\
f subprogram ( formal_parameter pointer_type { s#list } byte_size(8) , formal_parameter base_type _Bool byte_size(1) encoding(2) ) -> base_type long int byte_size(8) encoding(5)
s#list structure_type list { member pointer_type { s#list } byte_size(8) next data_member_location(0) , member pointer_type { s#list } byte_size(8) prev data_member_location(8) } byte_size(16)
";

fn parse(text: &str) -> Result<Symtypes> {
    Symtypes::parse("some.symtypes", text.as_bytes())
}

fn crcs(text: &str) -> Vec<(String, u32)> {
    let crcs = parse(text).expect("is well-formed").crcs();
    crcs.into_iter().map(|e| (e.name, e.crc.expect("is defined"))).collect()
}

/// Of the one export of a text.
fn crc(text: &str) -> u32 {
    let crcs = crcs(text);
    assert_eq!(crcs.len(), 1, "{text}");
    crcs[0].1
}

fn refused(text: &str) -> String {
    parse(text).expect_err("is damaged").to_string()
}

#[test]
fn crcs_are_those_of_genksyms() {
    let expected = [("init", 0xbc70_018c), ("count", 0x0aa7_19c9)];
    assert_eq!(crcs(GENKSYMS), expected.map(|(name, crc)| (name.to_owned(), crc)));
}

#[test]
fn crcs_are_those_of_gendwarfksyms() {
    assert_eq!(crc(GENDWARFKSYMS), 0x76e2_ab55);
    assert_eq!(crc("v variable const_type { base_type int byte_size(4) encoding(5) }"), 0xca79_5750);
}

#[test]
fn a_type_is_written_out_once_and_then_named() {
    let text = b"int f ( struct p { struct p * next ; } , struct p , typedef int t , t , 1 , C ) ";
    let symtypes = "s#p struct p { s#p * next ; } \nt#t typedef int t \nE#C 1 \nf extern int f ( s#p , s#p , t#t , t#t , E#C , E#C ) \n";
    assert_eq!(crc(symtypes), crc32fast::hash(text));
    // Override and blanks at the end of lines are not hashed.
    let marked = symtypes.replace("s#p struct", "override s#p struct").replace(" \n", "\n");
    assert_eq!(crc(&marked), crc32fast::hash(text));
}

#[test]
fn quoted_names_keep_their_quotes_where_they_are_repeated() {
    let text = "v variable s#'a<b, c>'\ns#'a<b, c>' structure_type a<b, c> { member pointer_type { s#'a<b, c>' } n }";
    let hashed = b"variable structure_type a<b, c> { member pointer_type { s#'a<b, c>' } n }";
    assert_eq!(crc(text), crc32fast::hash(hashed));
}

#[test]
fn what_only_looks_like_a_reference_is_text() {
    // `#` inside of a word, and an enumerator's prefix, which gendwarfksyms does not have.
    for text in ["variable base_type a::{closure_env#0}", "variable base_type E#x", "variable base_type x#y"] {
        assert_eq!(crc(&format!("v {text}")), crc32fast::hash(text.as_bytes()));
    }
}

#[test]
fn objects_of_consolidated_files_have_the_definitions_before_them() {
    let text = "\
/* a.symtypes */
s#foo struct foo { int m ; }
u##bar
a void a ( s#foo , u#bar * )

/* b.symtypes */
u#bar union bar { int i ; }
b void b ( s#foo , u#bar * )

/* c.symtypes */
s#foo struct foo { long m ; }
c void c ( s#foo , u#bar * )
";
    let hashed = [
        "void a ( struct foo { int m ; } , union bar { UNKNOWN } * ) ",
        "void b ( struct foo { int m ; } , union bar { int i ; } * ) ",
        "void c ( struct foo { long m ; } , union bar { int i ; } * ) ",
    ];
    let expected: Vec<_> = hashed.iter().map(|text| crc32fast::hash(text.as_bytes())).collect();
    assert_eq!(crcs(text).into_iter().map(|(_, crc)| crc).collect::<Vec<_>>(), expected);
    let crcs = parse(text).expect("is well-formed").crcs();
    assert_eq!((crcs[1].object.as_deref(), crcs[1].line), (Some("b.symtypes"), 8));
}

#[test]
fn a_mark_that_comes_or_goes_repeats_the_definition_before() {
    // As SUSE's rpm/modversions writes it: `s#foo` is what stood last, for the object that repeats it alone marked otherwise.
    let text = "\
/* net/a.o */
override s#foo struct foo { int m ; }
a void a ( s#foo * , s#bar * )
u##all
override s##bar

/* net/b.o */
s#foo
s#bar struct bar { s#foo * foo ; }
override b void b ( s#foo * , s#bar * )

/* net/c.o */
c void c ( s#bar * )
";
    let hashed = [
        "void a ( struct foo { int m ; } * , struct bar { UNKNOWN } * ) ",
        "void b ( struct foo { int m ; } * , struct bar { struct foo * foo ; } * ) ",
        "void c ( struct bar { struct foo { int m ; } * foo ; } * ) ",
    ];
    let expected: Vec<_> = hashed.iter().map(|text| crc32fast::hash(text.as_bytes())).collect();
    assert_eq!(crcs(text).into_iter().map(|(_, crc)| crc).collect::<Vec<_>>(), expected);
    let objects: Vec<_> = parse(text).expect("is well-formed").crcs().into_iter().filter_map(|e| e.object).collect();
    assert_eq!(objects, ["net/a.symtypes", "net/b.symtypes", "net/c.symtypes"]);
}

#[test]
fn objects_of_the_older_form_have_the_definitions_that_they_name() {
    let text = "\
s#foo@0 struct foo { int m ; }
s#foo@1 struct foo { UNKNOWN }
s#'a b'@0 struct x { s#foo * foo ; }
s#'a b'@1 struct x { int i ; }
t#u32 typedef unsigned int u32
b void b ( s#'a b' * )
a void a ( s#foo , t#u32 , s#'a b' )
F#a.symtypes s#'a b'@0 s#foo@0 a
F#lib/none.symtypes
F#b.symtypes s#foo@1 s#'a b'@0 b
";
    let hashed = [
        "void a ( struct foo { int m ; } , typedef unsigned int u32 , struct x { struct foo * foo ; } ) ",
        "void b ( struct x { struct foo { UNKNOWN } * foo ; } * ) ",
    ];
    let expected: Vec<_> = hashed.iter().map(|text| crc32fast::hash(text.as_bytes())).collect();
    assert_eq!(crcs(text).into_iter().map(|(_, crc)| crc).collect::<Vec<_>>(), expected);
    let crcs = parse(text).expect("is well-formed").crcs();
    assert_eq!((crcs[1].object.as_deref(), crcs[1].line), (Some("b.symtypes"), 6));
    // One export of two objects, declared differently.
    let twice = "f@0 int f ( )\nf@1 long f ( )\nF#a f@1\nF#b f@0";
    let expected = ["long f ( ) ", "int f ( ) "].map(|text| ("f".to_owned(), crc32fast::hash(text.as_bytes())));
    assert_eq!(self::crcs(twice), expected);
}

#[test]
fn files_of_a_folder_do_not_see_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("below")).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("is written");
    write("a.symtypes", "s#p struct p { int a ; } \na int a ( s#p * ) \n");
    write("below/b.symtypes", "s#p struct p { UNKNOWN } \nb int b ( s#p * ) \nc int c ( s#q * ) \n");
    write("below/b.o", "not read");
    let crcs = Symtypes::read(folder.path()).expect("is well-formed").crcs();
    let crcs: Vec<_> = crcs.into_iter().map(|e| (e.name, e.crc)).collect();
    let hash = |text: &str| Ok(crc32fast::hash(text.as_bytes()));
    assert_eq!(crcs[0], ("a".to_owned(), hash("int a ( struct p { int a ; } * ) ")));
    assert_eq!(crcs[1], ("b".to_owned(), hash("int b ( struct p { UNKNOWN } * ) ")));
    assert_eq!(crcs[2], ("c".to_owned(), Err("s#q".to_owned())));
}

#[test]
fn long_chains_end() {
    use std::fmt::Write as _;
    let mut text = "f int f ( s#x0 ) \n".to_owned();
    for i in 0..100_000 {
        writeln!(text, "s#x{i} struct x{i} {{ s#x{} m ; }} ", (i + 1) % 100_000).expect("a string");
    }
    assert_eq!(crcs(&text).len(), 1);
}

#[test]
fn damaged_lines_are_named() {
    let cases = [
        ("", "line 1: names no export"),
        ("s#p struct p { } ", "line 1: names no export"),
        ("f int f ( ) \n\ng\n", "line 3: has a name and no definition"),
        ("f int f ( ) \ns#'a b struct", "line 2: has a quoted name that does not end"),
        ("s#p struct p { } \nf int f ( ) \ns#p struct p { int a ; } ", "line 3: defines `s#p` otherwise than line 1"),
        ("f int f ( ) \ns##p", "line 2: is of a consolidated file"),
        ("/* a */\nf int f ( ) \ns##", "line 3: is no name of a declared type"),
        ("f int f ( ) \ns#p structure_type p { }", "line 2: is of another tool than the lines above"),
        ("/* a.o */\ns#p\nf int f ( s#p )", "line 2: has a name and no definition, and no line above defines `s#p`"),
        ("/* a.o */\nf", "line 2: has a name and no definition"),
        ("/* a.o */\nf int f ( )\n/* a.symtypes */\ng int g ( )", "line 3: begins `a.symtypes` again, as line 1 does"),
        ("/* a.o */\ns#p struct p {int a; s#q * q}\nf int f(s#p)", "line 2: ends in no word `}`"),
        ("/* a */\nf int f ( )\nF#a f", "line 3: begins with `F#`"),
    ];
    for (text, message) in cases {
        let said = refused(text);
        assert!(said.starts_with("some.symtypes: ") && said.contains(message), "{said}");
    }
}

#[test]
fn damaged_lines_of_the_older_form_are_named() {
    let cases = [
        ("F#a.symtypes f", "line 1: names `f`, which no line defines"),
        ("f@0 int f ( )\nf@1 long f ( )\nF#a f@0\nF#b f@2", "line 4: names `f@2`, which no line defines"),
        ("f@0 int f ( )\nF#a f", "line 2: names `f`, which no line defines"),
        ("f int f ( )\nF#a f\nF#b f\nF#a f", "line 4: names the file `a`, as line 2 does"),
        ("f int f ( )\nF# f", "line 2: names no file"),
        ("f int f ( )\nF#a f f", "line 2: names `f` twice"),
        ("s#p@0 struct p { }\ns#p@1 struct p { int a ; }\nf int f ( )\nF#a s#p@0 s#p@1 f", "line 4: names `s#p` twice"),
        ("f int f ( )\nf int f ( )\nF#a f", "line 2: defines `f`, as line 1 does"),
        ("f@x int f ( )\nF#a f@x", "line 1: has no name with a number behind `@`"),
        ("f int f ( )\nF#a f@99999999999", "line 2: has no name with a number behind `@`"),
        ("f@0\nF#a f@0", "line 1: has a name and no definition"),
        ("s#'p q@0 struct\nF#a f", "line 1: has a quoted name that does not end"),
        ("f int f ( )\ng int g ( )\nF#a f", "line 2: is an export of no line `F#file`"),
        ("f int f ( )\ns##p\nF#a f", "line 2: is of a file of sections"),
        ("f int f ( )\ns#p structure_type p { }\nF#a f", "line 2: is of another tool than the lines above"),
        ("s#p struct p { }\nF#a", "line 1: names no export"),
        (
            "s#p@0 struct p { }\ns#p@1 struct p { int a ; }\nt#q typedef s#p q\nf int f ( t#q )\nF#a f",
            "line 5: does not say which of the 2 definitions of `s#p` its exports reach",
        ),
    ];
    for (text, message) in cases {
        let said = refused(text);
        assert!(said.starts_with("some.symtypes: ") && said.contains(message), "{said}");
    }
    // A reference that nothing defines is no damage: the export has no CRC.
    let crcs = parse("f int f ( s#p )\nF#a f").expect("is well-formed").crcs();
    assert_eq!(crcs[0].crc, Err("s#p".to_owned()));
}
