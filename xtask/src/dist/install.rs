//! Each artefact in a root of its own, where it has to print what README.md quotes. The roots hold nothing of this
//! machine: but for what dpkg, man and bash need for Debian's package, they are empty.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::{Build, manual, version};
use crate::{packages, quotes, shell};

/// Programs and the packages that hold them.
const NEEDED: &[(&str, &str)] =
    &[("rpm", "rpm"), ("lintian", "lintian"), ("mmdebstrap", "mmdebstrap"), ("chroot", "coreutils"), ("tar", "tar")];

/// What is run everywhere: the pair of the README.
const CALL: [&str; 3] = ["diff", "docs/demo/libdemo-1.so", "docs/demo/libdemo-2.so"];

/// The exit code of that, since the second breaks the first.
const FOUND: i32 = 1;

/// Installs and runs all of them.
pub(crate) fn all(build: &Build) -> Result<()> {
    ensure!(shell::is_root(), "only root may change its root: run it as root, or in a container");
    packages::ensure_these(NEEDED, "the installed artefacts")?;
    let folder = tempfile::Builder::new().prefix("abilens-installed-").tempdir()?;
    archive(build, &Root::empty(folder.path(), "archive")?)?;
    container(build, &Root::empty(folder.path(), "container")?)?;
    rpm(build, &Root::empty(folder.path(), "rpm")?)?;
    deb(build, &Root::debian(folder.path())?)
}

/// A folder that programs take for the root.
struct Root {
    path: PathBuf,
}

impl Root {
    /// One with the pair of the README and nothing else.
    fn empty(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let demo = path.join("docs/demo");
        std::fs::create_dir_all(&demo)?;
        for library in ["libdemo-1.so", "libdemo-2.so"] {
            std::fs::copy(shell::root().join("docs/demo").join(library), demo.join(library))?;
        }
        Ok(Self { path })
    }

    /// One with the smallest Debian that has man and the completions of bash, which is kept in the cache.
    fn debian(folder: &Path) -> Result<Self> {
        let kept = shell::cache().join("roots/bookworm.tar");
        if !kept.is_file() {
            std::fs::create_dir_all(kept.parent().context("a folder")?)?;
            let half = kept.with_extension("half.tar");
            let mut mmdebstrap = Command::new("mmdebstrap");
            mmdebstrap.args(["--quiet", "--variant=minbase", "--include=man-db,bash-completion", "bookworm"]);
            shell::run(mmdebstrap.arg(&half))?;
            std::fs::rename(&half, &kept)?;
        }
        let root = Self::empty(folder, "debian")?;
        let mut tar = Command::new("tar");
        shell::run(tar.arg("--extract").arg("--file").arg(&kept).arg("--directory").arg(&root.path))?;
        Ok(root)
    }

    /// A program of the root, which knows nothing of this machine.
    fn call(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("/usr/sbin/chroot");
        command.arg(&self.path).arg(program).args(arguments);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("NO_COLOR", "1").env("MANWIDTH", "100");
        command
    }

    /// The pair of the README, compared by a program of the root.
    fn compares(&self, program: &str) -> Result<()> {
        let output = self.call(program, &CALL).output()?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(FOUND), "{program} ended with {}: {errors}", output.status);
        let printed = String::from_utf8(output.stdout)?;
        quotes::holds("README.md", &format!("abilens {}", CALL.join(" ")), &printed)?;
        let version = shell::read(&mut self.call(program, &["--version"]))?;
        ensure!(version.trim() == format!("abilens {}", self::version()), "{program} is {version}");
        println!("installed and run: {}", self.path.display());
        Ok(())
    }
}

/// Unpacks the archive into a folder.
fn unpack(build: &Build, folder: &Path) -> Result<PathBuf> {
    let name = build.name();
    let mut tar = Command::new("tar");
    tar.arg("--extract").arg("--file").arg(build.artifacts().join(format!("{name}.tar.gz")));
    shell::run(tar.arg("--directory").arg(folder))?;
    Ok(folder.join(name))
}

/// The archive: no library, no loader and no /proc are there.
fn archive(build: &Build, root: &Root) -> Result<()> {
    unpack(build, &root.path)?;
    root.compares(&format!("/{}/abilens", build.name()))
}

/// The container, by docker where it runs; else what the file says is done by hand.
fn container(build: &Build, root: &Root) -> Result<()> {
    let other = tempfile::tempdir()?;
    let context = unpack(build, other.path())?;
    let file = context.join("Containerfile");
    if Command::new("docker").arg("info").output().is_ok_and(|output| output.status.success()) {
        return by_docker(&context, &root.path);
    }
    println!("no docker runs here: the steps of the Containerfile are done by hand");
    let mut program = None;
    for line in std::fs::read_to_string(&file)?.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["FROM", "scratch"] => {}
            ["WORKDIR", folder] => std::fs::create_dir_all(inside(&root.path, folder))?,
            ["COPY", ref from @ .., to] => {
                let to_folder = to.ends_with('/');
                let target = inside(&root.path, to);
                std::fs::create_dir_all(if to_folder { &target } else { &root.path })?;
                for name in from {
                    let target = if to_folder { target.join(name) } else { target.clone() };
                    std::fs::copy(context.join(name), target)?;
                }
            }
            ["ENTRYPOINT", one] => program = serde_json::from_str::<[String; 1]>(one).ok().map(|[program]| program),
            _ => bail!("{}: {line}: not known here", file.display()),
        }
    }
    root.compares(&program.context("the Containerfile names no program")?)
}

/// A path of a root, seen from outside.
fn inside(root: &Path, path: &str) -> PathBuf {
    root.join(path.trim_start_matches('/'))
}

fn by_docker(context: &Path, demo: &Path) -> Result<()> {
    let tag = format!("abilens-try:{}", version());
    let mut docker = Command::new("docker");
    shell::run(
        docker.args(["build", "--quiet", "--tag", &tag, "--file"]).arg(context.join("Containerfile")).arg(context),
    )?;
    let mut docker = Command::new("docker");
    docker.args(["run", "--rm", "--env", "NO_COLOR=1", "--volume"]).arg(format!("{}:/work:ro", demo.display()));
    let output = docker.arg(&tag).args(CALL).output()?;
    shell::run(Command::new("docker").args(["image", "rm", "--force", &tag]))?;
    ensure!(output.status.code() == Some(FOUND), "in its container abilens ended with {}", output.status);
    quotes::holds("README.md", &format!("abilens {}", CALL.join(" ")), &String::from_utf8(output.stdout)?)?;
    println!("installed and run: the container");
    Ok(())
}

/// The package of rpm, with its dependencies asked for: it has none.
fn rpm(build: &Build, root: &Root) -> Result<()> {
    let package = build.artifacts().join(format!("abilens-{}-1.x86_64.rpm", version()));
    let rpm = |arguments: &[&str]| {
        let mut rpm = Command::new("rpm");
        rpm.arg("--root").arg(&root.path).args(arguments);
        rpm
    };
    shell::run(&mut rpm(&["--initdb"]))?;
    // Debian's rpm refuses to install beside dpkg's packages; in a root of its own there are none.
    shell::run(rpm(&["--install", "--force-debian"]).arg(&package))?;
    // What is there is what the package says: sizes, digests, modes.
    shell::run(&mut rpm(&["--verify", "abilens"]))?;
    let list = shell::read(&mut rpm(&["--query", "--list", "abilens"]))?;
    for file in ["/usr/share/man/man1/abilens-diff.1.gz", "/usr/share/licenses/abilens/LICENSE-MIT"] {
        ensure!(list.lines().any(|line| line == file), "the package lacks {file}:\n{list}");
    }
    root.compares("/usr/bin/abilens")
}

/// Debian's package: lintian is content, dpkg installs it, man has its pages, and bash completes.
fn deb(build: &Build, root: &Root) -> Result<()> {
    let package = build.artifacts().join(format!("abilens_{}-1_amd64.deb", version()));
    shell::run(Command::new("lintian").args(["--fail-on", "error,warning", "--allow-root"]).arg(&package))?;
    std::fs::copy(&package, root.path.join("abilens.deb"))?;
    shell::run(&mut root.call("dpkg", &["--install", "/abilens.deb"]))?;
    root.compares("abilens")?;
    for (page, holds) in
        [("abilens", "abilens-explain(1)"), ("abilens-diff", "--fail-on"), ("abilens-gate", "--policy")]
    {
        let text = shell::read(&mut root.call("man", &[page]))?;
        ensure!(text.contains(holds), "man {page} does not tell of {holds}:\n{text}");
    }
    let found = shell::read(&mut root.call("man", &["--whatis", "abilens-check"]))?;
    ensure!(found.starts_with("abilens-check (1)"), "{found}");
    println!("man finds the pages");
    // What bash does when somebody types the words and then a tabulator.
    for (words, expected) in [
        ("abilens di", "diff"),
        ("abilens diff --fail", "--fail-on"),
        ("abilens diff --fail-on co", "compatible cosmetic"),
    ] {
        let script = format!(
            "source /usr/share/bash-completion/completions/abilens; complete -p abilens >/dev/null || exit 9; \
             words='{words}'; COMP_WORDS=($words); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _abilens abilens \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo ${{COMPREPLY[@]}}"
        );
        let replies = shell::read(&mut root.call("bash", &["-c", &script]))?;
        ensure!(replies.trim() == expected, "bash completes `{words}` as `{}`", replies.trim());
    }
    for (shell, place) in manual::SHELLS {
        let place = place.replace("zsh/site-functions", "zsh/vendor-completions");
        ensure!(root.path.join("usr/share").join(&place).is_file(), "{shell}: no {place}");
    }
    println!("bash completes");
    shell::run(&mut root.call("dpkg", &["--remove", "abilens"]))?;
    ensure!(!root.path.join("usr/bin/abilens").exists(), "removed, and still there");
    Ok(())
}
