//! Damaged and foreign inputs, from outside: exit code 2 and a message that names what and where, or a result
//! that says what is missing. Never a panic, never more than 2 GB of address space or 20 seconds.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SOURCE: &str = "
struct node { struct node *next; union { int i; float f; } u; unsigned bits : 3; };
typedef struct node node_t;
node_t *head; enum e { A, B } e;
int visit(node_t *n, int (*fn)(node_t *, void *), void *context) { return fn(n, context) + (int)e; }
";

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        lab.write("a.c", SOURCE.as_bytes());
        lab
    }
    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("a file");
    }
    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("a file")
    }
    /// Compiles the sample.
    fn compile(&self, line: &str) {
        let mut words = line.split(' ');
        let compiler = words.next().expect("a compiler");
        let package = match compiler {
            "s390x-linux-gnu-gcc" => "gcc-s390x-linux-gnu",
            "objcopy" => "binutils",
            other => other,
        };
        let out = Command::new(compiler).args(words).current_dir(self.dir.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{compiler}: {e}; apt-get install {package}"));
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&out.stderr));
    }
}

/// Runs the binary with bounds on time and memory.
fn bounded(arguments: &[&Path]) -> Output {
    let out = Command::new("prlimit")
        .args(["--as=2000000000", "timeout", "20", env!("CARGO_BIN_EXE_abilens"), "--threads", "2"])
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("RUST_BACKTRACE", "0")
        .output();
    out.unwrap_or_else(|e| panic!("prlimit: {e}; apt-get install util-linux coreutils"))
}

fn compare(old: &Path, new: &Path) -> Output {
    bounded(&[Path::new("diff"), old, new])
}

/// It ended by itself: no panic, no signal, not by the clock.
#[track_caller]
fn assert_orderly(out: &Output, what: &str) {
    let stderr = String::from_utf8_lossy(&out.stderr);
    assert!(!stderr.contains("panicked") && !stderr.contains("overflow"), "{what}: {stderr}");
    assert!(matches!(out.status.code(), Some(0..=2)), "{what}: {:?} {stderr}", out.status);
}

/// Exit code 2, and an error that names the file and says each of `words`.
#[track_caller]
fn assert_refused(out: &Output, file: &Path, words: &[&str]) {
    assert_orderly(out, "refused");
    let stderr = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("abilens: error: "), "{stderr}");
    for word in words.iter().copied().chain(file.to_str()) {
        assert!(stderr.contains(word), "{word}: {stderr}");
    }
}

#[test]
fn what_is_no_input_is_named() {
    let lab = Lab::new();
    lab.compile("gcc -g -shared -fPIC -o good.so a.c");
    lab.write("empty", b"");
    lab.write("short", b"\x7fELF");
    lab.write("notes.txt", b"int x;\n");
    std::fs::create_dir(lab.path("folder")).expect("a folder");
    lab.write("folder/notes.txt", b"nothing here\n");
    std::fs::create_dir(lab.path("nothing")).expect("a folder");
    let good = lab.path("good.so");
    for (name, words) in [
        ("empty", &["empty file", "offset 0"][..]),
        ("short", &["offset"]),
        ("notes.txt", &["text file", "offset 0"]),
        ("folder", &["no ELF object"]),
        ("nothing", &["no ELF object"]),
        ("absent", &["No such file"]),
    ] {
        let bad = lab.path(name);
        assert_refused(&compare(&bad, &good), &bad, words);
        assert_refused(&compare(&good, &bad), &bad, words);
    }
}

#[test]
fn another_machine_on_one_side() {
    let lab = Lab::new();
    lab.compile("gcc -g -c -o here.o a.c");
    lab.compile("s390x-linux-gnu-gcc -g -c -o there.o a.c");
    for (old, new) in [("here.o", "there.o"), ("there.o", "here.o")] {
        let out = compare(&lab.path(old), &lab.path(new));
        assert_orderly(&out, "machines");
        let all = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
        assert_eq!(out.status.code(), Some(2), "{all}");
        assert!(all.contains("x86_64") && all.contains("s390x"), "it says which machines: {all}");
    }
}

/// A cut file is refused, or read with a complaint; a library that lost its end never compares as unchanged.
#[test]
fn files_that_end_too_early() {
    let lab = Lab::new();
    lab.compile("gcc -g -shared -fPIC -o good.so a.c");
    lab.compile("clang -g -gdwarf-4 -c -o good.o a.c");
    for name in ["good.so", "good.o"] {
        let whole = lab.read(name);
        let good = lab.path(name);
        let bad = lab.path(&format!("cut-{name}"));
        let step = whole.len() / 60 + 1;
        for length in (1..64).step_by(9).chain((64..whole.len()).step_by(step)).chain([whole.len() - 1]) {
            lab.write(&format!("cut-{name}"), &whole[..length]);
            let out = compare(&good, &bad);
            assert_orderly(&out, &format!("{name} cut at {length}"));
            // The section headers stand at the end: without them there is nothing to read.
            assert_refused(&out, &bad, &["offset"]);
        }
    }
}

#[test]
fn files_with_flipped_bits() {
    let lab = Lab::new();
    lab.compile("gcc -g -shared -fPIC -o good.so a.c");
    lab.compile("gcc -g -gdwarf-4 -c -o good.o a.c");
    for name in ["good.so", "good.o"] {
        let whole = lab.read(name);
        let bad = lab.path("bad");
        // Everywhere, and densely in the file header.
        let step = whole.len() / 150 + 1;
        for at in (0..64).step_by(3).chain((64..whole.len()).step_by(step)) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            lab.write("bad", &bytes);
            let out = compare(&lab.path(name), &bad);
            assert_orderly(&out, &format!("{name}, byte {at}"));
            if out.status.code() == Some(2) {
                let said = [out.stdout, out.stderr].concat();
                assert!(!said.is_empty(), "{name}, byte {at}: without a word");
            }
        }
    }
}

/// A number that says "very many" where the format has a count, size or offset.
#[test]
fn counts_that_promise_too_much() {
    let lab = Lab::new();
    lab.compile("gcc -g -c -o good.o a.c");
    let whole = lab.read("good.o");
    let step = whole.len() / 100 + 1;
    for at in (0..whole.len() - 8).step_by(step) {
        for pattern in [[0xff; 8], [0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0]] {
            let mut bytes = whole.clone();
            bytes[at..at + 8].copy_from_slice(&pattern);
            lab.write("bad.o", &bytes);
            assert_orderly(&compare(&lab.path("good.o"), &lab.path("bad.o")), &format!("bytes {at} to {}", at + 8));
        }
    }
}

#[test]
fn snapshots_that_were_damaged() {
    let lab = Lab::new();
    lab.compile("gcc -g -shared -fPIC -o good.so a.c");
    let (good, bad) = (lab.path("good.abilens"), lab.path("bad.abilens"));
    let out = bounded(&[Path::new("dump"), &lab.path("good.so"), Path::new("-o"), &good]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(compare(&lab.path("good.so"), &good).status.code(), Some(0));
    let whole = lab.read("good.abilens");
    for length in (8..whole.len()).step_by(whole.len() / 40 + 1) {
        lab.write("bad.abilens", &whole[..length]);
        assert_refused(&compare(&good, &bad), &bad, &["snapshot"]);
    }
    for at in (8..whole.len()).step_by(whole.len() / 80 + 1) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        lab.write("bad.abilens", &bytes);
        assert_refused(&compare(&good, &bad), &bad, &["snapshot"]);
    }
}

/// BTF by itself and in a section: a typedef of itself, a type that ends too early.
#[test]
fn btf_that_contradicts_itself() {
    let lab = Lab::new();
    let file = |types: &[u32]| {
        let size = types.len() as u32 * 4;
        let words = [0x0001_eb9f, 24, 0, size, size, 3];
        let mut bytes: Vec<u8> = words.iter().chain(types).flat_map(|w| w.to_le_bytes()).collect();
        bytes.extend_from_slice(b"\0t\0");
        bytes
    };
    // A function `t` without parameters: its prototype, and the function itself.
    lab.write("good", &file(&[0, 0x0d00_0000, 0, 1, 0x0c00_0001, 1]));
    let good = lab.path("good");
    assert_eq!(compare(&good, &good).status.code(), Some(0));
    for (name, types, words) in [
        ("cycle", &[1, 0x0800_0000, 1][..], &["offset 0x18", "refers to itself"][..]),
        ("cut", &[1, 0x0800_0000], &["offset 0x18", "cut off"]),
        ("string", &[9, 0x0800_0000, 0], &["offset 0x18", "no string at 0x9"]),
        ("members", &[1, 0x0400_ffff, 4], &["offset 0x18", "65535 entries"]),
    ] {
        lab.write(name, &file(types));
        let bad = lab.path(name);
        assert_refused(&compare(&bad, &good), &bad, words);
        lab.compile("gcc -c -o o.o a.c");
        lab.compile(&format!("objcopy --add-section .BTF={name} o.o {name}.o"));
        let bad = lab.path(&format!("{name}.o"));
        let words = [&["section .BTF"][..], words].concat();
        assert_refused(&compare(&bad, &bad), &bad, &words);
    }
}

/// What stands for far more than its own size is refused before it costs anything, with the limit.
#[test]
fn files_that_become_too_large() {
    let lab = Lab::new();
    lab.compile("gcc -g -shared -fPIC -o good.so a.c");
    let script = "(head -c 64 good.so; head -c 200000000 /dev/zero) | gzip > bomb.ko.gz";
    let out = Command::new("sh").args(["-c", script]).current_dir(lab.dir.path()).output().expect("a shell");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let (good, bad) = (lab.path("good.so"), lab.path("bomb.ko.gz"));
    assert_refused(&compare(&good, &bad), &bad, &["offset 0x0", "it may"]);
}

#[test]
fn a_run_that_takes_too_much_memory_says_so() {
    let lab = Lab::new();
    lab.compile("gcc -g -shared -fPIC -o good.so a.c");
    let good = lab.path("good.so");
    let with = |size: &str| bounded(&[Path::new("diff"), Path::new("--max-memory"), Path::new(size), &good, &good]);
    let out = with("1K");
    let stderr = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("more than 1024 bytes of memory, the limit of --max-memory"), "{stderr}");
    assert_eq!(with("0").status.code(), Some(0));
    assert_eq!(with("1G").status.code(), Some(0));
    assert_eq!(with("some").status.code(), Some(2));
}
