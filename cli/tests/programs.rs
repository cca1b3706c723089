//! `check` of programs, from outside: what it says of a program with other libraries is what happens when the dynamic loader
//! starts the program with them. Each program is built, checked and run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

struct Lab(TempDir);

/// What came of it when it ran.
#[derive(Debug, PartialEq, Eq)]
enum Ran {
    /// It ended by itself, and what it saw was what it expected.
    Well,
    /// It started, and saw something else.
    Wrong,
    /// The loader refused it, at the start or when it looked a symbol up.
    Refused,
}

impl Lab {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    /// Runs a program of the Debian packages that `cargo xtask test` installs.
    fn run(&self, line: &str) {
        let mut words = line.split(' ');
        let program = words.next().expect("a program");
        let out = Command::new(program).args(words).current_dir(self.0.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{program}: {e}; cargo xtask test installs it"));
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&out.stderr));
    }
    /// Builds `FOLDER/NAME` of a source, with this SONAME.
    fn library(&self, folder: &str, name: &str, source: &str, more: &str) {
        self.write(&format!("{folder}/{name}.c"), source);
        self.run(&format!("gcc -g -shared -fPIC -Wl,-soname,{name} -o {folder}/{name} {folder}/{name}.c{more}"));
    }
    /// Builds a program of a source, linked with these.
    fn program(&self, name: &str, source: &str, more: &str) {
        self.write(&format!("{name}.c"), source);
        self.run(format!("gcc -g -O1 -o {name} {name}.c {more}").trim_end());
    }
    fn check(&self, line: &str) -> Output {
        let out = Command::new(env!("CARGO_BIN_EXE_abilens"))
            .args(["--threads", "2", "check"])
            .args(line.split(' '))
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .output()
            .expect("abilens runs");
        assert!(out.status.code().is_some_and(|code| code <= 2), "{}", String::from_utf8_lossy(&out.stderr));
        out
    }
    /// The verdict on one program, and the rules of the reasons, doubts and findings for it.
    fn verdict(&self, line: &str) -> (String, Vec<String>) {
        let out = self.check(&format!("{line} --format json"));
        let report: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        let fate = &report["modules"][0];
        let list = |of: &Value| -> Vec<String> {
            let rules = of.as_array().into_iter().flatten().map(|one| one["rule"].as_str().expect("a rule").to_owned());
            rules.collect()
        };
        let mut rules = [list(&fate["reasons"]), list(&fate["doubts"]), list(&report["findings"])].concat();
        rules.sort();
        rules.dedup();
        (fate["verdict"].as_str().expect("a verdict").to_owned(), rules)
    }
    /// Starts a program with the libraries of a folder.
    fn start(&self, program: &str, folder: &str) -> Ran {
        let out = Command::new(self.path(program)).env("LD_LIBRARY_PATH", self.path(folder)).output();
        match out.expect("the program starts").status.code() {
            Some(0) => Ran::Well,
            Some(1 | 127) => Ran::Refused,
            _ => Ran::Wrong,
        }
    }
    /// The verdict on a program is this one, by these rules, and what happens bears it out.
    fn holds(&self, program: &str, old: &str, new: &str, verdict: &str, rules: &[&str], ran: &Ran) {
        assert_eq!(self.start(program, old), Ran::Well, "{program} with {old}");
        let told = self.verdict(&format!("{program} {old} {new}"));
        assert_eq!(
            (told.0.as_str(), told.1.iter().map(String::as_str).collect::<Vec<_>>()),
            (verdict, rules.to_vec()),
            "{program} with {new}"
        );
        assert_eq!(self.start(program, new), *ran, "{program} with {new}");
    }
}

const CONF: &str = "struct conf { int a; int b; }; int use(struct conf *c) { return c->b; }\n";
const GROWN: &str = "struct conf { int a; int extra; int b; }; int use(struct conf *c) { return c->b; }\n";
const OPAQUE: &str = "struct conf; struct conf *make(void); int value(struct conf *); void drop(struct conf *);\n";

#[test]
fn types_decide_only_for_programs_that_know_them() {
    let lab = Lab::new();
    let more = "#include <stdlib.h>\nstruct conf *make(void) { return calloc(1, sizeof(struct conf)); }\nint value(struct conf *c) { return use(c); }\n\
                void drop(struct conf *c) { free(c); }\nint kept(int x) { return x; }\n";
    lab.library("old", "libfoo.so.1", &format!("{CONF}{more}"), "");
    lab.library("new", "libfoo.so.1", &format!("{GROWN}{more}"), "");
    let knows = "struct conf { int a; int b; }; int use(struct conf *);\nint main(void) { struct { struct conf c; int behind; } s = { { 1, 2 }, 3 }; return use(&s.c) == 2 ? 0 : 3; }\n";
    lab.program("knows", knows, "old/libfoo.so.1");
    lab.holds("knows", "old", "new", "types-differ", &["member-added-inside", "struct-size-changed"], &Ran::Wrong);
    // Without debug information of its own, what its import reaches in OLD decides; who makes the objects, nothing says.
    lab.run("gcc -O1 -s -o stripped knows.c old/libfoo.so.1");
    lab.holds("stripped", "old", "new", "may-misbehave", &["member-added-inside", "struct-size-changed"], &Ran::Wrong);
    // A program that uses other functions of the library, or that never sees inside of the type.
    lab.program("other", "int kept(int);\nint main(void) { return kept(0); }\n", "old/libfoo.so.1");
    lab.holds("other", "old", "new", "runs", &[], &Ran::Well);
    let opaque =
        format!("{OPAQUE}int main(void) {{ struct conf *c = make(); int v = value(c); drop(c); return v; }}\n");
    lab.program("opaque", &opaque, "old/libfoo.so.1");
    lab.holds("opaque", "old", "new", "runs", &[], &Ran::Well);
    // One that takes nothing from the library is nobody's concern, whatever it refers to.
    lab.program("stranger", "int use(void *) __attribute__((weak));\nint main(void) { return use ? 3 : 0; }\n", "");
    lab.holds("stranger", "old", "new", "runs", &[], &Ran::Well);
}

#[test]
fn what_lies_behind_a_private_type_is_no_matter_of_the_program() {
    let lab = Lab::new();
    let header = "struct info { int a; int b; }; struct ctx; struct ctx *make(void); int run(struct ctx *);\n\
                  int describe(struct info *);\n";
    let source = "#include <stdlib.h>\n#include \"inc/foo.h\"\nstruct ctx { struct info *info; struct info last; };\n\
                  struct ctx *make(void) { return calloc(1, sizeof(struct ctx)); }\n\
                  int run(struct ctx *c) { return c->last.b; }\nint describe(struct info *i) { return i->b - 2; }\n";
    lab.write("old/inc/foo.h", header);
    lab.write("new/inc/foo.h", &header.replace("int a;", "int a; int extra;"));
    for side in ["old", "new"] {
        lab.library(side, "libfoo.so.1", source, "");
    }
    let told = |program: &str, more: &str| lab.verdict(&format!("{program} old new{more}")).0;
    let headers = " --public-headers old/inc --public-headers new/inc";
    lab.program("runs", "#include \"old/inc/foo.h\"\nint main(void) { return run(make()); }\n", "old/libfoo.so.1 -s");
    assert_eq!(told("runs", headers), "runs");
    assert_eq!(lab.start("runs", "new"), Ran::Well);
    // Who hands one over has it, by whatever else it uses the library.
    let hands = "#include \"old/inc/foo.h\"\n\
                 int main(void) { struct { struct info i; int next; } s = { { 1, 2 }, 9 }; run(make()); return describe(&s.i) ? 3 : 0; }\n";
    lab.program("hands", hands, "old/libfoo.so.1 -s");
    assert_eq!(told("hands", headers), "types-differ");
    assert_eq!(lab.start("hands", "new"), Ran::Wrong);
    // A header that shows the context shows what is in it.
    lab.write("shown/foo.h", &format!("{header}struct ctx {{ struct info *info; struct info last; }};\n"));
    assert_ne!(told("runs", " --public-headers shown"), "runs");
}

#[test]
fn symbols_that_are_gone_refuse_who_asks_for_them() {
    let lab = Lab::new();
    lab.library("old", "libfoo.so.1", "int gone(int x) { return x; }\nint kept(int x) { return x; }\n", "");
    lab.library("new", "libfoo.so.1", "int kept(int x) { return x; }\n", "");
    lab.program("asks", "int gone(int);\nint main(void) { return gone(0); }\n", "old/libfoo.so.1");
    lab.holds("asks", "old", "new", "refused", &["symbol-missing"], &Ran::Refused);
    lab.program("other", "int kept(int);\nint main(void) { return kept(0); }\n", "old/libfoo.so.1");
    lab.holds("other", "old", "new", "runs", &[], &Ran::Well);
    // A weak reference is null then.
    let weak =
        "int kept(int);\nint gone(int) __attribute__((weak));\nint main(void) { return gone ? gone(0) : kept(4); }\n";
    lab.program("weak", weak, "old/libfoo.so.1");
    lab.holds("weak", "old", "new", "may-misbehave", &["symbol-missing"], &Ran::Wrong);
    // A plug-in asks its host, which it does not name.
    lab.write("plug.c", "int host_call(int);\nint plug(void) { return host_call(3); }\n");
    lab.run("gcc -g -O1 -shared -fPIC -o plug.so plug.c");
    for (folder, name) in [("host", "host_call"), ("other-host", "host_hook")] {
        lab.write(
            &format!("{folder}.c"),
            &format!("int {name}(int x) {{ return x; }}\nint main(void) {{ return 0; }}\n"),
        );
        lab.run(&format!("gcc -g -rdynamic -o {folder} {folder}.c"));
    }
    assert_eq!(lab.verdict("plug.so host other-host"), ("refused".to_owned(), vec!["symbol-missing".to_owned()]));
    assert_eq!(lab.verdict("plug.so host host"), ("runs".to_owned(), vec![]));
}

#[test]
fn a_symbol_that_moved_is_found_where_the_loader_finds_it() {
    let lab = Lab::new();
    lab.library("old", "liba.so.1", "int a(void) { return 1; }\nint b(void) { return 2; }\n", "");
    lab.library("new", "libb.so.1", "int b(void) { return 2; }\n", "");
    lab.library("new", "liba.so.1", "int b(void);\nint a(void) { return b() - 1; }\n", " new/libb.so.1");
    lab.program("both", "int a(void), b(void);\nint main(void) { return a() + b() - 3; }\n", "old/liba.so.1");
    lab.holds("both", "old", "new", "runs", &[], &Ran::Well);
    // Nothing loads the library that it moved to.
    lab.library("apart", "libb.so.1", "int b(void) { return 2; }\n", "");
    lab.library("apart", "liba.so.1", "int a(void) { return 1; }\n", "");
    lab.holds("both", "old", "apart", "refused", &["symbol-missing"], &Ran::Refused);
    // It may be in a library that was not given.
    std::fs::create_dir_all(lab.path("part")).expect("a folder");
    std::fs::copy(lab.path("new/liba.so.1"), lab.path("part/liba.so.1")).expect("a copy");
    assert_eq!(lab.verdict("both old part"), ("could-not-tell".to_owned(), vec![]));
    assert_eq!(lab.check("both old part").status.code(), Some(2));
}

#[test]
fn versions_are_asked_of_the_library_that_had_them() {
    let lab = Lab::new();
    let map = |folder: &str, text: &str| lab.write(&format!("{folder}/map"), text);
    let one = "int f(int x) { return x; }\n";
    map("old", "V1 { global: f; local: *; };");
    lab.library("old", "libv.so.1", one, " -Wl,--version-script=old/map");
    lab.program("uses", "int f(int);\nint main(void) { return f(0); }\n", "old/libv.so.1");
    // A new default beside it leaves the old one.
    let two = "int f_new(int x) { return x + 2; }\nint f_old(int x) { return x; }\n\
               __asm__(\".symver f_old,f@V1\"); __asm__(\".symver f_new,f@@V2\");\n";
    map("both", "V1 { global: f; local: *; }; V2 { global: f; } V1;");
    lab.library("both", "libv.so.1", two, " -Wl,--version-script=both/map");
    lab.holds("uses", "old", "both", "runs", &[], &Ran::Well);
    map("renamed", "V2 { global: f; local: *; };");
    lab.library("renamed", "libv.so.1", one, " -Wl,--version-script=renamed/map");
    lab.holds("uses", "old", "renamed", "refused", &["version-missing"], &Ran::Refused);
    lab.library("bare", "libv.so.1", one, "");
    lab.holds("uses", "old", "bare", "refused", &["symbol-missing"], &Ran::Refused);
    // One that takes versioned symbols from others has a table, and glibc only warns.
    lab.library("tabled", "libv.so.1", "#include <stdlib.h>\nint f(int x) { return abs(x); }\n", " -fno-builtin");
    lab.holds("uses", "old", "tabled", "runs", &[], &Ran::Well);
    // Another SONAME: nothing of that name is found.
    map("next", "V1 { global: f; local: *; };");
    lab.library("next", "libv.so.2", one, " -Wl,--version-script=next/map");
    lab.holds("uses", "old", "next", "refused", &["library-missing"], &Ran::Refused);
    // OLD need not be given where NEW alone tells.
    assert_eq!(lab.verdict("uses renamed"), ("refused".to_owned(), vec!["version-missing".to_owned()]));
    assert_eq!(lab.verdict("uses both"), ("runs".to_owned(), vec![]));
}

#[test]
fn sizes_are_baked_into_programs_that_hold_copies() {
    let lab = Lab::new();
    let library = |n: usize| {
        format!(
            "int table[{n}] = {{ 1, 2, 3, 4 }};\nint last(void) {{ return table[{}]; }}\nint kept(int x) {{ return x; }}\n",
            n - 1
        )
    };
    lab.library("old", "libfoo.so.1", &library(4), "");
    lab.library("new", "libfoo.so.1", &library(8), "");
    // The library reads behind the copy: there lies a variable of the program.
    let source = "extern int table[4]; int last(void); int behind[64];\n\
                  int main(void) { for (int i = 0; i < 64; i++) behind[i] = 9; return last() - table[3] == 0 ? 0 : 3; }\n";
    lab.write("copy.c", source);
    lab.run("gcc -g -O1 -no-pie -fno-pie -o copy copy.c old/libfoo.so.1");
    let told = lab.verdict("copy old new");
    assert_eq!(
        told,
        ("types-differ".to_owned(), vec!["array-length-changed".to_owned(), "copy-relocation".to_owned()])
    );
    assert_eq!((lab.start("copy", "old"), lab.start("copy", "new")), (Ran::Well, Ran::Wrong));
    lab.program("other", "int kept(int);\nint main(void) { return kept(0); }\n", "old/libfoo.so.1");
    lab.holds("other", "old", "new", "runs", &[], &Ran::Well);
}

const SHAPE: &str = "struct shape { shape(); virtual ~shape(); EXTRA virtual int area(); int w = 1; HEIGHT };\n\
                     shape *make(); int total(shape *); int plain(int);\n";
const SHAPES: &str = "#include \"shape.h\"\nshape::shape() {} shape::~shape() {} int shape::area() { return w; } MORE\n\
                      shape *make() { return new shape; } int total(shape *s) { return s->area(); } int plain(int x) { return x; }\n";

#[test]
fn a_class_that_a_compiler_left_out_is_no_opaque_one() {
    let lab = Lab::new();
    for (folder, extra, height, more) in [
        ("old", "", "", ""),
        ("inside", "virtual int extra();", "", "int shape::extra() { return 77; }"),
        ("grown", "", "int h = 2;", ""),
    ] {
        lab.write(&format!("{folder}/shape.h"), &SHAPE.replace("EXTRA", extra).replace("HEIGHT", height));
        lab.write(&format!("{folder}/shape.cc"), &SHAPES.replace("MORE", more));
        lab.run(&format!("g++ -g -shared -fPIC -Wl,-soname,libshape.so.1 -o {folder}/libshape.so.1 {folder}/shape.cc"));
    }
    let derives = "struct square : shape { int mine = 5; int area() override { return mine; } };\n\
                   int main() { square s; return total(&s) == 5 ? 0 : 3; }\n";
    let calls = "int main() { shape *s = make(); return s->area() == 1 ? 0 : 3; }\n";
    for (name, source) in [("derives", derives), ("calls", calls), ("other", "int main() { return plain(0); }\n")] {
        lab.write(&format!("{name}.cc"), &format!("#include \"old/shape.h\"\n{source}"));
        for compiler in ["g++", "clang++"] {
            lab.run(&format!("{compiler} -g -O1 -o {name}.{compiler} {name}.cc old/libshape.so.1"));
        }
    }
    for compiler in ["g++", "clang++"] {
        let [derives, calls, other] = ["derives", "calls", "other"].map(|name| format!("{name}.{compiler}"));
        let verdict = |program: &str, folder: &str| lab.verdict(&format!("{program} old {folder}"));
        // Neither compiler describes the class: its table is the library's.
        assert_eq!(verdict(&derives, "inside").0, "types-differ", "{compiler}");
        assert_eq!(verdict(&derives, "grown").0, "types-differ", "{compiler}");
        assert_ne!(lab.start(&derives, "inside"), Ran::Well, "{compiler}");
        let told = verdict(&calls, "inside");
        assert_eq!(told.0, "may-misbehave", "{compiler}");
        assert!(told.1.contains(&"only-declared".to_owned()), "{compiler}: {told:?}");
        assert_eq!(lab.start(&calls, "inside"), Ran::Wrong, "{compiler}");
        for folder in ["inside", "grown"] {
            lab.holds(&other, "old", folder, "runs", &[], &Ran::Well);
        }
        for program in [&derives, &calls, &other] {
            lab.holds(program, "old", "old", "runs", &[], &Ran::Well);
        }
        // Without OLD nobody tells.
        assert_eq!(lab.verdict(&format!("{derives} inside")).0, "could-not-tell", "{compiler}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let lab = Lab::new();
    lab.library("old", "libfoo.so.1", CONF, "");
    lab.write("user.c", "int use(void *);\nint main(void) { int s[2] = { 1, 0 }; return use(s); }\n");
    lab.run("gcc -O1 -s -o user user.c old/libfoo.so.1");
    // Nobody knows what its types were.
    assert_eq!(lab.verdict("user old").0, "could-not-tell");
    let bare = Path::new("bare");
    std::fs::create_dir_all(lab.path("bare")).expect("a folder");
    lab.run("gcc -shared -fPIC -s -Wl,-soname,libfoo.so.1 -o bare/libfoo.so.1 old/libfoo.so.1.c");
    assert_eq!(lab.verdict(&format!("user old {}", bare.display())).0, "could-not-tell");
    // Whoever asks for symbols alone gets an answer on symbols.
    assert_eq!(lab.verdict("user old bare --debug-info symbols").0, "runs");
    // Another machine, a relocatable object, and what belongs to kernels.
    lab.run("gcc -c -o user.o user.c");
    for line in ["user old/libfoo.so.1.c old", "user.o old", "user old old --new-vermagic x"] {
        assert_eq!(lab.check(line).status.code(), Some(2), "{line}");
    }
}
