//! The CRCs of gendwarfksyms and genksyms: texts and numbers as the tools give them for the same sources.
//!
//! Needs gcc, g++, clang and rustc (`cargo xtask test` installs the compilers).

use std::collections::BTreeMap;
use std::process::{Command, Output};

struct Lab {
    dir: tempfile::TempDir,
}

/// CRCs by symbol, in the order of the output.
type Crcs = Vec<(String, String)>;

impl Lab {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    /// With `a.o`, and in `names` the symbols of [`KNOWN`].
    fn with_known() -> Self {
        let lab = Self::new();
        lab.write("a.h", HEADER);
        lab.write("a.c", SOURCE);
        lab.compile("gcc -gdwarf-5 -O0 -w -c a.c -o a.o");
        let names: Vec<&str> = KNOWN.iter().map(|k| k.0).collect();
        lab.write("names", &(names.join("\n") + "\n"));
        lab
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.dir.path().join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir.path().join(name)).expect("a file")
    }

    fn compile(&self, line: &str) {
        let mut words = line.split(' ');
        let mut command = Command::new(words.next().expect("a compiler"));
        let out = command.args(words).current_dir(self.dir.path()).output().expect("apt-get install gcc g++ clang");
        assert!(out.status.success(), "{line}: {}", String::from_utf8_lossy(&out.stderr));
    }

    fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.arg("crc").args(line.split(' ')).current_dir(self.dir.path()).output().expect("abilens runs")
    }

    /// The CRCs of a run that finds all of them.
    fn crcs(&self, line: &str) -> Crcs {
        let out = self.run(line);
        assert_eq!(out.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&out.stderr));
        spelt(&out)
    }

    /// The texts that are hashed, by symbol.
    fn texts(&self, line: &str) -> BTreeMap<String, String> {
        self.crcs(&format!("{line} --texts texts"));
        let split = |line: &str| line.split_once(' ').map(|(name, text)| (name.to_owned(), text.to_owned()));
        self.read("texts").lines().filter_map(split).collect()
    }
}

fn spelt(out: &Output) -> Crcs {
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let ["#SYMVER", name, crc] = words[..] else { panic!("{line}") };
        (name.to_owned(), crc.to_owned())
    };
    text.lines().map(line).collect()
}

fn of<'c>(crcs: &'c Crcs, name: &str) -> &'c str {
    crcs.iter().find(|(symbol, _)| symbol == name).map_or("", |(_, crc)| crc)
}

/// What the tool says of these, in its own words and numbers.
const KNOWN: &[(&str, &str, &str)] = &[
    ("number", "0x7ec472ba", "variable base_type int byte_size(4) encoding(5)"),
    ("fixed", "0xca795750", "variable const_type { base_type int byte_size(4) encoding(5) }"),
    ("empty", "0xf5b2850d", "variable array_type[0] { base_type int byte_size(4) encoding(5) }"),
    (
        "takes",
        "0x4ddc0594",
        "subprogram ( formal_parameter base_type int byte_size(4) encoding(5) a ) -> base_type int byte_size(4) encoding(5)",
    ),
    (
        "hides",
        "0x00ae8fcd",
        "subprogram ( formal_parameter pointer_type { structure_type priv { } } byte_size(8) p ) -> base_type void",
    ),
    (
        "walks",
        "0x76e2ab55",
        "subprogram ( formal_parameter pointer_type { structure_type list { member pointer_type { s#list } byte_size(8) next \
         data_member_location(0) , member pointer_type { s#list } byte_size(8) prev data_member_location(8) } byte_size(16) } \
         byte_size(8) , formal_parameter base_type _Bool byte_size(1) encoding(2) ) -> base_type long int byte_size(8) \
         encoding(5)",
    ),
];

const HEADER: &str = "struct list { struct list *next, *prev; };\nextern long walks(struct list *l, _Bool b);\n";
const SOURCE: &str = "#include \"a.h\"\nint number;\nconst int fixed = 1;\nint empty[0];\nint takes(int a) { return a; }\n\
                      struct priv { int x; };\nvoid hides(struct priv *p) { p->x = 1; }\n\
                      long uses(struct list *l) { return walks(l, 1); }\n\
                      int same(void) __attribute__((alias(\"other\")));\nint other(int x) { return x; }\n";

#[test]
fn texts_and_crcs_are_those_of_the_tool() {
    let lab = Lab::with_known();
    let crcs = lab.crcs("a.o --symbols names -T symtypes");
    let texts = lab.texts("a.o --symbols names");
    for (name, crc, text) in KNOWN {
        assert_eq!(of(&crcs, name), *crc, "{name}");
        assert_eq!(texts.get(*name).map(String::as_str), Some(*text), "{name}");
    }
    let symtypes = lab.read("symtypes");
    let line = "s#list structure_type list { member pointer_type { s#list } byte_size(8) next data_member_location(0) , \
                member pointer_type { s#list } byte_size(8) prev data_member_location(8) } byte_size(16)";
    assert!(symtypes.lines().any(|l| l == line), "{symtypes}");
    let mut sorted: Vec<&str> = symtypes.lines().collect();
    sorted.sort_unstable();
    assert_eq!(symtypes.lines().collect::<Vec<_>>(), sorted);
}

#[test]
fn symbols_come_in_the_order_of_the_tools_table() {
    let lab = Lab::new();
    lab.write("a.c", "int dev_register, dev_unregister, dev_list, ext_asm, use_priv;\n");
    lab.compile("gcc -g -w -c a.c -o a.o");
    lab.write("names", "dev_register\ndev_unregister\ndev_list\next_asm\nuse_priv\ndev_list\n");
    let crcs = lab.crcs("a.o --symbols names");
    let names: Vec<&str> = crcs.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["use_priv", "dev_register", "ext_asm", "dev_unregister", "dev_list"]);
}

#[test]
fn aliases_have_one_crc_and_the_first_die_decides() {
    let lab = Lab::new();
    lab.write("a.h", HEADER);
    lab.write("a.c", SOURCE);
    lab.compile("gcc -g -w -c a.c -o a.o");
    lab.write("names", "same\nother\n");
    let crcs = lab.crcs("a.o --symbols names");
    assert_eq!(of(&crcs, "same"), of(&crcs, "other"));
    // A declaration that stands first decides what the symbol is.
    lab.write("b.c", "extern int table[];\nint *at(void) { return table; }\nint table[2];\n");
    lab.compile("gcc -g -w -c b.c -o b.o");
    lab.write("names", "table\n");
    let first = lab.texts("b.o --symbols names")["table"].clone();
    assert!(first.starts_with("variable array_type[] {"), "{first}");
    lab.write("b.c", "int table[2];\nint *at(void) { return table; }\n");
    lab.compile("gcc -g -w -c b.c -o b.o");
    let only = lab.texts("b.o --symbols names")["table"].clone();
    assert!(only.starts_with("variable array_type[2] {"), "{only}");
}

#[test]
fn a_pointer_stands_for_a_symbol_that_the_compiler_leaves_out() {
    let lab = Lab::new();
    lab.write("a.h", HEADER);
    lab.write(
        "a.c",
        "#include \"a.h\"\nextern int far[4];\n\
         #define EXPORT(name) static __typeof__(name) *__gendwarfksyms_ptr_##name __attribute__((used)) = &name\n\
         EXPORT(walks);\nEXPORT(far);\n",
    );
    lab.compile("clang -g -c a.c -o a.o");
    lab.write("names", "walks\nfar\n");
    let texts = lab.texts("a.o --symbols names");
    assert_eq!(texts["far"], "variable array_type[4] { base_type int byte_size(4) encoding(5) }");
    assert!(
        texts["walks"].starts_with("subprogram ( formal_parameter pointer_type { structure_type list {"),
        "{texts:?}"
    );
}

/// Rules of the kABI, and the type that they are about before and after a change.
const RULE: &str = "#define JOIN(a, b) a##b\n#define NAME(n) JOIN(rule_, n)\n\
    #define RULE(type, target, value) static const char NAME(__COUNTER__)[] __attribute__((used, aligned(1), \
    section(\".discard.gendwarfksyms.kabi_rules\"))) = \"1\\0\" #type \"\\0\" target \"\\0\" value\n\
    RULE(enumerator_ignore, \"e ADDED\", \"\");\nRULE(enumerator_value, \"e LAST\", \"1\");\nRULE(declonly, \"known\", \"\");\n\
    RULE(byte_size, \"sized\", \"16\");\nRULE(type_string, \"t#word\", \"typedef_type word { base_type int byte_size(4) encoding(5) }\");\n";
const BEFORE: &str = "struct reserve { int a; unsigned long __kabi_reserved_0; unsigned long __kabi_reserved_1; };\n\
    struct rename { int old; };\nstruct hole { int a; long b; };\nenum e { FIRST, LAST };\nstruct known { int x; };\n\
    struct sized { long a; int b; };\ntypedef int word;\n";
const AFTER: &str = "struct reserve { int a; union { void *fresh; struct { unsigned long __kabi_reserved_0; }; };\n\
    union { unsigned long __kabi_reserved_1; struct { int p, q; } two; }; };\n\
    struct rename { union { unsigned newer; struct { int __kabi_renamedold; }; }; };\n\
    struct hole { int a; union { int added; int __kabi_ignored_0; }; long b; };\nenum e { FIRST, ADDED, LAST };\n\
    struct known { int x; long y; };\nstruct sized { long a; int b; } __attribute__((aligned(32)));\ntypedef long word;\n";
const USES: &str = "int f_reserve(struct reserve *p) { return p->a; }\nint f_rename(struct rename *old) { return 1; }\n\
    int f_hole(struct hole *p) { return p->a; }\nint f_e(enum e e) { return e; }\nint f_known(struct known *p) { return p->x; }\n\
    int f_word(word w) { return 0; }\nint f_other(struct other *p) { return 0; }\n";
const USERS: &[&str] = &["f_reserve", "f_rename", "f_hole", "f_e", "f_known", "f_word"];

fn kabi(lab: &Lab) {
    for (side, types) in [("before", BEFORE), ("after", AFTER)] {
        lab.write("types.h", types);
        lab.write("a.c", &format!("{RULE}#include \"types.h\"\nstruct other;\n{USES}"));
        lab.compile(&format!("gcc -g -w -c a.c -o {side}.o"));
    }
    lab.write("names", &(USERS.join("\n") + "\n"));
}

#[test]
fn rules_and_reserves_keep_a_crc_where_they_count() {
    let lab = Lab::new();
    kabi(&lab);
    let (before, after) = (lab.crcs("before.o --stable --symbols names"), lab.crcs("after.o --stable --symbols names"));
    let (plain, changed) = (lab.crcs("before.o --symbols names"), lab.crcs("after.o --symbols names"));
    for name in USERS {
        assert_eq!(of(&before, name), of(&after, name), "{name}: kept by the kABI");
        assert_ne!(of(&plain, name), of(&changed, name), "{name}: changed without it");
    }
}

#[test]
fn a_size_of_a_rule_counts_and_the_rest_of_the_type_does_too() {
    let lab = Lab::new();
    kabi(&lab);
    lab.write("types.h", AFTER);
    lab.write("a.c", &format!("{RULE}#include \"types.h\"\nint f_sized(struct sized *p) {{ return p->b; }}\n"));
    lab.compile("gcc -g -w -c a.c -o a.o");
    lab.write("names", "f_sized\n");
    let text = lab.texts("a.o --stable --symbols names")["f_sized"].clone();
    assert!(text.contains("} byte_size(16) alignment(32) }"), "{text}");
}

#[test]
fn an_old_name_goes_to_the_member_around_it_as_by_the_tool_unless_that_is_corrected() {
    let lab = Lab::new();
    kabi(&lab);
    lab.write("types.h", AFTER);
    lab.write("a.c", "#include \"types.h\"\nint f(struct rename *new_name) { return 1; }\n");
    lab.compile("gcc -g -w -c a.c -o a.o");
    lab.write("names", "f\n");
    let text = lab.texts("a.o --stable --symbols names")["f"].clone();
    assert!(text.contains("byte_size(8) old ) ->"), "{text}");
    let text = lab.texts("a.o --stable --symbols names --compat corrected")["f"].clone();
    assert!(text.contains("byte_size(8) new_name ) ->") && text.contains("encoding(5) old data_member"), "{text}");
}

/// Callbacks that lead to themselves: `second` and `twice` through parameters behind the first, `first` through that one.
const CIRCLES: &str = "\
struct hdr; struct one; struct a; struct b;
typedef int back(int, struct hdr *);
struct hdr { back *cb; int x; };
struct ops { back *done; };
typedef int front(struct one *, int);
struct one { front *cb; };
struct onops { front *done; };
typedef int both(int, struct a *, int, struct b *, long);
struct a { both *cb; };
struct b { both *cb; int y; };
struct abops { both *done; };
";

#[test]
fn a_callback_within_itself_loses_a_comma_as_by_the_tool_unless_that_is_corrected() {
    let lab = Lab::new();
    lab.write("a.h", CIRCLES);
    lab.write("a.c", "#include \"a.h\"\nstruct ops second;\nstruct onops first;\nstruct abops twice;\n");
    lab.compile("gcc -gdwarf-5 -O0 -w -c a.c -o a.o");
    lab.write("names", "second\nfirst\ntwice\n");
    // These are the tool's own.
    let crcs = lab.crcs("a.o --symbols names");
    for (name, crc) in [("second", "0xda8d20d9"), ("first", "0x383d9709"), ("twice", "0xd02648fd")] {
        assert_eq!(of(&crcs, name), crc, "{name}");
    }
    let texts = lab.texts("a.o --symbols names");
    assert!(texts["second"].contains("encoding(5)formal_parameter pointer_type { structure_type hdr {"), "{texts:?}");
    assert_eq!(texts["twice"].matches(")formal_parameter").count(), 2);
    // Where the structure is reached first, its callback is not begun within itself.
    lab.write("b.c", "#include \"a.h\"\nstruct hdr direct;\nstruct ops second;\n");
    lab.compile("gcc -gdwarf-5 -O0 -w -c b.c -o b.o");
    lab.write("both", "direct\nsecond\n");
    assert_eq!(of(&lab.crcs("b.o --symbols both"), "second"), "0x95ba5b46");
    let texts = lab.texts("a.o --symbols names --compat corrected");
    assert!(texts.values().all(|text| !text.contains(")formal_parameter")), "{texts:?}");
    assert_eq!(of(&lab.crcs("a.o --symbols names --compat corrected"), "first"), "0x383d9709");
}

#[test]
fn what_has_no_text_is_told_and_the_rest_is_computed() {
    let lab = Lab::new();
    lab.write(
        "a.cc",
        "struct base { int x; };\nstruct derived : base { int y; };\nextern \"C\" int takes(derived *d) { return d->y; }\n\
         extern \"C\" int plain(int x) { return x; }\n",
    );
    lab.compile("g++ -g -c a.cc -o a.o");
    lab.write("names", "takes\nplain\nabsent\n");
    let out = lab.run("a.o --symbols names");
    let (crcs, errors) = (spelt(&out), String::from_utf8_lossy(&out.stderr).into_owned());
    assert_eq!(out.status.code(), Some(2), "{errors}");
    assert_eq!((of(&crcs, "takes"), of(&crcs, "absent")), ("0x00000000", "0x00000000"));
    assert_ne!(of(&crcs, "plain"), "0x00000000");
    assert!(errors.contains("`takes` has no CRC: gendwarfksyms has no text for DW_TAG_inheritance"), "{errors}");
    assert!(errors.contains(" in a structure, at offset 0x") && errors.contains(" of .debug_info"), "{errors}");
    assert!(errors.contains("`absent` has no CRC: nothing describes its type"), "{errors}");
    assert_eq!(lab.run("a.o --symbols names --allow-incomplete").status.code(), Some(0));
}

#[test]
fn types_of_rust_have_variants_and_names_with_scopes() {
    let lab = Lab::new();
    lab.write(
        "r.rs",
        "#![crate_type = \"staticlib\"]\npub enum En { A(u32), B { x: u8 } }\npub struct P { pub a: u64, pub e: En }\n\
         #[unsafe(no_mangle)]\npub fn take(p: &P) -> u64 { p.a }\n",
    );
    lab.compile("rustc -g --emit=obj --edition 2024 r.rs -o r.o");
    lab.write("names", "take\n");
    lab.crcs("r.o --symbols names -T symtypes");
    let symtypes = lab.read("symtypes");
    assert!(symtypes.contains("s#r::En structure_type r::En { variant_part {"), "{symtypes}");
    assert!(
        symtypes.contains("take subprogram ( formal_parameter pointer_type &r::P { s#r::P } p ) -> "),
        "{symtypes}"
    );
    assert!(symtypes.contains("variant { member s#r::En::B B data_member_location(0) } discr_value(1)"), "{symtypes}");
}

#[test]
fn two_definitions_of_one_length_are_told() {
    let lab = Lab::new();
    for (name, member) in [("a", "one"), ("b", "two")] {
        lab.write(&format!("{name}.h"), &format!("struct foo {{ int {member}; }};\n"));
        lab.write(
            &format!("{name}.c"),
            &format!("#include \"{name}.h\"\nint f{name}(struct foo *p) {{ return p->{member}; }}\n"),
        );
        lab.compile(&format!("gcc -g -c {name}.c -o {name}.o"));
    }
    lab.compile("ld -r a.o b.o -o both.o");
    lab.write("names", "fa\nfb\n");
    let out = lab.run("both.o --symbols names --texts texts");
    let errors = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(0), "{errors}");
    assert!(errors.contains("units define `s#foo` differently, at equal length"), "{errors}");
    assert_eq!(lab.read("texts").matches(" one data_member_location(0)").count(), 2, "the first unit decides");
    assert!(
        !String::from_utf8_lossy(&lab.run("a.o --symbols names --allow-incomplete").stderr).contains("differently")
    );
}

#[test]
fn lists_and_rules_that_cannot_be_read_are_errors_with_their_place() {
    let lab = Lab::new();
    lab.write("a.c", "int x;\n");
    lab.compile("gcc -g -c a.c -o a.o");
    lab.write("names", "x\n\n");
    let out = lab.run("a.o --symbols names");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("names: line 2: the line names no symbol"));
    lab.write(
        "b.c",
        "int x;\nstatic const char r[] __attribute__((used, section(\".discard.gendwarfksyms.kabi_rules\"))) = \"1\\0odd\\0x\\0y\";\n",
    );
    lab.compile("gcc -g -c b.c -o b.o");
    lab.write("names", "x\n");
    let out = lab.run("b.o --stable --symbols names -T symtypes");
    let errors = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2));
    assert!(
        errors.contains("b.o: section .discard.gendwarfksyms.kabi_rules: offset 0x0: a rule of the unknown kind `odd`"),
        "{errors}"
    );
    assert!(!lab.dir.path().join("symtypes").exists(), "nothing is half-written");
    assert_eq!(lab.run("b.o --symbols names").status.code(), Some(0), "rules count with --stable alone");
}

#[test]
fn damaged_debug_information_is_told_or_computed_and_never_a_crash() {
    let lab = Lab::new();
    lab.write("a.h", HEADER);
    lab.write("a.c", SOURCE);
    lab.compile("gcc -g -w -c a.c -o a.o");
    lab.write("names", "walks\nhides\nuses\nnumber\n");
    let whole = std::fs::read(lab.dir.path().join("a.o")).expect("an object");
    let mut seed = 7_u64;
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = 64 + usize::try_from(seed >> 33).expect("an index") % (bytes.len() - 64);
            bytes[at] ^= u8::try_from(seed >> 24 & 0xff).expect("a byte") | 1;
        }
        std::fs::write(lab.dir.path().join("b.o"), bytes).expect("an object");
        let out = lab.run("b.o --symbols names --stable");
        assert!(matches!(out.status.code(), Some(0 | 2)), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn symtypes_have_the_crcs_of_the_tool_that_wrote_them() {
    let lab = Lab::with_known();
    let crcs = lab.crcs("a.o --symbols names -T a.symtypes");
    let again = lab.crcs("a.symtypes");
    for (name, crc) in &crcs {
        assert_eq!(of(&again, name), crc, "{name}");
    }
    assert_eq!(again.len(), crcs.len());
    // Of genksyms: an ordinary CRC-32 of the tokens, each with a blank behind it.
    lab.write(
        "g.symtypes",
        "t#u32 typedef unsigned int u32 \nf extern int f ( t#u32 , t#u32 ) \ng int g ( s#none ) \n",
    );
    let out = lab.run("g.symtypes");
    assert_eq!(out.status.code(), Some(2));
    // `int f ( typedef unsigned int u32 , u32 ) `
    assert_eq!(of(&spelt(&out), "f"), "0x3ff6967a");
    let errors = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(errors.contains("g.symtypes: line 3: `g` has no CRC: nothing defines `s#none`"), "{errors}");
    assert_eq!(lab.run("g.symtypes --symbols names").status.code(), Some(2));
    assert_eq!(lab.run("g.symtypes --stable").status.code(), Some(2));
    std::fs::write(lab.dir.path().join("b.symtypes"), b"f int f ( void ) \ng\xff \x01 ( \n").expect("a file");
    let out = lab.run("b.symtypes");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("b.symtypes: line 2: is not text"));
}

/// A preprocessed unit, and what genksyms of Debian's linux-kbuild-6.1 wrote of it.
const UNIT: &str = r##"# 1 "drivers/demo/a.c"
# 1 "./include/linux/demo.h" 1
typedef unsigned int u32;
struct demo_ops;
enum demo_mode { DEMO_OFF, DEMO_ON = 1 << 2, DEMO_LAST };
struct demo {
 u32 id;
 char name[DEMO_LAST];
 const struct demo_ops *ops;
 struct demo *next;
 enum demo_mode mode : 3;
} __attribute__((packed));
extern int demo_register(struct demo *demo, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static inline u32 demo_id(const struct demo *demo __attribute__((unused))) { return demo ? demo->id : 0; }
# 5 "drivers/demo/a.c" 2
struct demo_private { int a; };
struct demo_private *demo_head = ((void *)0);
__GENKSYMS_EXPORT_SYMBOL(demo_head);
int demo_register(struct demo *demo, const char *fmt, ...)
{
 return demo->id;
}
__GENKSYMS_EXPORT_SYMBOL(demo_register);
__extension__ struct { int gone; } demo_gone;
__GENKSYMS_EXPORT_SYMBOL(demo_gone);
"##;
const UNIT_SYMTYPES: &str = "\
s#demo_private struct demo_private { UNKNOWN } \n\
demo_head s#demo_private * demo_head \n\
t#u32 typedef unsigned int u32 \n\
E#DEMO_LAST ( 1 << 2 ) + 1 \n\
s#demo_ops struct demo_ops { UNKNOWN } \n\
e#demo_mode enum demo_mode { DEMO_OFF , DEMO_ON = 1 << 2 , DEMO_LAST } \n\
s#demo struct demo { t#u32 id ; char name [ E#DEMO_LAST ] ; const s#demo_ops * ops ; s#demo * next ; e#demo_mode mode : 3 ; } \n\
demo_register extern int demo_register ( s#demo * , const char * , ... ) \n\
demo_gone demo_gone \n";
const UNIT_CRCS: &str = "\
#SYMVER demo_head 0x259f42cb
#SYMVER demo_register 0x69e60671
#SYMVER demo_gone 0xcf402edb
";

#[test]
fn a_preprocessed_unit_has_the_crcs_and_symtypes_of_genksyms() {
    let lab = Lab::new();
    lab.write("a.i", UNIT);
    let out = lab.run("--genksyms a.i -T a.symtypes");
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&out.stdout), UNIT_CRCS);
    assert_eq!(lab.read("a.symtypes"), UNIT_SYMTYPES);
    let errors = String::from_utf8_lossy(&out.stderr).into_owned();
    let note = "abilens: note: a.i: genksyms passes over 2 places that its grammar does not know, the first is ./include/linux/demo.h:12\n";
    assert_eq!(errors, note);
    // From the symtypes alone they are the same.
    assert_eq!(lab.crcs("a.symtypes").len(), 3);
    assert_eq!(of(&lab.crcs("a.symtypes"), "demo_register"), "0x69e60671");
    // Newer grammars record the attribute behind the function.
    assert_eq!(of(&lab.crcs("--genksyms --dialect 6.14 a.i"), "demo_register"), "0x4459ba84");
}

#[test]
fn preprocessed_units_come_in_numbers_and_from_standard_input() {
    let lab = Lab::new();
    lab.write("a.i", UNIT);
    lab.write("b.i", "int b;\n__GENKSYMS_EXPORT_SYMBOL(b);\n");
    lab.write("names", "b\ndemo_head\n");
    let crcs = lab.crcs("--genksyms a.i b.i --symbols names");
    assert_eq!(crcs.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["demo_head", "b"]);
    let file = std::fs::File::open(lab.dir.path().join("a.i")).expect("the unit");
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    let out = command.args(["crc", "--genksyms", "-"]).stdin(file).output().expect("abilens runs");
    assert_eq!(String::from_utf8_lossy(&out.stdout), UNIT_CRCS);
    lab.write("names", "gone\n");
    let out = lab.run("--genksyms b.i --symbols names");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("b.i: no export `gone`"));
    for wrong in
        ["--genksyms a.i b.i -T s", "--genksyms a.i --stable", "a.i b.i", "a.o --dialect 6.14", "--genksyms none.i"]
    {
        assert_eq!(lab.run(wrong).status.code(), Some(2), "{wrong}");
    }
    assert!(!lab.dir.path().join("s").exists(), "nothing is half-written");
}

#[test]
fn a_reference_is_kept_where_it_is_marked() {
    let lab = Lab::new();
    lab.write("a.i", &UNIT.replace(" u32 id;", " u32 id; u32 more;"));
    let marked = UNIT_SYMTYPES.replace("s#demo struct", "override s#demo struct");
    lab.write("plain.symref", UNIT_SYMTYPES);
    lab.write("marked.symref", &(marked.clone() + "away int away ( ) \n"));
    let run = |line: &str, code: i32, what: &str| {
        let out = lab.run(&format!("--genksyms a.i -T a.symtypes {line}"));
        let errors = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(code), "{line}: {errors}");
        assert!(errors.contains(what), "{line}: {errors}");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let differs = "drivers/demo/a.c:12: `demo_register` differs from the reference: struct demo\n";
    run("-r plain.symref", 0, &format!("abilens: note: {differs}"));
    let crcs = run("--reference plain.symref --preserve", 1, &format!("abilens: error: {differs}"));
    assert_ne!(crcs, UNIT_CRCS);
    assert_eq!(run("-r marked.symref -p", 0, "a.i: struct demo is kept as in the reference\n"), UNIT_CRCS);
    assert_eq!(lab.read("a.symtypes"), marked);
    run("-r marked.symref", 0, "a.i: `away` is no export: it is one in the reference");
    lab.write("marked.symref", &marked.replace("t#u32 id", "t#u31 id"));
    run("-r marked.symref -p", 2, "`demo_register` has no CRC: what is kept names typedef u31, which is not declared");
    lab.write("marked.symref", "s#demo");
    run("-r marked.symref -p", 2, "marked.symref: line 1: has a name and no definition");
    for wrong in ["-p", "a.i -r plain.symref"] {
        assert_eq!(lab.run(&format!("--genksyms a.i {wrong}")).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn an_export_that_nothing_declares_is_told_with_its_place() {
    let lab = Lab::new();
    lab.write("a.i", "# 1 \"a\u{9b}1m.c\"\nint a;\n__GENKSYMS_EXPORT_SYMBOL(a);\n__GENKSYMS_EXPORT_SYMBOL(b);\n");
    let out = lab.run("--genksyms a.i");
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(spelt(&out).len(), 1);
    let errors = String::from_utf8_lossy(&out.stderr).into_owned();
    let place = "a.i: a\u{fffd}1m.c:3: `b` has no CRC: nothing declares it, so far as genksyms reads the unit";
    assert!(errors.contains(place), "{errors}");
    assert_eq!(lab.run("--genksyms a.i --allow-incomplete").status.code(), Some(0));
    // The tool reads on without an end here.
    lab.write("b.i", "int a;\n__GENKSYMS_EXPORT_SYMBOL(a);\nextern int c, (*d)(int);\n");
    let out = lab.run("--genksyms b.i -T symtypes");
    assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
    assert!(
        String::from_utf8_lossy(&out.stderr).contains("b.i: line 3: declares something with parameters behind a comma")
    );
    assert!(!lab.dir.path().join("symtypes").exists(), "nothing is half-written");
}
