//! Packages as inputs, from outside: what is said of two packages is what is said of the folders that they unpack to, and
//! packages that are damaged or hostile are refused by name.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const OLD: &str = "struct box { int width; int height; }; int area(struct box *b) { return b->width * b->height; }\n";
const NEW: &str = "struct box { long width; int height; }; int area(struct box *b) { return b->width * b->height; }\n";

struct Lab(TempDir);

impl Lab {
    /// Each version as a library and its debug file, in folders laid out as packages are: `old`, `old-dbg` and so on.
    fn new() -> Self {
        let lab = Self(tempfile::tempdir().expect("a folder"));
        for (side, source, id) in [("old", OLD, "0123456789"), ("new", NEW, "9876543210")] {
            let lib = lab.path(side).join("usr/lib/x86_64-linux-gnu");
            std::fs::create_dir_all(&lib).expect("a folder");
            std::fs::write(lab.path("box.c"), source).expect("a file");
            lab.run(&format!(
                "gcc -g -shared -fPIC -Wl,--build-id=0x{id} -Wl,-soname,libbox.so.1 -o {} box.c",
                lib.join("libbox.so.1.0").display()
            ));
            let library = lib.join("libbox.so.1.0").display().to_string();
            let debug = lab.path(&format!("{side}-dbg")).join("usr/lib/debug/.build-id").join(&id[..2]);
            std::fs::create_dir_all(&debug).expect("a folder");
            lab.run(&format!(
                "objcopy --only-keep-debug {library} {}",
                debug.join(format!("{}.debug", &id[2..])).display()
            ));
            lab.run(&format!("objcopy --strip-debug {library}"));
            std::os::unix::fs::symlink("libbox.so.1.0", lib.join("libbox.so.1")).expect("a link");
        }
        lab
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    /// Runs a program of the Debian packages that `cargo xtask test` installs.
    fn run(&self, line: &str) -> Output {
        let mut words = line.split(' ');
        let program = words.next().expect("a program");
        let out = Command::new(program).args(words).current_dir(self.0.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{program}: {e}; cargo xtask test installs it"));
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&out.stderr));
        out
    }
    /// Packs the four folders, each by this program with the name of the package and then that of the folder.
    fn pack(&self, ending: &str, pack: impl Fn(&str, &str) -> String) {
        for folder in ["old", "new", "old-dbg", "new-dbg"] {
            self.run(&pack(&format!("{folder}.{ending}"), folder));
        }
    }
    fn debian(&self, compression: &str) {
        for folder in ["old", "new", "old-dbg", "new-dbg"] {
            let control = self.path(folder).join("DEBIAN");
            std::fs::create_dir_all(&control).expect("a folder");
            let text = "Package: box\nVersion: 1\nArchitecture: amd64\nMaintainer: Nobody <nobody@example.org>\nDescription: box\n";
            std::fs::write(control.join("control"), text).expect("a file");
        }
        self.pack("deb", |package, folder| {
            format!("dpkg-deb --root-owner-group -Z{compression} -b {folder} {package}")
        });
    }
    fn abilens(&self, line: &str) -> Output {
        let out = Command::new("prlimit")
            .args(["--as=2000000000", "timeout", "60", env!("CARGO_BIN_EXE_abilens"), "--threads", "2"])
            .args(line.split(' '))
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .output();
        out.unwrap_or_else(|e| panic!("prlimit: {e}; apt-get install util-linux coreutils"))
    }
    /// The report on two packages with their debug packages, as that on folders would name the inputs.
    fn report(&self, ending: &str) -> String {
        let out = self.abilens(&format!(
            "diff old{ending} new{ending} --old-debug-dir old-dbg{ending} --new-debug-dir new-dbg{ending} --format json"
        ));
        assert_eq!(out.status.code(), Some(1), "{ending}: {}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).expect("text");
        text.replace(&format!("\"old{ending}\""), "\"old\"").replace(&format!("\"new{ending}\""), "\"new\"")
    }
    /// An error that names the file and says each of `words`, and exit code 2.
    fn refused(&self, file: &str, words: &[&str]) {
        let out = self.abilens(&format!("dump {file} -o out.abilens"));
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.starts_with(&format!("abilens: error: {file}")), "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{word}: {said}"));
        assert!(!self.path("out.abilens").exists(), "nothing is written");
    }
}

#[test]
fn packages_are_compared_as_the_folders_that_they_unpack_to() {
    let lab = Lab::new();
    let expected = lab.report("");
    assert!(expected.contains("\"name\": \"struct box\"") || expected.contains("struct box"), "{expected}");
    assert!(expected.contains("usr/lib/x86_64-linux-gnu/libbox.so.1.0"), "{expected}");
    for (ending, option) in [("tar", ""), ("tar.gz", "z"), ("tar.xz", "J"), ("tar.bz2", "j")] {
        lab.pack(ending, |package, folder| format!("tar -C {folder} -c{option}f {package} usr"));
        assert_eq!(lab.report(&format!(".{ending}")), expected, "{ending}");
    }
    for compression in ["none", "gzip", "xz", "zstd"] {
        lab.debian(compression);
        assert_eq!(lab.report(".deb"), expected, "{compression}");
    }
}

#[test]
fn without_its_debug_package_a_stripped_one_is_incomplete() {
    let lab = Lab::new();
    lab.debian("xz");
    let out = lab.abilens("diff old.deb new.deb");
    assert_eq!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(String::from_utf8_lossy(&out.stdout).contains("no debug information"));
    // One place for both sides, and snapshots of packages.
    let snapshot =
        |side: &str| lab.abilens(&format!("dump {side}.deb --debug old-dbg.deb --debug new-dbg.deb -o {side}.abilens"));
    assert_eq!([snapshot("old"), snapshot("new")].map(|out| out.status.code()), [Some(0); 2]);
    let out = lab.abilens("gate old.abilens new.abilens");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn what_is_no_place_for_debug_files_is_said() {
    let lab = Lab::new();
    let out = lab.abilens("diff old new --debug-dir box.c");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("box.c") && said.contains("neither a folder nor a package"), "{said}");
}

#[test]
fn damaged_and_hostile_packages_are_refused() {
    let lab = Lab::new();
    lab.debian("xz");
    let whole = std::fs::read(lab.path("old.deb")).expect("a package");
    for length in [100, whole.len() / 2, whole.len() - 200] {
        std::fs::write(lab.path("cut.deb"), &whole[..length]).expect("a file");
        lab.refused("cut.deb", &["offset 0x", "package: "]);
    }
    let mut changed = whole.clone();
    let at = changed.len() - 300;
    changed[at] ^= 0x55;
    std::fs::write(lab.path("changed.deb"), changed).expect("a file");
    lab.refused("changed.deb", &["(data.tar.xz): offset 0x", "cannot be decompressed"]);
    // A bomb of 256 MB.
    std::fs::File::create(lab.path("zeros")).and_then(|file| file.set_len(256 << 20)).expect("a file");
    lab.run("tar -czf bomb.tar.gz zeros");
    lab.refused("bomb.tar.gz", &["offset 0x", "more than the"]);
    // A path that climbs, a link that leads out, a package without an object.
    std::fs::create_dir(lab.path("inner")).expect("a folder");
    lab.run("tar -C inner -P -cf climbs.tar ../box.c");
    lab.refused("climbs.tar", &["offset 0x0", "member ../box.c leads out of the package"]);
    let library = lab.path("old/usr/lib/x86_64-linux-gnu/libbox.so.1.0");
    std::os::unix::fs::symlink(library, lab.path("inner/vmlinux")).expect("a link");
    std::os::unix::fs::symlink(Path::new("../../../../../../../../etc/passwd"), lab.path("inner/lib.so"))
        .expect("a link");
    lab.run("tar -C inner -cf links.tar .");
    lab.refused("links.tar", &["holds no ELF object"]);
}
