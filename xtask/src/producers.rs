//! `producers`: one library of C++ and one of C as many producers make them: compilers, their options, linkers and what works
//! on their output. All builds of one source are held against two of them: nothing may be above compatible, and all has to be
//! compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use serde_json::Value;

use crate::{packages, shell};

/// Programs that make the builds.
static NEEDED: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("g++", "g++"),
    ("clang", "clang"),
    ("ld.lld", "lld"),
    ("llvm-ar", "llvm"),
    ("dwz", "dwz"),
    ("objcopy", "binutils"),
];

/// What is done with a library when it is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Nothing,
    /// `dwz` shares debug information.
    Dwz,
    /// Debug information goes into a file of its own.
    Apart,
}

/// A build: its compiler (with `++` for C++, where both are meant), flags, and what is done then.
#[derive(Clone, Copy)]
struct Build {
    name: &'static str,
    is_clang: bool,
    flags: &'static str,
    then: Then,
    /// Of C++ alone.
    only_cpp: bool,
}

const fn gcc(name: &'static str, flags: &'static str) -> Build {
    Build { name, is_clang: false, flags, then: Then::Nothing, only_cpp: false }
}

const fn clang(name: &'static str, flags: &'static str) -> Build {
    Build { is_clang: true, ..gcc(name, flags) }
}

const fn cpp(build: Build) -> Build {
    Build { only_cpp: true, ..build }
}

/// The first of each compiler is what all others are held against.
static BUILDS: &[Build] = &[
    gcc("gcc", "-O2 -gdwarf-5"),
    gcc("gcc-4", "-O2 -gdwarf-4"),
    gcc("gcc-O0", "-O0 -gdwarf-5"),
    gcc("gcc-O0-4", "-O0 -gdwarf-4"),
    gcc("gcc-Os-types", "-Os -gdwarf-5 -fdebug-types-section"),
    gcc("gcc-types-4", "-O2 -gdwarf-4 -fdebug-types-section"),
    gcc("gcc-split", "-O2 -gdwarf-5 -gsplit-dwarf"),
    gcc("gcc-split-types-4", "-O0 -gdwarf-4 -gsplit-dwarf -fdebug-types-section"),
    Build { then: Then::Dwz, ..gcc("gcc-dwz", "-O2 -gdwarf-5") },
    Build { then: Then::Dwz, ..gcc("gcc-dwz-4", "-O0 -gdwarf-4") },
    Build { then: Then::Apart, ..gcc("gcc-apart", "-O2 -gdwarf-5") },
    gcc("gcc-lto", "-O2 -gdwarf-5 -flto"),
    gcc("gcc-lto-4", "-O1 -gdwarf-4 -flto -fno-semantic-interposition"),
    gcc("gcc-O3-sections", "-O3 -gdwarf-5 -gz -march=x86-64-v2 -ffunction-sections -fdata-sections -Wl,--gc-sections"),
    gcc("gcc-dwarf64", "-O1 -gdwarf-5 -gdwarf64 -fno-plt -fcf-protection=none"),
    cpp(gcc("gcc-gnu++17", "-O2 -gdwarf-5 -std=gnu++17 -fno-semantic-interposition")),
    cpp(gcc("gcc-gnu++20", "-O2 -gdwarf-5 -std=gnu++20")),
    cpp(gcc("gcc-inlines-hidden", "-O0 -gdwarf-5 -fvisibility-inlines-hidden -fno-gnu-unique")),
    cpp(gcc("gcc-keep-inlines", "-O2 -gdwarf-5 -fkeep-inline-functions")),
    clang("clang", "-O2 -gdwarf-5 -fstandalone-debug"),
    clang("clang-4", "-O0 -gdwarf-4 -fstandalone-debug"),
    clang("clang-limit", "-O2 -gdwarf-5 -fno-standalone-debug"),
    clang("clang-limit-O0-4", "-O0 -gdwarf-4 -fno-standalone-debug"),
    clang("clang-types", "-O2 -gdwarf-5 -fstandalone-debug -fdebug-types-section"),
    clang("clang-types-4", "-O0 -gdwarf-4 -fstandalone-debug -fdebug-types-section"),
    clang("clang-split", "-O2 -gdwarf-5 -fstandalone-debug -gsplit-dwarf"),
    Build { then: Then::Dwz, ..clang("clang-dwz-4", "-O2 -gdwarf-4 -fstandalone-debug") },
    clang("clang-thinlto", "-O2 -gdwarf-5 -fstandalone-debug -flto=thin -fuse-ld=lld"),
    clang("clang-lto-4", "-O1 -gdwarf-4 -fstandalone-debug -flto -fuse-ld=lld -fsemantic-interposition"),
    cpp(clang("clang-simple-names", "-O2 -gdwarf-5 -fstandalone-debug -gsimple-template-names")),
    cpp(clang("clang-gnu++20", "-O2 -gdwarf-5 -fstandalone-debug -std=gnu++20 -fvisibility-inlines-hidden")),
];

/// The libraries: name, whether it is of C++, sources.
static LIBRARIES: &[(&str, bool, &[&str])] = &[("rich", true, &["one.cc", "two.cc"]), ("plain", false, &["plain.c"])];

/// See the table of tasks.
pub(crate) fn producers(arguments: &[String]) -> Result<()> {
    let filter = arguments.first().map_or("", String::as_str);
    packages::ensure_these(NEEDED, "the producers")?;
    shell::build_abilens()?;
    let folder = shell::target("tmp").join("producers");
    let _ = std::fs::remove_dir_all(&folder);
    let mut wrong = String::new();
    for &(library, is_cpp, sources) in LIBRARIES {
        let chosen: Vec<&Build> = BUILDS
            .iter()
            .filter(|build| is_cpp || !build.only_cpp)
            .filter(|build| is_base(build) || format!("{library} {}", build.name).contains(filter))
            .collect();
        let there = folder.join(library);
        let made: Vec<Result<PathBuf>> =
            chosen.par_iter().map(|build| make(&there, library, is_cpp, sources, build)).collect();
        let made: Vec<PathBuf> = made.into_iter().collect::<Result<_>>()?;
        let pairs: Vec<(usize, usize)> = (0..chosen.len())
            .filter(|&base| is_base(chosen[base]))
            .flat_map(|base| {
                (0..chosen.len())
                    .filter(move |&other| other != base)
                    .flat_map(move |other| [(base, other), (other, base)])
            })
            .collect();
        let told: Vec<Result<String>> =
            pairs.par_iter().map(|&(old, new)| compare((chosen[old], &made[old]), (chosen[new], &made[new]))).collect();
        for complaint in told {
            wrong.push_str(&complaint?);
        }
        println!("{library}: {} builds, {} comparisons", chosen.len(), pairs.len());
    }
    ensure!(wrong.is_empty(), "builds of one source differ\n{wrong}");
    Ok(())
}

/// Whether all others are held against this one.
fn is_base(build: &Build) -> bool {
    matches!(build.name, "gcc" | "clang")
}

fn sources() -> PathBuf {
    shell::root().join("xtask/producers")
}

/// Builds a library in a folder of its own.
fn make(folder: &Path, library: &str, is_cpp: bool, files: &[&str], build: &Build) -> Result<PathBuf> {
    let there = folder.join(build.name);
    std::fs::create_dir_all(&there)?;
    let made = there.join(format!("lib{library}.so"));
    let compiler = match (build.is_clang, is_cpp) {
        (false, false) => "gcc",
        (false, true) => "g++",
        (true, false) => "clang",
        (true, true) => "clang++",
    };
    let mut command = Command::new(compiler);
    command.current_dir(&there).arg(if is_cpp { "-std=gnu++11" } else { "-std=gnu11" });
    command.args(build.flags.split(' ')).args(["-fPIC", "-w", "-shared"]).arg(format!("-Wl,-soname,lib{library}.so.1"));
    // Drivers differ in which libraries they name, and linkers in which tables of symbols they write.
    command.args(["-Wl,--hash-style=gnu", "-Wl,--build-id=sha1", "-Wl,--as-needed"]);
    command.args(files.iter().map(|file| sources().join(file))).arg("-o").arg(&made);
    shell::run(&mut command).with_context(|| format!("building {}", build.name))?;
    match build.then {
        Then::Nothing => {}
        Then::Dwz => shell::run(Command::new("dwz").arg(&made))?,
        Then::Apart => {
            let debug = made.with_extension("so.debug");
            shell::run(Command::new("objcopy").arg("--only-keep-debug").args([&made, &debug]))?;
            let link = format!("--add-gnu-debuglink={}", debug.display());
            shell::run(Command::new("objcopy").args(["--strip-debug", &link]).arg(&made))?;
        }
    }
    Ok(made)
}

/// How often a rule may be told of between two builds: what only the producer makes is a note or a few, not one for each
/// symbol.
const MOST: usize = 8;

/// Holds two builds against each other, and says what is wrong; nothing, if all is well.
///
/// Two things may be above compatible: which versions of other libraries a build asks for, which is a fact of that build, and
/// an instantiation that is gone where the template was only declared.
fn compare((old, old_file): (&Build, &Path), (new, new_file): (&Build, &Path)) -> Result<String> {
    let mut command = Command::new(shell::target("debug").join("abilens"));
    command.args(["diff", "--threads", "1", "--format", "json", "--fail-on", "never"]);
    // The headers of both sides.
    for _ in 0..2 {
        command.arg("--public-headers").arg(sources());
    }
    let output = command.args([old_file, new_file]).output().context("starting abilens")?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{} {}: {}", old.name, new.name, String::from_utf8_lossy(&output.stderr)))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |key: &str| report[key].as_array().cloned().unwrap_or_default();
    let mut wrong = String::new();
    let mut mild: BTreeMap<String, usize> = BTreeMap::new();
    let limited = [old, new].iter().any(|build| build.flags.contains("-fno-standalone-debug"));
    for finding in list("findings").iter().filter(|finding| finding["root"] == true) {
        let (rule, severity) = (text(&finding["rule"]), text(&finding["severity"]));
        let is_fact = rule == "object-version-need-added" || limited && rule == "instantiation-removed";
        if matches!(severity.as_str(), "breaking" | "risky" | "source") && !is_fact {
            let (subject, why) = (text(&finding["subject"]["name"]), text(&finding["why"]));
            writeln!(wrong, "  {severity} {rule} {subject} {}: {why}", text(&finding["subject"]["member"]))?;
        } else {
            *mild.entry(format!("{severity} {rule}")).or_default() += 1;
        }
    }
    if std::env::var_os("MILD").is_some() {
        for (rule, count) in &mild {
            writeln!(wrong, "  mild {count} {rule}")?;
        }
    }
    for (rule, count) in mild.iter().filter(|(_, count)| **count > MOST) {
        writeln!(wrong, "  {count} times {rule}")?;
    }
    for diagnostic in list("diagnostics").iter().filter(|diagnostic| diagnostic["level"] == "lost") {
        // What such a compiler leaves out cannot be compared.
        if !(limited && diagnostic["code"] == "class-only-declared") {
            writeln!(wrong, "  lost {}: {}", text(&diagnostic["code"]), text(&diagnostic["message"]))?;
        }
    }
    Ok(if wrong.is_empty() { wrong } else { format!("{} -> {}\n{wrong}", old.name, new.name) })
}
