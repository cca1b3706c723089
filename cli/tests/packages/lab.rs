//! A folder with two versions of a library and their packages.

use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

const OLD: &str = "struct box { int width; int height; }; int area(struct box *b) { return b->width * b->height; }\n";
const NEW: &str = "struct box { long width; int height; }; int area(struct box *b) { return b->width * b->height; }\n";

/// A folder in which packages are made and compared.
pub(crate) struct Lab(TempDir);

impl Lab {
    /// One with nothing in it.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }
    /// Each version as a library and its debug file, in folders laid out as packages are: `old`, `old-dbg` and so on.
    pub(crate) fn new() -> Self {
        let lab = Self::empty();
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
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    /// The same in a folder.
    pub(crate) fn run_in(&self, folder: &str, line: &str) {
        self.run(&format!("env --chdir={folder} {line}"));
    }
    /// Runs a program of the Debian packages that `cargo xtask test` installs.
    pub(crate) fn run(&self, line: &str) -> Output {
        let mut words = line.split(' ');
        let program = words.next().expect("a program");
        let out = Command::new(program).args(words).current_dir(self.0.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{program}: {e}; cargo xtask test installs it"));
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&out.stderr));
        out
    }
    /// Writes a file, with the folders around it.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    /// Packs the four folders, each by this program with the name of the package and then that of the folder.
    pub(crate) fn pack(&self, ending: &str, pack: impl Fn(&str, &str) -> String) {
        for folder in ["old", "new", "old-dbg", "new-dbg"] {
            self.run(&pack(&format!("{folder}.{ending}"), folder));
        }
    }
    pub(crate) fn debian(&self, compression: &str) {
        for folder in ["old", "new", "old-dbg", "new-dbg"] {
            self.deb(folder, &format!("{folder}.deb"), compression);
        }
    }
    /// One package of Debian of what lies in a folder.
    pub(crate) fn deb(&self, folder: &str, package: &str, compression: &str) {
        let text = "Package: box\nVersion: 1\nArchitecture: amd64\nMaintainer: Nobody <nobody@example.org>\nDescription: box\n";
        self.write(&format!("{folder}/DEBIAN/control"), text);
        self.run(&format!("dpkg-deb --root-owner-group -Z{compression} -b {folder} {package}"));
    }
    /// The four folders as packages of RPM, whose payload rpm names by how it is compressed.
    pub(crate) fn rpm(&self, payload: &str) {
        for folder in ["old", "new", "old-dbg", "new-dbg"] {
            let files = self.path(folder).join("usr");
            // Nothing is stripped, compressed or checked on the way.
            let spec = format!(
                "%global debug_package %{{nil}}\n%global __os_install_post %{{nil}}\n%global _build_id_links none\n\
                 Name: {folder}\nVersion: 1\nRelease: 1\nSummary: box\nLicense: MIT\nAutoReqProv: no\n%description\nbox\n\
                 %install\nmkdir -p %{{buildroot}}\ncp -a {} %{{buildroot}}/usr\n%files\n/usr\n",
                files.display()
            );
            self.write(&format!("{folder}.spec"), &spec);
            let top = self.path("rpmbuild");
            let defined = ["_topdir", "_rpmdir"].map(|name| format!("{name} {}", top.display()));
            let out = Command::new("rpmbuild")
                .args([
                    "-bb",
                    "--quiet",
                    "--nodeps",
                    "--target",
                    "x86_64",
                    "--define",
                    &defined[0],
                    "--define",
                    &defined[1],
                ])
                .args(["--define", &format!("_binary_payload {payload}"), "--define", "_rpmfilename %{NAME}.rpm"])
                .arg(format!("{folder}.spec"))
                .current_dir(self.0.path())
                .output()
                .unwrap_or_else(|e| panic!("rpmbuild: {e}; cargo xtask test installs it"));
            assert!(out.status.success(), "{payload}: {}", String::from_utf8_lossy(&out.stderr));
            std::fs::rename(top.join(format!("{folder}.rpm")), self.path(&format!("{folder}.rpm"))).expect("a package");
        }
    }
    pub(crate) fn abilens(&self, line: &str) -> Output {
        self.abilens_with(line, &[])
    }
    /// The same in another environment.
    pub(crate) fn abilens_with(&self, line: &str, environment: &[(&'static str, String)]) -> Output {
        let out = Command::new("prlimit")
            .args(["--as=2000000000", "timeout", "60", env!("CARGO_BIN_EXE_abilens"), "--threads", "2"])
            .args(line.split(' '))
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .output();
        out.unwrap_or_else(|e| panic!("prlimit: {e}; apt-get install util-linux coreutils"))
    }
    /// The report on two packages with their debug packages, as that on folders would name the inputs.
    pub(crate) fn report(&self, ending: &str) -> String {
        let out = self.abilens(&format!(
            "diff old{ending} new{ending} --old-debug-dir old-dbg{ending} --new-debug-dir new-dbg{ending} --format json"
        ));
        assert_eq!(out.status.code(), Some(1), "{ending}: {}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).expect("text");
        text.replace(&format!("\"old{ending}\""), "\"old\"").replace(&format!("\"new{ending}\""), "\"new\"")
    }
    /// An error that names the file and says each of `words`, and exit code 2.
    pub(crate) fn refused(&self, file: &str, words: &[&str]) {
        let out = self.abilens(&format!("dump {file} -o out.abilens"));
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.starts_with(&format!("abilens: error: {file}")), "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{word}: {said}"));
        assert!(!self.path("out.abilens").exists(), "nothing is written");
    }
}
