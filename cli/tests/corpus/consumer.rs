//! The truth behind a case: `use.c`, built against OLD, is run with OLD and then with NEW in its place.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail, ensure};

use crate::build::{Combo, Side, Toolchain, Workspace, require, succeed};
use crate::cache;
use crate::case::{Case, Kind, Language, Outcome};

/// Seconds after which a consumer counts as hung. The slowest, under emulation, take a fraction of one.
const TIME_LIMIT: &str = "30";

/// Where the consumer runs: natively with gcc (or with the only compiler of the case), and on each target. In C++ compilers
/// choose what they inline, devirtualise and copy into a program: there each native compiler makes one.
pub(crate) fn machines(case: &Case) -> Vec<&'static Toolchain> {
    let compilers = &case.toml.compilers;
    let one = compilers.iter().find(|name| *name == "gcc").or(compilers.first());
    let native: Vec<&String> =
        if case.language == Language::Cpp { compilers.iter().collect() } else { one.into_iter().collect() };
    native.into_iter().chain(&case.toml.targets).map(|name| Toolchain::named(name)).collect()
}

/// Builds and runs it.
pub(crate) fn check(workspace: &Workspace, machine: &'static Toolchain) -> Result<()> {
    let case = &*workspace.case;
    let expect = case.consumer.as_ref().context("no [use]")?.expect;
    let versions = &case.toml.dwarf;
    let combo = Combo { toolchain: machine, dwarf: versions[versions.len() - 1], level: 1 };
    let old = workspace.build(Side::Old, combo)?;
    let new = workspace.build(Side::New, combo)?;

    let consumer = Consumer { workspace, machine };
    consumer.make(combo)?;
    let output = consumer.run_with(&old).context("use.c with OLD")?;
    ensure!(output.status.success(), "use.c fails with OLD already: {}", spell(&output));

    let with_new = consumer.run_with(&new);
    match (expect, with_new) {
        (Outcome::Breaks, Err(_)) => Ok(()),
        (Outcome::Breaks, Ok(output)) => {
            ensure!(!output.status.success(), "use.c should break with NEW and works");
            Ok(())
        }
        (Outcome::Works | Outcome::RebuildBreaks, with_new) => {
            let output = with_new.context("use.c with NEW")?;
            ensure!(output.status.success(), "use.c should work with NEW: {}", spell(&output));
            if expect == Outcome::RebuildBreaks {
                consumer.ensure_rebuild_breaks()?;
            }
            Ok(())
        }
    }
}

struct Consumer<'a> {
    workspace: &'a Workspace,
    machine: &'static Toolchain,
}

impl Consumer<'_> {
    /// Compiles `use.c` as a consumer of OLD does, and links it with OLD if that is a library.
    fn make(&self, combo: Combo) -> Result<()> {
        let case = &*self.workspace.case;
        let source = case.source("use").context("no use.c")?;
        let used = case.consumer.as_ref().context("no [use]")?;
        let mut key = self.workspace.key(Side::Old, combo)?;
        key.add((
            "use",
            &source,
            std::fs::read(&source)?,
            &used.cflags,
            &used.ldflags,
            &used.links,
            used.opens,
            &used.searched,
        ));
        let made = cache::made(&key, |there| {
            std::fs::create_dir_all(there.join("use"))?;
            let mut command = self.compiler(Side::Old, there)?;
            command.args(["-c", "-o", "use/use.o"]);
            succeed(&mut command).context("compiling use.c against OLD")?;
            if matches!(case.toml.kind, Kind::Object | Kind::Modules) {
                return Ok(());
            }
            let mut command = self.linker(there)?;
            command
                .args(["use/use.o", "-o", "use/use", "-L"])
                .arg(self.workspace.made(Side::Old, combo)?.join("out").join(&used.searched));
            match case.toml.kind {
                Kind::Libraries => command.args(used.links.iter().map(|name| format!("-l{name}"))),
                _ if used.opens => command.arg("-ldl"),
                _ => command.arg("-lcase"),
            };
            succeed(command.args(&used.ldflags)).context("linking use.o with OLD")
        })?;
        cache::take(&made.join("use"), self.workspace.path())
    }

    fn compiler(&self, side: Side, there: &Path) -> Result<Command> {
        let case = &self.workspace.case;
        let source = case.source("use").context("no use.c")?;
        let language = Language::of(&source);
        let mut command = self.workspace.compiler(self.machine, language, there)?;
        command.args(["-g", "-O1", language.standard()]).args(self.workspace.cflags(side));
        command.args(case.consumer.iter().flat_map(|consumer| &consumer.cflags)).arg(source);
        Ok(command)
    }

    /// What links the consumer, whose case may be of another language.
    fn linker(&self, there: &Path) -> Result<Command> {
        self.workspace.linker(self.machine, self.workspace.case.language, there)
    }

    /// Runs the consumer with one build of the case. An object is linked in (and so are modules), a library is only loaded:
    /// the program was linked with OLD.
    fn run_with(&self, input: &Path) -> Result<Output> {
        let case = &self.workspace.case;
        let folder = match case.toml.kind {
            Kind::Modules | Kind::Libraries => input,
            _ => input.parent().context("a build has a folder")?,
        };
        let program = match case.toml.kind {
            Kind::Object | Kind::Modules => {
                // Beside the modules it would be one of them.
                let program = folder.with_extension("use");
                let mut command = self.linker(self.workspace.path())?;
                command.arg("use.o").arg("-o").arg(&program);
                command.args(objects(self.workspace.path().join(input))?);
                command.args(case.consumer.iter().flat_map(|consumer| &consumer.ldflags));
                succeed(&mut command).context("linking use.o")?;
                program
            }
            _ => PathBuf::from("use"),
        };
        self.run(&program, folder)
    }

    fn run(&self, program: &Path, libraries: &Path) -> Result<Output> {
        let searched = self.workspace.case.consumer.as_ref().map_or("", |used| used.searched.as_str());
        let libraries = self.workspace.path().join(libraries).join(searched);
        let program = self.workspace.path().join(program);
        let mut command = Command::new("timeout");
        command.current_dir(self.workspace.path()).arg(TIME_LIMIT);
        if let Some((emulator, sysroot)) = self.machine.emulator {
            require(emulator, "qemu-user")?;
            command.arg(emulator).args(["-L", sysroot, "-E"]);
            command.arg(format!("LD_LIBRARY_PATH={}", libraries.display()));
        } else {
            command.env("LD_LIBRARY_PATH", &libraries);
        }
        let arguments = self.workspace.case.consumer.iter().flat_map(|consumer| &consumer.args);
        command.arg(program).args(arguments);
        let output = command.output().with_context(|| format!("starting {command:?}"))?;
        // 124 is how timeout says that it had to stop the program.
        if output.status.code() == Some(124) {
            bail!("use.c still runs after {TIME_LIMIT} seconds");
        }
        Ok(output)
    }

    /// The source does not compile cleanly against NEW, and does against OLD.
    fn ensure_rebuild_breaks(&self) -> Result<()> {
        let mut against_old = self.compiler(Side::Old, self.workspace.path())?;
        against_old.args(["-fsyntax-only", "-Werror"]);
        succeed(&mut against_old).context("use.c against OLD with -Werror")?;
        let mut against_new = self.compiler(Side::New, self.workspace.path())?;
        against_new.args(["-fsyntax-only", "-Werror", "-DABI_NEW"]);
        ensure!(succeed(&mut against_new).is_err(), "use.c compiles against NEW");
        Ok(())
    }
}

/// The file itself, or every file of a folder, sorted.
fn objects(input: PathBuf) -> Result<Vec<PathBuf>> {
    if input.is_file() {
        return Ok(vec![input]);
    }
    let entries = std::fs::read_dir(&input)?;
    let mut objects = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    objects.sort();
    Ok(objects)
}

fn spell(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    format!("{}\n{stdout}{stderr}", output.status)
}
