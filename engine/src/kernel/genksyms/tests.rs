//! Constructs of C, and what the tool itself recorded of each: genksyms of Debian's linux-kbuild-6.1. For newer grammars it
//! was a parser that bison made of their rules.

use super::{Grammar, Kept, Reference, Standing, Unit};
use crate::ground::error::Result;

fn parse(text: &str, grammar: Grammar) -> Result<Unit> {
    Unit::parse("a.i", text.as_bytes(), grammar)
}

fn export(names: &[&str]) -> String {
    names.iter().map(|name| format!("__GENKSYMS_EXPORT_SYMBOL({name});\n")).collect()
}

/// Exports names of a header's text, and compares the symtypes. Each name has a CRC.
fn compare(text: &str, names: &[&str], expected: &[&str], grammar: Grammar) {
    let text = format!("# 1 \"a.c\"\n# 1 \"a.h\"\n{text}\n{}", export(names));
    let unit = parse(&text, grammar).expect("is readable");
    let lines: Vec<String> = unit.symtypes.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    let expected: Vec<String> = expected.iter().map(|line| format!("{line} ")).collect();
    assert_eq!(lines, expected, "{text}");
    for name in names {
        assert!(unit.exports.iter().any(|export| export.name == *name && export.crc.is_some()), "{name}: {text}");
    }
}

fn older(text: &str, names: &[&str], expected: &[&str]) {
    compare(text, names, expected, Grammar::Older);
}

fn newer(text: &str, names: &[&str], expected: &[&str]) {
    compare(text, names, expected, Grammar::Newer);
}

fn refused(text: &str) -> String {
    parse(text, Grammar::Older).expect_err("is refused").to_string()
}

#[test]
fn storage_classes_and_restrict_are_left_out() {
    older(
        "extern int * restrict p; static const char * __restrict__ const q;",
        &["p", "q"],
        &["p extern int * p", "q const char * const q"],
    );
    older(
        "static inline int f(register int a); extern inline int g(void); inline extern int h(void);",
        &["f", "g", "h"],
        &["f int f ( int )", "g int g ( void )", "h extern int h ( void )"],
    );
}

#[test]
fn qualifiers_and_attributes_among_specifiers_stay_as_they_are_spelt() {
    older(
        "int const a; const int b; unsigned c; unsigned int d; volatile __const e_t_free;",
        &["a", "b", "c", "d"],
        &["a int const a", "b const int b", "c unsigned c", "d unsigned int d"],
    );
    older(
        "typedef unsigned long size_t; const __attribute__((aligned(8))) size_t s; int * __attribute__((x)) const p;",
        &["s", "p"],
        &[
            "t#size_t typedef unsigned long size_t",
            "s const __attribute__ ( ( aligned ( 8 ) ) ) t#size_t s",
            "p int * __attribute__ ( ( x ) ) const p",
        ],
    );
}

#[test]
fn names_of_parameters_are_left_out_and_those_of_members_stay() {
    older(
        "int f(int a, char *argv[], void (*cb)(int x), ...); struct s { int a, *b; int (*cb)(int x); char c[4]; }; struct s v;",
        &["f", "v"],
        &[
            "f int f ( int , char * [ ] , void ( * ) ( int ) , ... )",
            "s#s struct s { int a , * b ; int ( * cb ) ( int ) ; char c [ 4 ] ; }",
            "v s#s v",
        ],
    );
    older(
        "typedef int t; int f(t t, t *x, const t); int g(int (t)); int h(int (int));",
        &["f", "g", "h"],
        &[
            "t#t typedef int t",
            "f int f ( t#t t#t , t#t * , const t#t )",
            "g int g ( int ( ) )",
            "h int h ( int ( int ) )",
        ],
    );
}

#[test]
fn tags_are_references_and_what_nothing_defines_is_unknown() {
    older(
        "struct s { union u *u; enum e e; }; enum e { A }; int f(struct s *, struct fwd *, enum gone *);",
        &["f"],
        &[
            "u#u union u { UNKNOWN }",
            "e#e enum e { A }",
            "s#s struct s { u#u * u ; e#e e ; }",
            "s#fwd struct fwd { UNKNOWN }",
            "e#gone enum gone { UNKNOWN }",
            "f int f ( s#s * , s#fwd * , e#gone * )",
        ],
    );
    older(
        "struct s; int f(struct s *); __GENKSYMS_EXPORT_SYMBOL(f); struct s { int a; }; int g(struct s *);",
        &["g"],
        &["s#s struct s { UNKNOWN }", "f int f ( s#s * )", "g int g ( s#s * )"],
    );
}

#[test]
fn types_without_names_stay_where_they_are() {
    older(
        "typedef struct { int a; struct { int b; }; union { int c; } u; } t; enum { X, Y } v; t w;",
        &["v", "w"],
        &[
            "v enum { X , Y } v",
            "t#t typedef struct { int a ; struct { int b ; } ; union { int c ; } u ; } t",
            "w t#t w",
        ],
    );
}

#[test]
fn constants_are_definitions_of_their_own() {
    older(
        "enum e { A, B, C = 4, D, E = C << 1, F }; int a[B], b[D], c[F]; enum e v;",
        &["a", "b", "c", "v"],
        &[
            "E#B 1",
            "a int a [ E#B ]",
            "E#D ( 4 ) + 1",
            "b int b [ E#D ]",
            "E#C 4",
            "E#F ( E#C << 1 ) + 1",
            "c int c [ E#F ]",
            "e#e enum e { A , B , C = 4 , D , E = E#C << 1 , F }",
            "v e#e v",
        ],
    );
    older(
        "enum { N = 3, M, }; struct s { int N; char x[M]; }; struct s v;",
        &["v"],
        &["E#N 3", "E#M ( 3 ) + 1", "s#s struct s { int E#N ; char x [ E#M ] ; }", "v s#s v"],
    );
}

#[test]
fn initialisers_and_bodies_are_left_out() {
    older(
        "int a = 1, b[2] = { 1, 2 }, *c = &a; int f(int x) { return x ? (1) : 2; }",
        &["a", "b", "c", "f"],
        &["a int a", "b int b [ 2 ]", "c int * c", "f int f ( int )"],
    );
}

#[test]
fn attributes_behind_a_declarator_count_where_an_initialiser_follows() {
    older(
        r#"int f(void) __attribute__((x)); int a __attribute__((y)) = 1; int b asm("l") __attribute__((z)); int c asm("m");"#,
        &["f", "a", "b", "c"],
        &["f int f ( void )", "a int a __attribute__ ( ( y ) )", r#"b int b asm ( "l" )"#, r#"c int c asm ( "m" )"#],
    );
}

#[test]
fn attributes_behind_a_body_are_of_the_place_of_use() {
    older(
        "struct s { int a; } __attribute__((packed)); typedef struct { int a; } __attribute__((packed)) t; typedef struct s __attribute__((aligned(8))) u; struct s v; t w; u x;",
        &["v", "w", "x"],
        &[
            "s#s struct s { int a ; }",
            "v s#s v",
            "t#t typedef struct { int a ; } __attribute__ ( ( packed ) ) t",
            "w t#t w",
            "t#u typedef s#s __attribute__ ( ( aligned ( 8 ) ) ) u",
            "x t#u x",
        ],
    );
}

#[test]
fn bit_fields_keep_their_width() {
    older(
        "struct s { unsigned a : 3, b : 1 + 2; int : 0; unsigned c : 1 __attribute__((x)); }; struct s v;",
        &["v"],
        &[
            "s#s struct s { unsigned a : 3 , b : 1 + 2 ; int : 0 ; unsigned c : 1 __attribute__ ( ( x ) ) ; }",
            "v s#s v",
        ],
    );
}

#[test]
fn typeof_takes_a_declaration_or_an_expression() {
    older(
        "typedef int t; typeof(t *) a; __typeof__(x.y) b; typeof((x)) c; typeof(*p) d; typeof(int) e, f; typeof(const t) g;",
        &["a", "b", "c", "d", "e", "f", "g"],
        &[
            "t#t typedef int t",
            "a typeof ( t#t * ) a",
            "b __typeof__ ( x . y ) b",
            "c typeof ( x ) ) c",
            "d typeof * p ) d",
            "e typeof ( int ) e",
            "f typeof f",
            "g typeof ( const t#t ) g",
        ],
    );
}

#[test]
fn declarators_behind_a_comma_have_the_specifiers_up_to_the_last_ones() {
    older(
        "extern const int a, *b, c[2]; typedef struct s { int x; } t, *pt; pt v;",
        &["a", "b", "c", "v"],
        &[
            "a extern const int a",
            "b extern const int * b",
            "c extern const int c [ 2 ]",
            "s#s struct s { int x ; }",
            "t#pt typedef s#s * pt",
            "v t#pt v",
        ],
    );
    older(
        "extern int (*a)(int), b; int f(struct q *), g;",
        &["a", "b", "f", "g"],
        &[
            "a extern int ( * a ) ( int )",
            "b extern int ( * a ) ( int b",
            "s#q struct q { UNKNOWN }",
            "f int f ( s#q * )",
            "g int f ( s#q g",
        ],
    );
}

#[test]
fn errors_pass_over_what_surrounds_them() {
    older(
        "int f(int a __attribute__((x)), struct s *b), g; struct s { int a; int 3; int b; }; struct s v; int x y; int z;",
        &["f", "v", "x", "z"],
        &[
            "f int f ( int __attribute__ ( ( x ) ) , struct s * b )",
            "s#s struct s { int a ; int 3 ; int b ; }",
            "v s#s v",
            "x int x",
            "z int z",
        ],
    );
    older(
        "struct s { 3 4; int b; } v; struct q { } w; __extension__ struct r { int a; } x; int ok;",
        &["v", "w", "ok"],
        &["s#s struct s { 3 4 ; int b ; }", "v s#s v", "s#q struct q { }", "w s#q w", "ok int ok"],
    );
    older(
        "struct __attribute__((packed)) s { int a; }; extern struct s *v;",
        &["v"],
        &["s#s struct s { UNKNOWN }", "v extern s#s * v"],
    );
    older("union u { int a; __extension__ struct { int b; }; int c; } v;", &["v"], &["v v"]);
}

#[test]
fn assertions_and_assembly_define_nothing() {
    older(r#"_Static_assert(sizeof(int) == 4, "; }"); asm("int z;"); int a;"#, &["a"], &["a int a"]);
}

#[test]
fn newer_grammars_know_attributes_in_more_places() {
    newer(
        "struct __attribute__((packed)) s { int a; }; struct __attribute__((x)) q *p; struct s v;",
        &["v", "p"],
        &[
            "s#s struct __attribute__ ( ( packed ) ) s { int a ; }",
            "v s#s v",
            "s#q struct q { UNKNOWN }",
            "p __attribute__ ( ( x ) ) s#q * p",
        ],
    );
    newer(
        "int f(int a __attribute__((x)), struct s *b) __attribute__((y)); int a, __attribute__((z)) b __attribute__((w)); int (__attribute__((v)) *g)(int);",
        &["f", "a", "b"],
        &[
            "s#s struct s { UNKNOWN }",
            "f int f ( int __attribute__ ( ( x ) ) , s#s * ) __attribute__ ( ( y ) )",
            "a int a",
            "b int __attribute__ ( ( z ) ) b __attribute__ ( ( w ) )",
        ],
    );
    newer(
        "struct s { int (__attribute__((x)) *f)(int (__attribute__((y)) *)(void)); int a __attribute__((z)); }; struct s v;",
        &["v"],
        &[
            "s#s struct s { int ( __attribute__ ( ( x ) ) * f ) ( int ( __attribute__ ( ( y ) ) * ) ( void ) ) ; int a __attribute__ ( ( z ) ) ; }",
            "v s#s v",
        ],
    );
    newer(
        "int f(int (int), int (*)(int) __attribute__((x)), int [3]);",
        &["f"],
        &["f int f ( int ( int ) , int ( * ) ( int ) __attribute__ ( ( x ) ) , int [ 3 ] )"],
    );
}

#[test]
fn the_newest_grammar_knows_an_attribute_behind_a_parenthesis() {
    let text = "int (__attribute__((btf_type_tag(\"rcu\"))) *hook)(void *skb, int);";
    let hook = "hook int ( __attribute__ ( ( btf_type_tag ( \"rcu\" ) ) ) * hook ) ( void * , int )";
    compare(text, &["hook"], &[hook], Grammar::Newest);
    // Before, the declaration is passed over.
    let unit = parse(&format!("{text}\n{}", export(&["hook"])), Grammar::Newer).expect("is readable");
    assert_eq!((unit.errors, unit.exports[0].crc), (1, None));
    // Within a member all newer ones know it.
    let text = "struct s { int (__attribute__((x)) *f)(void); } v;";
    let s = "s#s struct s { int ( __attribute__ ( ( x ) ) * f ) ( void ) ; }";
    for grammar in [Grammar::Newer, Grammar::Newest] {
        compare(text, &["v"], &[s, "v s#s v"], grammar);
    }
}

#[test]
fn newer_grammars_tell_names_from_types_by_their_place() {
    newer(
        "typedef int t; int f(t t, int (t)); struct s { int t; unsigned t : 3; }; struct s v; typedef long t; int g(t);",
        &["f", "v", "g"],
        &[
            "t#t typedef int t",
            "f int f ( t#t , int ( t#t ) )",
            "s#s struct s { int t ; unsigned t : 3 ; }",
            "v s#s v",
            "g int g ( t#t )",
        ],
    );
    newer(
        "typedef int t; typedef unsigned u; struct s t; const t c; struct s t2, u2;",
        &["c"],
        &["t#t typedef int t", "c const t#t c"],
    );
}

#[test]
fn newer_grammars_have_more_keywords() {
    newer(
        "__typeof_unqual__(int *) a; int __seg_gs *b; uint64x2_t c;",
        &["a", "b", "c"],
        &["a __typeof_unqual__ ( int * ) a", "b int __seg_gs * b", "c uint64x2_t c"],
    );
}

#[test]
fn what_the_source_itself_defines_stays_unknown() {
    // And an enumeration of its own does not let constants behind it begin anew.
    let text = concat!(
        "# 1 \"a.c\"\n",
        "# 1 \"a.h\" 1\n",
        "struct h { struct own *o; };\n",
        "enum first { P, Q };\n",
        "# 2 \"a.c\" 2\n",
        "struct own { int a; };\n",
        "enum mine { A = 5, B };\n",
        "struct own v;\n",
        "# 1 \"b.h\" 1\n",
        "enum next { C, D };\n",
        "# 9 \"a.c\" 2\n",
        "int c[C], d[D], b[B];\n",
        "enum mine m;\n",
        "struct h w;\n",
    );
    let expected = [
        ("v", 0x36b7_2fac),
        ("c", 0xcf4e_c111),
        ("d", 0x8a0b_5e01),
        ("b", 0x7393_ff6e),
        ("m", 0x5cd0_0037),
        ("w", 0x8393_4273),
    ];
    let unit =
        parse(&(text.to_owned() + &export(&expected.map(|(name, _)| name))), Grammar::Older).expect("is readable");
    let crcs: Vec<(&str, Option<u32>)> = unit.exports.iter().map(|export| (&*export.name, export.crc)).collect();
    assert_eq!(crcs, expected.map(|(name, crc)| (name, Some(crc))));
    for line in [
        "s#own struct own { UNKNOWN } ",
        "e#mine enum mine { UNKNOWN } ",
        "E#D ( 5 ) + 3 ",
        "s#h struct h { s#own * o ; } ",
    ] {
        assert!(unit.symtypes.iter().any(|l| l == line.as_bytes()), "{line}");
    }
}

#[test]
fn an_export_is_told_with_its_place_and_an_error_with_the_first() {
    let text =
        "# 1 \"a.c\"\nint x;\n# 7 \"b.h\"\nint 3;\nint x;\nint 4;\n# 9 \"a.c\"\n\n__GENKSYMS_EXPORT_SYMBOL(y);\n";
    let unit = parse(text, Grammar::Older).expect("is readable");
    let export = &unit.exports[0];
    assert_eq!((&*export.file, export.line, export.crc, export.is_declared()), ("a.c", 10, None, false));
    assert_eq!((unit.errors, unit.first_error), (2, Some(("b.h".to_owned(), 7))));
}

#[test]
fn one_name_for_types_of_two_kinds_has_no_crc() {
    let unit =
        parse("union s { int a; }; struct s *p; __GENKSYMS_EXPORT_SYMBOL(p);", Grammar::Older).expect("is readable");
    assert_eq!((unit.exports[0].crc, unit.exports[0].is_declared()), (None, true));
}

#[test]
fn an_end_in_the_middle_ends_all() {
    for text in [
        "int a(",
        "struct s { int",
        "typeof(",
        "int a[3",
        "enum {",
        "int a = ",
        "# 1 \"a",
        "int a __attribute__((",
        "\"x",
    ] {
        let whole = format!("int b; __GENKSYMS_EXPORT_SYMBOL(b);\n{text}");
        let unit = parse(&whole, Grammar::Older).expect("is readable");
        assert_eq!(unit.exports.len(), 1, "{text}");
        assert_eq!(unit.exports[0].crc, Some(crc32fast::hash(b"int b ")), "{text}");
    }
}

#[test]
fn what_the_tool_does_not_end_on_is_refused() {
    for text in ["int x;\n\nextern int a, (*f)(int);", "int a, f(register);", "int a, b, f(struct s { int i; } *);"] {
        assert!(refused(text).contains("takes all memory"), "{text}");
    }
    assert!(refused("int x;\n\nextern int a, (*f)(int);").starts_with("a.i: line 3: "));
    assert!(refused("int a;\n# 7 \"h.h\"\nint b, f(int);").contains("line 3: declares"));
    assert!(refused("int a;\n# 7 \"h.h\"\nint b, f(int);").ends_with("(line 7 of h.h)"));
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(refused("int a;\n\u{1b}[1m"), "a.i: line 2: is not text");
    assert!(refused("int \u{e4};").contains("has a letter that is none of C"));
    let quoted = "int \u{e4}_free; char *a = \"\u{e4}\"; __GENKSYMS_EXPORT_SYMBOL(a);".replace("\u{e4}_free", "b");
    assert_eq!(
        parse(&quoted, Grammar::Older).expect("is readable").exports[0].crc,
        Some(crc32fast::hash(b"char * a "))
    );
}

#[test]
fn depth_and_size_are_bounded() {
    for (start, open, close) in
        [("int ", "(", ")"), ("", "struct { ", "} x;"), ("int f", "(int (*)", ")"), ("", "typeof(int ", ")")]
    {
        let text = |depth: usize| format!("{start}{}a{};", open.repeat(depth), close.repeat(depth));
        assert!(refused(&text(5_000)).contains("is nested too deeply"), "{open}");
        let flat = format!("int b; {} __GENKSYMS_EXPORT_SYMBOL(b);", text(20));
        assert_eq!(parse(&flat, Grammar::Older).expect("is readable").exports[0].crc, Some(crc32fast::hash(b"int b ")));
    }
    let constants = format!("enum {{ A = {} , {} }};", "1 + ".repeat(20_000), "B, ".repeat(2_000));
    assert!(refused(&constants).contains("defines more than is kept of one unit"));
    let quotes = "\"".to_owned() + &"\\\"".repeat(20_000);
    assert!(refused(&quotes).contains("too many quotes"));
    let path = format!("# 1 \"{}\"\nint a;", "a".repeat(4_097));
    assert!(refused(&path).contains("a path that is too long"));
    let exports = "__GENKSYMS_EXPORT_SYMBOL(a);\n".repeat(65_537);
    assert!(refused(&exports).contains("more exports than are kept"));
}

/// A unit, and what the tool wrote of it.
const REFERRED: &str = "# 1 \"a.c\"
# 1 \"a.h\" 1
typedef unsigned int u32;
struct b { int x; };
struct a { int m; struct b *b; };
enum e { A, B };
# 2 \"a.c\" 2
int f(struct a *a, u32 u) { }
__GENKSYMS_EXPORT_SYMBOL(f);
int g(struct b *b, enum e e) { }
__GENKSYMS_EXPORT_SYMBOL(g);
";
const REFERENCE: &str = "\
s#b struct b { int x ; } 
s#a struct a { int m ; s#b * b ; } 
t#u32 typedef unsigned int u32 
f int f ( s#a * , t#u32 ) 
e#e enum e { A , B } 
g int g ( s#b * , e#e ) 
";

/// The CRC of the first export, what differs for it, what is kept, and the line of `struct a`.
fn against(text: &str, reference: &str, preserves: bool) -> (u32, Vec<(String, Standing)>, Vec<Kept>, String) {
    let reference = Reference::parse("a.symref", reference.as_bytes()).expect("is readable");
    let unit = Unit::parse_against("a.i", text.as_bytes(), Grammar::Older, &reference, preserves).expect("is readable");
    let lines: Vec<String> = unit.symtypes.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    let line = lines.iter().find(|line| line.contains("s#a struct")).cloned().unwrap_or_default();
    let export = &unit.exports[0];
    (export.crc.expect("has one"), export.changed.clone(), unit.kept, line)
}

#[test]
fn a_reference_tells_what_differs_and_keeps_what_it_marks() {
    let same = "s#a struct a { int m ; s#b * b ; } ".to_owned();
    assert_eq!(against(REFERRED, REFERENCE, true), (0x5559_93b4, vec![], vec![], same.clone()));
    let changed = REFERRED.replace("int m;", "int m; long n;");
    let differs = vec![("s#a".to_owned(), Standing::Modified)];
    let new = "s#a struct a { int m ; long n ; s#b * b ; } ".to_owned();
    assert_eq!(against(&changed, REFERENCE, true), (0x8256_abb1, differs.clone(), vec![], new.clone()));
    let marked = REFERENCE.replace("s#a struct", "override s#a struct");
    // A mark counts where marks are to count, and stays in the symtypes.
    assert_eq!(against(&changed, &marked, false), (0x8256_abb1, differs, vec![], new));
    let kept = |differs| vec![Kept { name: "s#a".to_owned(), differs }];
    let old = format!("override {same}");
    assert_eq!(against(&changed, &marked, true), (0x5559_93b4, vec![], kept(true), old.clone()));
    assert_eq!(against(REFERRED, &marked, true), (0x5559_93b4, vec![], kept(false), old));
}

#[test]
fn what_the_reference_only_declares_becomes_defined_or_stays() {
    let unknown = REFERENCE.replace("s#a struct a { int m ; s#b * b ; }", "s#a struct a { UNKNOWN }");
    let defined = vec![("s#a".to_owned(), Standing::Defined)];
    let (crc, changed, ..) = against(REFERRED, &unknown, true);
    assert_eq!((crc, changed), (0x5559_93b4, defined));
    let (crc, changed, ..) = against(REFERRED, &unknown.replace("s#a struct", "override s#a struct"), true);
    assert_eq!((crc, changed), (0xbfa2_a7e5, vec![]));
    let hidden = REFERRED.replace("struct a { int m; struct b *b; };", "");
    let (crc, changed, ..) = against(&hidden, REFERENCE, false);
    assert_eq!((crc, changed), (0xbfa2_a7e5, vec![("s#a".to_owned(), Standing::Modified)]));
}

#[test]
fn differences_are_named_from_the_last_that_is_reached() {
    let text = "# 1 \"a.c\"\n# 1 \"a.h\"\nstruct x { int i2; };\nstruct y { struct x *x; int j2; };\n\
                union z { int k; struct y *y; struct x *x; };\nint g(struct x *b, union z *, int, struct y *);\n\
                __GENKSYMS_EXPORT_SYMBOL(g);\n";
    let reference = "s#x struct x { int i ; } \ns#y struct y { s#x * x ; int j ; } \n\
                     u#z union z { s#y * y ; s#x * x ; } \ng int g ( s#x * , u#z * , s#y * ) \nh int h ( ) \n";
    let reference = Reference::parse("a.symref", reference.as_bytes()).expect("is readable");
    let unit = Unit::parse_against("a.i", text.as_bytes(), Grammar::Older, &reference, false).expect("is readable");
    let names: Vec<&str> = unit.exports[0].changed.iter().map(|(name, _)| &**name).collect();
    assert_eq!((names, unit.gone), (vec!["s#y", "u#z", "s#x", "g"], vec!["h".to_owned()]));
}

#[test]
fn constants_go_on_counting_behind_those_of_the_reference() {
    // The tool does not begin anew behind the reference, whose last constant is this one.
    let text = "# 1 \"a.c\"\n# 1 \"a.h\"\nenum q { P, Q };\nstruct b { int x[P]; int y[Q]; };\nint g(struct b *);\n\
                __GENKSYMS_EXPORT_SYMBOL(g);\n";
    assert_eq!(against(text, "s#none struct none { UNKNOWN } ", false).0, 0xb1dd_1c11);
    assert_eq!(against(text, "E#zz 7 \nu#none union none { UNKNOWN } ", false).0, 0xf13a_007a);
    assert_eq!(against(text, "E#zz 7 \ne#dd enum dd { zz } ", false).0, 0xb1dd_1c11);
}

#[test]
fn damaged_references_are_named() {
    for (text, what) in [
        ("\ns#x\n", "line 2: has a name and no definition"),
        ("override", "line 1: names nothing"),
        ("f extern", "line 1: has a name and no definition"),
        ("q#x 1", "line 1: has a reference to no kind of type"),
        ("f int q#x", "line 1: has a reference to no kind of type"),
        ("s#x struct x { } \ns#y struct y { } \nu#x union x { } ", "line 3: defines `x`, as line 1 does"),
        ("f \u{1b}[m", "line 1: is not text"),
    ] {
        let said = Reference::parse("a.symref", text.as_bytes()).expect_err("is damaged").to_string();
        assert!(said.starts_with("a.symref: ") && said.contains(what), "{said}");
    }
    // A blank within a string is none between words.
    let text = "int f(void) __asm__(\"a b\");\n__GENKSYMS_EXPORT_SYMBOL(f);\n";
    let (_, changed, ..) = against(text, "f int f ( void ) __asm__ ( \"a b\" ) ", false);
    assert_eq!(changed, []);
}
