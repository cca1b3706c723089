//! A library in several versions, packages that use it, and `abilens deps` of them.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The library as packages were linked with it.
pub(crate) const OLD: &str = "struct conf { int a; int b; };\nint use(struct conf *c) { return c->b; }\nint gone(int x) { return x; }\n\
                              int kept(int x) { return x; }\nint called(int x) { return x; }\n";
/// `struct conf` grew, `gone` is gone, and `called` wants more.
pub(crate) const NEW: &str = "struct conf { int a; int b; int more[3]; };\nint use(struct conf *c) { return c->b; }\n\
                              int kept(int x) { return x; }\nint called(int x, int y) { return x + y; }\n";

/// Programs: what each has to be told depends on what it takes of the library.
pub(crate) const KEPT: &str = "int kept(int);\nint main(void) { return kept(0); }\n";
pub(crate) const GONE: &str = "int gone(int);\nint main(void) { return gone(0); }\n";
pub(crate) const HOLDS: &str = "struct conf { int a; int b; };\nint use(struct conf *);\nstruct conf all[4];\nint main(void) { return use(&all[1]); }\n";

pub(crate) struct Lab(TempDir);

impl Lab {
    /// Folders with one library each: `old` and `new` under one SONAME, `kept` and `bump` under the next one, the former with
    /// all of OLD.
    pub(crate) fn new() -> Self {
        let lab = Self(tempfile::tempdir().expect("a folder"));
        lab.library("old/libfoo.so.1", OLD, "");
        lab.library("new/libfoo.so.1", NEW, "");
        lab.library("kept/libfoo.so.2", OLD, "");
        lab.library("bump/libfoo.so.2", NEW, "");
        lab
    }
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    /// Runs a program of the Debian packages that `cargo xtask test` installs.
    pub(crate) fn run(&self, line: &str) {
        let mut words = line.split_ascii_whitespace();
        let program = words.next().expect("a program");
        let out = Command::new(program).args(words).current_dir(self.0.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{program}: {e}; cargo xtask test installs it"));
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&out.stderr));
    }
    fn compile(&self, path: &str, source: &str, options: &str) {
        self.write("source.c", source);
        std::fs::create_dir_all(self.path(path).parent().expect("a folder")).expect("a folder");
        self.run(&format!("gcc -g -O1 -Wl,-rpath-link,old -o {path} source.c {options}"));
    }
    /// A library whose SONAME is the name of its file, linked with these.
    pub(crate) fn library(&self, path: &str, source: &str, more: &str) {
        let soname = path.rsplit('/').next().expect("a name");
        self.compile(path, source, &format!("-shared -fPIC -Wl,-soname,{soname} {more}"));
    }
    /// A program linked with OLD and these.
    pub(crate) fn program(&self, path: &str, source: &str, more: &str) {
        self.compile(path, source, &format!("old/libfoo.so.1 {more}"));
    }
    /// A package of Debian, `packages/PACKAGE.deb`, of the folder of that name.
    pub(crate) fn deb(&self, package: &str, control: &str) {
        let text = format!(
            "Package: {package}\n{control}Architecture: amd64\nMaintainer: Nobody <nobody@example.org>\nDescription: nothing\n"
        );
        self.write(&format!("{package}/DEBIAN/control"), &text);
        std::fs::create_dir_all(self.path("packages")).expect("a folder");
        self.run(&format!("dpkg-deb --root-owner-group -Zxz -b {package} packages/{package}.deb"));
    }
    pub(crate) fn deps(&self, line: &str) -> Output {
        let out = Command::new(env!("CARGO_BIN_EXE_abilens"))
            .args(["--threads", "2", "deps"])
            .args(line.split_ascii_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .output()
            .expect("abilens runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.code().is_some_and(|code| code <= 2) && !said.contains("panicked"), "{said}");
        out
    }
    /// The exit code and what is printed.
    pub(crate) fn text(&self, line: &str) -> (i32, String) {
        let out = self.deps(line);
        (out.status.code().expect("it ends by itself"), String::from_utf8(out.stdout).expect("text"))
    }
    /// The same as JSON, which keeps to its schema.
    pub(crate) fn json(&self, line: &str) -> (i32, Value) {
        let (code, text) = self.text(&format!("{line} --format json"));
        let answer = serde_json::from_str(&text).expect("JSON");
        assert_eq!(crate::forms::json("deps", &answer), [""; 0]);
        (code, answer)
    }
    /// Each package with its standing, in the order of the answer.
    pub(crate) fn standings(&self, line: &str) -> (i32, Vec<(String, String)>) {
        let (code, answer) = self.json(line);
        let word = |value: &Value| value.as_str().expect("a word").to_owned();
        let all = answer["packages"].as_array().expect("packages");
        (code, all.iter().map(|p| (word(&p["name"]), word(&p["standing"]))).collect())
    }
}
