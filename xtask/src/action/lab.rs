//! The repository on which the action and the job are tried: two branches off one commit, a baseline in it, and the events and
//! states that GitHub would have.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::forge::Forge;
use super::steps::{Run, Runner};
use crate::shell::{self, read};

/// How a revision is built.
pub(super) const BUILD: &str =
    "mkdir -p build && cc -g -shared -fPIC -Wl,-soname,libfoo.so.1 -Wl,--build-id=sha1 -o build/libfoo.so foo.c";
/// A branch of a stranger, as git takes it.
pub(super) const BRANCH: &str = "x\"$(touch${IFS}pwned);'&head=a";
/// The release that is installed.
pub(super) const VERSION: &str = "0.1.0";

const SOURCE: &str = "#include \"foo.h\"\nint use(struct s *s) { return s->a + s->b; }\n";
const HEADER: &str = "struct s {\n\tint a;\n\tint b;\n};\nint use(struct s *s);\n";

/// The repository and everything around it.
pub(super) struct Lab {
    pub(super) folder: PathBuf,
    action: Value,
}

/// git without the configuration of whoever runs this.
pub(super) fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    git.args([
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "advice.detachedHead=false",
    ]);
    git
}

/// The folder of the binary that is tried.
pub(super) fn binary() -> PathBuf {
    shell::target("debug")
}

impl Lab {
    /// Makes the repository with its branches `main`, `breaks` and `adds`.
    pub(super) fn new() -> Result<Self> {
        let folder = shell::target("tmp").join("action");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(folder.join("origin"))?;
        let text = std::fs::read_to_string(shell::root().join("action.yml"))?;
        let lab = Self { action: serde_yaml_ng::from_str(&text).context("action.yml")?, folder };
        let origin = lab.folder.join("origin");
        read(git(&origin).args(["init", "--quiet"]))?;
        // As GitHub and GitLab have it.
        read(git(&origin).args(["config", "uploadpack.allowAnySHA1InWant", "true"]))?;
        let write = |name: &str, text: &str| std::fs::write(origin.join(name), text);
        write("foo.c", SOURCE)?;
        write("foo.h", HEADER)?;
        write(".gitignore", "build\n")?;
        lab.build(&origin)?;
        let mut renew = Command::new(binary().join("abilens"));
        read(renew.args(["gate", "--renew-baseline", "build/libfoo.so"]).current_dir(&origin))?;
        let commit = |message: &str| {
            read(git(&origin).args(["add", "--all"]))?;
            read(git(&origin).args(["commit", "--quiet", "--message", message]))
        };
        commit("base")?;
        read(git(&origin).args(["checkout", "--quiet", "-b", "breaks"]))?;
        write("foo.h", &HEADER.replace("\tint b", "\tint inside;\n\tint b"))?;
        commit("breaks")?;
        read(git(&origin).args(["checkout", "--quiet", "-b", "adds", "main"]))?;
        write("foo.c", &format!("{SOURCE}int more(void) {{ return 1; }}\n"))?;
        commit("adds")?;
        read(git(&origin).args(["checkout", "--quiet", "main"]))?;
        Ok(lab)
    }

    /// A pull request without comments of this action: a stranger's and another one of the bot quote its mark.
    pub(super) fn begin(&self) -> Result<()> {
        let state = self.folder.join("state");
        if state.exists() {
            std::fs::remove_dir_all(&state)?;
        }
        std::fs::create_dir_all(&state)?;
        self.forget()
    }

    /// The same, with the artifacts of before.
    pub(super) fn forget(&self) -> Result<()> {
        let state = self.folder.join("state");
        let mark = super::MARK;
        let comments = json!([
            {"id": 50, "user": {"login": "stranger"}, "body": format!("{mark}\nPASS")},
            {"id": 51, "user": {"login": "github-actions[bot]"}, "body": format!("I quote\n{mark}\n")},
        ]);
        let head = |branch: &str| self.commit(branch);
        let pulls = json!([{"number": 7, "head": {"label": format!("stranger:{BRANCH}"), "sha": head("breaks")?}}]);
        for (name, value) in [("comments.json", comments), ("labels.json", json!([])), ("pulls.json", pulls)] {
            std::fs::write(state.join(name), value.to_string())?;
        }
        Ok(())
    }

    /// A file of the state of the forge.
    pub(super) fn state(&self, name: &str) -> Result<Value> {
        Ok(serde_json::from_str(&std::fs::read_to_string(self.folder.join("state").join(name))?)?)
    }

    /// What was asked of `gh`.
    pub(super) fn log(&self) -> Result<String> {
        Ok(std::fs::read_to_string(self.folder.join("state/log"))?)
    }

    /// The folder of artifacts by run and name.
    pub(super) fn artifacts(&self) -> PathBuf {
        self.folder.join("state/artifacts")
    }

    pub(super) fn artifact(&self, run: &str, name: &str, file: &str, from: &Path) -> Result<()> {
        let folder = self.artifacts().join(run).join(name);
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(from, folder.join(file)).with_context(|| from.display().to_string())?;
        Ok(())
    }

    pub(super) fn release(&self, tag: &str, asset: &str, from: &Path) -> Result<()> {
        let folder = self.folder.join("state/releases").join(tag);
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(from, folder.join(asset))?;
        Ok(())
    }

    pub(super) fn commit(&self, branch: &str) -> Result<String> {
        Ok(read(git(&self.folder.join("origin")).args(["rev-parse", branch]))?.trim().to_owned())
    }

    /// A clone of one commit.
    pub(super) fn shallow(&self, branch: &str) -> Result<PathBuf> {
        let folder = self.folder.join("workspace");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        let origin = format!("file://{}", self.folder.join("origin").display());
        read(git(&self.folder).args(["clone", "--quiet", "--depth", "1", "--branch", branch, &origin, "workspace"]))?;
        Ok(folder)
    }

    /// The step of a workflow that builds what is checked out.
    pub(super) fn build(&self, folder: &Path) -> Result<()> {
        read(Command::new("bash").args(["-euc", BUILD]).current_dir(folder))?;
        Ok(())
    }

    /// The event of a pull request with a branch.
    pub(super) fn pull_request(&self, branch: &str) -> Result<Value> {
        let sha = |branch: &str| Ok::<Value, anyhow::Error>(json!({"sha": self.commit(branch)?}));
        Ok(json!({"pull_request": {"number": 7, "base": sha("main")?, "head": sha(branch)?}}))
    }

    /// The event of a workflow that ran for a fork.
    pub(super) fn workflow_run(&self, branch: &str) -> Result<Value> {
        let owner = json!({"owner": {"login": "stranger"}});
        let run = json!({"head_sha": self.commit(branch)?, "head_branch": BRANCH, "head_repository": owner});
        Ok(json!({"workflow_run": run}))
    }

    /// Runs the action in a workspace.
    pub(super) fn run(&self, workspace: &Path, name: &str, event: &Value, inputs: &[(&str, &str)]) -> Result<Run> {
        let file = self.folder.join("event.json");
        std::fs::write(&file, event.to_string())?;
        let variables = [
            ("GH_STATE", self.folder.join("state").display().to_string()),
            ("GITHUB_EVENT_NAME", name.to_owned()),
            ("GITHUB_EVENT_PATH", file.display().to_string()),
            ("GITHUB_REF", "refs/pull/7/merge".to_owned()),
            ("GITHUB_REPOSITORY", "owner/name".to_owned()),
            ("GITHUB_RUN_ID", "99".to_owned()),
            ("GITHUB_SERVER_URL", "https://github.com".to_owned()),
            ("GITHUB_SHA", self.commit("main")?),
        ];
        let temporary = self.folder.join("temporary");
        let gh = shell::root().join("xtask/action");
        let runner = Runner {
            action: &self.action,
            action_path: shell::root(),
            workspace,
            temporary: &temporary,
            variables: &variables,
            path: vec![gh, binary()],
        };
        runner.run(inputs)
    }

    /// A server with an archive of the release, made as the release makes it, and its digest.
    pub(super) fn releases(&self) -> Result<(Forge, String)> {
        let folder = self.folder.join("releases");
        let name = format!("abilens-{VERSION}-x86_64-unknown-linux-gnu");
        let (inner, outer) = (folder.join(&name), folder.join(format!("v{VERSION}")));
        std::fs::create_dir_all(&inner)?;
        std::fs::create_dir_all(&outer)?;
        std::fs::copy(binary().join("abilens"), inner.join("abilens"))?;
        let archive = outer.join(format!("{name}.tar.gz"));
        read(Command::new("tar").arg("-czf").arg(&archive).arg(&name).current_dir(&folder))?;
        let line = read(Command::new("sha256sum").arg(&archive))?;
        let digest = line.split(' ').next().unwrap_or_default().to_owned();
        Ok((Forge::start(folder)?, digest))
    }
}
