//! A folder with releases of a small library, and the program under the names of other tools.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What the program can be called as.
const TOOLS: &[&str] = &["abidiff", "abipkgdiff", "kmidiff", "stgdiff"];

/// Headers and source of a release: what consumers see, what they do not see, and what is exported.
struct Release {
    name: &'static str,
    public: &'static str,
    private: &'static str,
    source: &'static str,
}

const PUBLIC: &str = "enum colour { RED, GREEN };\nstruct box { int width; int height; };\nstruct pen;\n\
                      int area(struct box *b);\nint draw(struct pen *p, enum colour c);\nint gone(void);\nextern int boxes;\n";
const PRIVATE: &str = "struct pen { int width; };\n";
const SOURCE: &str = "int area(struct box *b) { return b->width * b->height; }\n\
                      int draw(struct pen *p, enum colour c) { return p->width + c; }\nint gone(void) { return 1; }\nint boxes = 1;\n";

static RELEASES: [Release; 6] = [
    Release { name: "1", public: PUBLIC, private: PRIVATE, source: SOURCE },
    // One export more.
    Release {
        name: "added",
        public: "enum colour { RED, GREEN };\nstruct box { int width; int height; };\nstruct pen;\n\
                 int area(struct box *b);\nint draw(struct pen *p, enum colour c);\nint gone(void);\nint more(void);\nextern int boxes;\n",
        private: PRIVATE,
        source: "int area(struct box *b) { return b->width * b->height; }\n\
                 int draw(struct pen *p, enum colour c) { return p->width + c; }\nint gone(void) { return 1; }\nint boxes = 1;\n\
                 int more(void) { return 2; }\n",
    },
    // A type that no header of the release defines changed.
    Release { name: "private", public: PUBLIC, private: "struct pen { char tip; int width; };\n", source: SOURCE },
    // An enumerator more, which abidiff calls harmless.
    Release {
        name: "harmless",
        public: "enum colour { RED, GREEN, BLUE };\nstruct box { int width; int height; };\nstruct pen;\n\
                 int area(struct box *b);\nint draw(struct pen *p, enum colour c);\nint gone(void);\nextern int boxes;\n",
        private: PRIVATE,
        source: SOURCE,
    },
    // A public type changed.
    Release {
        name: "grown",
        public: "enum colour { RED, GREEN };\nstruct box { long width; int height; };\nstruct pen;\n\
                 int area(struct box *b);\nint draw(struct pen *p, enum colour c);\nint gone(void);\nextern int boxes;\n",
        private: PRIVATE,
        source: SOURCE,
    },
    // A function and nothing else is gone.
    Release {
        name: "removed",
        public: "enum colour { RED, GREEN };\nstruct box { int width; int height; };\nstruct pen;\n\
                 int area(struct box *b);\nint draw(struct pen *p, enum colour c);\nextern int boxes;\n",
        private: PRIVATE,
        source: "int area(struct box *b) { return b->width * b->height; }\n\
                 int draw(struct pen *p, enum colour c) { return p->width + c; }\nint boxes = 1;\n",
    },
];

/// Exit code and both outputs.
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) report: String,
    pub(crate) errors: String,
}

impl From<Output> for Told {
    fn from(out: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: out.status.code(), report: text(&out.stdout), errors: text(&out.stderr) }
    }
}

/// A folder in which calls are made.
pub(crate) struct Lab(TempDir);

impl Lab {
    /// With `bin/TOOL` for each tool.
    pub(crate) fn empty() -> Self {
        let lab = Self(tempfile::tempdir().expect("a folder"));
        std::fs::create_dir(lab.path("bin")).expect("a folder");
        std::fs::create_dir(lab.path("home")).expect("a folder");
        for tool in TOOLS {
            let link = lab.path("bin").join(tool);
            std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_abilens"), link).expect("a link");
        }
        lab
    }

    /// With these releases as `RELEASE/lib/libbox.so` and `RELEASE/include/box.h`.
    pub(crate) fn with(names: &[&str]) -> Self {
        let lab = Self::empty();
        for name in names {
            let release = RELEASES.iter().find(|release| release.name == *name).expect("a release of that name");
            lab.write(&format!("{name}/include/box.h"), release.public);
            lab.write(&format!("{name}/src/pen.h"), release.private);
            let source = format!("#include \"box.h\"\n#include \"pen.h\"\n{}", release.source);
            lab.write(&format!("{name}/src/box.c"), &source);
            lab.write(&format!("{name}/lib/readme"), "");
            lab.build(&format!("{name}/src/box.c -I {name}/include -Wl,-soname,libbox.so.1 -o {name}/lib/libbox.so"));
        }
        lab
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders around it.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// Builds a shared library.
    pub(crate) fn build(&self, words: &str) {
        self.run(&format!("gcc -g -w -fPIC -shared {words}"));
    }

    /// Runs another program of this machine, which has to succeed.
    pub(crate) fn run(&self, line: &str) {
        let mut words = line.split(' ');
        let program = words.next().expect("a program");
        let out = Command::new(program).args(words).current_dir(self.0.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{program}: {e}; cargo xtask test installs it"));
        assert!(out.status.success(), "{line}\n{}", String::from_utf8_lossy(&out.stderr));
    }

    /// Calls a program by its path, with the words of a line.
    pub(crate) fn program(&self, program: &Path, line: &str, environment: &[(&str, &str)]) -> Told {
        let mut command = Command::new(program);
        command.args(line.split(' ').filter(|word| !word.is_empty())).current_dir(self.0.path());
        command.env("HOME", self.path("home")).envs(environment.iter().copied());
        command.output().expect("the program runs").into()
    }

    /// Calls a tool by its name.
    pub(crate) fn call(&self, tool: &str, line: &str) -> Told {
        self.program(&self.path("bin").join(tool), line, &[])
    }

    /// The exit code of a call.
    pub(crate) fn code(&self, tool: &str, line: &str) -> i32 {
        let told = self.call(tool, line);
        told.code.unwrap_or_else(|| panic!("{tool} {line}: {}", told.errors))
    }

    /// Runs lines of a shell, in a folder and with the tools before all other programs.
    pub(crate) fn shell(&self, folder: &str, lines: &str) -> Told {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command.arg("-c").arg(lines).current_dir(self.path(folder)).env("HOME", self.path("home")).env("PATH", path);
        command.output().expect("sh").into()
    }
}
