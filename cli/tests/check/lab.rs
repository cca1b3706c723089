//! A small kernel with its modules, and what `abilens check` says of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a kernel and its modules are made with.
const MACROS: &str = r#"
#define STRING(x) #x
#define TEXT(x) STRING(x)
#define EXPORT(suffix, symbol, ns, crc)                                       \
	__asm__(".pushsection __ksymtab_strings, \"aMS\", %progbits, 1\n"      \
		"__kstrtab_" #symbol ": .asciz \"" #symbol "\"\n"              \
		"__kstrtabns_" #symbol ": .asciz \"" ns "\"\n"                 \
		".popsection\n"                                               \
		".pushsection __ksymtab" suffix ", \"a\"\n.balign 4\n"         \
		"__ksymtab_" #symbol ": .long " #symbol " - .\n"               \
		".long __kstrtab_" #symbol " - .\n"                            \
		".long __kstrtabns_" #symbol " - .\n"                          \
		".popsection\n"                                               \
		".pushsection __kcrctab" suffix ", \"a\"\n.balign 4\n"         \
		"__crc_" #symbol ": .long " TEXT(crc) "\n"                     \
		".popsection")
#define INFO(text) __asm__(".pushsection .modinfo, \"a\", %progbits\n.asciz \"" text "\"\n.popsection")
#define MODULE static char this_module[64] __attribute__((used, section(".gnu.linkonce.this_module"))) = { 1 }
struct version { unsigned long crc; char name[64 - sizeof(long)]; };
#define VERSIONS static const struct version versions[] __attribute__((used, section("__versions")))
"#;

pub(crate) const MAGIC: &str = "SMP preempt mod_unload modversions ";

/// The interface of the old kernel.
pub(crate) const WIDGET: &str = "struct widget { int id; int value; };\n\
                      struct widget *widget_get(void);\nint widget_use(struct widget *w);\n";
/// The same with a member in front of another.
pub(crate) const WIDGET_CHANGED: &str = "struct widget { int id; int flags; int value; };\n\
                              struct widget *widget_get(void);\nint widget_use(struct widget *w);\n";
/// The same, grown at its tail.
pub(crate) const WIDGET_GREW: &str = "struct widget { int id; int value; int more; };\n\
                           struct widget *widget_get(void);\nint widget_use(struct widget *w);\n";

/// The usual exports: CRC 0x11 and 0x22.
pub(crate) const EXPORTS: &str = r#"EXPORT("", widget_get, "", 0x11); EXPORT("", widget_use, "", 0x22);"#;

/// A module that uses them all.
pub(crate) const BODY: &str = "int init_module(void) { return widget_use(widget_get()); }";
pub(crate) const CRCS: &str =
    r#"VERSIONS = { { 0x99, "module_layout" }, { 0x11, "widget_get" }, { 0x22, "widget_use" } };"#;

pub(crate) struct Lab {
    dir: tempfile::TempDir,
    compiler: &'static str,
    target: Option<&'static str>,
    magic: &'static str,
}

impl Lab {
    pub(crate) fn new() -> Self {
        Self::with("gcc")
    }
    pub(crate) fn with(compiler: &'static str) -> Self {
        Self { dir: tempfile::tempdir().expect("a folder"), compiler, target: None, magic: MAGIC }
    }
    /// For little-endian ppc64.
    pub(crate) fn ppc64le() -> Self {
        Self { target: Some("--target=powerpc64le-linux-gnu"), ..Self::with("clang") }
    }
    /// Kernels without MODVERSIONS, and modules for them.
    pub(crate) fn without_crcs() -> Self {
        Self { magic: "SMP preempt mod_unload ", ..Self::new() }
    }
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    pub(crate) fn run(&self, line: &[&str]) {
        let out = Command::new(line[0]).args(&line[1..]).current_dir(self.dir.path()).output();
        let package = match line[0] {
            "s390x-linux-gnu-gcc" => "gcc-s390x-linux-gnu",
            "arm-linux-gnueabihf-gcc" => "gcc-arm-linux-gnueabihf",
            "clang" => "clang",
            "pahole" => "dwarves",
            "xz" => "xz-utils",
            _ => "gcc binutils",
        };
        let out = out.unwrap_or_else(|e| panic!("{}: {e}; apt-get install {package}", line[0]));
        assert!(out.status.success(), "{line:?}\n{}", String::from_utf8_lossy(&out.stderr));
    }
    /// Compiles `source` as `folder/object`; its header is called the same on all sides.
    pub(crate) fn compile(&self, folder: &str, object: &str, header: &str, source: &str) -> PathBuf {
        std::fs::create_dir_all(self.path(folder)).expect("a folder");
        std::fs::write(self.path(&format!("{folder}/api.h")), header).expect("a header");
        let c = format!("{folder}/{object}.c");
        std::fs::write(self.path(&c), format!("{MACROS}\n#include \"api.h\"\n{source}\n")).expect("a source");
        let object = format!("{folder}/{object}");
        let mut line = vec![self.compiler];
        line.extend(self.target);
        line.extend(["-g", "-O2", "-std=gnu11", "-w", "-c", &c, "-o", &object]);
        self.run(&line);
        self.path(&object)
    }
    /// A kernel image of that header and those exports.
    pub(crate) fn kernel(&self, folder: &str, header: &str, exports: &str) -> PathBuf {
        let magic = format!("{folder} {}", self.magic);
        let source = format!(
            "static const char vermagic[] __attribute__((used)) = \"{magic}\";\n\
             static struct widget one;\n\
             struct widget *widget_get(void) {{ return &one; }}\n\
             int widget_use(struct widget *w) {{ return w->value; }}\n\
             void module_layout(struct widget *w) {{ }}\n\
             {exports}\nEXPORT(\"\", module_layout, \"\", 0x99);"
        );
        self.compile(folder, "vmlinux.o", header, &source)
    }
    /// A module built for the release 6.1.
    pub(crate) fn module(&self, name: &str, header: &str, info: &str, rest: &str) -> PathBuf {
        self.module_in("modules", name, header, info, rest)
    }
    /// The same in a folder: NEW's own where that holds an image.
    pub(crate) fn module_in(&self, folder: &str, name: &str, header: &str, info: &str, rest: &str) -> PathBuf {
        let source = format!("INFO(\"vermagic=6.1 {}\"); {info} MODULE;\n{rest}", self.magic);
        self.compile(folder, name, header, &source)
    }
    /// The usual module, built for the old kernel.
    pub(crate) fn usual(&self) -> PathBuf {
        self.module("demo.ko", WIDGET, "INFO(\"license=GPL\");", &format!("{BODY}\n{CRCS}"))
    }
}

pub(crate) fn check(arguments: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    command.arg("check").args(arguments).env("NO_COLOR", "1").output().expect("the binary runs")
}

/// Holds the text of an answer against `fates.txt`, inputs named from the lab's folder; what is of two labs has no name
/// that stays, and is left out.
#[track_caller]
fn hold_text(arguments: &[&Path]) {
    let is_lab = |path: &&Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".tmp"));
    let mut labs: Vec<&Path> = arguments.iter().filter_map(|path| path.ancestors().find(is_lab)).collect();
    labs.dedup();
    let [lab] = labs[..] else { return };
    let inner = arguments.iter().map(|path| path.strip_prefix(lab).unwrap_or(path));
    let all: Vec<&Path> = [Path::new("check")].into_iter().chain(inner).collect();
    crate::ledger::hold_next("check/fates.txt", &crate::page::of(lab, &all));
}

/// Exit code and report.
#[track_caller]
pub(crate) fn json(arguments: &[&Path]) -> (i32, serde_json::Value) {
    hold_text(arguments);
    let mut all = arguments.to_vec();
    all.extend([Path::new("--format"), Path::new("json")]);
    let out = check(&all);
    let stderr = String::from_utf8_lossy(&out.stderr);
    let report = serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {stderr}"));
    assert_eq!(crate::forms::json("check", &report), [""; 0]);
    (out.status.code().expect("it ends by itself"), report)
}

/// Verdict, remedy and rules of the reasons of the first module.
pub(crate) fn fate(report: &serde_json::Value) -> (String, String, Vec<String>) {
    let m = &report["modules"][0];
    let word = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let list = |v: &serde_json::Value| v.as_array().cloned().unwrap_or_default();
    let rules = list(&m["reasons"]).iter().chain(&list(&m["doubts"])).map(|r| word(&r["rule"])).collect();
    (word(&m["verdict"]), word(&m["remedy"]), rules)
}

#[track_caller]
pub(crate) fn assert_fate(
    arguments: &[&Path],
    code: i32,
    verdict: &str,
    remedy: &str,
    rules: &[&str],
) -> serde_json::Value {
    let (exit, report) = json(arguments);
    let (v, r, found) = fate(&report);
    assert_eq!((v.as_str(), r.as_str()), (verdict, remedy), "{report:#}");
    assert_eq!(found, rules, "{report:#}");
    assert_eq!(exit, code, "{report:#}");
    report
}
