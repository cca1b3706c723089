//! A folder that stands for a machine, and the questions that are asked about it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::lab::{EXPORTS, Lab};

pub(crate) struct Machine {
    dir: tempfile::TempDir,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(inside)
    }

    /// It runs a kernel whose functions are those of that header.
    pub(crate) fn runs(&self, lab: &Lab, release: &str, header: &str) {
        lab.kernel(release, header, EXPORTS);
        btf(lab, &format!("{release}/vmlinux.o"), &self.path("sys/kernel/btf/vmlinux"));
        self.write("proc/sys/kernel/osrelease", &format!("{release}\n"));
    }

    pub(crate) fn write(&self, inside: &str, text: &str) {
        std::fs::write(self.room(inside), text).expect("a file");
    }

    pub(crate) fn copy(&self, file: &Path, inside: &str) {
        std::fs::copy(file, self.room(inside)).expect("a file");
    }

    pub(crate) fn link(&self, to: &str, inside: &str) {
        std::os::unix::fs::symlink(to, self.room(inside)).expect("a link");
    }

    pub(crate) fn remove(&self, inside: &str) {
        std::fs::remove_file(self.path(inside)).expect("a file");
    }

    fn room(&self, inside: &str) -> PathBuf {
        let path = self.path(inside);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        path
    }

    /// The question about a module of the lab, in which the machine is called so.
    pub(crate) fn command(&self, lab: &Lab, module: &str, arguments: &[&str]) -> Command {
        self.named_in(lab);
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.args(["why", module, "--root", "machine"]).args(arguments);
        command.current_dir(lab.path("")).env("NO_COLOR", "1");
        command
    }

    /// Gives the folder a name in the lab that no answer has to be cleared of.
    fn named_in(&self, lab: &Lab) {
        let link = lab.path("machine");
        if !link.exists() {
            std::os::unix::fs::symlink(self.dir.path(), &link).expect("a link");
        }
    }

    /// What is printed.
    pub(crate) fn page(&self, lab: &Lab, module: &str, arguments: &[&str]) -> String {
        self.named_in(lab);
        crate::page::of(&lab.path(""), &[&["why", module, "--root", "machine"], arguments].concat())
    }

    /// The answer as JSON; its text is held against the ledger.
    #[track_caller]
    pub(crate) fn why(&self, lab: &Lab, module: &str, arguments: &[&str], code: i32) -> Value {
        self.named_in(lab);
        answer(lab, module, &[&["--root", "machine"], arguments].concat(), code)
    }

    /// What it says where there is no answer.
    #[track_caller]
    pub(crate) fn fails(&self, lab: &Lab, module: &str, arguments: &[&str]) -> String {
        let out = self.command(lab, module, arguments).output().expect("the binary runs");
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
        String::from_utf8_lossy(&out.stderr).into_owned()
    }
}

/// The BTF of an object, as a file.
pub(crate) fn btf(lab: &Lab, object: &str, to: &Path) {
    std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
    let line = ["pahole".to_owned(), format!("--btf_encode_detached={}", to.display()), object.to_owned()];
    lab.run(&line.each_ref().map(String::as_str));
}

/// The answer to a question that is asked in the lab.
#[track_caller]
pub(crate) fn answer(lab: &Lab, module: &str, arguments: &[&str], code: i32) -> Value {
    let all = [&["why", module], arguments].concat();
    crate::ledger::hold_next("why/answers.txt", &crate::page::of(&lab.path(""), &all));
    let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
    let out =
        command.args(&all).args(["--format", "json"]).current_dir(lab.path("")).output().expect("the binary runs");
    let stderr = String::from_utf8_lossy(&out.stderr);
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {stderr}"));
    assert_eq!(crate::forms::json("why", &answer), [""; 0]);
    assert_eq!(out.status.code(), Some(code), "{answer:#}");
    answer
}

/// What it prints when it reads that.
pub(crate) fn with_input(mut command: Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let out = child.wait_with_output().expect("it ends");
    String::from_utf8_lossy(&out.stdout).into_owned()
}
