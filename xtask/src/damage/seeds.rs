//! The sound objects: the sources of `engine/fuzz/seeds` as several compilers write them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::shell;

/// Name, compiler, flags. One with `-c` is an object file, all others are libraries.
static BUILDS: &[(&str, &str, &str)] = &[
    ("c-gcc-4", "gcc", "-gdwarf-4"),
    ("c-gcc-5", "gcc", "-gdwarf-5"),
    ("c-clang-5", "clang", "-gdwarf-5"),
    ("cpp-gcc-4", "g++", "-gdwarf-4"),
    ("cpp-gcc-5", "g++", "-gdwarf-5"),
    ("cpp-gcc-5-object", "g++", "-gdwarf-5 -c"),
    ("cpp-gcc-5-optimized", "g++", "-gdwarf-5 -O2"),
    ("cpp-gcc-4-types", "g++", "-gdwarf-4 -fdebug-types-section"),
    ("cpp-gcc-5-types", "g++", "-gdwarf-5 -fdebug-types-section"),
    ("cpp-gcc-4-split", "g++", "-gdwarf-4 -gsplit-dwarf"),
    ("cpp-gcc-5-split", "g++", "-gdwarf-5 -gsplit-dwarf -fdebug-types-section"),
    ("cpp-gcc-5-lto", "g++", "-gdwarf-5 -O1 -flto"),
    ("cpp-gcc-5-dwz", "g++", "-gdwarf-5"),
    ("cpp-clang-4", "clang++", "-gdwarf-4"),
    ("cpp-clang-5", "clang++", "-gdwarf-5"),
    ("cpp-clang-4-object", "clang++", "-gdwarf-4 -c"),
    ("cpp-clang-5-types", "clang++", "-gdwarf-5 -fdebug-types-section"),
    ("cpp-clang-5-split", "clang++", "-gdwarf-5 -gsplit-dwarf"),
    ("cpp-clang-5-simple", "clang++", "-gdwarf-5 -gsimple-template-names -fstandalone-debug"),
    ("rust-4", "rustc", "4"),
    ("rust-5", "rustc", "5"),
];

/// Makes a folder for each seed, with all files that it consists of. The first is the object.
pub(super) fn make(folder: &Path) -> Result<()> {
    for (name, compiler, flags) in BUILDS {
        let there = folder.join(name);
        std::fs::create_dir_all(&there)?;
        one(&there, compiler, flags).with_context(|| format!("building {name}"))?;
        if name.ends_with("-dwz") {
            shell::run(Command::new("dwz").current_dir(&there).arg("case.so"))?;
        }
        ensure!(["case.so", "case.o"].iter().any(|object| there.join(object).exists()), "{name} holds no object");
    }
    Ok(())
}

fn one(there: &Path, compiler: &str, flags: &str) -> Result<()> {
    let sources = shell::root().join("engine/fuzz/seeds");
    let mut command = Command::new(compiler);
    command.current_dir(there);
    if compiler == "rustc" {
        command.args(["--edition", "2021", "--emit", "obj", "-C", "panic=abort", "-C", "relocation-model=pic", "-g"]);
        command.arg("-C").arg(format!("dwarf-version={flags}")).arg(sources.join("seed.rs")).args(["-o", "case.o"]);
        return shell::run(&mut command);
    }
    // Where it lies is in the debug information, and no trial may depend on that.
    command.args(flags.split(' ')).args(["-g", "-fPIC", "-fdebug-prefix-map=/=/nowhere/"]);
    command.arg(format!("-fdebug-prefix-map={}=.", sources.display()));
    let is_cpp = compiler.ends_with("++");
    command.arg(if is_cpp { "-std=gnu++17" } else { "-std=gnu11" });
    if flags.ends_with("-c") {
        command.args(["-o", "case.o"]);
    } else {
        command.args(["-shared", "-nostdlib", "-o", "case.so"]);
    }
    shell::run(command.arg(sources.join(if is_cpp { "seed.cc" } else { "seed.c" })))
}
