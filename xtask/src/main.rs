//! Developer tasks: `cargo xtask TASK`, from the table below.

mod abignore;
mod action;
mod bench;
mod browser;
mod btf;
mod ci;
mod corpus;
mod damage;
mod dist;
mod docs;
mod drop_in;
mod genksyms;
mod imports;
mod kernels;
mod oracle;
mod packages;
mod producers;
mod quotes;
mod rule;
mod shell;
mod source;
mod table;
mod tidy;
mod walkthrough;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// A task: its name, its arguments, what it does, and the function that does it.
struct Task {
    name: &'static str,
    arguments: &'static str,
    meaning: &'static str,
    run: fn(&[String]) -> Result<()>,
}

static TASKS: &[Task] = &[
    Task {
        name: "test",
        arguments: "[ARG...]",
        meaning: "all tests, with the Debian packages they need; arguments go to cargo test",
        run: ci::test,
    },
    Task {
        name: "ci",
        arguments: "",
        meaning: "what has to pass before a merge: fmt, clippy, deny, docs, rustdoc, browser, action, test",
        run: ci::ci,
    },
    Task {
        name: "corpus",
        arguments: "[--accept | --matrix] [FILTER] | new SUBJECT/NAME",
        meaning: "run the cases whose SUBJECT/NAME contains FILTER (--accept: keep what they say; --matrix: those of C++ at other levels of optimization), or scaffold one",
        run: corpus::corpus,
    },
    Task {
        name: "rule",
        arguments: "new ID SUBJECT",
        meaning: "the skeleton of a rule: enum, catalogue, two cases of the corpus",
        run: rule::rule,
    },
    Task {
        name: "tidy",
        arguments: "[--imports]",
        meaning: "rules that no compiler holds: layers of the engine, circles, lengths, heads; a part of test",
        run: tidy::tidy,
    },
    Task {
        name: "docs",
        arguments: "[--check] [--kernels]",
        meaning: "regenerate the generated pages of docs/ and check its links",
        run: docs::docs,
    },
    Task {
        name: "kernels",
        arguments: "[OLD NEW] | --symtypes [COUNT] [--binary PATH]",
        meaning: "fetch two Debian kernels with debug information into the cache folder; or hold crc --genksyms against Debian's genksyms, unit by unit",
        run: kernels::kernels,
    },
    Task {
        name: "oracle",
        arguments: "[--binary PATH] [--sample N]",
        meaning: "hold abilens against the CRCs of every export of both kernels",
        run: oracle::oracle,
    },
    Task {
        name: "action",
        arguments: "",
        meaning: "the steps of action.yml and of GitLab's component on a small repository, and what else templates/ ships",
        run: action::action,
    },
    Task {
        name: "btf",
        arguments: "[VMLINUX...]",
        meaning: "hold the layouts that DWARF and BTF of a kernel tell against each other",
        run: btf::btf,
    },
    Task {
        name: "browser",
        arguments: "[--screenshots]",
        meaning: "the pages of --format html in Chromium, which it installs when it may; or the pictures of docs/pictures",
        run: browser::browser,
    },
    Task {
        name: "walkthrough",
        arguments: "",
        meaning: "build units of Debian's kernel with the patches of docs/walkthrough and check what the page claims",
        run: walkthrough::walkthrough,
    },
    Task {
        name: "bench",
        arguments: "kernels | modules | growth [RUNS]",
        meaning: "time and memory on the pair of kernels, against a plain decode of their DWARF; or on inputs that are made to grow",
        run: bench::bench,
    },
    Task {
        name: "producers",
        arguments: "[FILTER]",
        meaning: "build one library of C++ and one of C as many compilers and tools make them: the builds may not differ",
        run: producers::producers,
    },
    Task {
        name: "abignore",
        arguments: "[FILTER]",
        meaning: "compare pairs under suppression files, and hold what is hidden and shown against Debian's abidiff",
        run: abignore::abignore,
    },
    Task {
        name: "drop-in",
        arguments: "[FILTER]",
        meaning: "build cases of the corpus, and hold the exit code of abilens abidiff against that of Debian's abidiff",
        run: drop_in::drop_in,
    },
    Task {
        name: "damage",
        arguments: "[SECONDS] [--from N] [--count N] [--seed NAME]",
        meaning: "change debug information of C, C++ and Rust at random and hold what is read against the sound (60 seconds)",
        run: damage::damage,
    },
    Task {
        name: "dist",
        arguments: "[--twice] [--install] [--target TRIPLE]",
        meaning: "what is released: a static binary, its archive and packages (--twice: built again elsewhere, to the same bytes; --install: each put into a root of its own and run)",
        run: dist::dist,
    },
    Task {
        name: "yardstick",
        arguments: "[--fraction N/D] [--skip-bodies] PATH...",
        meaning: "the plain decode by itself (bench runs it as a process of its own)",
        run: bench::yardstick::yardstick,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        bail!("which task?\n{}", usage());
    };
    let task =
        TASKS.iter().find(|task| task.name == name).with_context(|| format!("there is no task {name}\n{}", usage()))?;
    (task.run)(rest)
}

fn usage() -> String {
    TASKS
        .iter()
        .map(|task| {
            let call = format!("{} {}", task.name, task.arguments);
            format!("  cargo xtask {call:<52} {}\n", task.meaning)
        })
        .collect()
}
