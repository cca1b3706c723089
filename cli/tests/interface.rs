//! What the interface is, as told on the command line, in a policy, and by inputs that git keeps.
//!
//! Needs gcc, g++ and git (`apt-get install gcc g++ git`, or `cargo xtask test`).

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }
    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    fn run(&self, program: &str, words: &[&str]) {
        let out = Command::new(program).args(words).current_dir(self.dir.path()).output().expect(program);
        assert!(out.status.success(), "{program} {words:?}\n{}", String::from_utf8_lossy(&out.stderr));
    }
    fn abilens(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.args(line.split_whitespace()).current_dir(self.dir.path()).output().expect("abilens runs")
    }
    /// Exit code and standard output.
    fn told(&self, line: &str) -> (Option<i32>, String) {
        let out = self.abilens(line);
        let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code(), text)
    }
    fn library(&self, side: &str, header: &str, source: &str) {
        self.write(&format!("{side}/include/lib.h"), header);
        self.write(&format!("{side}/src/lib.c"), &format!("#include \"../include/lib.h\"\n{source}"));
        let (map, out, from) =
            (format!("-ffile-prefix-map={side}/="), format!("{side}/lib.so"), format!("{side}/src/lib.c"));
        self.run("gcc", &["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so.1", &map, "-o", &out, &from]);
    }
}

/// A library of a class with a private member, with its header; `inside`: more of the class.
fn class(lab: &Lab, constructor: &str, inside: &str) {
    for (side, member, set) in [("old", "int hidden", "hidden = 7"), ("new", "float other", "other = 7")] {
        let inside = if side == "old" { inside } else { "" };
        let (defined, constructor) = if constructor.is_empty() {
            (format!("box::box() {{ {set}; shown = 3; }}\n"), ";")
        } else {
            (String::new(), constructor)
        };
        let constructor = if side == "old" { constructor.to_owned() } else { constructor.replace("hidden", "other") };
        let header = format!(
            "class box {{\npublic:\n    box(){constructor}\n    box(const box &);\n    box &operator=(const box &);\n    ~box();\n\
             \x20   int get() const {{ return shown; }}\n    int all() const;\n{inside}\nprivate:\n    {member};\n    int shown;\n}};\n"
        );
        lab.write(&format!("{side}/include/lib.h"), &header);
        let source = format!(
            "#include \"../include/lib.h\"\n{defined}box::box(const box &o) : shown(o.shown) {{}}\n\
             box &box::operator=(const box &o) {{ shown = o.shown; return *this; }}\nbox::~box() {{}}\n\
             int box::all() const {{ return shown; }}\n"
        );
        lab.write(&format!("{side}/src/lib.cc"), &source);
        let (map, out, from) =
            (format!("-ffile-prefix-map={side}/="), format!("{side}/lib.so"), format!("{side}/src/lib.cc"));
        lab.run("g++", &["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so", &map, "-o", &out, &from]);
    }
}

#[test]
fn consumers_touch_the_private_members_that_public_headers_name() {
    const HEADERS: &str = "--public-headers old/include --public-headers new/include";
    let lab = Lab::new();
    // A program of OLD on the library of NEW.
    let runs = |use_: &str| {
        lab.write("use.cc", &format!("#include \"old/include/lib.h\"\nint main() {{ box one; return !({use_}); }}\n"));
        lab.run("g++", &["-O1", "-o", "use", "use.cc", "old/lib.so"]);
        let on = |side: &str| {
            Command::new(lab.path("use")).env("LD_LIBRARY_PATH", lab.path(side)).status().expect("it starts").success()
        };
        assert!(on("old"), "{use_}");
        on("new")
    };
    class(&lab, "", "");
    let (code, told) = lab.told("diff old/lib.so new/lib.so");
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(0) && told.starts_with("COMPATIBLE"), "{told}");
    assert!(runs("one.get() == 3 && one.all() == 3"));
    // The texts of NEW alone do not tell what the functions of OLD's headers do.
    let (code, told) = lab.told("diff old/lib.so new/lib.so --public-headers new/include");
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    class(&lab, "", "    int peek() const { return hidden; }\n");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    assert!(!runs("one.peek() == 7"));
    class(&lab, "", "    friend int peek(const box &one) { return one.hidden; }\n");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    assert!(!runs("peek(one) == 7"));
    // A macro pastes the name together, which stands nowhere then.
    let pasted = "#define PEEK(part) int peek() const { return part##den; }\n    PEEK(hid)\n";
    class(&lab, "", pasted);
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    assert!(!runs("one.peek() == 7"));
    // The parameter of a function that is only declared is no use of the member. (NEW has no such function.)
    class(&lab, "", "    static int twice(int hidden);\n");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(0) && told.starts_with("SOURCE"), "{told}");
    // Whom only consumers define.
    class(&lab, "", "    template <class T> friend struct access;\n");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so --width 300 {HEADERS}"));
    assert!(code == Some(1) && told.starts_with("RISKY") && told.contains("its friend `access` may"), "{told}");
    // A body that stands in a header which is not there.
    class(&lab, "", "    int peek() const;\n");
    lab.write("old/include/peek.h", "inline int box::peek() const { return hidden; }\n");
    let header = std::fs::read_to_string(lab.path("old/include/lib.h")).expect("a header");
    lab.write("old/include/lib.h", &format!("{header}#include \"peek.h\"\n"));
    std::fs::rename(lab.path("old/include/peek.h"), lab.path("peek.h")).expect("it moves");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    // A constructor that consumers compile may set what it does not name.
    class(&lab, " : shown(3) {}", "");
    let (code, told) = lab.told(&format!("diff old/lib.so new/lib.so {HEADERS}"));
    assert!(code == Some(1) && told.starts_with("RISKY"), "{told}");
    assert!(told.contains("no function in the public headers names"), "{told}");
}

#[test]
fn mangled_symbols_are_declared_by_what_they_stand_for() {
    let lab = Lab::new();
    let write = |side: &str, source: &str| {
        lab.write(&format!("{side}/include/lib.h"), "namespace lib { struct box { int get(); }; int open(int); }\n");
        lab.write(&format!("{side}/src/lib.cc"), &format!("#include \"../include/lib.h\"\n{source}"));
        let (out, from) = (format!("{side}/lib.so"), format!("{side}/src/lib.cc"));
        lab.run("g++", &["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so", "-o", &out, &from]);
    };
    let kept = "int lib::open(int a) { return a; }\nint lib::box::get() { return 1; }\n";
    let policy = "public-headers = [\"../old/include\"]\nexports = \"headers\"\n";
    lab.write("policy/abilens.toml", policy);
    let gate = "gate old/lib.so new/lib.so --policy policy/abilens.toml";
    // What no header declares may go, and come.
    write(
        "old",
        &format!(
            "{kept}namespace lib {{ int inner(int) {{ return 1; }} struct key {{ int get(); }}; int key::get() {{ return 2; }} }}\n"
        ),
    );
    write("new", &format!("{kept}namespace lib {{ int deeper(int) {{ return 1; }} }}\n"));
    let (code, told) = lab.told("diff old/lib.so new/lib.so --public-headers old/include");
    assert!(
        code == Some(0) && told.starts_with("COSMETIC") && told.contains("2 exports, which count as private"),
        "{told}"
    );
    assert_eq!(lab.told("diff old/lib.so new/lib.so").0, Some(1));
    assert_eq!(lab.told(gate).0, Some(0));
    // What one declares may not, whatever its symbol is called.
    write("new", "int lib::open(int a) { return a; }\n");
    let (code, told) = lab.told("diff old/lib.so new/lib.so --public-headers old/include");
    assert!(code == Some(1) && told.starts_with("BREAKING") && told.contains("lib::box::get"), "{told}");
    let (code, told) = lab.told(gate);
    assert!(code == Some(1) && told.contains("lib::box::get"), "{told}");
    // A namespace that only an option names.
    for (side, parameter) in [("old", "int"), ("new", "long")] {
        lab.write(&format!("{side}/include/lib.h"), &format!("namespace LIB {{ int open({parameter}); }}\n"));
        let source = format!("#include \"../include/lib.h\"\nint LIB::open({parameter} a) {{ return a; }}\n");
        lab.write(&format!("{side}/src/lib.cc"), &source);
        let (out, from) = (format!("{side}/lib.so"), format!("{side}/src/lib.cc"));
        lab.run("g++", &["-g", "-DLIB=acme", "-fPIC", "-shared", "-Wl,-soname,lib.so", "-o", &out, &from]);
    }
    lab.write("use.cc", "#include \"old/include/lib.h\"\nint main() { return LIB::open(0); }\n");
    lab.run("g++", &["-DLIB=acme", "-o", "use", "use.cc", "old/lib.so"]);
    let runs = |side: &str| {
        let program = Command::new(lab.path("use")).env("LD_LIBRARY_PATH", lab.path(side)).output();
        program.expect("it starts").status.success()
    };
    assert!(runs("old") && !runs("new"));
    let (code, told) = lab.told("diff old/lib.so new/lib.so --public-headers old/include --public-headers new/include");
    assert!(code == Some(1) && told.starts_with("BREAKING"), "{told}");
    assert_eq!(lab.told(gate).0, Some(1));
}

/// Flags that functions take as `unsigned`, and an export that no header names.
fn flags(lab: &Lab) {
    for (side, first, second, gone) in [
        ("old", 1, 2, "int lib_inner(int a) { return a; }\nint lib_gone(void) { return 0; }\n"),
        ("new", 2, 1, "int lib_inner(long a) { return a; }\n"),
    ] {
        let header =
            format!("enum lib_flags {{ LIB_A = {first}, LIB_B = {second} }};\nint lib_open(unsigned flags);\n");
        let source = format!(
            "static volatile enum lib_flags f = LIB_A;\nint lib_open(unsigned flags) {{ return flags == f; }}\n{gone}"
        );
        lab.library(side, &header, &source);
    }
}

#[test]
fn a_policy_says_what_the_interface_is() {
    let lab = Lab::new();
    flags(&lab);
    let counts = |policy: &str| {
        lab.write("policy/abilens.toml", policy);
        lab.told("gate old/lib.so new/lib.so --policy policy/abilens.toml --format json")
    };
    // Names are relative to the policy where they are there.
    let (code, told) = counts("public-headers = [\"../old/include\"]\n");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("enumerator-value-changed") && told.contains("\"name\": \"lib_gone\""), "{told}");
    // What no header declares is nobody's business; the removal goes with the rest.
    let (code, told) = counts("public-headers = [\"../old/include\"]\nexports = \"headers\"\nexports-only = true\n");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("exports = \\\"headers\\\""), "{told}");
    let (code, told) = counts("public-headers = [\"../old/include\"]\nexports = \"headers\"\n");
    assert_eq!(code, Some(1), "{told}");
    // It needs the texts.
    for policy in ["exports = \"headers\"\n", "public-headers = [\"nowhere\"]\nexports = \"headers\"\n"] {
        let (code, told) = counts(policy);
        assert!(code == Some(2) && told.contains("abilens.toml"), "{told}");
    }
    // The command line comes first.
    lab.write("policy/abilens.toml", "public-headers = [\"../old/include\"]\nexports-only = true\n");
    let (code, told) = lab.told("gate old/lib.so new/lib.so --policy policy/abilens.toml --public-headers new/include");
    assert_eq!(code, Some(1), "{told}");
}

#[test]
fn every_command_reads_what_git_keeps() {
    let lab = Lab::new();
    flags(&lab);
    lab.run("git", &["init", "-q", "."]);
    assert_eq!(lab.abilens("dump old/lib.so -o lib.snapshot").status.code(), Some(0));
    lab.run("git", &["add", "lib.snapshot"]);
    lab.run("git", &["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one"]);
    std::fs::remove_file(lab.path("lib.snapshot")).expect("there");
    let kept = "git:HEAD:lib.snapshot";
    let (code, told) = lab.told(&format!("diff {kept} new/lib.so"));
    assert!(code == Some(1) && told.contains(kept), "{told}");
    let (code, told) = lab.told(&format!("show {kept} lib_flags"));
    assert!(code == Some(0) && told.contains("LIB_B"), "{told}");
    assert_eq!(lab.told(&format!("dump {kept} -o again.snapshot")).0, Some(0));
    assert_eq!(lab.told(&format!("impact {kept} lib_flags")).0, Some(0));
    // The snapshot holds what no export reaches.
    let (code, told) = lab.told(&format!("diff {kept} new/lib.so --public-headers old/include"));
    assert!(code == Some(1) && told.contains("enumerator-value-changed"), "{told}");
    assert_eq!(lab.told("show git:HEAD:none.snapshot x").0, Some(2));
}

#[test]
fn places_of_old_are_mapped_to_the_checkout() {
    let lab = Lab::new();
    for (side, more) in [("old", ""), ("new", " int more;")] {
        lab.write(&format!("{side}/src/lib.h"), &format!("struct s {{ int a;{more} }};\nint f(struct s *p);\n"));
        lab.write(&format!("{side}/src/lib.c"), "#include \"lib.h\"\nint f(struct s *p) { return p->a; }\n");
        // Far from the sources: paths are recorded from the root of the file system.
        let mut gcc = Command::new("gcc");
        gcc.args(["-g", "-fPIC", "-shared", "-o"]).arg(lab.path(&format!("{side}/lib.so")));
        let out = gcc.arg(lab.path(&format!("{side}/src/lib.c"))).current_dir("/usr").output().expect("gcc");
        assert!(out.status.success());
    }
    let root = lab.path("new");
    let root = Path::new(&root).to_string_lossy();
    let (_, told) = lab.told(&format!("gate old/lib.so new/lib.so --source-root {root} --format json"));
    assert!(told.contains("\"file\": \"src/lib.h\"") && !told.contains("/old/src/lib.h"), "{told}");
}

/// Every way to `struct leaf` leads through `struct trunk` and a callback, until a bird nests in it.
#[test]
fn what_all_paths_lead_through_is_told() {
    let lab = Lab::new();
    let bird = "struct bird { struct leaf *nest; };\nint lib_sing(struct bird *b);\n";
    for (side, more, extra) in [("old", "", ""), ("new", " long y;", ""), ("nest", "", bird)] {
        let header = format!(
            "struct leaf {{ int x;{more} }};\ntypedef int (*visit_fn)(struct leaf *l);\n\
             struct twig {{ visit_fn visit; }};\nstruct trunk {{ struct twig *twig; }};\nstruct root {{ struct trunk trunk; }};\n\
             int lib_grow(struct trunk *t);\nint lib_water(struct root *r);\n{extra}"
        );
        let sing = if extra.is_empty() { "" } else { "int lib_sing(struct bird *b) { return !b; }\n" };
        let source = format!(
            "int lib_grow(struct trunk *t) {{ return !t; }}\nint lib_water(struct root *r) {{ return !r; }}\n{sing}"
        );
        lab.library(side, &header, &source);
    }
    let (code, told) = lab.told("impact old/lib.so leaf");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("all paths  lead through struct trunk, then struct twig, then visit_fn\n"), "{told}");
    let (_, told) = lab.told("impact old/lib.so leaf --format json");
    let of_trunk = "{\n      \"kind\": \"struct\",\n      \"name\": \"trunk\",\n      \"exports\": 2\n    }";
    assert!(told.contains(of_trunk) && told.contains("\"declaration\": \"int (*visit_fn)(struct leaf *)\""), "{told}");
    let (_, told) = lab.told("impact old/lib.so leaf --format dot");
    let thick = |name: &str| told.lines().any(|l| l.contains(&format!("label=\"{name}\", penwidth=3")));
    assert!(thick("struct trunk") && thick("struct twig") && thick("int (*visit_fn)(struct leaf *)"), "{told}");
    assert!(!thick("struct root") && told.starts_with("digraph impact {"), "{told}");
    // One export that goes past the trunk is enough.
    let (_, told) = lab.told("impact nest/lib.so leaf");
    assert!(told.contains("reached by 3 of 3 exports") && !told.contains("all paths"), "{told}");
    let (_, told) = lab.told("impact nest/lib.so leaf --format json");
    assert!(!told.contains("dominators"), "{told}");
    let (code, told) = lab.told("diff old/lib.so new/lib.so");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("    all paths    lead through visit_fn\n"), "{told}");
    let (_, told) = lab.told("diff old/lib.so new/lib.so --format json");
    assert!(told.contains("\"through\": \"visit_fn\""), "{told}");
    let (_, told) = lab.told("diff nest/lib.so new/lib.so --format json");
    assert!(told.contains("member-added-at-tail") && !told.contains("\"through\""), "{told}");
}

#[test]
fn a_type_that_public_headers_define_is_public_wherever_it_was_compiled_from() {
    let lab = Lab::new();
    for (side, more) in [("old", ""), ("new", " int more;")] {
        // The sources have copies of what is installed, and a type that is not.
        let shown = format!("struct shown {{{more} int a; }};\n");
        lab.write(
            &format!("{side}/installed/lib/shown.h"),
            &format!("{shown}struct opaque;\nint use(struct shown *, struct opaque *);\n"),
        );
        lab.write(&format!("{side}/src/shown_impl.h"), &shown);
        lab.write(&format!("{side}/src/opaque_impl.h"), &format!("struct opaque {{{more} int b; }};\n"));
        let source = "#include \"shown_impl.h\"\n#include \"opaque_impl.h\"\nint use(struct shown *s, struct opaque *o) { return s->a + o->b; }\n";
        lab.write(&format!("{side}/src/lib.c"), source);
        let (map, out, from) =
            (format!("-ffile-prefix-map={side}/="), format!("{side}/lib.so"), format!("{side}/src/lib.c"));
        lab.run("gcc", &["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so.1", &map, "-o", &out, &from]);
    }
    let (code, text) = lab
        .told("diff old/lib.so new/lib.so --format json --public-headers old/installed --public-headers new/installed");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let worst = |name: &str| {
        let all = report["findings"].as_array().expect("findings").iter();
        let mut of: Vec<&str> =
            all.filter(|f| f["subject"]["name"] == name).filter_map(|f| f["severity"].as_str()).collect();
        of.sort_unstable();
        of.dedup();
        of
    };
    assert_eq!(code, Some(1), "{text}");
    assert_eq!(worst("shown"), ["breaking"], "{text}");
    assert_eq!(worst("opaque"), ["cosmetic"], "{text}");
}

#[test]
fn public_headers_tell_whether_an_interface_that_no_compiler_describes_is_the_same() {
    let lab = Lab::new();
    let source = "#include \"../include/lib.h\"\nint call(listener *l) { return l->opened(); }\n";
    let write = |side: &str, inside: &str| {
        lab.write(
            &format!("{side}/include/lib.h"),
            &format!("struct listener {{\n{inside}}};\nint call(listener *l);\n"),
        );
        lab.write(&format!("{side}/src/lib.cc"), source);
        let (out, from) = (format!("{side}/lib.so"), format!("{side}/src/lib.cc"));
        lab.run("g++", &["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so.1", "-o", &out, &from]);
    };
    let headers = "diff old/lib.so new/lib.so --width 300 --public-headers old/include --public-headers new/include";
    write("old", "    virtual int opened() = 0;\n");
    // A function in front moves the place that the library calls.
    write("new", "    virtual int asked() = 0;\n    virtual int opened() = 0;\n");
    let (code, told) = lab.told(headers);
    assert!(code == Some(2) && told.contains("only declares listener"), "{told}");
    assert!(told.contains("no public headers of both sides were named that define it alike"), "{told}");
    // Without headers it may be opaque, which a note says.
    let (code, told) = lab.told("diff old/lib.so new/lib.so --width 300");
    assert!(code == Some(0) && told.contains("whether it is opaque to consumers"), "{told}");
    // Other blanks and comments are no change.
    write("new", "    // It was opened.\n    virtual int\n    opened() = 0;\n");
    let (code, told) = lab.told(headers);
    assert!(code == Some(0) && !told.contains("listener"), "{told}");
    // Of one side alone it is not known.
    let (code, _) = lab.told("diff old/lib.so new/lib.so --public-headers old/include");
    assert_eq!(code, Some(2));
    // What no header defines is opaque.
    write("old", "    virtual int opened() = 0;\n");
    lab.write("old/include/lib.h", "struct listener;\nint call(listener *l);\n");
    lab.write("new/include/lib.h", "struct listener;\nint call(listener *l);\n");
    let (code, told) = lab.told(headers);
    assert!(code == Some(0) && !told.contains("only declares"), "{told}");
}

#[test]
fn a_typedef_of_a_public_header_among_those_of_the_system_is_missed_where_it_is_gone() {
    let lab = Lab::new();
    let library = |side: &str, header: &str, source: &str| {
        lab.write(&format!("{side}/include/lib.h"), header);
        lab.write(&format!("{side}/src/lib.c"), &format!("#include \"../include/lib.h\"\n{source}"));
        let (map, out, from) = (
            format!("-ffile-prefix-map={side}/src/../include=/usr/include"),
            format!("{side}/lib.so"),
            format!("{side}/src/lib.c"),
        );
        lab.run("gcc", &["-g", "-w", "-fPIC", "-shared", "-Wl,-soname,lib.so.1", &map, "-o", &out, &from]);
    };
    library("old", "typedef int count_t;\ncount_t count(void);\n", "count_t count(void) { return 1; }\n");
    library("new", "int count(void);\n", "int count(void) { return 1; }\n");
    let (_, shown) = lab.told("show old/lib.so count_t");
    assert!(shown.contains("/usr/include/lib.h"), "{shown}");
    let named = "diff old/lib.so new/lib.so --public-headers old/include --public-headers new/include";
    let (code, told) = lab.told(named);
    assert!(code == Some(0) && told.starts_with("SOURCE") && told.contains("typedef-removed"), "{told}");
    // To a library whose headers were not named it is the system's, which still has it.
    let (code, told) = lab.told("diff old/lib.so new/lib.so");
    assert!(code == Some(0) && !told.contains("typedef-removed"), "{told}");
}

/// Two releases of a library in C whose headers differ in macros and in the body of an inline function.
fn releases_with_macros(lab: &Lab) {
    for (side, size) in [("old", 8), ("new", 9)] {
        let header = format!(
            "#ifdef WANTED\n#define LIB_SIZE {size}\n#endif\nint fill(int *all);\n\
             static inline int first(void)\n{{\n    return {size};\n}}\n"
        );
        lab.library(side, &header, "int fill(int *all) { return all[0]; }\n");
    }
}

const HEADERS: &str = "diff old/lib.so new/lib.so --headers --old-devel old/include --new-devel new/include";

#[test]
fn headers_are_parsed_as_the_options_say() {
    let lab = Lab::new();
    releases_with_macros(&lab);
    let (code, text) = lab.told(&format!("{HEADERS} --define WANTED --format json"));
    assert_eq!(code, Some(1), "{text}");
    let report: serde_json::Value = serde_json::from_str(&text).expect("json");
    let rules = |report: &serde_json::Value| -> Vec<String> {
        let findings = report["findings"].as_array().expect("findings").iter();
        findings.map(|f| f["rule"].as_str().expect("a rule").to_owned()).collect()
    };
    assert_eq!(rules(&report), ["macro-value-changed", "inline-body-changed"]);
    let declared = |at: usize| {
        let sides = &report["findings"][at]["declared"];
        ["old", "new"].map(|side| (sides[side]["file"].as_str(), sides[side]["line"].as_u64()))
    };
    assert_eq!(declared(0), [(Some("lib.h"), Some(2)); 2]);
    assert_eq!(declared(1), [(Some("lib.h"), Some(5)); 2]);
    // Without the macro nobody sees the other.
    let (_, text) = lab.told(&format!("{HEADERS} --format json"));
    assert_eq!(rules(&serde_json::from_str(&text).expect("json")), ["inline-body-changed"]);
    // One that only NEW defines came.
    let (_, text) = lab.told(&format!("{HEADERS} --new-define WANTED --standard c11 --format json"));
    assert_eq!(rules(&serde_json::from_str(&text).expect("json")), ["inline-body-changed"]);
}

/// What is told of two sources of a header in C, the same library each: a rule with its severity.
fn rules_of(lab: &Lab, [old, new]: [&str; 2], options: &str) -> Vec<String> {
    for (side, header) in [("old", old), ("new", new)] {
        lab.write(&format!("{side}/include/lib.h"), header);
    }
    let (_, text) = lab.told(&format!("{HEADERS} --format json {options}"));
    let report: serde_json::Value = serde_json::from_str(&text).expect("json");
    let findings = report["findings"].as_array().expect("findings").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a word").to_owned();
    findings.map(|f| text(&f["severity"]) + " " + &text(&f["rule"])).collect()
}

#[test]
fn headers_are_compared_by_what_somebody_wrote() {
    const BODY: &str = "risky inline-body-changed";
    let lab = Lab::new();
    for side in ["old", "new"] {
        lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
    }
    let check = "#define CHECK(x) ((x) ? 0 : failed(__LINE__, 0))\n#define WANT(x) CHECK(x)\nint failed(int, int);\n";
    let want = |lines: &str, number: u32| {
        format!("{check}{lines}static inline int f(int a) {{ WANT(a\n > 1); return {number}; }}\n")
    };
    let c: [(&str, &str, &[&str]); 8] = [
        // Numbers near those of their lines, and what `__LINE__` gives by way of two macros.
        ("static inline int f(void) { return 1; }", "static inline int f(void) { return 2; }", &[BODY]),
        ("\nstatic inline int f(void) { return 12; }", "\n\nstatic inline int f(void) { return 13; }", &[BODY]),
        (&want("", 30), &want("\n\n", 30), &[]),
        (&want("", 5), &want("\n", 6), &[BODY]),
        // Tags are no parameters.
        (
            "struct a { int x; }; struct b { long x; };\nstatic inline int f(int a) { return a * sizeof(struct a); }",
            "struct a { int x; }; struct b { long x; };\nstatic inline int f(int b) { return b * sizeof(struct b); }",
            &[BODY],
        ),
        (
            "struct a { int x; };\nstatic inline int f(int a) { return a * sizeof(struct a); }",
            "struct a { int x; };\nstatic inline int f(int b) { return b * sizeof(struct a); }",
            &[],
        ),
        ("static inline int f(int *p) { return p == 0; }", "static inline int f(int *q) { return q == 0; }", &[]),
        ("static inline int f(int p) { return p - 0; }", "static inline int f(int p) { return 0 - p; }", &[BODY]),
    ];
    // Whatever a header calls its lines, they are its own.
    let renamed = |size: u32| format!("#line 7 \"parser.y\"\n#define LIB_SIZE {size}\n");
    assert_eq!(rules_of(&lab, [&renamed(6), &renamed(9)], ""), ["risky macro-value-changed"]);
    for (old, new, rules) in c {
        assert_eq!(rules_of(&lab, [old, new], ""), rules, "{old} {new}");
    }
    let calls = "int g(int); int g(void *);\n";
    let [null, pointer] = ["0", "nullptr"].map(|null| format!("{calls}inline int h() {{ return g({null}); }}\n"));
    let cpp: [(&str, &str, &[&str]); 5] = [
        (
            "struct A { int x = 1, y = 2; A(int x) : x(x) {} };",
            "struct A { int x = 1, y = 2; A(int y) : y(y) {} };",
            &[BODY],
        ),
        ("struct A { int x; A(int a) : x{a} {} };", "struct A { int x; A(int x) : x{x} {} };", &[]),
        (
            "template <class T> struct A : T { T v; A(T v) : T(v), v(v) {} };",
            "template <class Q> struct A : Q { Q v; A(Q w) : Q(w), v(w) {} };",
            &[],
        ),
        // Another function is called.
        (&null, &pointer, &[BODY]),
        (
            "inline bool f(int *p) { return p == 0; }",
            "inline bool f(int *p) { return p == nullptr; }",
            &["cosmetic inline-body-changed"],
        ),
    ];
    for (old, new, rules) in cpp {
        assert_eq!(rules_of(&lab, [old, new], "--standard gnu++17"), rules, "{old} {new}");
    }
}

#[test]
fn what_headers_show_is_told_once_and_shown() {
    let lab = Lab::new();
    let header = |n: u32, one: &str, more: &str| {
        format!(
            "#define SIZE {n}\n#define TWICE(x) ((x) + SIZE)\n#define TEXT \"a{one}b\"\nconstexpr int kind{{{n}}};\n\
             constexpr int next = kind + 1;\nstruct options {{ static constexpr long most{{{n}}}; int size = kind; }};\n\
             inline int count = {n};\ninline int twice(int a)\n{{\n    return TWICE(a);\n}}\n\
             inline int other(int a) {{ return TWICE({n}); }}\nvoid take(int how = kind);\n\
             template <class T, class U> U pick(T a, U b) noexcept(noexcept(U(b))) {{ return U(); }}\n{more}"
        )
    };
    let source =
        "#include \"include/lib.h\"\nlong fill(options *all) { return options::most + kind + twice(all->size); }\n";
    let sides = |old: &str, new: &str| {
        for (side, header) in [("old", old), ("new", new)] {
            lab.write(&format!("{side}/include/lib.h"), header);
            lab.write(&format!("{side}/lib.cc"), source);
            let file = |name: &str| lab.path(&format!("{side}/{name}"));
            let built = Command::new("g++")
                .args(["-std=gnu++17", "-g", "-shared", "-fPIC", "-o"])
                .args([file("lib.so"), file("lib.cc")])
                .status();
            assert!(built.expect("g++").success());
        }
        let (_, text) = lab.told(&format!("{HEADERS} --format json"));
        let report: serde_json::Value = serde_json::from_str(&text).expect("json");
        let findings = report["findings"].as_array().expect("findings").iter();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let all = findings.map(|f| {
            let side = |side: &str| text(&f[side]["text"]);
            let is_shown = f["old"] != f["new"] && !(side("old").is_empty() && f["old"]["text"].is_string());
            assert!(is_shown, "{f}");
            let subject = &f["subject"];
            let name = [&subject["name"], &subject["member"]].map(text).join(" ");
            let root = if f["root"] == true { "" } else { "follows: " };
            format!("{root}{} {}", text(&f["rule"]), name.trim())
        });
        let mut all: Vec<String> = all.collect();
        all.sort();
        all
    };
    // The parameters of the template change places, and so do the types that it takes.
    let swapped = header(2, " ", "").replace("<class T, class U>", "<class U, class T>");
    let expected = [
        "constexpr-value-changed kind",
        "constexpr-value-changed options most",
        "follows: constexpr-value-changed next",
        "follows: default-argument-changed take(int) how",
        "follows: initializer-changed options size",
        "follows: inline-body-changed twice(int)",
        "initializer-changed count",
        "inline-body-changed other(int)",
        "macro-value-changed SIZE",
        "macro-value-changed TEXT",
        "template-body-changed pick(T, U)",
        "template-signature-changed pick(T, U)",
    ];
    assert_eq!(sides(&header(1, "  ", ""), &swapped), expected);
    // The same in other words: braces around numbers, blanks between tokens, names of parameters in conditions.
    let same = header(1, " ", "")
        .replace("kind{1}", "kind = 1")
        .replace("TWICE(x) ((x) + SIZE)", "TWICE(y)  ( (y)+SIZE )")
        .replace(
            "<class T, class U> U pick(T a, U b) noexcept(noexcept(U(b))) { return U(); }",
            "<class A, class B> B pick(A x, B y) noexcept(noexcept(B(y))) { return B(); }",
        );
    assert_eq!(sides(&header(1, " ", ""), &same), [""; 0]);
}

#[test]
fn guards_of_headers_are_no_macros_of_theirs() {
    let lab = Lab::new();
    for side in ["old", "new"] {
        lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
    }
    let guarded =
        |name: &str, value: &str, more: &str| format!("#ifndef {name}\n#define {name} {value}\n{more}#endif\n");
    let some = "int fill(int *all);\n";
    for (name, value) in [("ONCE", ""), ("ONCE", "1"), ("LIB_H_", "20230101")] {
        assert_eq!(rules_of(&lab, [&guarded(name, value, some), some], ""), [""; 0], "{name} {value}");
        let [one, two] = ["20240101", "20250101"].map(|value| guarded("LIB_H_", value, some));
        assert_eq!(rules_of(&lab, [&one, &two], ""), [""; 0]);
    }
    // An option, and a header that is nothing but one.
    for header in [guarded("SIZE", "8", some), guarded("SIZE", "1", ""), guarded("SIZE", "", "") + some] {
        assert_eq!(rules_of(&lab, [&header, some], ""), ["source macro-removed"], "{header}");
    }
    assert_eq!(
        rules_of(&lab, [&guarded("SIZE", "8", some), &guarded("SIZE", "9", some)], ""),
        ["risky macro-value-changed"]
    );
}

#[test]
fn lines_of_raw_strings_are_no_directives() {
    let lab = Lab::new();
    for side in ["old", "new"] {
        lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
    }
    let header = |number: u32, one: u32, macros: &str| {
        format!(
            "#ifndef LIB_H\n#define LIB_H\n#define TEXT R\"(\n#define N {number}\n#endif\n/*\n)\"\n\
             inline const char *f() {{ return R\"x(\n#undef ONE\n#define N {number}\n# 7 \"b.h\"\n)x\"; }}\n\
             #define ONE {one}\n{macros}#endif\n"
        )
    };
    let rules = |old: &str, new: &str| rules_of(&lab, [old, new], "--standard gnu++17");
    assert_eq!(rules(&header(1, 1, ""), &header(1, 1, "#define TWO 2\n")), [""; 0]);
    assert_eq!(rules(&header(1, 1, ""), &header(1, 2, "")), ["risky macro-value-changed"]);
    // The texts themselves.
    assert_eq!(rules(&header(1, 1, ""), &header(2, 1, "")), ["risky macro-value-changed", "risky inline-body-changed"]);
    // In C there are none.
    let c = |one: u32| format!("#define R \"a\"\n#define F R\"(\"\n#define ONE {one}\n#define G R\")\"\n");
    assert_eq!(rules_of(&lab, [&c(1), &c(2)], ""), ["risky macro-value-changed"]);
}

#[test]
fn headers_count_alone_whatever_comes_behind_them() {
    let lab = Lab::new();
    for (side, size) in [("old", 6), ("new", 9)] {
        lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
        let bytes = [b"static inline const char *f(void) { return \"" as &[u8], &[0xe0 + size], b"\"; }\n"].concat();
        std::fs::write(lab.path(&format!("{side}/include/bytes.h")), bytes).expect("a header");
        lab.write(&format!("{side}/include/a.h"), &format!("#define MODE {size}\n#define SIZE {size}\n"));
        lab.write(&format!("{side}/include/b.h"), "#include \"a.h\"\n#undef MODE\n#define MODE 2\n#undef SIZE\n");
    }
    let (code, text) = lab.told(&format!("{HEADERS} --width 300"));
    assert_eq!(code, Some(1), "{text}");
    for told in ["macro MODE", "macro SIZE", "inline-body-changed", "headers-limits"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    // Two that share a guard, and two of the same text.
    for side in ["old", "new"] {
        let guarded = |text: &str| format!("#ifndef C_H\n#define C_H\n{text}#endif\n");
        lab.write(&format!("{side}/include/c.h"), &guarded("#define C 1\n"));
        lab.write(&format!("{side}/include/d.h"), &guarded(&format!("#define D \"{side}\"\n")));
        lab.write(&format!("{side}/include/e.h"), &guarded("#define C 1\n"));
    }
    let (code, text) = lab.told(&format!("{HEADERS} --width 300"));
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("d.h: what this header shows was not compared") && !text.contains("e.h: what"), "{text}");
}

#[test]
fn a_gate_judges_what_headers_show() {
    let lab = Lab::new();
    releases_with_macros(&lab);
    let options = "--headers --old-devel old/include --new-devel new/include --define WANTED";
    for (line, code) in [
        (format!("gate old/lib.so new/lib.so {options}"), 1),
        (format!("gate old/lib.so new/lib.so {options} --fail-on breaking"), 0),
        (format!("gate old/lib.so old/lib.so {}", options.replace("new/", "old/")), 0),
        ("gate old/lib.so new/lib.so".to_owned(), 0),
    ] {
        let (found, text) = lab.told(&line);
        assert_eq!(found, Some(code), "{line}: {text}");
        let is_told = text.contains("macro LIB_SIZE") && text.contains("inline-body-changed");
        assert_eq!(is_told, code == 1, "{line}: {text}");
    }
    // A snapshot is compared with the headers beside it.
    assert_eq!(lab.told("dump old/lib.so -o base.abilens").0, Some(0));
    assert_eq!(lab.told(&format!("gate base.abilens new/lib.so {options}")).0, Some(1));
}

#[test]
fn compile_commands_say_how_headers_are_parsed() {
    let lab = Lab::new();
    for (side, size) in [("old", 8), ("new", 9)] {
        lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
        lab.write(&format!("{side}/private/size.h"), &format!("#define OWN {size}\n"));
        let header =
            "#include <size.h>\n#ifdef WANTED\nstatic inline int size(void) { return OWN + WANTED; }\n#endif\n";
        lab.write(&format!("{side}/include/lib.h"), header);
        let entries = "[{\"directory\":\".\",\"file\":\"src/other.c\",\"command\":\"touch ran; cc -Iprivate -c other.c\"},\n\
                       {\"directory\":\".\",\"file\":\"src/lib.c\",\"arguments\":[\"cc\",\"-I\",\"private\",\"-DWANTED=1\",\"-std=c11\"]}]";
        lab.write(&format!("{side}/build.json"), entries);
    }
    let of = |more: &str| {
        lab.told(&format!(
            "{HEADERS} --old-compile-commands old/build.json --new-compile-commands new/build.json {more}"
        ))
    };
    let (code, text) = of("--compile-source lib.c");
    assert!(code == Some(1) && text.contains("{ return 8 + 1; } -> { return 9 + 1; }"), "{text}");
    // What the user defines goes before it.
    let (code, text) = of("--compile-source src/lib.c --define WANTED=2");
    assert!(code == Some(1) && text.contains("{ return 8 + 2; } -> { return 9 + 2; }"), "{text}");
    let (code, text) = of("");
    assert!(code == Some(0) && !text.contains("inline-body-changed"), "{text}");
    assert!(!lab.path("ran").exists() && !lab.path("old/ran").exists());
    // A folder is a folder, also where clang would take its name for that of a file with options.
    lab.write("options", "folder -DWANTED=1");
    lab.write("at.json", "[{\"file\":\"lib.c\",\"arguments\":[\"cc\",\"-I@options\",\"-DOTHER\"]}]");
    let (code, text) =
        lab.told(&format!("{HEADERS} --compile-commands at.json --old-include old/private --new-include new/private"));
    assert!(code == Some(0) && !text.contains("inline-body-changed"), "{text}");
    for (more, told) in [
        ("--compile-source ib.c", "old/build.json: has no entry for ib.c"),
        ("--old-compile-commands old/lib.so", "old/lib.so: no compile_commands.json"),
    ] {
        let line = format!("{HEADERS} --compile-commands new/build.json {more}");
        let (code, text) =
            lab.told(&line.replace("new/build", if more.contains("old/lib") { "new/build" } else { "old/build" }));
        assert!(code == Some(2) && text.contains(told), "{text}");
    }
}

#[test]
fn headers_are_parsed_for_another_machine() {
    let lab = Lab::new();
    for (side, words) in [("old", "long"), ("new", "int")] {
        lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
        let header =
            format!("enum sizes {{ WORD = sizeof({words}) }};\n#ifdef __arm__\n#define ARM \"{side}\"\n#endif\n");
        lab.write(&format!("{side}/include/lib.h"), &header);
    }
    let (code, text) = lab.told(HEADERS);
    assert!(code == Some(1) && text.contains("enumerator-value-changed") && !text.contains("macro ARM"), "{text}");
    let (code, text) = lab.told(&format!("{HEADERS} --target arm-linux-gnueabihf"));
    assert!(code == Some(1) && !text.contains("enumerator-value-changed") && text.contains("macro ARM"), "{text}");
    let (code, text) = lab.told(&format!("{HEADERS} --target nowhere"));
    assert!(code == Some(2) && text.contains("unknown target triple"), "{text}");
}

#[test]
fn what_has_no_end_is_no_header() {
    for (name, is_pipe) in [("endless.h", false), ("endless", false), ("pipe.h", true), ("pipe", true)] {
        let lab = Lab::new();
        releases_with_macros(&lab);
        let path = lab.path(&format!("new/include/{name}"));
        if is_pipe {
            assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
        } else {
            std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
        }
        let (code, text) = lab.told(HEADERS);
        let told = format!("new/include: {name}: a pipe, a device or a socket among headers");
        assert!(code == Some(2) && text.contains(&told), "{text}");
    }
    // A link to a header is one.
    let lab = Lab::new();
    releases_with_macros(&lab);
    lab.write("new/include/more.h", "#define MORE 1\n");
    std::os::unix::fs::symlink("more.h", lab.path("new/include/same.h")).expect("a link");
    assert_eq!(lab.told(HEADERS).0, Some(1));
}

#[test]
fn headers_that_do_not_parse_are_named() {
    let lab = Lab::new();
    releases_with_macros(&lab);
    for side in ["old", "new"] {
        lab.write(&format!("{side}/include/broken.h"), "int broken(;\n");
        lab.write(&format!("{side}/include/lacks.h"), "#include <nowhere/to/be/found.h>\n");
        lab.write(&format!("{side}/include/other.h"), "#include \"lib.h\"\n#define OTHER 1\n");
    }
    let (code, text) = lab.told(HEADERS);
    assert_eq!(code, Some(2), "{text}");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("broken.h: what this header shows was not compared, since clang does not parse it: broken.h:1: "),
        "{text}"
    );
    assert!(text.contains("lacks.h:1:10: 'nowhere/to/be/found.h' file not found"), "{text}");
    assert!(text.contains("inline-body-changed"), "{text}");
}

#[test]
fn headers_lie_deep_in_each_other() {
    let lab = Lab::new();
    let nested = |depth: usize| format!("{}int deep;{}\n", "namespace a {".repeat(depth), "}".repeat(depth));
    let sum = vec!["1"; 150].join(" + ");
    let body = format!("inline int sum() {{ return {sum}; }}\nint fill(int *all);\n");
    for (depth, code) in [(20, 0), (120, 2)] {
        for side in ["old", "new"] {
            lab.library(side, "int fill(int *all);\n", "int fill(int *all) { return all[0]; }\n");
            lab.write(&format!("{side}/include/deep.hpp"), &(nested(depth) + &body));
        }
        let (found, text) = lab.told(HEADERS);
        assert_eq!(found, Some(code), "{text}");
        assert_eq!(text.contains("clang's tree cannot be read: recursion limit exceeded"), code == 2, "{text}");
    }
}

#[test]
fn without_a_front_end_that_is_said() {
    let lab = Lab::new();
    releases_with_macros(&lab);
    std::fs::create_dir_all(lab.path("programs")).expect("a folder");
    let told = |line: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.args(line.split_whitespace()).current_dir(lab.dir.path()).env("PATH", lab.path("programs"));
        let out = command.output().expect("abilens runs");
        let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code(), text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (code, text) = told(HEADERS);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("--headers needs clang, which is not installed (apt install clang"), "{text}");
    let folders = std::env::var_os("PATH").expect("a PATH");
    let gcc = std::env::split_paths(&folders).map(|folder| folder.join("gcc")).find(|path| path.is_file());
    let gcc = gcc.expect("gcc");
    std::os::unix::fs::symlink(gcc, lab.path("programs/gcc")).expect("a link");
    let (code, text) = told(&format!("{HEADERS} --define WANTED"));
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("only macros of its public headers were compared: clang is not installed"), "{text}");
    assert!(text.contains("macro LIB_SIZE") && !text.contains("inline-body-changed"), "{text}");
    // Nobody asked for headers that are not named.
    let (code, text) = lab.told("diff old/lib.so new/lib.so --headers --new-devel new/include");
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("it is not known where the public headers of OLD are (--old-devel DIR)"), "{text}");
    let (code, text) = lab.told(&format!("{HEADERS} --clang ./nowhere"));
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("./nowhere: there is no such program"), "{text}");
}
