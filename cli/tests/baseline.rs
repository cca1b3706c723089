//! Baselines of `abilens gate`: where they are found, how they are renewed, and what is never written.

use std::path::{Path, PathBuf};
use std::process::Command;

const OLD: &str = "struct dev { int id; void *priv; };\nint dev_add(struct dev *d) { return d->id; }\n";
const NEW: &str =
    "struct dev { int id; int more; int extra; void *priv; };\nint dev_add(struct dev *d) { return d->id; }\n";

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    /// A repository with two releases of one library, and a folder in it.
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        for folder in [".git", "sub"] {
            std::fs::create_dir(lab.path(folder)).expect("a folder");
        }
        lab.build("old.so", OLD, "libdev.so.1");
        lab.build("new.so", NEW, "libdev.so.1");
        lab
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn build(&self, name: &str, source: &str, soname: &str) {
        std::fs::write(self.path("source.c"), source).expect("a file");
        let soname = format!("-Wl,-soname,{soname}");
        let mut gcc = Command::new("gcc");
        gcc.args(["-g", "-fPIC", "-shared", &soname, "-o", name, "source.c"]).current_dir(self.path(""));
        assert!(gcc.status().expect("apt-get install gcc").success());
    }

    /// Exit code and both outputs of `abilens`, run in a folder of it.
    fn run(&self, folder: &str, arguments: &[&str]) -> (i32, String, String) {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        abilens.args(arguments).current_dir(self.path(folder)).env("NO_COLOR", "1");
        let out = abilens.env("SOURCE_DATE_EPOCH", "1795392000").output().expect("the binary runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (out.status.code().unwrap_or(-1), text(&out.stdout), text(&out.stderr))
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("a file")
    }
}

#[test]
fn a_baseline_is_found_by_soname_by_file_and_in_the_root_of_the_repository() {
    let lab = Lab::new();
    let (code, stdout, stderr) = lab.run("", &["gate", "--baseline", "new.so"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    let wanted = "no baseline is at abi/libdev.so.1.abilens, nor at abi/new.so.abilens; this makes one: abilens gate --renew-baseline new.so";
    assert!(stderr.contains(wanted), "{stderr}");
    std::fs::create_dir(lab.path("abi")).expect("a folder");
    for name in ["abi/new.so.abilens", "abi/libdev.so.1.abilens"] {
        assert_eq!(lab.run("", &["dump", "old.so", "-o", name]).0, 0);
        let (code, stdout, _) = lab.run("", &["gate", "--baseline", "new.so"]);
        assert!(code == 1 && stdout.starts_with(&format!("FAIL   {name} -> new.so\n")), "{stdout}");
        let (code, stdout, stderr) = lab.run("sub", &["gate", "--baseline", "../new.so"]);
        let root = lab.path("").canonicalize().expect("a folder").join(name);
        assert!(code == 1 && stdout.contains(&*root.to_string_lossy()), "{stdout}{stderr}");
    }
    assert_eq!(lab.run("", &["gate", "--baseline", "old.so"]).0, 0);
}

#[test]
fn a_policy_names_its_baseline_from_its_own_folder() {
    let lab = Lab::new();
    assert_eq!(lab.run("", &["dump", "old.so", "-o", "sub/frozen.abilens"]).0, 0);
    std::fs::write(lab.path("sub/policy.toml"), "baseline = \"frozen.abilens\"\n").expect("a file");
    let (code, stdout, _) = lab.run("", &["gate", "--baseline", "new.so", "--policy", "sub/policy.toml"]);
    assert!(code == 1 && stdout.starts_with("FAIL   sub/frozen.abilens -> new.so\n"), "{stdout}");
    std::fs::write(lab.path("sub/policy.toml"), "baseline = \"none.abilens\"\n").expect("a file");
    let (code, _, stderr) = lab.run("", &["gate", "--baseline", "new.so", "--policy", "sub/policy.toml"]);
    assert!(code == 2 && stderr.contains("no baseline is at sub/none.abilens; this makes one: "), "{stderr}");
    std::fs::write(lab.path("sub/policy.toml"), "\nbaseline = \"\"\n").expect("a file");
    let (code, _, stderr) = lab.run("", &["gate", "--baseline", "new.so", "--policy", "sub/policy.toml"]);
    assert!(code == 2 && stderr.contains("sub/policy.toml: line 2: baseline: the file has no name"), "{stderr}");
}

#[test]
fn a_renewal_prints_the_difference_and_then_writes() {
    let lab = Lab::new();
    let baseline = "abi/libdev.so.1.abilens";
    let (code, stdout, stderr) = lab.run("", &["gate", "--renew-baseline", "old.so"]);
    assert!(
        code == 0 && stdout.is_empty() && stderr.contains("abi/libdev.so.1.abilens is the baseline now: "),
        "{stderr}"
    );
    let first = lab.bytes(baseline);
    let (code, stdout, stderr) = lab.run("", &["gate", "--renew-baseline", "new.so", "--format", "json"]);
    let outcome: serde_json::Value = serde_json::from_str(&stdout).expect("JSON alone");
    assert!(code == 0 && outcome["verdict"] == "fail" && stderr.contains(" is the baseline now: "), "{stderr}");
    let second = lab.bytes(baseline);
    assert_ne!(first, second);
    // The same again is no change, and what stands in the file is what dump makes, with the digest that sha256sum tells.
    let (code, stdout, stderr) = lab.run("", &["gate", "--renew-baseline", "new.so"]);
    assert!(code == 0 && stdout.starts_with("PASS") && stderr.contains(" is the baseline already: "), "{stderr}");
    let (_, line, _) = lab.run("sub", &["dump", "../new.so", "-o", "other.abilens", "--digest"]);
    assert_eq!(lab.bytes("sub/other.abilens"), second);
    let digest = line.split(' ').next().expect("a digest");
    assert!(digest.len() == 64 && stderr.trim_end().ends_with(&format!("sha256 {digest}")), "{line}{stderr}");
    assert_eq!(line, format!("{digest}  other.abilens\n"));
    assert_eq!(lab.run("", &["gate", "--baseline", "new.so"]).0, 0);
    let (code, _, _) = lab.run("", &["gate", "--renew-baseline", "sub/named.abilens", "old.so"]);
    assert_eq!((code, lab.bytes("sub/named.abilens")), (0, first));
}

#[test]
fn a_renewal_writes_over_nothing_but_a_snapshot_and_never_halves() {
    let lab = Lab::new();
    let old = lab.bytes("old.so");
    for (arguments, why) in [
        (&["old.so", "new.so"][..], "old.so: is no snapshot, and is not written over"),
        (&["git:HEAD:abi/x", "new.so"], "what git keeps is not written"),
        (&["sub", "new.so"], "sub: is no snapshot"),
        (&["none.so"], "none.so: "),
    ] {
        let (code, stdout, stderr) = lab.run("", &[&["gate", "--renew-baseline"], arguments].concat());
        assert!(code == 2 && stdout.is_empty() && stderr.contains(why), "{stdout}{stderr}");
    }
    assert_eq!(lab.bytes("old.so"), old);
    // What lacks evidence becomes no baseline, unless somebody says so.
    assert_eq!(lab.run("", &["gate", "--renew-baseline", "old.so"]).0, 0);
    let before = lab.bytes("abi/libdev.so.1.abilens");
    assert!(Command::new("strip").arg(lab.path("new.so")).status().expect("binutils").success());
    let (code, _, stderr) = lab.run("", &["gate", "--renew-baseline", "new.so"]);
    assert!(code == 2 && stderr.contains("abi/libdev.so.1.abilens stays as it is: NEW lacks evidence"), "{stderr}");
    assert_eq!(lab.bytes("abi/libdev.so.1.abilens"), before);
    assert_eq!(lab.run("", &["gate", "--renew-baseline", "new.so", "--allow-incomplete"]).0, 0);
    assert_ne!(lab.bytes("abi/libdev.so.1.abilens"), before);
}

#[test]
fn an_input_does_not_say_in_which_folder_its_baseline_is() {
    let lab = Lab::new();
    for soname in ["../../evil", "/tmp/evil", "..", "a\n::error::b", ".hidden"] {
        lab.build("evil.so", OLD, soname);
        let (code, _, stderr) = lab.run("", &["gate", "--renew-baseline", "evil.so"]);
        assert!(code == 0 && stderr.starts_with("abilens: abi/evil.so.abilens is the baseline "), "{soname}: {stderr}");
    }
    let there: Vec<_> = std::fs::read_dir(lab.path("abi")).expect("a folder").collect();
    assert_eq!(there.len(), 1, "{there:?}");
    assert!(!Path::new("/tmp/evil.abilens").exists());
}

#[test]
fn wrong_numbers_of_inputs_are_told() {
    let lab = Lab::new();
    for (arguments, why) in [
        (&["old.so"][..], "expected BASE NEW; with --baseline NEW alone: abilens gate --baseline old.so"),
        (&["--baseline", "old.so", "new.so"], "--baseline finds BASE by itself: name NEW alone"),
        (&["--baseline", "--renew-baseline", "old.so"], "cannot be used with"),
        (&["--baseline"], "required arguments were not provided"),
    ] {
        let (code, _, stderr) = lab.run("", &[&["gate"], arguments].concat());
        assert!(code == 2 && stderr.contains(why), "{stderr}");
    }
}
