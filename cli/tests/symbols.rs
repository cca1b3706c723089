//! `abilens symbols`: lists are those that dpkg-gensymbols, RPM and the linker take, and a file is held against libraries.

use std::path::Path;
use std::process::{Command, Output};

/// A folder with two libraries: `libc1.so` of C with versions, `libcpp.so` of C++.
struct Lab(tempfile::TempDir);

impl Lab {
    fn new() -> Self {
        let lab = Self(tempfile::tempdir().expect("a folder"));
        lab.write("c.c", "int first(void) { return 1; } int second(void) { return 2; } int own(void) { return 3; }");
        lab.write("c.map", "V1 { global: first; local: *; }; V2 { global: second; } V1;");
        lab.run("gcc -shared -fPIC -Wl,-soname,libc1.so.1,--version-script=c.map c.c -o libc1.so");
        lab.write(
            "cpp.cc",
            "#include <vector>\nnamespace ns { struct C { C(); virtual ~C(); int f(const char *, unsigned long); std::vector<int> v; };\n\
             C::C() { v.push_back(1); } C::~C() {} int C::f(const char *, unsigned long) { return v.size(); } }\n\
             template <class T> T twice(T t) { return t + t; } template int twice<int>(int);",
        );
        lab.run("g++ -shared -fPIC -Wl,-soname,libcpp.so.2 cpp.cc -o libcpp.so");
        lab
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    fn output(&self, line: &str) -> Output {
        let mut words = line.split(' ');
        let program = words.next().expect("a program");
        let program = if program == "abilens" { env!("CARGO_BIN_EXE_abilens") } else { program };
        match Command::new(program).args(words).current_dir(self.0.path()).output() {
            Ok(out) => out,
            Err(e) => panic!("{program}: {e}; apt-get install gcc g++ dpkg-dev rpm"),
        }
    }

    /// Runs a command line, which has to succeed; what it prints.
    fn run(&self, line: &str) -> String {
        let out = self.output(line);
        let said = String::from_utf8_lossy(&[&out.stdout[..], &out.stderr].concat()).into_owned();
        assert!(out.status.success(), "{line}\n{said}");
        String::from_utf8(out.stdout).expect("text")
    }

    /// The exit code of `abilens symbols`, and what it prints.
    fn symbols(&self, arguments: &str) -> (Option<i32>, String) {
        let out = self.output(&format!("abilens symbols {arguments}"));
        (out.status.code(), String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned())
    }
}

#[test]
fn dpkg_gensymbols_takes_what_is_written_and_what_it_writes_is_as_listed() {
    let lab = Lab::new();
    for (library, package) in [("libc1.so", "libc1"), ("libcpp.so", "libcpp2")] {
        lab.run(&format!("abilens symbols {library} --package {package} --package-version 1.0 -o {package}.symbols"));
        std::fs::create_dir(lab.path("build"))
            .or_else(|e| if lab.path("build").is_dir() { Ok(()) } else { Err(e) })
            .expect("a folder");
        // -c4: any difference fails.
        lab.run(&format!(
            "dpkg-gensymbols -p{package} -v1.0 -e{library} -Pbuild -I{package}.symbols -O{package}.made -c4 -t"
        ));
        assert_eq!(
            lab.symbols(&format!("{library} --check {package}.made --fail-on new")).0,
            Some(0),
            "{}",
            lab.read(&format!("{package}.made"))
        );
        lab.run(&format!("dpkg-gensymbols -p{package} -v1.0 -e{library} -Pbuild -O{package}.plain -c0"));
        assert_eq!(
            lab.symbols(&format!("{library} --check {package}.plain --fail-on new")).0,
            Some(0),
            "{}",
            lab.read(&format!("{package}.plain"))
        );
    }
    assert_eq!(
        lab.read("libc1.symbols"),
        "libc1.so.1 libc1 #MINVER#\n V1@V1 1.0\n V2@V2 1.0\n first@V1 1.0\n second@V2 1.0\n"
    );
    let cpp = lab.read("libcpp2.symbols");
    for line in [
        " (c++)\"ns::C::C()@Base\" 1.0\n",
        " (c++)\"ns::C::f(char const*, unsigned long)@Base\" 1.0\n",
        " (optional=templinst)_Z5twiceIiET_S0_@Base 1.0\n",
        " (c++)\"vtable for ns::C@Base\" 1.0\n",
    ] {
        assert!(cpp.contains(line), "{line}{cpp}");
    }
}

#[test]
fn a_library_linked_by_the_written_script_offers_the_same() {
    let lab = Lab::new();
    lab.run("abilens symbols libc1.so --package p --package-version 1 -o old.symbols");
    lab.run("abilens symbols libc1.so --format map -o made.map");
    lab.run("gcc -shared -fPIC -Wl,-soname,libc1.so.1,--version-script=made.map c.c -o again.so");
    assert_eq!(lab.symbols("again.so --check old.symbols --fail-on new").0, Some(0), "{}", lab.read("made.map"));
    lab.run("gcc -shared -fPIC -Wl,-soname,libd.so.1 c.c -o libd.so");
    lab.run("abilens symbols libd.so --format map -o d.map");
    assert_eq!(lab.read("d.map"), "{\n  global:\n    first;\n    own;\n    second;\n  local:\n    *;\n};\n");
    lab.run("abilens symbols libd.so --package p --package-version 1 -o d.symbols");
    lab.run("gcc -shared -fPIC -Wl,-soname,libd.so.1,--version-script=d.map c.c -o libd2.so");
    assert_eq!(lab.symbols("libd2.so --check d.symbols --fail-on new").0, Some(0));
}

#[test]
fn rpm_calls_the_same_provided() {
    let lab = Lab::new();
    let elfdeps = Path::new("/usr/lib/rpm/elfdeps");
    assert!(elfdeps.exists(), "apt-get install rpm");
    for library in ["libc1.so", "libcpp.so"] {
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            // Each once: elfdeps names a version again for each that it follows.
            lines.dedup();
            lines
        };
        let theirs = lab.run(&format!("{} --provides {library}", elfdeps.display()));
        assert_eq!(sorted(&lab.run(&format!("abilens symbols {library} --format rpm"))), sorted(&theirs));
    }
}

#[test]
fn what_is_gone_fails_and_what_is_new_does_on_demand() {
    let lab = Lab::new();
    lab.write("f.symbols", "libc1.so.1 libc1 #MINVER#\n first@V1 1.0\n old@V1 1.0\n (optional)gone@V1 1.0\n");
    let (status, said) = lab.symbols("libc1.so --check f.symbols --package libc1 --package-version 2.0 -o new.symbols");
    assert_eq!(status, Some(1), "{said}");
    for what in ["SYMBOLS ARE GONE", "- old@V1 1.0", "(optional)gone@V1 1.0", "+ second@V2"] {
        assert!(said.contains(what), "{what} in {said}");
    }
    let expected = "libc1.so.1 libc1 #MINVER#\n first@V1 1.0\n#MISSING: 2.0# old@V1 1.0\n#MISSING: 2.0# (optional)gone@V1 1.0\n second@V2 2.0\n";
    assert_eq!(lab.read("new.symbols"), expected);
    assert_eq!(lab.symbols("libc1.so --check new.symbols --fail-on new").0, Some(0));
    lab.write("few.symbols", "libc1.so.1 libc1 #MINVER#\n first@V1 1.0\n");
    assert_eq!(lab.symbols("libc1.so --check few.symbols").0, Some(0));
    assert_eq!(lab.symbols("libc1.so --check few.symbols --fail-on new").0, Some(1));
    let (_, json) = lab.symbols("libc1.so --check few.symbols --format json");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        (&json["schema"], &json["libraries"][0]["new"][0]["symbol"]),
        (&"abilens-symbols/1".into(), &"second@V2".into())
    );
}

#[test]
fn what_cannot_be_told_exits_with_2_and_writes_nothing() {
    let lab = Lab::new();
    lab.run("gcc -shared -fPIC c.c -o nameless.so");
    lab.write("bad.symbols", "libc1.so.1 libc1 #MINVER#\n first 1.0\n");
    lab.write("out.symbols", "#include \"../../etc/passwd\"\n");
    for (arguments, what) in [
        ("nameless.so --package p --package-version 1 -o x", "no library with a SONAME"),
        ("libc1.so -o x", "a symbols file states --package"),
        ("libc1.so --check bad.symbols", "bad.symbols: line 2: a symbol without its version"),
        ("libc1.so --check out.symbols", "stands beside the one that names it"),
        ("libc1.so libcpp.so --format map -o x", "a version script is of one library"),
        ("libc1.so --format json", "--format text and json tell what --check found"),
    ] {
        let (status, said) = lab.symbols(arguments);
        assert_eq!(status, Some(2), "{arguments}: {said}");
        assert!(said.contains(what), "{arguments}: {said}");
        assert!(!lab.path("x").exists());
    }
}
