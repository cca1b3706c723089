//! Repositories of strangers: nothing that their configuration, attributes or hooks name is started, and nothing is
//! fetched, by `--git`, by `git:REV:PATH` and by `--git-tags`. Each command of a configuration would leave a file behind.
//!
//! Needs gcc and git (`apt-get install gcc git`, or `cargo xtask test`).

use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Every key of git's documentation whose value is run, or names what is run or fetched, by git or by a program that it starts.
const COMMANDS: &[&str] = &[
    "alias.log",
    "alias.cat-file",
    "browser.x.cmd",
    "bundle.x.uri",
    "core.alternateRefsCommand",
    "core.askPass",
    "core.editor",
    "core.fsmonitor",
    "core.gitProxy",
    "core.pager",
    "core.sshCommand",
    "credential.helper",
    "credential.https://example.org.helper",
    "diff.external",
    "diff.c.command",
    "diff.c.textconv",
    "diff.cpp.command",
    "diff.cpp.textconv",
    "difftool.x.cmd",
    "filter.f.clean",
    "filter.f.smudge",
    "filter.f.process",
    "gc.recentObjectsHook",
    "gpg.program",
    "gpg.openpgp.program",
    "gpg.ssh.program",
    "gpg.ssh.defaultKeyCommand",
    "gpg.x509.program",
    "guitool.x.cmd",
    "hook.x.command",
    "imap.tunnel",
    "init.templateDir",
    "instaweb.httpd",
    "interactive.diffFilter",
    "man.x.cmd",
    "merge.m.driver",
    "mergetool.x.cmd",
    "pager.log",
    "pager.cat-file",
    "pager.rev-list",
    "pager.ls-tree",
    "receive.procReceiveRefs",
    "remote.origin.proxy",
    "remote.origin.receivepack",
    "remote.origin.uploadpack",
    "remote.origin.vcs",
    "sendemail.sendmailCmd",
    "sendemail.toCmd",
    "sendemail.ccCmd",
    "sendemail.headerCmd",
    "sequence.editor",
    "ssh.variant",
    "submodule.x.update",
    "tar.x.command",
    "trailer.x.cmd",
    "trailer.x.command",
    "trailer.sign.command",
    "uploadpack.packObjectsHook",
    "web.browser",
];

/// What makes git do more than it was asked for.
const SETTINGS: &[(&str, &str)] = &[
    ("core.attributesFile", "attributes"),
    ("core.hooksPath", "hooks"),
    ("core.bigFileThreshold", "1"),
    ("core.commentChar", "l"),
    ("core.quotePath", "false"),
    ("core.useReplaceRefs", "true"),
    ("core.worktree", "/"),
    ("color.ui", "always"),
    ("diff.algorithm", "patience"),
    ("diff.ignoreSubmodules", "none"),
    ("diff.interHunkContext", "9"),
    ("diff.mnemonicPrefix", "true"),
    ("diff.noPrefix", "true"),
    ("diff.orderFile", "order"),
    ("diff.relative", "true"),
    ("diff.renames", "false"),
    ("diff.submodule", "log"),
    ("diff.wordRegex", "."),
    ("fetch.fsckObjects", "true"),
    ("format.pretty", "oneline"),
    ("hook.x.event", "post-checkout"),
    ("http.proxy", "http://127.0.0.1:1"),
    ("log.decorate", "full"),
    ("log.diffMerges", "remerge"),
    ("log.follow", "true"),
    ("log.mailmap", "true"),
    ("log.showRoot", "false"),
    ("log.showSignature", "true"),
    ("notes.displayRef", "*"),
    ("protocol.allow", "always"),
    ("protocol.ext.allow", "always"),
    ("remote.origin.url", "ext::sh -c touch% fetched"),
    ("remote.origin.promisor", "true"),
    ("remote.origin.partialCloneFilter", "blob:none"),
    ("safe.directory", "*"),
    ("status.submoduleSummary", "true"),
    ("submodule.recurse", "true"),
    ("uploadpack.allowFilter", "true"),
    ("url.ext::sh.insteadOf", "https:"),
];

const HOOKS: &[&str] = &[
    "fsmonitor-watchman",
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "reference-transaction",
    "proc-receive",
    "post-rewrite",
];

/// Variables that direct git; a path is where the command stands.
const ENVIRONMENT: &[&str] = &[
    "GIT_ASKPASS",
    "GIT_EDITOR",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_PROXY_COMMAND",
    "GIT_SEQUENCE_EDITOR",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "SSH_ASKPASS",
    "PAGER",
    "EDITOR",
    "VISUAL",
];

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    /// A library of two commits, its first build kept in the repository.
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        lab.run(lab.path(""), "git", &["init", "-q", "-b", "main", "repo"]);
        lab.build("struct s { int z; int b; };\nint f(struct s *p) { return p->b; }\n", "old.so");
        std::fs::copy(lab.path("old.so"), lab.path("repo/base.so")).expect("a copy");
        lab.git(&["add", "."]);
        lab.git(&["commit", "-q", "-m", "one"]);
        lab.git(&["tag", "v1"]);
        lab.build("struct s { int z; int a; int b; };\nint f(struct s *p) { return p->b; }\n", "new.so");
        lab.git(&["commit", "-q", "-a", "-m", "two"]);
        lab
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn run(&self, folder: PathBuf, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder).env("HOME", self.path("")).env("GIT_CONFIG_NOSYSTEM", "1");
        let out = command.output().unwrap_or_else(|e| panic!("{program}: {e}; apt-get install {program}"));
        assert!(out.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).trim().to_owned()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let who = ["-c", "user.name=n", "-c", "user.email=a@b"];
        self.run(self.path("repo"), "git", &[&who[..], arguments].concat())
    }

    fn build(&self, source: &str, library: &str) {
        std::fs::write(self.path("repo/a.c"), source).expect("a file");
        let library = self.path(library);
        let library = library.to_str().expect("UTF-8");
        self.run(self.path("repo"), "gcc", &["-g", "-shared", "-fPIC", "a.c", "-o", library]);
    }

    fn abilens(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        abilens.args(arguments).current_dir(self.path("repo")).env("NO_COLOR", "1").env("HOME", self.path(""));
        abilens.envs(environment.iter().copied()).output().expect("the binary runs")
    }

    /// All ways into a repository, and what they print.
    fn all(&self, environment: &[(&str, &str)]) -> [(Option<i32>, String); 3] {
        [
            &["diff", "--git", ".", "HEAD~1..HEAD", "../old.so", "../new.so"][..],
            &["gate", "git:HEAD~1:base.so", "../new.so"],
            &["history", "--all", "--git-tags", "base.so"],
        ]
        .map(|arguments| {
            let out = self.abilens(arguments, environment);
            let text = [out.stdout, out.stderr].concat();
            (out.status.code(), String::from_utf8_lossy(&text).into_owned())
        })
    }

    /// A program that leaves a file behind; any name of it leaves its own.
    fn canary(&self) -> PathBuf {
        let path = self.path("canary");
        let text = format!("#!/bin/sh\ntouch \"{}/ran-$(basename \"$0\")-$CANARY\"\nexit 1\n", self.path("").display());
        std::fs::write(&path, text).expect("a file");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("it is ours");
        path
    }

    /// Names of what ran.
    fn ran(&self) -> Vec<String> {
        let mut found = Vec::new();
        for folder in [self.path(""), self.path("repo")] {
            let entries = std::fs::read_dir(folder).expect("a folder").flatten();
            let names = entries.map(|e| e.file_name().to_string_lossy().into_owned());
            found.extend(names.filter(|n| n.starts_with("ran-") || n.starts_with("fetched")));
        }
        found.sort();
        found
    }

    /// The configuration with every key, each command told apart by what it leaves.
    fn hostile(&self) -> String {
        let canary = self.canary();
        let mut text = String::new();
        let mut set = |key: &str, value: &str| {
            let (section, name) = key.rsplit_once('.').expect("a key");
            let section = section
                .split_once('.')
                .map_or_else(|| section.to_owned(), |(first, second)| format!("{first} \"{second}\""));
            text.push_str(&format!("[{section}]\n\t{name} = \"{value}\"\n"));
        };
        for key in COMMANDS {
            set(key, &format!("{} {key};false", canary.display()));
        }
        for (key, value) in SETTINGS {
            set(key, value);
        }
        text
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

#[test]
fn nothing_that_a_repository_names_is_started() {
    let lab = Lab::new();
    let clean = lab.all(&[]);
    assert!(clean[0].1.contains("\"two\""), "{}", clean[0].1);
    assert_eq!((clean[0].0, clean[1].0), (Some(1), Some(1)), "{}{}", clean[0].1, clean[1].1);
    assert!(clean[2].0 == Some(0) && clean[2].1.contains("struct s"), "{}", clean[2].1);

    let keys = lab.hostile();
    let config = std::fs::read_to_string(lab.path("repo/.git/config")).expect("a file");
    let attributes = "* diff=c filter=f merge=m -text -diff\n*.h diff=cpp export-subst\n";
    for file in ["repo/.gitattributes", "repo/.git/info/attributes", "repo/attributes", ".config/git/attributes"] {
        write(&lab.path(file), attributes);
    }
    write(&lab.path("repo/.gitmodules"), "[submodule \"x\"]\n\tpath = x\n\turl = ext::sh\n\tupdate = !false\n");
    for folder in ["repo/hooks", "repo/.git/hooks"] {
        for hook in HOOKS {
            write(&lab.path(&format!("{folder}/{hook}")), "");
            std::fs::remove_file(lab.path(&format!("{folder}/{hook}"))).expect("it was there");
            std::os::unix::fs::symlink(lab.path("canary"), lab.path(&format!("{folder}/{hook}"))).expect("a link");
        }
    }
    // A history that is not the history: the first commit replaced by the second, and a graft without a parent.
    let (one, two) = (lab.git(&["rev-parse", "HEAD~1"]), lab.git(&["rev-parse", "HEAD"]));
    write(&lab.path(&format!("repo/.git/refs/replace/{one}")), &format!("{two}\n"));
    write(&lab.path("repo/.git/info/grafts"), &format!("{two}\n"));
    write(&lab.path("hostile"), &keys);
    let included = format!("[include]\n\tpath = {}\n", lab.path("hostile").display());
    let conditional = format!("[includeIf \"gitdir:/**\"]\n\tpath = {}\n", lab.path("hostile").display());
    for (what, text) in [("keys", &keys), ("include", &included), ("includeIf", &conditional)] {
        write(&lab.path("repo/.git/config"), &format!("{config}{text}"));
        assert_eq!(lab.all(&[]), clean, "{what}");
        assert_eq!(lab.ran(), [""; 0], "{what}");
    }
    write(&lab.path("repo/.git/config"), &format!("{config}[extensions]\n\tworktreeConfig = true\n"));
    write(&lab.path("repo/.git/config.worktree"), &keys);
    assert_eq!(lab.all(&[]), clean);
    // The user's own configuration, and that of the environment.
    write(&lab.path(".gitconfig"), &keys);
    write(&lab.path(".config/git/config"), &keys);
    assert_eq!(lab.all(&[]), clean);
    let canary = lab.path("canary").display().to_string();
    let mut environment: Vec<(&str, &str)> = ENVIRONMENT.iter().map(|name| (*name, canary.as_str())).collect();
    let file = lab.path("hostile").display().to_string();
    environment.extend([
        ("GIT_CONFIG_GLOBAL", file.as_str()),
        ("GIT_CONFIG_SYSTEM", file.as_str()),
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.fsmonitor"),
        ("GIT_CONFIG_VALUE_0", canary.as_str()),
        ("GIT_CONFIG_PARAMETERS", "'core.pager=false'"),
        ("GIT_EXEC_PATH", "/nowhere"),
        ("GIT_TRACE", "2"),
        ("GIT_DIFF_OPTS", "--unified=9"),
        ("GIT_NOGLOB_PATHSPECS", "1"),
        ("GIT_REPLACE_REF_BASE", "refs/replace/"),
        ("GIT_ALLOW_PROTOCOL", "ext:file"),
        ("GIT_NO_LAZY_FETCH", "0"),
    ]);
    assert_eq!(lab.all(&environment), clean);
    assert_eq!(lab.ran(), [""; 0]);
}

/// A clone that left objects out asks the remote for them; here they are just missing.
#[test]
fn nothing_is_fetched() {
    let lab = Lab::new();
    for object in ["HEAD~1:a.c", "HEAD:a.c", "HEAD~1:base.so"] {
        let hash = lab.git(&["rev-parse", object]);
        let file = lab.path(&format!("repo/.git/objects/{}/{}", &hash[..2], &hash[2..]));
        let _ = std::fs::remove_file(file);
    }
    lab.run(lab.path(""), "git", &["init", "-q", "--bare", "up.git"]);
    let canary = lab.canary().display().to_string();
    let (up, program) = (lab.path("up.git").display().to_string(), format!("{canary};false"));
    for (key, value) in [
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", &up),
        ("remote.origin.uploadpack", &program),
    ] {
        lab.git(&["config", key, value]);
    }
    // The trap is one: git itself steps into it.
    let mut git = Command::new("git");
    git.args(["cat-file", "-s", "HEAD:a.c"]).current_dir(lab.path("repo"));
    assert!(!git.output().expect("git runs").status.success());
    assert_eq!(lab.ran().len(), 1);
    std::fs::remove_file(lab.path(&lab.ran()[0])).expect("it was there");
    for (code, text) in lab.all(&[("GIT_NO_LAZY_FETCH", "0")]) {
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains("nothing is fetched here"), "{text}");
    }
    for url in ["ext::sh -c touch% fetched", "ssh://-oProxyCommand=touch fetched/x", "https://127.0.0.1:1/x"] {
        lab.git(&["config", "remote.origin.url", url]);
        assert!(lab.all(&[]).iter().all(|(code, _)| *code == Some(2)), "{url}");
    }
    assert_eq!(lab.ran(), [""; 0]);
}

/// What people have: linked working trees, bare repositories, other formats, shallow clones, borrowed objects, a hook's
/// environment, a path from the current folder.
#[test]
fn ordinary_repositories_are_read() {
    let lab = Lab::new();
    let clean = lab.all(&[]);
    let new = lab.path("new.so").display().to_string();
    let gate = |folder: &str, base: &str, environment: &[(&str, &str)]| {
        let mut abilens = Command::new(env!("CARGO_BIN_EXE_abilens"));
        abilens.args(["gate", base, &new]).current_dir(lab.path(folder)).env("HOME", lab.path(""));
        let out = abilens.env("NO_COLOR", "1").envs(environment.iter().copied()).output().expect("the binary runs");
        (out.status.code(), String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned())
    };
    let same = |(code, text): (Option<i32>, String), what: &str| assert_eq!(code, Some(1), "{what}: {text}");
    lab.git(&["worktree", "add", "-q", "../linked", "HEAD~1"]);
    lab.git(&["pack-refs", "--all"]);
    lab.git(&["gc", "-q"]);
    same(gate("linked", "git:HEAD:base.so", &[]), "the HEAD of a linked working tree");
    same(gate("repo", "git:HEAD@{0}:base.so", &[]), "the reflog");
    lab.run(lab.path(""), "git", &["clone", "-q", "--bare", "repo", "bare.git"]);
    same(gate("bare.git", "git:main~1:base.so", &[]), "a bare repository");
    let url = format!("file://{}", lab.path("repo").display());
    lab.run(lab.path(""), "git", &["clone", "-q", "--depth=1", &url, "shallow"]);
    same(gate("shallow", "git:@{upstream}:base.so", &[]), "a shallow clone, and what its branch follows");
    lab.run(lab.path(""), "git", &["clone", "-q", "--shared", "repo", "borrowed"]);
    same(gate("borrowed", "git:HEAD:base.so", &[]), "borrowed objects");
    std::fs::create_dir(lab.path("repo/sub")).expect("a folder");
    same(gate("repo/sub", "git:HEAD:../base.so", &[]), "a path from the current folder");
    same(gate("repo/sub", "git:HEAD:base.so", &[]), "a path from the top");
    let git_dir = lab.path("repo/.git").display().to_string();
    same(gate("", "git:HEAD:base.so", &[("GIT_DIR", &git_dir)]), "a hook's environment");
    let (code, text) = gate("repo", "git:HEAD:../base.so", &[]);
    assert!(code == Some(2) && text.contains("git:HEAD:../base.so: leaves the repository"), "{text}");
    let (code, text) = gate("", "git:HEAD:base.so", &[]);
    assert!(code == Some(2) && text.contains("not in a git repository"), "{text}");
    for format in [&["--object-format=sha256"][..], &["--ref-format=reftable"]] {
        let arguments = [&["init", "-q", "-b", "main"], format, &["other"]].concat();
        // An older git knows neither.
        if Command::new("git").args(&arguments).current_dir(lab.path("")).output().expect("git runs").status.success() {
            std::fs::copy(lab.path("old.so"), lab.path("other/base.so")).expect("a copy");
            let commit = ["-c", "user.name=n", "-c", "user.email=a@b", "commit", "-q", "-m", "one"];
            lab.run(lab.path("other"), "git", &["add", "."]);
            lab.run(lab.path("other"), "git", &commit);
            same(gate("other", "git:main:base.so", &[]), format[0]);
            std::fs::remove_dir_all(lab.path("other")).expect("it was there");
        }
    }
    assert_eq!(lab.all(&[]), clean);
    lab.git(&["config", "core.repositoryformatversion", "1"]);
    lab.git(&["config", "extensions.newThing", "true"]);
    let (code, text) = gate("repo", "git:HEAD:base.so", &[]);
    assert!(code == Some(2) && text.contains("extension newthing = true, which is not known"), "{text}");
}

/// Another user's repository is read only if the user said so, as with git itself.
#[test]
fn another_users_repository_is_refused() {
    let lab = Lab::new();
    if std::fs::metadata(lab.path("")).expect("a folder").uid() != 0 {
        return; // Only root can give a file away.
    }
    lab.run(lab.path(""), "chown", &["-R", "12345", "repo"]);
    for (code, text) in lab.all(&[]) {
        assert!(code == Some(2) && text.contains("dubious ownership"), "{text}");
    }
    write(&lab.path(".gitconfig"), &format!("[safe]\n\tdirectory = {}\n", lab.path("repo").display()));
    assert_eq!(lab.all(&[]).map(|(code, _)| code), [Some(1), Some(1), Some(0)]);
}

/// A stored file is an input like any other: archives, what is beside no file, and what is none.
#[test]
fn stored_files_are_inputs() {
    let lab = Lab::new();
    lab.build("struct s { int z; int b; };\nint f(struct s *p) { return p->b; }\n", "plain.so");
    lab.run(lab.path("repo"), "gcc", &["-g", "-c", "a.c", "-o", "a.o"]);
    lab.run(lab.path("repo"), "ar", &["rc", "a.a", "a.o"]);
    // Of a damaged member the archive's name in git is told.
    let mut archive = std::fs::read(lab.path("repo/a.a")).expect("an archive");
    let at = archive.windows(4).position(|w| w == b"\x7fELF").expect("a member");
    archive[at + 4] = 9;
    std::fs::write(lab.path("repo/damaged.a"), archive).expect("a file");
    std::fs::create_dir(lab.path("debug")).expect("a folder");
    lab.run(lab.path(""), "objcopy", &["--only-keep-debug", "plain.so", "debug/plain.so.debug"]);
    lab.run(lab.path(""), "objcopy", &["-g", "plain.so", "repo/plain.so"]);
    // Beside the stored file lies nothing, though its folder in the working tree has a debug file.
    lab.run(lab.path(""), "cp", &["debug/plain.so.debug", "repo/plain.so.debug"]);
    lab.git(&["add", "a.a", "damaged.a", "plain.so"]);
    lab.git(&["commit", "-q", "-m", "inputs"]);
    let run = |arguments: &[&str]| {
        let out = lab.abilens(arguments, &[]);
        (out.status.code(), String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned())
    };
    let (code, text) = run(&["diff", "git:HEAD:a.a", "a.a"]);
    assert!(code == Some(0) && text.contains("git:HEAD:a.a"), "{text}");
    let (code, text) = run(&["diff", "git:HEAD:damaged.a", "a.a"]);
    assert!(code == Some(2) && text.contains("git:HEAD:damaged.a(a.o): offset 0x4: "), "{text}");
    let (code, text) = run(&["diff", "git:HEAD:./a.c", "a.a"]);
    assert!(code == Some(2) && text.contains("git:HEAD:./a.c: ") && text.contains("not an ELF file"), "{text}");
    let (code, text) = run(&["show", "git:HEAD:plain.so", "f"]);
    assert!(!text.contains("struct s"), "{code:?} {text}");
    let (code, text) = run(&["show", "git:HEAD:plain.so", "f", "--debug-dir", "../debug"]);
    assert!(code == Some(0) && text.contains("struct s"), "{text}");
}
