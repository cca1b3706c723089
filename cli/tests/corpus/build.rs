//! From a case to ELF files in a temporary folder, and from those to what `abilens` says of them.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::case::{Case, Kind};
use crate::report::Report;

/// A compiler, and for another machine the emulator that runs what it makes.
#[derive(Debug)]
pub(crate) struct Toolchain {
    /// As in `compilers`, `targets` and `on` of case.toml.
    pub(crate) name: &'static str,
    /// The compiler driver.
    compiler: &'static str,
    /// Debian packages that hold the compiler and the C library for it.
    packages: &'static str,
    /// User-mode emulator and the root of its shared libraries.
    pub(crate) emulator: Option<(&'static str, &'static str)>,
}

static TOOLCHAINS: &[Toolchain] = &[
    Toolchain { name: "gcc", compiler: "gcc", packages: "gcc libc6-dev", emulator: None },
    Toolchain { name: "clang", compiler: "clang", packages: "clang libc6-dev", emulator: None },
    Toolchain {
        name: "aarch64",
        compiler: "aarch64-linux-gnu-gcc",
        packages: "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
        emulator: Some(("qemu-aarch64", "/usr/aarch64-linux-gnu")),
    },
    Toolchain {
        name: "s390x",
        compiler: "s390x-linux-gnu-gcc",
        packages: "gcc-s390x-linux-gnu libc6-dev-s390x-cross",
        emulator: Some(("qemu-s390x", "/usr/s390x-linux-gnu")),
    },
    Toolchain {
        name: "armhf",
        compiler: "arm-linux-gnueabihf-gcc",
        packages: "gcc-arm-linux-gnueabihf libc6-dev-armhf-cross",
        emulator: Some(("qemu-arm", "/usr/arm-linux-gnueabihf")),
    },
];

impl Toolchain {
    /// The toolchain of a name that `Case::load` let through.
    pub(crate) fn named(name: &str) -> &'static Self {
        TOOLCHAINS.iter().find(|t| t.name == name).expect("case.toml was checked")
    }
}

/// A toolchain and a DWARF version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Combo {
    /// The toolchain.
    pub(crate) toolchain: &'static Toolchain,
    /// Version for `-gdwarf-N`.
    pub(crate) dwarf: u8,
}

impl Combo {
    /// Every combination that the case asks for, native compilers first.
    pub(crate) fn of(case: &Case) -> Vec<Self> {
        let names = case.toml.compilers.iter().chain(&case.toml.targets);
        names
            .flat_map(|name| {
                let toolchain = Toolchain::named(name);
                case.toml.dwarf.iter().map(move |&dwarf| Self { toolchain, dwarf })
            })
            .collect()
    }
}

impl fmt::Display for Combo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} dwarf{}", self.toolchain.name, self.dwarf)
    }
}

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
        let case = &*self.case;
        let stem = side.stem();
        let folder = folder(side, combo);
        std::fs::create_dir_all(self.path().join(&folder))?;
        for source in case.sources(stem)? {
            let output = match case.toml.kind {
                Kind::Shared => folder.join("libcase.so"),
                Kind::Object => folder.join("case.o"),
                Kind::Executable => folder.join("case"),
                Kind::Modules => {
                    let name = source.file_stem().context("a source has a name")?;
                    folder.join(name).with_extension("ko")
                }
                Kind::Libraries => {
                    let name = source.file_stem().context("a source has a name")?;
                    folder.join(format!("lib{}.so", name.display()))
                }
            };
            let mut command = self.compiler(combo.toolchain)?;
            let dwarf = format!("-gdwarf-{}", combo.dwarf);
            command.args(["-g", &dwarf, "-O1", "-std=gnu11", "-fPIC"]);
            let prefix = case.folder.join(stem);
            command.arg(format!("-ffile-prefix-map={}=case", prefix.display()));
            command.args(self.cflags(side));
            command.arg(&source).arg("-o").arg(&output);
            if case.toml.kind == Kind::Shared
                && let Some(more) = case.file(&format!("{stem}-more.c"))
            {
                command.arg(more);
            }
            match case.toml.kind {
                Kind::Object | Kind::Modules => drop(command.arg("-c")),
                Kind::Shared => {
                    command.args(["-shared", "-Wl,-soname,libcase.so"]);
                    // Drivers differ in whether they record a C library that nothing calls; here all do.
                    command.args(["-Wl,--push-state,--no-as-needed", "-lc", "-Wl,--pop-state"]);
                    self.linker_flags(&mut command, side);
                }
                Kind::Executable => self.linker_flags(&mut command, side),
                Kind::Libraries => self.library_flags(&mut command, side, &folder, &output)?,
            }
            succeed(&mut command).with_context(|| format!("building {}", source.display()))?;
            if !case.toml.kind.is_folder() {
                return Ok(output);
            }
        }
        Ok(folder)
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

    /// A library needs others by a stub of the same SONAME, so that the order of building does not matter.
    fn library_flags(&self, command: &mut Command, side: Side, folder: &Path, output: &Path) -> Result<()> {
        let file = output.file_name().context("a library has a name")?.to_string_lossy().into_owned();
        command.args(["-shared", &format!("-Wl,-soname,{file}"), "-Wl,--no-as-needed"]);
        let needs = if side == Side::Old { &self.case.toml.old_needs } else { &self.case.toml.new_needs };
        for pair in needs {
            let (from, to) = pair.split_once(' ').context("needs are pairs of names")?;
            if file == format!("lib{from}.so") {
                let stub = folder.with_extension("stub").join(format!("lib{to}.so"));
                std::fs::create_dir_all(self.path().join(stub.parent().context("a folder")?))?;
                let compiler = command.get_program().to_owned();
                let mut made = Command::new(compiler);
                made.current_dir(self.path()).args(["-shared", "-nostdlib", &format!("-Wl,-soname,lib{to}.so")]);
                made.args(["-x", "c", "/dev/null", "-o"]);
                succeed(made.arg(&stub))?;
                command.arg(&stub);
            }
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

    /// A compiler call in this folder that finds the headers of the case, and behind those the shared ones.
    pub(crate) fn compiler(&self, toolchain: &Toolchain) -> Result<Command> {
        require(toolchain.compiler, toolchain.packages)?;
        let mut command = Command::new(toolchain.compiler);
        command.current_dir(self.path()).arg("-I").arg(&self.case.folder).arg("-I").arg(&self.case.shared);
        Ok(command)
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
        arguments.extend(self.case.toml.diff_args.iter().map(OsStr::new));
        arguments.extend(extra.iter().map(OsStr::new));
        let output = self.abilens(&arguments)?;
        Report::parse(output).with_context(|| format!("diff {} {} {}", old.display(), new.display(), extra.join(" ")))
    }
}

/// Fails with the packages to install if a program is not in `PATH`.
pub(crate) fn require(program: &str, packages: &str) -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|folder| folder.join(program).is_file()) {
        bail!("{program} is missing: apt-get install -y --no-install-recommends {packages}");
    }
    Ok(())
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

/// Where a side is built.
fn folder(side: Side, combo: Combo) -> PathBuf {
    PathBuf::from(format!("{}-{}-{}", combo.toolchain.name, combo.dwarf, side.stem()))
}
