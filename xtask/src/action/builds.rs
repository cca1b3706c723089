//! What `templates/` has for builds, tried as somebody would use it who copies it: each makes a baseline, passes on what it was
//! made of, and fails on a break.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::lab::{self, Lab};
use crate::shell;

/// A project with the sources of the repository's base.
struct Project {
    folder: PathBuf,
}

impl Project {
    fn new(lab: &Lab, name: &str, files: &[(&str, &str)]) -> Result<Self> {
        let folder = lab.folder.join(name);
        std::fs::create_dir_all(&folder)?;
        let project = Self { folder };
        for file in ["foo.c", "foo.h"] {
            std::fs::copy(lab.folder.join("origin").join(file), project.folder.join(file))?;
        }
        for (file, text) in files {
            project.write(file, text)?;
        }
        Ok(project)
    }

    fn write(&self, file: &str, text: &str) -> Result<()> {
        let path = self.folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        std::fs::write(&path, text).with_context(|| path.display().to_string())
    }

    /// Adds a member in the middle of the struct.
    fn breaks(&self) -> Result<()> {
        let header = std::fs::read_to_string(self.folder.join("foo.h"))?;
        self.write("foo.h", &header.replace("\tint b", "\tint inside;\n\tint b"))
    }

    /// Runs a line of a shell with abilens in `PATH`: whether it ended well, and what it printed.
    fn run(&self, line: &str) -> Result<(bool, String)> {
        let mut command = Command::new("sh");
        let old = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(lab::binary()).chain(std::env::split_paths(&old));
        command.args(["-ec", line]).current_dir(&self.folder).env("PATH", std::env::join_paths(path)?);
        command.env("HOME", &self.folder).env("GIT_CONFIG_GLOBAL", "/dev/null");
        let out = command.output().context("sh")?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        Ok((out.status.success(), text))
    }

    fn passes(&self, line: &str) -> Result<String> {
        let (well, text) = self.run(line)?;
        ensure!(well, "{line}:\n{text}");
        Ok(text)
    }

    /// It has to fail, because of the member.
    fn fails(&self, line: &str) -> Result<()> {
        let (well, text) = self.run(line)?;
        ensure!(!well && text.contains("member-added-inside"), "{line}:\n{text}");
        Ok(())
    }
}

/// A file of `templates/`.
fn template(name: &str) -> Result<String> {
    let path = shell::root().join("templates").join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

pub(super) fn cmake(lab: &Lab) -> Result<()> {
    let lists = "cmake_minimum_required(VERSION 3.15)\nproject(foo C)\ninclude(CTest)\ninclude(cmake/Abilens.cmake)\n\
        add_library(foo SHARED foo.c)\nabilens_check(foo BASELINE abi/foo.abilens POLICY abilens.toml)\n\
        add_library(bar SHARED foo.c)\nabilens_check(bar ARGUMENTS --fail-on never)\n";
    let module = template("cmake/Abilens.cmake")?;
    let files =
        [("CMakeLists.txt", lists), ("cmake/Abilens.cmake", &module), ("abilens.toml", "fail-on = \"risky\"\n")];
    let project = Project::new(lab, "cmake", &files)?;
    project.passes("cmake -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo && cmake --build build")?;
    ensure!(!project.run("ctest --test-dir build")?.0, "without a baseline there is nothing to pass");
    project.passes("cmake --build build --target abilens-renew-foo abilens-renew-bar")?;
    ensure!(project.folder.join("abi/foo.abilens").exists(), "no baseline was made");
    project.passes("ctest --test-dir build")?;
    project.breaks()?;
    project.passes("cmake --build build && ctest --test-dir build -R abilens-bar")?;
    project.fails("ctest --test-dir build --output-on-failure -R abilens-foo")
}

pub(super) fn meson(lab: &Lab) -> Result<()> {
    let own = "project('foo', 'c')\nfoo = shared_library('foo', 'foo.c')\n".to_owned();
    let build = own + &template("meson/meson.build")?;
    let project = Project::new(lab, "meson", &[("meson.build", &build), ("abilens.toml", "fail-on = \"risky\"\n")])?;
    project.passes("meson setup build --buildtype debugoptimized && meson compile -C build")?;
    project.passes("meson compile -C build abilens-renew && meson test -C build --suite abi")?;
    project.breaks()?;
    project.fails("meson test -C build --suite abi --print-errorlogs")
}

pub(super) fn kbuild(lab: &Lab) -> Result<()> {
    let top = "srctree := .\nobjtree := .\nSRCARCH := x86\nvmlinux: foo.c foo.h\n\tcc -g -shared -fPIC -o $@ foo.c\n\
        include $(srctree)/scripts/Makefile.abilens\n.PHONY: $(PHONY)\n";
    let project = Project::new(
        lab,
        "kbuild",
        &[("Makefile", top), ("scripts/Makefile.abilens", &template("kbuild/Makefile.abilens")?)],
    )?;
    project.passes("make abibaseline && make abicheck")?;
    ensure!(project.folder.join("kabi/x86.abilens").exists(), "no baseline was made");
    project.breaks()?;
    project.fails("make abicheck")
}

pub(super) fn check_kabi(lab: &Lab) -> Result<()> {
    let row = |crc: &str| format!("0x{crc}\tuse\tvmlinux\tEXPORT_SYMBOL\t\n");
    let project = Project::new(
        lab,
        "rpm",
        &[("list", &row("11111111")), ("same", &row("11111111")), ("other", &row("22222222"))],
    )?;
    project.write("none", "0x33333333\telse\tvmlinux\tEXPORT_SYMBOL\t\n")?;
    project.write("check-kabi", &template("rpm/check-kabi")?)?;
    project.passes("cc -g -shared -fPIC -o vmlinux foo.c && abilens dump vmlinux -o base.abilens")?;
    project.passes("sh check-kabi -k list -s same")?;
    for (symvers, says) in
        [("other", "has the CRC 0x22222222, listed is 0x11111111"), ("none", "use (vmlinux) is gone")]
    {
        let (well, text) = project.run(&format!("sh check-kabi -k list -s {symvers}"))?;
        ensure!(!well && text.contains(says), "{symvers}: {text}");
    }
    let gate = "ABILENS_BASELINE=base.abilens ABILENS_VMLINUX=vmlinux sh check-kabi -k list -s same";
    project.passes(gate)?;
    project.breaks()?;
    project.passes("cc -g -shared -fPIC -o vmlinux foo.c")?;
    project.fails(gate)
}

pub(super) fn pre_commit(lab: &Lab) -> Result<()> {
    let hooks = lab.folder.join("hooks");
    std::fs::create_dir_all(&hooks)?;
    std::fs::copy(shell::root().join(".pre-commit-hooks.yaml"), hooks.join(".pre-commit-hooks.yaml"))?;
    for arguments in
        [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "hooks"], &["tag", "v1"]]
    {
        shell::read(lab::git(&hooks).args(arguments))?;
    }
    let hook = "hooks:\n      - id: abilens-gate\n        args: [build/libfoo.so]\n";
    let configuration = format!("repos:\n  - repo: {}\n    rev: v1\n    {hook}", hooks.display());
    let project = Project::new(lab, "pre-commit", &[(".pre-commit-config.yaml", &configuration)])?;
    project.passes(&format!("git init --quiet && {} && abilens gate --renew-baseline build/libfoo.so", lab::BUILD))?;
    project.passes("git add foo.c foo.h .pre-commit-config.yaml abi && pre-commit run --all-files")?;
    project.breaks()?;
    project.passes(lab::BUILD)?;
    project.fails("pre-commit run --all-files")
}
