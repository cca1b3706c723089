//! From a case to ELF files in a temporary folder, and from those to what `abilens` says of them.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::cache::{self, Key};
use crate::case::{Case, Kind, Language};
use crate::report::Report;

/// A compiler of C and of C++, and for another machine the emulator that runs what they make.
#[derive(Debug)]
pub(crate) struct Toolchain {
    /// As in `compilers`, `targets` and `on` of case.toml.
    pub(crate) name: &'static str,
    /// The compiler driver of C, and the Debian packages that hold it and the C library for it.
    c: (&'static str, &'static str),
    /// The same of C++.
    cpp: (&'static str, &'static str),
    /// User-mode emulator and the root of its shared libraries.
    pub(crate) emulator: Option<(&'static str, &'static str)>,
}

static TOOLCHAINS: &[Toolchain] = &[
    Toolchain { name: "gcc", c: ("gcc", "gcc libc6-dev"), cpp: ("g++", "g++"), emulator: None },
    Toolchain { name: "clang", c: ("clang", "clang libc6-dev"), cpp: ("clang++", "clang g++"), emulator: None },
    // What is not in Rust is compiled and linked as by GCC.
    Toolchain { name: "rustc", c: ("gcc", "gcc libc6-dev"), cpp: ("g++", "g++"), emulator: None },
    Toolchain {
        name: "aarch64",
        c: ("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu libc6-dev-arm64-cross"),
        cpp: ("aarch64-linux-gnu-g++", "g++-aarch64-linux-gnu"),
        emulator: Some(("qemu-aarch64", "/usr/aarch64-linux-gnu")),
    },
    Toolchain {
        name: "s390x",
        c: ("s390x-linux-gnu-gcc", "gcc-s390x-linux-gnu libc6-dev-s390x-cross"),
        cpp: ("s390x-linux-gnu-g++", "g++-s390x-linux-gnu"),
        emulator: Some(("qemu-s390x", "/usr/s390x-linux-gnu")),
    },
    Toolchain {
        name: "armhf",
        c: ("arm-linux-gnueabihf-gcc", "gcc-arm-linux-gnueabihf libc6-dev-armhf-cross"),
        cpp: ("arm-linux-gnueabihf-g++", "g++-arm-linux-gnueabihf"),
        emulator: Some(("qemu-arm", "/usr/arm-linux-gnueabihf")),
    },
];

impl Toolchain {
    /// The toolchain of a name that `Case::load` let through.
    pub(crate) fn named(name: &str) -> &'static Self {
        TOOLCHAINS.iter().find(|t| t.name == name).expect("case.toml was checked")
    }
}

/// A toolchain, a DWARF version and how much is optimized.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Combo {
    /// The toolchain.
    pub(crate) toolchain: &'static Toolchain,
    /// Version for `-gdwarf-N`.
    pub(crate) dwarf: u8,
    /// Level for `-ON`.
    pub(crate) level: u8,
}

impl Combo {
    /// Every combination that the case asks for, native compilers first.
    pub(crate) fn of(case: &Case) -> Vec<Self> {
        let names = case.toml.compilers.iter().chain(&case.toml.targets);
        names
            .flat_map(|name| {
                let toolchain = Toolchain::named(name);
                case.toml.dwarf.iter().map(move |&dwarf| Self { toolchain, dwarf, level: 1 })
            })
            .collect()
    }

    /// The same without optimization and with much of it, for the wider matrix.
    pub(crate) fn wider(case: &Case) -> Vec<Self> {
        Self::of(case).iter().flat_map(|combo| [0, 2].map(|level| Self { level, ..*combo })).collect()
    }
}

impl fmt::Display for Combo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} dwarf{}", self.toolchain.name, self.dwarf)?;
        if self.level == 1 { Ok(()) } else { write!(f, " -O{}", self.level) }
    }
}

/// The folder of what was built, in the one where compilers have worked.
const OUT: &str = "out";

/// OLD or NEW.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Old,
    New,
}

impl Side {
    /// Stem of the file names of this side.
    pub(crate) fn stem(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// A temporary folder in which one trial builds and compares.
pub(crate) struct Workspace {
    /// The case.
    pub(crate) case: Arc<Case>,
    folder: TempDir,
}

impl Workspace {
    /// An empty one.
    pub(crate) fn new(case: &Arc<Case>) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("abilens-corpus-").tempdir()?;
        Ok(Self { case: Arc::clone(case), folder })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A text that does not say where the corpus lies on this machine.
    pub(crate) fn without_folder(&self, text: &str) -> String {
        let case = &self.case.folder;
        let text = text.replace(&*case.to_string_lossy(), "CASE");
        case.ancestors().nth(2).map_or(text.clone(), |corpus| text.replace(&*corpus.to_string_lossy(), "CORPUS"))
    }

    /// Builds one side of the case; the result, a file or for modules a folder, is relative to [`Self::path`].
    ///
    /// Both sides are recorded in the debug information under one file name: a user compares two versions
    /// of `device.h`, not `old.h` with `new.h`.
    pub(crate) fn build(&self, side: Side, combo: Combo) -> Result<PathBuf> {
        let place = self.path().join(folder(side, combo));
        if !place.exists() {
            cache::take(&self.made(side, combo)?.join(OUT), &place)?;
        }
        Ok(self.built(side, combo))
    }

    /// Where [`Self::build`] takes it from: the folder in which the compilers have worked.
    pub(crate) fn made(&self, side: Side, combo: Combo) -> Result<PathBuf> {
        cache::made(&self.key(side, combo)?, |there| self.make(there, side, combo))
    }

    /// All that a side is made of.
    pub(crate) fn key(&self, side: Side, combo: Combo) -> Result<Key> {
        let case = &*self.case;
        let mut key = Key::new();
        key.add((side.stem(), combo.toolchain.name, combo.dwarf, combo.level, case.toml.kind as u8, &case.folder));
        key.add(self.cflags(side).collect::<Vec<_>>());
        let toml = &case.toml;
        key.add((&toml.ldflags, &toml.old_ldflags, &toml.new_ldflags, &toml.old_needs, &toml.new_needs));
        key.add((&toml.old_places, &toml.new_places));
        key.add_installed(&require("ld", "binutils")?)?;
        let compilers = [(Language::C, combo.toolchain.c), (Language::Cpp, combo.toolchain.cpp)];
        for (_, (program, packages)) in compilers.iter().filter(|(language, _)| *language <= case.language) {
            key.add_installed(&require(program, packages)?)?;
        }
        if combo.toolchain.name == "rustc" {
            key.add(rustc()?);
        }
        key.add_installed(Path::new("/usr/include/features.h"))?;
        key.add_folder(&case.folder, &|name| name != "case.toml" && !name.starts_with("use."))?;
        key.add_folder(&case.shared, &|_| true)?;
        Ok(key)
    }

    fn make(&self, there: &Path, side: Side, combo: Combo) -> Result<()> {
        let case = &*self.case;
        let stem = side.stem();
        let folder = Path::new(OUT);
        std::fs::create_dir_all(there.join(folder))?;
        for source in case.sources(stem)? {
            let name = source.file_stem().context("a source has a name")?;
            let output = match case.toml.kind {
                Kind::Shared => folder.join("libcase.so"),
                Kind::Object => folder.join("case.o"),
                Kind::Executable => folder.join("case"),
                Kind::Modules => folder.join(name).with_extension("ko"),
                Kind::Libraries => folder.join(self.place(side, name)).join(format!("lib{}.so", name.display())),
            };
            std::fs::create_dir_all(there.join(&output).parent().context("a file has a folder")?)?;
            let language = Language::of(&source);
            if language == Language::Rust {
                self.rust(there, side, combo, &source, &output)?;
                continue;
            }
            if case.toml.kind == Kind::Shared {
                self.shared(there, side, combo, &source, &output)?;
                continue;
            }
            let mut command = self.to_compile(there, side, combo, language)?;
            command.arg(&source).arg("-o").arg(&output);
            match case.toml.kind {
                Kind::Object | Kind::Modules => drop(command.arg("-c")),
                Kind::Libraries => self.library_flags(&mut command, side, there, &output)?,
                Kind::Executable | Kind::Shared => self.linker_flags(&mut command, side),
            }
            succeed(&mut command).with_context(|| format!("building {}", source.display()))?;
        }
        Ok(())
    }

    /// A compiler call with the flags of a side, and nothing to compile yet.
    fn to_compile(&self, there: &Path, side: Side, combo: Combo, language: Language) -> Result<Command> {
        let mut command = self.compiler(combo.toolchain, language, there)?;
        let (dwarf, level) = (format!("-gdwarf-{}", combo.dwarf), format!("-O{}", combo.level));
        command.args(["-g", &dwarf, &level, language.standard(), "-fPIC"]);
        let prefix = self.case.folder.join(side.stem());
        command.arg(format!("-ffile-prefix-map={}=case", prefix.display()));
        command.args(self.cflags(side));
        Ok(command)
    }

    /// A library of the source, and of another one beside it.
    fn shared(&self, there: &Path, side: Side, combo: Combo, source: &Path, output: &Path) -> Result<()> {
        let language = Language::of(source);
        let more = self.case.more(side.stem());
        let mut command = if self.cflags(side).any(|flag| flag.starts_with("-flto")) {
            // Here it is the compiler that makes machine code when it links.
            let mut command = self.to_compile(there, side, combo, language)?;
            command.arg(source).args(more);
            command
        } else {
            let objects = [Some((source, "case.o")), more.as_deref().map(|more| (more, "more.o"))];
            let mut command = self.linker(combo.toolchain, language, there)?;
            for (source, object) in objects.into_iter().flatten() {
                let object = Path::new(object);
                match Language::of(source) {
                    Language::Rust => self.rust(there, side, combo, source, object)?,
                    _ => {
                        let mut compile = self.to_compile(there, side, combo, language)?;
                        compile.arg("-c").arg(source).arg("-o").arg(object);
                        succeed(&mut compile).with_context(|| format!("compiling {}", source.display()))?;
                    }
                }
                command.arg(object);
            }
            command.args(self.cflags(side).filter(|flag| flag.starts_with("-m")));
            command
        };
        command.arg("-o").arg(output).args(["-shared", "-Wl,-soname,libcase.so"]);
        // Drivers differ in which libraries they put where; here all libraries of a language get the same.
        command.arg("-nodefaultlibs").args(language.libraries(combo.toolchain.emulator.is_none()));
        self.linker_flags(&mut command, side);
        succeed(&mut command).with_context(|| format!("linking {}", source.display()))
    }

    /// A source in Rust, of which `output` says what is made of it: a library, else an object. Its own flags, and those of the
    /// linker, are the `cflags` of the case.
    fn rust(&self, there: &Path, side: Side, combo: Combo, source: &Path, output: &Path) -> Result<()> {
        let is_library = output.extension().is_some_and(|extension| extension == "so");
        let mut command = Command::new(require("rustc", RUSTC)?);
        command.current_dir(there).args(["--crate-name", "case", Language::Rust.standard()]);
        command.args(["-g", "-C", "panic=abort", "-C", "codegen-units=1"]);
        command.args(["-C", &format!("dwarf-version={}", combo.dwarf), "-C", &format!("opt-level={}", combo.level)]);
        command.arg(format!("--remap-path-prefix={}=case.rs", source.display()));
        if is_library {
            command.args(["--crate-type", "cdylib", "-C", "link-arg=-Wl,-soname,libcase.so"]);
        } else {
            command.args(["--crate-type", "lib", "--emit", "obj", "-C", "relocation-model=pic"]);
        }
        let flags = self.cflags(side).filter(|flag| !flag.starts_with("-W"));
        command.args(flags).arg(source).arg("-o").arg(output);
        succeed(&mut command).with_context(|| format!("building {}", source.display()))
    }

    /// What [`Self::build`] has made.
    pub(crate) fn built(&self, side: Side, combo: Combo) -> PathBuf {
        let folder = folder(side, combo);
        match self.case.toml.kind {
            Kind::Shared => folder.join("libcase.so"),
            Kind::Object => folder.join("case.o"),
            Kind::Executable => folder.join("case"),
            Kind::Modules | Kind::Libraries => folder,
        }
    }

    /// The folder below that of the side in which a library is installed.
    fn place(&self, side: Side, name: &OsStr) -> &str {
        let toml = &self.case.toml;
        let mut places = if side == Side::Old { &toml.old_places } else { &toml.new_places }.iter();
        places
            .find_map(|pair| pair.split_once(' ').filter(|(of, _)| OsStr::new(of) == name))
            .map_or("", |(_, folder)| folder)
    }

    /// A library needs others by a stub of the same SONAME, so that the order of building does not matter.
    fn library_flags(&self, command: &mut Command, side: Side, there: &Path, output: &Path) -> Result<()> {
        let file = output.file_name().context("a library has a name")?.to_string_lossy().into_owned();
        command.args(["-shared", &format!("-Wl,-soname,{file}"), "-Wl,--no-as-needed"]);
        let needs = if side == Side::Old { &self.case.toml.old_needs } else { &self.case.toml.new_needs };
        for pair in needs {
            let (from, to) = pair.split_once(' ').context("needs are pairs of names")?;
            if file == format!("lib{from}.so") {
                std::fs::create_dir_all(there.join("stub"))?;
                let stub = Path::new("stub").join(format!("lib{to}.so"));
                let compiler = command.get_program().to_owned();
                let mut made = Command::new(compiler);
                made.current_dir(there).args(["-shared", "-nostdlib", &format!("-Wl,-soname,lib{to}.so")]);
                made.args(["-x", "c", "/dev/null", "-o"]);
                succeed(made.arg(&stub))?;
                command.arg(&stub);
            }
        }
        let script = Path::new(side.stem()).join(&file).with_extension("map");
        if let Some(script) = self.case.file(&script.to_string_lossy()) {
            command.arg(format!("-Wl,--version-script={}", script.display()));
        }
        self.linker_flags(command, side);
        Ok(())
    }

    /// Compiler flags of one side, as case.toml gives them.
    pub(crate) fn cflags(&self, side: Side) -> impl Iterator<Item = &String> {
        let toml = &self.case.toml;
        toml.cflags.iter().chain(match side {
            Side::Old => &toml.old_cflags,
            Side::New => &toml.new_cflags,
        })
    }

    fn linker_flags(&self, command: &mut Command, side: Side) {
        if let Some(script) = self.case.file(&format!("{}.map", side.stem())) {
            command.arg(format!("-Wl,--version-script={}", script.display()));
        }
        let toml = &self.case.toml;
        command.args(&toml.ldflags).args(match side {
            Side::Old => &toml.old_ldflags,
            Side::New => &toml.new_ldflags,
        });
    }

    /// A compiler call in a folder that finds the headers of the case, and behind those the shared ones.
    pub(crate) fn compiler(&self, toolchain: &Toolchain, language: Language, there: &Path) -> Result<Command> {
        let (compiler, packages) = match language {
            Language::C => toolchain.c,
            Language::Cpp => toolchain.cpp,
            // Who consumes a library of Rust through C is linked as C is.
            Language::Rust => toolchain.c,
        };
        require(compiler, packages)?;
        let mut command = Command::new(compiler);
        command.current_dir(there).arg("-I").arg(&self.case.folder).arg("-I").arg(&self.case.shared);
        Ok(command)
    }

    /// The call that links what a toolchain has compiled. Clang takes its start-up files and libraries from GCC, whose driver
    /// starts in a twentieth of the time.
    pub(crate) fn linker(&self, toolchain: &Toolchain, language: Language, there: &Path) -> Result<Command> {
        let toolchain = if toolchain.name == "clang" { Toolchain::named("gcc") } else { toolchain };
        self.compiler(toolchain, language, there)
    }

    /// Runs `abilens` in this folder.
    pub(crate) fn abilens<I, S>(&self, arguments: I) -> Result<Output>
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.current_dir(self.path()).args(arguments);
        let output = command.output().context("starting abilens")?;
        ensure!(
            matches!(output.status.code(), Some(0..=2)),
            "{command:?}\nended with {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(output)
    }

    /// `abilens diff OLD NEW --format json` with the arguments of the case and `extra`.
    pub(crate) fn diff(&self, old: &Path, new: &Path, extra: &[&str]) -> Result<Report> {
        let mut arguments = vec![OsStr::new("diff"), old.as_os_str(), new.as_os_str()];
        arguments.extend(["--format", "json"].map(OsStr::new));
        let further = self.diff_args(old, new);
        arguments.extend(further.iter().map(OsStr::new));
        arguments.extend(extra.iter().map(OsStr::new));
        let output = self.abilens(&arguments)?;
        Report::parse(output).with_context(|| format!("diff {} {} {}", old.display(), new.display(), extra.join(" ")))
    }

    /// The further arguments of a comparison, with the side that each of two builds is of.
    pub(crate) fn diff_args(&self, old: &Path, new: &Path) -> Vec<String> {
        let side = |built: &Path| {
            let is_new = built.iter().any(|part| part.to_string_lossy().ends_with("-new"));
            if is_new { "new" } else { "old" }
        };
        let (old, new) = (side(old), side(new));
        self.case.toml.diff_args.iter().map(|a| a.replace("{old}", old).replace("{new}", new)).collect()
    }

    /// The report on the two sides. It holds no path but those that are the same in every workspace, so that what one trial
    /// was told is good for the next.
    pub(crate) fn report(&self, combo: Combo) -> Result<Arc<Report>> {
        let [old, new] = [Side::Old, Side::New].map(|side| self.build(side, combo));
        let (old, new) = (old?, new?);
        if let Some(report) = self.case.reports.lock().expect("no trial panics here").get(&old) {
            return Ok(Arc::clone(report));
        }
        let report = Arc::new(self.diff(&old, &new, &[])?);
        self.case.reports.lock().expect("no trial panics here").insert(old, Arc::clone(&report));
        Ok(report)
    }
}

/// Where a program of `PATH` is; fails with the packages to install if it is not there.
pub(crate) fn require(program: &str, packages: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut files = std::env::split_paths(&path).map(|folder| folder.join(program));
    files
        .find(|file| file.is_file())
        .with_context(|| format!("{program} is missing: apt-get install -y --no-install-recommends {packages}"))
}

/// Runs a command to its end and fails with what it printed unless it succeeds.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?}\nended with {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

/// Where a side is put.
fn folder(side: Side, combo: Combo) -> PathBuf {
    let level = if combo.level == 1 { String::new() } else { format!("-O{}", combo.level) };
    PathBuf::from(format!("{}-{}{level}-{}", combo.toolchain.name, combo.dwarf, side.stem()))
}

/// The Debian package of the compiler of Rust, which `rustup` brings as well.
const RUSTC: &str = "rustc";

/// Which rustc there is. The file of its name may be that of `rustup`, which says nothing.
fn rustc() -> Result<&'static str> {
    static VERSION: OnceLock<String> = OnceLock::new();
    if let Some(version) = VERSION.get() {
        return Ok(version);
    }
    let output = Command::new(require("rustc", RUSTC)?).arg("-vV").output().context("starting rustc")?;
    Ok(VERSION.get_or_init(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}
