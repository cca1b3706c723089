//! `action`: the steps of action.yml and the job of templates/abilens.yml, run on a small repository with a few commits. What
//! is run is what is shipped: both files are read, and GitHub and GitLab are played (`action/gh`, `action/forge.rs`).

mod builds;
mod forge;
mod gitlab;
mod lab;
mod shipped;
mod steps;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{packages, shell};
use lab::{BUILD, Lab};
use steps::Run;

/// Programs and the packages that hold them.
const NEEDED: &[(&str, &str)] = &[
    ("bash", "bash"),
    ("cc", "gcc"),
    ("cmake", "cmake"),
    ("curl", "curl"),
    ("git", "git"),
    ("jq", "jq"),
    ("make", "make"),
    ("meson", "meson"),
    ("ninja", "ninja-build"),
    ("pre-commit", "pre-commit"),
    ("shellcheck", "shellcheck"),
    ("/usr/include/stdio.h", "libc6-dev"),
];

/// The first line of a comment.
const MARK: &str = "<!-- abilens: abilens -->";

/// Something that is tried.
type Try = fn(&Lab) -> Result<()>;

/// See the table of tasks.
pub(crate) fn action(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "expected no arguments");
    packages::ensure_these(NEEDED, "the steps of the action")?;
    shell::build_abilens()?;
    shipped::scripts()?;
    let lab = Lab::new()?;
    let tries: &[(&str, Try)] = &[
        ("a break is told, and a later run takes it back", comment),
        ("baselines in git, artifacts and releases", places),
        ("a fork: the second workflow takes what the first made for a stranger's", fork),
        ("a token that may not write", read_only),
        ("an input that cannot be read", unreadable),
        ("inputs that want to be run", hostile),
        ("a release with its digest, and with another", install),
        ("GitLab: the note, its successor, the reports", gitlab::job),
        ("CMake", builds::cmake),
        ("Meson", builds::meson),
        ("a kernel's build", builds::kbuild),
        ("check-kabi of an rpm", builds::check_kabi),
        ("pre-commit", builds::pre_commit),
    ];
    for (name, run) in tries {
        eprintln!("-- {name}");
        run(&lab).with_context(|| (*name).to_owned())?;
    }
    Ok(())
}

/// The comments of the bot and of others, by id.
fn comments(lab: &Lab) -> Result<Vec<(u64, String, String)>> {
    let comments = lab.state("comments.json")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = comments.as_array().context("no list")?.iter();
    Ok(all.map(|c| (c["id"].as_u64().unwrap_or_default(), text(&c["user"]["login"]), text(&c["body"]))).collect())
}

/// Outputs that have to be as stated, and the step that has to fail.
fn expect(run: &Run, verdict: &str, code: &str, backportable: &str) -> Result<()> {
    let output = |name: &str| run.outputs.get(name).map(String::as_str);
    let failed = (code != "0").then_some("verdict");
    let found = (output("verdict"), output("exit-code"), output("backportable"), run.failed.as_deref());
    let wanted = (Some(verdict), Some(code), Some(backportable), failed);
    ensure!(found == wanted, "{found:?}, expected {wanted:?}\n{}", run.printed);
    Ok(())
}

fn comment(lab: &Lab) -> Result<()> {
    lab.begin()?;
    // What the checkout action makes: one commit, without the one that the pull request is based on.
    let event = lab.pull_request("breaks")?;
    let workspace = lab.shallow("breaks")?;
    let shallow = shell::read(lab::git(&workspace).args(["rev-list", "--count", "HEAD"]))?;
    ensure!(shallow.trim() == "1", "the clone is not shallow: {shallow}");
    lab.build(&workspace)?;
    let inputs = [
        ("old", "build:@base:build/libfoo.so"),
        ("new", "build/libfoo.so"),
        ("build", BUILD),
        ("label", "ABI break"),
        ("sarif", "true"),
    ];
    let run = lab.run(&workspace, "pull_request", &event, &inputs)?;
    expect(&run, "fail", "1", "false")?;
    let all = comments(lab)?;
    let [.., (id, author, body)] = all.as_slice() else { bail!("no comment") };
    ensure!(all.len() == 3 && author == "github-actions[bot]", "{all:?}");
    for part in
        ["## abilens gate: FAIL", "struct s", "member-added-inside", "+      4  int inside", "/actions/runs/99)"]
    {
        ensure!(body.contains(part), "the comment lacks {part}:\n{body}");
    }
    ensure!(body.lines().next() == Some(MARK) && body.len() < 65_536, "{body}");
    ensure!(run.summary.contains("## abilens gate: FAIL"), "the summary: {}", run.summary);
    ensure!(run.printed.contains("::error file=foo.h,line=3,"), "no annotation:\n{}", run.printed);
    ensure!(lab.state("labels.json")? == json!([{"name": "ABI break"}]), "no label");
    let [(uses, with)] = run.used.as_slice() else { bail!("{:?}", run.used) };
    ensure!(uses.starts_with("github/codeql-action/upload-sarif@"), "{uses}");
    ensure!(with["ref"] == "refs/pull/7/merge" && with["category"] == "abilens", "{with:?}");
    let sarif: Value = serde_json::from_str(&std::fs::read_to_string(&with["sarif_file"])?)?;
    let results = sarif["runs"][0]["results"].as_array().context("no results")?;
    let place = &results.first().context("no result")?["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    ensure!(sarif["version"] == "2.1.0" && place == "foo.h", "{sarif:#}");
    let json = std::path::Path::new(&run.outputs["report"]).join("gate.json");
    let outcome: Value = serde_json::from_str(&std::fs::read_to_string(json)?)?;
    ensure!(outcome["schema"] == "abilens-gate/2", "{outcome:#}");
    // The next push takes it back: the same comment says so, and the label goes.
    let event = lab.pull_request("adds")?;
    let workspace = lab.shallow("adds")?;
    lab.build(&workspace)?;
    let run = lab.run(&workspace, "pull_request", &event, &inputs)?;
    expect(&run, "pass", "0", "true")?;
    let after = comments(lab)?;
    ensure!(after.len() == 3 && after[..2] == all[..2], "others' comments are not touched: {after:?}");
    ensure!(after[2].0 == *id && after[2].2.contains("## abilens gate: PASS"), "{after:?}");
    ensure!(lab.state("labels.json")? == json!([]), "the label stays");
    Ok(())
}

fn places(lab: &Lab) -> Result<()> {
    lab.begin()?;
    let event = lab.pull_request("breaks")?;
    let workspace = lab.shallow("breaks")?;
    lab.build(&workspace)?;
    let new = ("new", "build/libfoo.so");
    let quiet = ("comment", "false");
    let rename = ("new", "artifact:built:libfoo.so");
    lab.artifact("99", "built", "libfoo.so", &workspace.join("build/libfoo.so"))?;
    lab.release("v1", "libfoo.abilens", &workspace.join("abi/libfoo.so.1.abilens"))?;
    for inputs in [
        // The branch did not touch the baseline: by convention, as the base has it, and as a release has it.
        &[new, quiet][..],
        &[new, quiet, ("old", "git:@base:abi/libfoo.so.1.abilens")],
        &[new, quiet, ("old", "git:main:abi/libfoo.so.1.abilens")],
        &[new, quiet, ("old", "git:origin/main:abi/libfoo.so.1.abilens")],
        &[new, quiet, ("old", "release:v1:libfoo.abilens")],
        &[rename, quiet, ("old", "abi/libfoo.so.1.abilens")],
    ] {
        let run = lab.run(&workspace, "pull_request", &event, inputs)?;
        expect(&run, "fail", "1", "false").with_context(|| format!("{inputs:?}"))?;
        ensure!(
            run.printed.contains("member-added-inside") && !run.ran.contains(&"comment".to_owned()),
            "{}",
            run.printed
        );
    }
    let lenient = [new, quiet, ("fail-on", "never"), ("arguments", "--today\n2026-01-01\n")];
    expect(&lab.run(&workspace, "pull_request", &event, &lenient)?, "pass", "0", "false")?;
    ensure!(comments(lab)?.len() == 2, "a comment that nobody asked for");
    Ok(())
}

fn fork(lab: &Lab) -> Result<()> {
    lab.begin()?;
    let event = lab.pull_request("breaks")?;
    let workspace = lab.shallow("breaks")?;
    lab.build(&workspace)?;
    // The first workflow may not write, and leaves what it built as snapshots.
    let first = [
        ("old", "build:@base:build/libfoo.so"),
        ("new", "build/libfoo.so"),
        ("build", BUILD),
        ("comment", "false"),
        ("snapshots", "true"),
    ];
    let run = lab.run(&workspace, "pull_request", &event, &first)?;
    expect(&run, "fail", "1", "false")?;
    for side in ["old.abilens", "new.abilens"] {
        lab.artifact("55", "abilens", side, &std::path::Path::new(&run.outputs["report"]).join(side))?;
    }
    // The second one has the sources of the base, and a token that may write.
    let trusted = lab.shallow("main")?;
    let event = lab.workflow_run("breaks")?;
    let second = [
        ("old", "artifact:abilens:old.abilens"),
        ("new", "artifact:abilens:new.abilens"),
        ("artifact-run", "55"),
        ("sarif", "true"),
        ("fail", "false"),
    ];
    let run = lab.run(&trusted, "workflow_run", &event, &second)?;
    let verdict = (run.outputs["verdict"].as_str(), run.failed.is_none());
    ensure!(verdict == ("fail", true), "{}\n{verdict:?}", run.printed);
    ensure!(comments(lab)?.last().is_some_and(|c| c.2.contains("## abilens gate: FAIL")), "no comment");
    let head = lab.commit("breaks")?;
    let placed = |with: &BTreeMap<String, String>| with["sha"] == head && with["ref"] == "refs/pull/7/head";
    ensure!(run.used.len() == 1 && run.used.iter().all(|(_, with)| placed(with)), "{:?}", run.used);
    let log = lab.log()?;
    ensure!(log.contains(&format!("head=stranger:{}", lab::BRANCH)), "the branch is not asked for as it is: {log}");
    // An artifact that leads out of its folder, a branch that moved on, a snapshot that is none.
    let outside =
        [("old", "artifact:abilens:old.abilens"), ("new", "artifact:abilens:link/passwd"), ("artifact-run", "55")];
    std::os::unix::fs::symlink("/etc", lab.artifacts().join("55/abilens/link"))?;
    let run = lab.run(&trusted, "workflow_run", &event, &outside)?;
    ensure!(
        run.failed.as_deref() == Some("sides") && run.printed.contains("leads out of its folder"),
        "{}",
        run.printed
    );
    lab.forget()?;
    let stale = lab.workflow_run("adds")?;
    let run = lab.run(&trusted, "workflow_run", &stale, &second)?;
    let told = run.printed.contains("no open pull request is about this commit");
    ensure!(told && run.used.is_empty(), "{}", run.printed);
    ensure!(comments(lab)?.len() == 2, "a run that is overtaken comments");
    std::fs::write(lab.artifacts().join("55/abilens/new.abilens"), "## @all <img src=x>\n```\n")?;
    let run = lab.run(&trusted, "workflow_run", &event, &second)?;
    let all = comments(lab)?;
    let body = all.last().map(|c| c.2.as_str()).unwrap_or_default();
    ensure!(run.outputs["verdict"] == "incomplete" && body.contains("## abilens gate: COULD NOT TELL"), "{body}");
    ensure!(!body.contains("@all"), "{body}");
    Ok(())
}

fn read_only(lab: &Lab) -> Result<()> {
    lab.begin()?;
    std::fs::write(lab.folder.join("state/read-only"), "")?;
    let event = lab.pull_request("breaks")?;
    let workspace = lab.shallow("breaks")?;
    lab.build(&workspace)?;
    let run = lab.run(&workspace, "pull_request", &event, &[("new", "build/libfoo.so"), ("label", "x")])?;
    expect(&run, "fail", "1", "false")?;
    ensure!(run.printed.matches("::notice title=abilens::").count() == 2, "{}", run.printed);
    ensure!(comments(lab)?.len() == 2, "a comment was written");
    Ok(())
}

fn unreadable(lab: &Lab) -> Result<()> {
    lab.begin()?;
    let event = lab.pull_request("breaks")?;
    let workspace = lab.shallow("breaks")?;
    let run = lab.run(&workspace, "pull_request", &event, &[("new", "build/no-such-file.so")])?;
    expect(&run, "incomplete", "2", "")?;
    let all = comments(lab)?;
    let body = all.last().map(|c| c.2.as_str()).unwrap_or_default();
    ensure!(body.starts_with(&format!("{MARK}\n## abilens gate: COULD NOT TELL\n")), "{body}");
    ensure!(body.contains("\n    abilens: error: build/no-such-file.so: "), "{body}");
    let run =
        lab.run(&workspace, "pull_request", &event, &[("old", "build:@base:x"), ("new", "x"), ("build", "exit 3")])?;
    ensure!(run.failed.as_deref() == Some("sides"), "a build that failed: {}", run.printed);
    Ok(())
}

fn hostile(lab: &Lab) -> Result<()> {
    lab.begin()?;
    let event = lab.pull_request("breaks")?;
    let workspace = lab.shallow("breaks")?;
    lab.build(&workspace)?;
    let words = ["$(touch pwned)", "`touch pwned`", "; touch pwned #", "--upload-pack=touch pwned", "a b\ntouch pwned"];
    for word in words {
        let (build, git) = (format!("build:{word}:x"), format!("git:{word}:x"));
        let (artifact, release) = (format!("artifact:{word}:../x"), format!("release:{word}:x"));
        for old in [word, &build, &git, &artifact, &release] {
            let run = lab.run(&workspace, "pull_request", &event, &[("old", old), ("new", word), ("build", BUILD)])?;
            ensure!(run.failed.is_some(), "{old} was taken: {}", run.printed);
        }
        let inputs =
            [("new", "build/libfoo.so"), ("policy", word), ("comment-id", word), ("label", word), ("arguments", word)];
        lab.run(&workspace, "pull_request", &event, &inputs)?;
    }
    for folder in [&workspace, &lab.folder] {
        let made = shell::files(folder)?.into_iter().find(|file| file.ends_with("pwned"));
        ensure!(made.is_none(), "{made:?} was made");
    }
    Ok(())
}

fn install(lab: &Lab) -> Result<()> {
    lab.begin()?;
    let event = lab.pull_request("adds")?;
    let workspace = lab.shallow("adds")?;
    lab.build(&workspace)?;
    let (forge, digest) = lab.releases()?;
    let releases = format!("{}/releases", forge.address);
    let run = |sha256: &str, version: &str| {
        let inputs = [("new", "build/libfoo.so"), ("version", version), ("sha256", sha256), ("releases", &releases)];
        lab.run(&workspace, "pull_request", &event, &inputs)
    };
    expect(&run(&digest, lab::VERSION)?, "pass", "0", "true")?;
    let asked = forge.asked.lock().map(|asked| asked.len()).unwrap_or_default();
    ensure!(asked == 1, "the archive was not fetched once: {asked}");
    let other = digest.replace(|c: char| c.is_ascii_digit(), "f");
    for (sha256, version, why) in [
        (other.as_str(), lab::VERSION, "has another digest"),
        ("", lab::VERSION, "does not know the digest"),
        ("f00", lab::VERSION, "expected 64 hexadecimal digits"),
        (digest.as_str(), "1.2.3/../../x", "expected one such as 1.2.3"),
        (digest.as_str(), "7.7.7", "could not be fetched"),
    ] {
        let run = run(sha256, version)?;
        ensure!(run.failed.as_deref() == Some("install") && run.printed.contains(why), "{why}: {}", run.printed);
    }
    Ok(())
}
