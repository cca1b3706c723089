//! What the tests on real files share: a folder to compile in, and the pipeline in a few words.
//!
//! A tool that is missing is a failure that names the Debian package, never a test that passes by not running.

#![allow(dead_code, reason = "every test binary takes its part")]

pub mod btf;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use abilens::Loaded;
use abilens::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use abilens::model::report::{Finding, Report, Verdict};
use abilens::render::json;
use abilens::rules::Severity;
use abilens::{NoObserver, Options};

/// A folder that goes away with the test.
pub struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    /// Runs a command line in the folder. Words are split at blanks; it must succeed.
    pub fn run(&self, line: &str) {
        let out = self.output(line);
        let said = [&out.stdout[..], &out.stderr].concat();
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&said));
    }

    /// The same of a command that may fail: its exit status, and what it prints.
    pub fn ask(&self, line: &str) -> (Option<i32>, String) {
        let out = self.output(line);
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned())
    }

    fn output(&self, line: &str) -> Output {
        let mut words = line.split_whitespace();
        let program = words.next().expect("a program");
        match Command::new(program).args(words).current_dir(self.dir.path()).output() {
            Ok(out) => out,
            Err(e) => panic!("{program}: {e}; apt-get install {}", package(program)),
        }
    }

    pub fn load(&self, name: &str) -> Loaded {
        load(&self.path(name))
    }

    /// Loads two files and compares them.
    pub fn diff(&self, old: &str, new: &str) -> Report {
        diff(&self.load(old), &self.load(new))
    }
}

/// The Debian package that holds a program.
fn package(program: &str) -> &str {
    match program {
        "clang" => "clang",
        "ar" | "as" | "ld" | "ld.gold" | "objcopy" | "strip" | "dwp" => "binutils",
        "ld.lld" => "lld",
        "llvm-dwp" | "llvm-objcopy" => "llvm",
        "dwz" => "dwz",
        "abidw" | "abidiff" => "abigail-tools",
        "pahole" => "dwarves",
        "gcc" => "gcc libc6-dev",
        "s390x-linux-gnu-gcc" => "gcc-s390x-linux-gnu",
        "arm-linux-gnueabihf-gcc" => "gcc-arm-linux-gnueabihf",
        other => other,
    }
}

pub fn load(path: &Path) -> Loaded {
    match abilens::load(path, &Options::default(), &NoObserver) {
        Ok(loaded) => loaded,
        Err(e) => panic!("{e}"),
    }
}

pub fn diff(old: &Loaded, new: &Loaded) -> Report {
    abilens::diff(old, new, &Options::default(), &NoObserver)
}

/// Snapshot of an input.
pub fn snapshot(loaded: &Loaded) -> Vec<u8> {
    let mut out = Vec::new();
    abilens::dump(loaded, &mut out).expect("memory can be written to");
    out
}

/// The report as JSON, without what names the files that were compared.
pub fn json_without_paths(mut report: Report) -> String {
    for side in [&mut report.old, &mut report.new] {
        side.path.clear();
        side.build_id = None;
    }
    json::render(&report)
}

/// Diagnostics that cost evidence.
pub fn lost(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).collect()
}

/// What the linker and its driver choose, so that two builds of one source may differ in it.
const OF_THE_DRIVER: [&str; 2] = ["object-needed-changed", "object-hash-table-changed"];

/// Findings as a failed assertion should print them, without what the driver chooses.
pub fn findings(report: &Report) -> Vec<String> {
    let counts = |f: &&Finding| !OF_THE_DRIVER.contains(&f.rule.id());
    report.findings.iter().filter(counts).map(line).collect()
}

/// Those above `cosmetic`.
pub fn findings_that_matter(report: &Report) -> Vec<String> {
    let counts = |f: &&Finding| !OF_THE_DRIVER.contains(&f.rule.id()) && f.severity != Severity::Cosmetic;
    report.findings.iter().filter(counts).map(line).collect()
}

fn line(f: &Finding) -> String {
    let member = f.subject.member.as_deref().map(|m| format!(".{m}")).unwrap_or_default();
    format!("{} {} {} {}{member}: {}", f.severity.as_str(), f.rule, f.subject.kind, f.subject.name, f.why)
}

/// No finding, and nothing that could not be read.
#[track_caller]
pub fn assert_same(report: &Report, what: &str) {
    assert_eq!(findings(report), [""; 0], "{what}");
    assert!(lost(&report.diagnostics).is_empty(), "{what}: {:#?}", report.diagnostics);
    assert_ne!(report.verdict, Verdict::Incomplete, "{what}");
}
