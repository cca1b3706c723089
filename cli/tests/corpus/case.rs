//! One folder of the corpus as its author wrote it: `case.toml` and the sources beside it, checked for
//! everything that can be told without a compiler.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use abilens::rules::{Rule, Severity};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::places::SHARED;
use crate::report::Report;

/// A case: its folder and what `case.toml` says.
pub(crate) struct Case {
    /// Name of the folder.
    pub(crate) name: String,
    /// The folder, absolute.
    pub(crate) folder: PathBuf,
    /// The folder of headers that several cases include, absolute.
    pub(crate) shared: PathBuf,
    /// Whether `use.c` is run, and what must come of it.
    pub(crate) consumer: Option<Consumer>,
    /// C++ if any file of it is; what links it.
    pub(crate) language: Language,
    /// The rest of `case.toml`.
    pub(crate) toml: CaseToml,
    /// What was said of its two sides so far, by where OLD is.
    pub(crate) reports: Mutex<BTreeMap<PathBuf, Arc<Report>>>,
}

/// `case.toml`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CaseToml {
    /// One sentence.
    pub(crate) summary: String,
    /// Expected verdict of the report.
    pub(crate) verdict: Verdict,
    /// What the compiler makes of each source.
    #[serde(default)]
    pub(crate) kind: Kind,
    /// Native compilers to run. Of a case with a source in Rust these are no matter: rustc and GCC make it.
    #[serde(default = "both_compilers")]
    pub(crate) compilers: Vec<String>,
    /// DWARF versions to run.
    #[serde(default = "both_versions")]
    pub(crate) dwarf: Vec<u8>,
    /// Compiler flags of both sides.
    #[serde(default)]
    pub(crate) cflags: Vec<String>,
    /// Compiler flags of OLD.
    #[serde(default)]
    pub(crate) old_cflags: Vec<String>,
    /// Compiler flags of NEW.
    #[serde(default)]
    pub(crate) new_cflags: Vec<String>,
    /// Linker flags of both sides.
    #[serde(default)]
    pub(crate) ldflags: Vec<String>,
    /// Linker flags of OLD.
    #[serde(default)]
    pub(crate) old_ldflags: Vec<String>,
    /// Linker flags of NEW.
    #[serde(default)]
    pub(crate) new_ldflags: Vec<String>,
    /// Libraries of OLD that need others: `"a b"` makes `liba.so` need `libb.so`.
    #[serde(default)]
    pub(crate) old_needs: Vec<String>,
    /// Libraries of NEW that need others.
    #[serde(default)]
    pub(crate) new_needs: Vec<String>,
    /// Folders of libraries of OLD: `"a usr/lib"` builds `usr/lib/liba.so`.
    #[serde(default)]
    pub(crate) old_places: Vec<String>,
    /// Folders of libraries of NEW.
    #[serde(default)]
    pub(crate) new_places: Vec<String>,
    /// Further machines, by cross compiler and user-mode emulation.
    #[serde(default)]
    pub(crate) targets: Vec<String>,
    /// Further arguments for `abilens diff`.
    #[serde(default)]
    pub(crate) diff_args: Vec<String>,
    /// Derived findings that must be there (others may): `<rule> <kind> <name>`.
    #[serde(default)]
    pub(crate) derived: Vec<String>,
    /// The root findings, all of them.
    #[serde(default)]
    pub(crate) finding: Vec<Expected>,
    #[serde(rename = "use")]
    consumer: Option<Consumer>,
}

/// A root finding that the report must have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// Rule id.
    pub(crate) rule: String,
    /// `<kind> <name>` of the subject.
    pub(crate) subject: String,
    /// Member of the subject; not compared if absent.
    pub(crate) member: Option<String>,
    /// Severity; not compared if absent.
    pub(crate) severity: Option<Severity>,
    /// A part of its sentence; not compared if absent.
    pub(crate) why: Option<String>,
    /// Compilers and targets that give it; all if absent.
    pub(crate) on: Option<Vec<String>>,
}

impl Expected {
    /// Whether this compiler or target gives it.
    pub(crate) fn holds_on(&self, toolchain: &str) -> bool {
        self.on.as_ref().is_none_or(|on| on.iter().any(|name| name == toolchain))
    }
}

/// How `use.c` is run.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consumer {
    /// What must come of it.
    pub(crate) expect: Outcome,
    /// Arguments of the program.
    #[serde(default)]
    pub(crate) args: Vec<String>,
    /// Compiler flags of the consumer alone.
    #[serde(default)]
    pub(crate) cflags: Vec<String>,
    /// Linker flags of the consumer.
    #[serde(default)]
    pub(crate) ldflags: Vec<String>,
    /// It opens the library itself: the program is not linked with it.
    #[serde(default)]
    pub(crate) opens: bool,
    /// Of a folder of libraries those that the program is linked with.
    #[serde(default)]
    pub(crate) links: Vec<String>,
    /// The folder of each side in which the loader looks.
    #[serde(default)]
    pub(crate) searched: String,
}

/// What becomes of a consumer that was built against OLD when NEW is put in its place.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// It fails to link, load or run, or says itself that it saw wrong values.
    Breaks,
    /// It exits with 0.
    Works,
    /// It exits with 0, and does not compile again.
    RebuildBreaks,
}

/// Expected verdict, by the word that the report uses.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    None,
    Cosmetic,
    Compatible,
    Source,
    Risky,
    Breaking,
    Incomplete,
}

impl Verdict {
    /// The word in the report.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cosmetic => "cosmetic",
            Self::Compatible => "compatible",
            Self::Source => "source",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
            Self::Incomplete => "incomplete",
        }
    }

    /// Exit status of `abilens diff` with the default `--fail-on risky`.
    pub(crate) fn exit_code(self) -> i32 {
        match self {
            Self::None | Self::Cosmetic | Self::Compatible | Self::Source => 0,
            Self::Risky | Self::Breaking => 1,
            Self::Incomplete => 2,
        }
    }
}

/// What is built of `old.c` and of `new.c`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// `libcase.so`
    #[default]
    Shared,
    /// `case.o`
    Object,
    /// `case`
    Executable,
    /// A folder with one `NAME.ko` for each source in `old/`
    Modules,
    /// A folder with one `libNAME.so` for each source in `old/`
    Libraries,
}

impl Kind {
    /// Each side is a folder.
    pub(crate) fn is_folder(self) -> bool {
        matches!(self, Self::Modules | Self::Libraries)
    }
}

/// What a source is written in, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    /// `.c`
    C,
    /// `.cc`
    Cpp,
    /// `.rs`
    Rust,
}

impl Language {
    const ALL: [Self; 3] = [Self::C, Self::Cpp, Self::Rust];

    /// Of a source.
    pub(crate) fn of(source: &Path) -> Self {
        let extension = source.extension().unwrap_or_default();
        Self::ALL.into_iter().find(|language| extension == language.extension()).unwrap_or(Self::C)
    }

    fn extension(self) -> &'static str {
        match self {
            Self::C => "c",
            Self::Cpp => "cc",
            Self::Rust => "rs",
        }
    }

    /// The flag that says which version of the language.
    pub(crate) fn standard(self) -> &'static str {
        match self {
            Self::C => "-std=gnu11",
            Self::Cpp => "-std=gnu++17",
            Self::Rust => "--edition=2024",
        }
    }

    /// What every library of the language is linked with, whether it calls it or not. Those of C++ ask for what most of them
    /// do (typeinfo, exceptions, aligned memory), so that two sides of which one has its first virtual function differ in that
    /// alone. On this machine shared libraries are named as such: linkers take several times as long to follow the scripts that
    /// stand for them, and to weigh which are needed.
    pub(crate) fn libraries(self, is_native: bool) -> &'static [&'static str] {
        match (self, is_native) {
            (Self::C | Self::Rust, true) => &["-Wl,--push-state,--no-as-needed,-l:libc.so.6,--pop-state", STATIC],
            (Self::C | Self::Rust, false) => &["-Wl,--push-state,--no-as-needed,-lc,--pop-state", "-Wl,-lgcc"],
            (Self::Cpp, true) => &[
                ASKED,
                "-Wl,--push-state,--no-as-needed,-l:libstdc++.so.6,-l:libm.so.6,-l:libgcc_s.so.1,-l:libc.so.6,--pop-state",
                STATIC,
            ],
            (Self::Cpp, false) => {
                &[ASKED, "-Wl,--push-state,--no-as-needed,-lstdc++,-lm,-lgcc_s,-lc,--pop-state", "-Wl,-lgcc"]
            }
        }
    }
}

/// What a compiler or the C library links into every library itself.
const STATIC: &str = "-Wl,-l:libc_nonshared.a,-lgcc";
/// Symbols that every library of C++ refers to.
const ASKED: &str = "-Wl,-u,_ZTVN10__cxxabiv117__class_type_infoE,-u,__gxx_personality_v0,-u,_ZSt9terminatev,\
                     -u,_ZdlPvSt11align_val_t,-u,_Unwind_Resume";

fn both_versions() -> Vec<u8> {
    vec![4, 5]
}

fn both_compilers() -> Vec<String> {
    vec!["gcc".into(), "clang".into()]
}

impl Case {
    /// Reads a folder below `corpus/`, the root.
    pub(crate) fn load(root: &Path, folder: &Path, name: &str) -> Result<Self> {
        let folder = folder.canonicalize()?;
        let shared = root.canonicalize()?.join(SHARED);
        let text = std::fs::read_to_string(folder.join("case.toml"))?;
        let mut toml: CaseToml = toml::from_str(&text)?;
        for argument in &mut toml.diff_args {
            *argument = argument.replace("{case}", &folder.to_string_lossy());
        }
        let consumer = toml.consumer.take();
        let mut case = Self {
            name: name.to_owned(),
            folder,
            shared,
            consumer,
            language: Language::C,
            toml,
            reports: Mutex::default(),
        };
        let mut sources = case.sources("old")?;
        sources.extend(case.sources("new")?);
        let of_sides = sources.len();
        sources.extend(case.source("use"));
        sources.extend(["old", "new"].iter().filter_map(|side| case.more(side)));
        let is_rust = |source: &PathBuf| Language::of(source) == Language::Rust;
        if sources.iter().any(is_rust) {
            case.toml.compilers = vec!["rustc".to_owned()];
        }
        case.check()?;
        let units = sources[..of_sides].iter().filter(|source| is_rust(source)).count();
        ensure!(
            units == 0 || matches!(case.toml.kind, Kind::Shared | Kind::Object),
            "a source in Rust makes a shared library or an object"
        );
        let linked = sources.iter().filter(|source| !is_rust(source));
        case.language = linked.map(|source| Language::of(source)).max().unwrap_or(Language::C);
        Ok(case)
    }

    /// Full path of a file of the case, if it is there.
    pub(crate) fn file(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.join(name);
        path.is_file().then_some(path)
    }

    /// The source of a name, in whichever language it is written.
    pub(crate) fn source(&self, stem: &str) -> Option<PathBuf> {
        Language::ALL.iter().find_map(|language| self.file(&format!("{stem}.{}", language.extension())))
    }

    /// The second unit of a side.
    pub(crate) fn more(&self, side: &str) -> Option<PathBuf> {
        self.source(&format!("{side}-more"))
    }

    /// Sources of one side, sorted: one, except for modules and libraries.
    pub(crate) fn sources(&self, side: &str) -> Result<Vec<PathBuf>> {
        if !self.toml.kind.is_folder() {
            return Ok(vec![self.source(side).unwrap_or_else(|| self.folder.join(side).with_extension("c"))]);
        }
        let mut sources = Vec::new();
        let folder = self.folder.join(side);
        let entries = std::fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let path = entry?.path();
            if self.toml.kind == Kind::Libraries && path.extension().is_some_and(|e| e == "map") {
                continue;
            }
            let known = Language::ALL.iter().any(|l| path.extension().is_some_and(|e| e == l.extension()));
            ensure!(known, "nothing reads {}", path.display());
            sources.push(path);
        }
        sources.sort();
        Ok(sources)
    }

    fn check(&self) -> Result<()> {
        let toml = &self.toml;
        ensure!(!matches!(toml.summary.trim(), "" | "..."), "the summary is to be written");
        for side in ["old", "new"] {
            let sources = self.sources(side)?;
            ensure!(!sources.is_empty(), "the source of {side} is missing");
            for source in sources {
                ensure!(source.is_file(), "{} is missing", source.display());
            }
        }
        ensure!(self.consumer.is_some() == self.source("use").is_some(), "use.c and [use] go together");
        ensure!(self.consumer.is_none() || toml.kind != Kind::Executable, "nothing can consume an executable");
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            // Of two in both languages nothing reads the second.
            let is_source = self.source(&stem).is_some_and(|source| source == path);
            let known = match file.as_str() {
                "case.toml" => true,
                "old" | "new" => toml.kind.is_folder(),
                "old-headers" | "new-headers" => !toml.kind.is_folder(),
                _ if is_source && stem == "use" => true,
                _ if is_source && matches!(stem.as_str(), "old" | "new") => !toml.kind.is_folder(),
                _ if is_source && matches!(stem.as_str(), "old-more" | "new-more") => toml.kind == Kind::Shared,
                "old.map" | "new.map" => matches!(toml.kind, Kind::Shared | Kind::Executable),
                _ => file.ends_with(".h"),
            };
            ensure!(known, "nothing reads {file}");
            let copied = std::fs::read(self.shared.join(&file))
                .is_ok_and(|shared| std::fs::read(self.folder.join(&file)).is_ok_and(|own| own == shared));
            ensure!(!copied, "corpus/{SHARED}/ has this {file} already, and the compilers look there: remove it");
        }
        for compiler in &toml.compilers {
            ensure!(matches!(compiler.as_str(), "gcc" | "clang" | "rustc"), "unknown compiler {compiler}");
        }
        for target in &toml.targets {
            ensure!(matches!(target.as_str(), "aarch64" | "s390x" | "armhf"), "unknown target {target}");
        }
        for &version in &toml.dwarf {
            ensure!((2..=5).contains(&version), "unknown DWARF version {version}");
        }
        ensure!(!toml.dwarf.is_empty(), "no DWARF version to run");
        ensure!(!(toml.compilers.is_empty() && toml.targets.is_empty()), "no compiler to run");
        for finding in &toml.finding {
            if Rule::from_id(&finding.rule).is_none() {
                bail!("the catalogue has no rule {}", finding.rule);
            }
            ensure!(finding.subject.contains(' '), "subject is `<kind> <name>`: {}", finding.subject);
            for name in finding.on.iter().flatten() {
                ensure!(
                    toml.compilers.contains(name) || toml.targets.contains(name),
                    "on = {name}: the case does not run there"
                );
            }
        }
        Ok(())
    }
}
