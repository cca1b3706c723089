//! `abilens gate` from outside: real objects, policies and lists as people write them, every form of the outcome.

#[path = "../forms/mod.rs"]
mod forms;
#[path = "../ledger/mod.rs"]
mod ledger;
mod lists;
mod matrix;
#[path = "../page/mod.rs"]
mod page;

use std::path::PathBuf;
use std::process::{Command, Output};

const OLD: &str = "
struct dev { int id; void *priv; };
struct aux { long a; };
int dev_add(struct dev *d) { return d->id; }
int dev_del(struct dev *d) { return d->id + 1; }
long aux_get(struct aux *a) { return a->a; }
struct aux *aux_new(void) { return 0; }
int gone(void) { return 0; }
";

const NEW: &str = "
struct dev { int id; int more; int extra; void *priv; };
struct aux { long a; long b; };
int dev_add(struct dev *d) { return d->id; }
int dev_del(struct dev *d) { return d->id + 1; }
long aux_get(struct aux *a) { return a->a; }
struct aux *aux_new(void) { return 0; }
";

struct Lab {
    dir: tempfile::TempDir,
}

impl Lab {
    /// A folder with `base.so` and `new.so`.
    fn new() -> Self {
        let lab = Self { dir: tempfile::tempdir().expect("a folder") };
        lab.build("base.so", OLD);
        lab.build("new.so", NEW);
        lab
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a text file")
    }

    fn build(&self, name: &str, source: &str) {
        let file = format!("{name}.c");
        self.write(&file, source);
        let kind = if name.ends_with(".o") { "-c" } else { "-shared" };
        self.run("gcc", &["-g", "-fPIC", kind, "-o", name, &file]);
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let out = Command::new(program).args(arguments).current_dir(self.dir.path()).output();
        let out = out.unwrap_or_else(|e| panic!("{program}: {e}; apt-get install {program}"));
        assert!(out.status.success(), "{program} {arguments:?}\n{}", String::from_utf8_lossy(&out.stderr));
        out
    }

    /// Runs `abilens gate` with the folder as the current one; exit code, standard output, standard error.
    fn gate(&self, arguments: &[&str]) -> (i32, String, String) {
        let out = Command::new(env!("CARGO_BIN_EXE_abilens"))
            .arg("gate")
            .args(arguments)
            .current_dir(self.dir.path())
            .env("NO_COLOR", "1")
            .env("SOURCE_DATE_EPOCH", "1795392000")
            .output()
            .expect("the binary runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (code, stdout, stderr) = (out.status.code().unwrap_or(-1), text(&out.stdout), text(&out.stderr));
        ledger::hold_next("gate/outcomes.txt", &said(arguments, code, &stdout, &stderr));
        (code, stdout, stderr)
    }

    /// The outcome under a policy as JSON, with its exit code.
    fn judge(&self, policy: &str) -> (i32, serde_json::Value) {
        self.write("abilens.toml", policy);
        let (code, stdout, stderr) = self.gate(&["base.so", "new.so", "--format", "json"]);
        assert_eq!(stderr, "");
        let outcome = serde_json::from_str(&stdout).expect("JSON");
        assert_eq!(forms::json("gate", &outcome), [""; 0]);
        (code, outcome)
    }

    /// Exit code, and rules of the findings that fail.
    fn failing(&self, policy: &str) -> (i32, Vec<String>) {
        let (code, outcome) = self.judge(policy);
        (code, rules(&outcome, "fails"))
    }
}

/// What a gate said, for the ledger: of JSON what is no finding, and what became of each finding.
fn said(arguments: &[&str], code: i32, stdout: &str, stderr: &str) -> String {
    let mut out = format!("$ abilens gate {}\n{stderr}", arguments.join(" "));
    match serde_json::from_str::<serde_json::Value>(stdout) {
        Ok(mut outcome) if outcome["schema"] == "abilens-gate/2" => {
            let findings = outcome["findings"].take();
            for f in findings.as_array().into_iter().flatten() {
                let subject = &f["finding"]["subject"];
                let words =
                    [&f["status"], &f["finding"]["rule"], &subject["kind"], &subject["name"], &subject["member"]];
                let words = words.map(|word| word.as_str().unwrap_or("-"));
                out.push_str(&format!("{} by {} in {}\n", words.join(" "), f["by"], f["scopes"]));
            }
            out.push_str(&format!("{outcome}\n"));
        }
        Ok(mut outcome) if outcome["schema"] == "abilens-matrix/1" => {
            for build in outcome["builds"].as_array_mut().into_iter().flatten() {
                build["outcome"].take();
            }
            out.push_str(&format!("{outcome}\n"));
        }
        Ok(other) => out.push_str(&format!("{other}\n")),
        Err(_) => out.push_str(stdout),
    }
    format!("{out}[exit {code}]\n").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn rules(outcome: &serde_json::Value, status: &str) -> Vec<String> {
    let all = outcome["findings"].as_array().expect("findings").iter();
    let mut out: Vec<String> = all
        .filter(|f| f["status"] == status)
        .map(|f| f["finding"]["rule"].as_str().expect("a rule").to_owned())
        .collect();
    out.sort();
    out.dedup();
    out
}

#[test]
fn without_a_policy_what_is_risky_fails() {
    let lab = Lab::new();
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.starts_with("FAIL   base.so -> new.so\n"), "{text}");
    for part in [
        "no policy file: the defaults, 2026-11-23",
        "symbol-removed",
        "gone",
        "struct dev",
        "abilens diff base.so new.so",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.lines().count() <= 20, "{text}");
    let (code, text, _) = lab.gate(&["base.so", "base.so"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.starts_with("PASS   base.so -> base.so\n"), "{text}");
}

#[test]
fn thresholds_hold_by_severity_rule_and_set_of_symbols() {
    let lab = Lab::new();
    assert_eq!(lab.failing("fail-on = 'never'\n"), (0, vec![]));
    let (code, failing) = lab.failing("fail-on = 'breaking'\n");
    assert_eq!(code, 1);
    assert!(failing.contains(&"symbol-removed".to_owned()) && !failing.contains(&"member-added-at-tail".to_owned()));
    assert_eq!(
        lab.failing("fail-on = 'never'\n[rules]\nsymbol-removed = 'fail'\n"),
        (1, vec!["symbol-removed".into()])
    );
    let only_aux = "fail-on = 'never'\n[[scope]]\nname = 'aux'\nfail-on = 'risky'\nsymbols = ['aux_*']\n";
    assert_eq!(lab.failing(only_aux), (1, vec!["member-added-at-tail".into()]));
    let only_aux = only_aux.replace("'risky'", "'breaking'");
    assert_eq!(lab.failing(&only_aux), (0, vec![]));
}

#[test]
fn lists_of_every_format_make_the_same_set() {
    let lab = Lab::new();
    lab.write("stablelist", "[rhel9_x86_64_stablelist]\n\tdev_add\n\tgone\n");
    lab.write(
        "Module.kabi",
        "0x11111111\tdev_add\tvmlinux\tEXPORT_SYMBOL\t\n0x22222222\tgone\tvmlinux\tEXPORT_SYMBOL_GPL\tNS\n",
    );
    lab.write("kabi/dev_add", "#2-\n0x11111111\tdev_add\tvmlinux\tEXPORT_SYMBOL\n");
    lab.write("kabi/gone", "#2-\n0x22222222\tgone\tvmlinux\tEXPORT_SYMBOL\n");
    lab.write("gki/base", "[abi_symbol_list]\n# commonly used\n  dev_add\n");
    lab.write("gki/partner", "[abi_symbol_list]\n\n# required by x.ko\n  gone\n  dev_add\n");
    lab.write("whitelist", "[abi_whitelist]\n  dev_add\n[kernel_abi_whitelist]\n  gone\n");
    lab.write("plain", "# protected\ndev_add\ngone # why\n");
    let policy =
        |lists: &str| format!("fail-on = 'never'\n[[scope]]\nname = 'list'\nfail-on = 'breaking'\nlists = [{lists}]\n");
    let mut outcomes = Vec::new();
    for lists in [
        "'stablelist'",
        "'Module.kabi'",
        "'kabi'",
        "'gki'",
        "'gki/base', 'gki/partner'",
        "'whitelist'",
        "'plain'",
        "{ file = 'plain', format = 'plain' }",
    ] {
        let (code, outcome) = lab.judge(&policy(lists));
        assert_eq!(code, 1, "{lists}");
        assert_eq!(outcome["scopes"][0]["symbols"], 2, "{lists}");
        outcomes.push(rules(&outcome, "fails"));
    }
    assert!(
        outcomes[0].contains(&"symbol-removed".to_owned()) && outcomes[0].contains(&"member-added-inside".to_owned())
    );
    assert!(outcomes.windows(2).all(|w| w[0] == w[1]), "{outcomes:?}");
}

#[test]
fn crcs_of_a_list_are_compared_with_new() {
    let lab = Lab::new();
    lab.write(
        "Module.kabi",
        "0x11111111\tdev_add\tvmlinux\tEXPORT_SYMBOL\t\n0x22222222\tdev_del\tvmlinux\tEXPORT_SYMBOL\n",
    );
    let policy = "fail-on = 'never'\n[[scope]]\nname = 'list'\nfail-on = 'never'\nlists = ['Module.kabi']\n";
    let kinds = |outcome: &serde_json::Value| -> Vec<String> {
        let all = outcome["problems"].as_array().expect("problems").iter();
        all.map(|p| format!("{} {}", p["kind"].as_str().expect("a kind"), p["effect"].as_str().expect("an effect")))
            .collect()
    };
    let (code, outcome) = lab.judge(policy);
    assert_eq!((code, kinds(&outcome)), (0, vec!["crc-unknown note".into()]));
    let (code, outcome) = lab.judge(&format!("{policy}crc = 'fail'\n"));
    assert_eq!((code, kinds(&outcome)), (2, vec!["crc-unknown incomplete".into()]));
    // Beside NEW.
    lab.write(
        "Module.symvers",
        "0x11111111\tdev_add\tvmlinux\tEXPORT_SYMBOL\t\n0x33333333\tdev_del\tvmlinux\tEXPORT_SYMBOL\t\n",
    );
    let (code, outcome) = lab.judge(policy);
    assert_eq!((code, kinds(&outcome)), (0, vec!["crc-differs note".into()]));
    assert_eq!(
        outcome["problems"][0]["message"],
        "dev_del: listed with CRC 0x22222222, NEW has 0x33333333 (scope list)"
    );
    let (code, _) = lab.judge(&format!("{policy}crc = 'fail'\n"));
    assert_eq!(code, 1);
    // A list of NEW that does not have the symbol is as good as none.
    lab.write("Module.symvers", "0x11111111\tdev_add\tvmlinux\tEXPORT_SYMBOL\t\n");
    let (code, outcome) = lab.judge(policy);
    assert_eq!((code, kinds(&outcome)), (0, vec!["crc-unknown note".into()]));
    let (code, outcome) = lab.judge(&format!("{policy}crc = 'fail'\n"));
    assert_eq!((code, kinds(&outcome)), (2, vec!["crc-unknown incomplete".into()]));
    lab.write("Module.symvers", "nonsense\n");
    let (code, _, stderr) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("Module.symvers: line 1: expected columns"), "{stderr}");
}

#[test]
fn a_listed_symbol_must_be_in_base() {
    let lab = Lab::new();
    lab.write("plain", "dev_add\nno_such\n");
    let policy = "fail-on = 'never'\n[[scope]]\nname = 'list'\nfail-on = 'never'\nlists = ['plain']\n";
    let (code, outcome) = lab.judge(policy);
    assert_eq!(code, 1);
    let problem = &outcome["problems"][0];
    assert_eq!(
        (&problem["kind"], &problem["file"], &problem["line"]),
        (&"listed-not-in-base".into(), &"plain".into(), &2.into())
    );
    assert_eq!(lab.judge(&format!("{policy}not-in-base = 'note'\n")).0, 0);
}

#[test]
fn severities_tolerate_by_their_first_match() {
    let lab = Lab::new();
    lab.write("severities", "# kABI\ndev_add FAIL\ndev_* PASS\ngone PASS\naux_* PASS\n");
    let policy = "severities = ['severities']\n";
    let (code, outcome) = lab.judge(policy);
    assert_eq!(code, 1);
    assert!(rules(&outcome, "tolerated").contains(&"symbol-removed".to_owned()));
    assert_eq!(outcome["scopes"][0]["changed"], 1, "dev_add alone counts");
    lab.write("severities", "dev_* PASS\ndev_add FAIL\ngone PASS\naux_* PASS\n");
    assert_eq!(lab.judge(policy).0, 0);
    assert_eq!(lab.judge("ignore-changes = ['name:dev_*', 'gone', 'name:aux_*']\n").0, 0);
    lab.write("defines", "[abi]\nignore-changes:\n dev_*\n gone\n name:aux_*\n");
    assert_eq!(lab.judge("debian-defines = ['defines']\n").0, 0);
}

#[test]
fn suppressions_and_allowed_breaks_take_findings_away() {
    let lab = Lab::new();
    lab.write("a.abignore", "[suppress_type]\nname_regexp = ^(dev|aux)$\n[suppress_function]\nsymbol_name = gone\nchange_kind = deleted-function\n");
    assert_eq!(lab.judge("suppressions = ['a.abignore']\n").0, 0);
    lab.write("a.abignore", "[suppress_type]\nname = dev\nhas_data_members_inserted = end\n");
    let (code, _, stderr) = lab.gate(&["base.so", "new.so", "--policy", "abilens.toml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("a.abignore: line 3: property `has_data_members_inserted` is not known"), "{stderr}");
    lab.write(
        "breaks",
        "# ABI freeze commit: 1\n\ntype 'struct dev' changed\n  byte size changed from 16 to 24\n  member 'int more' was added\n  \
         member 'int extra' was added\n  member 'void* priv' changed\n    offset changed by 64\n\n\
         1 function symbol(s) removed\n  'int gone()'\n\ntype 'struct other' changed\n  member 'int x' was added\n",
    );
    let (code, outcome) = lab.judge("allowed-breaks = ['breaks']\n");
    assert_eq!(code, 1);
    assert_eq!(rules(&outcome, "fails"), ["member-added-at-tail"], "struct aux is in no paragraph");
    assert_eq!(outcome["problems"][0]["kind"], "allowed-break-unused");
    assert_eq!(outcome["problems"][0]["line"], 13);
    assert_eq!(lab.judge("allowed-breaks = ['breaks']\nfail-on = 'breaking'\n").0, 0);
    assert_eq!(lab.judge("allowed-breaks = ['breaks']\nfail-on = 'breaking'\nunused-allowed-breaks = 'fail'\n").0, 1);
}

#[test]
fn an_allowed_break_allows_what_it_says_and_nothing_else() {
    let lab = Lab::new();
    let source = |id: &str, eb: &str, foo: &str, more: &str| {
        format!(
            "struct in {{ int x; {more} }};\nstruct dev {{ {id} id; void *p; int (*op)(struct dev *self, {id} n); struct in in; }};\n\
             enum e {{ EA, EB = {eb} }};\n{foo}\nstruct dev gd;\nenum e ge;\n"
        )
    };
    lab.build("base.so", &source("int", "1", "int foo(int x) { return x; }", ""));
    lab.write(
        "breaks",
        "type 'struct dev' changed\n  byte size changed from 32 to 40\n  member changed from 'int id' to 'unsigned int id'\n    \
         type changed from 'int' to 'unsigned int'\n  member changed from 'int(* op)(struct dev*, int)' to \
         'int(* op)(struct dev*, unsigned int)'\n\ntype 'struct in' changed\n  byte size changed from 4 to 8\n  \
         member 'int more' was added\n\ntype 'enum e' changed\n  enumerator 'EB' value changed from 1 to 2\n\n\
         function symbol changed from 'int foo(int)' to 'int foo(unsigned int)'\n  type changed from 'int(int)' to \
         'int(unsigned int)'\n",
    );
    let policy = "allowed-breaks = ['breaks']\nfail-on = 'source'\n[rules]\nsymbol-size-changed = 'pass'\nvariable-size-changed = 'pass'\n";
    let foo = |of: &str| format!("int foo({of} x) {{ return 1; }}");
    lab.build("new.so", &source("unsigned", "2", &foo("unsigned"), "int more;"));
    let (code, outcome) = lab.judge(policy);
    assert_eq!((code, rules(&outcome, "fails")), (0, vec![]));
    assert!(rules(&outcome, "allowed").len() >= 4, "{:?}", rules(&outcome, "allowed"));
    for (new, fails) in [
        (source("float", "2", &foo("unsigned"), "int more;"), "member-type-changed"),
        (source("unsigned", "9", &foo("unsigned"), "int more;"), "enumerator-value-changed"),
        (source("unsigned", "2", &foo("char *"), "int more;"), "parameter-type-changed"),
        (source("unsigned", "2", "void foo(unsigned x) {}", "int more;"), "return-type-changed"),
        (source("unsigned", "2", &foo("unsigned"), "long more[100];"), "member-added-at-tail"),
    ] {
        lab.build("new.so", &new);
        let (code, failing) = lab.failing(policy);
        assert!(code == 1 && failing.iter().any(|r| r == fails), "{fails}: {failing:?}");
    }
}

#[test]
fn rules_about_modules_know_paths_from_either_side() {
    let lab = Lab::new();
    for (side, member) in [("kb", ""), ("kn", "long m; ")] {
        lab.write(&format!("{side}/k.h"), &format!("struct k {{ int a; {member}long b; }};\n"));
        let source = unit("#include \"k.h\"\nint kfun(struct k *k) { return k->a; }", &["kfun"]);
        lab.build(&format!("{side}/mymod.o"), &source);
        std::fs::rename(lab.path(&format!("{side}/mymod.o")), lab.path(&format!("{side}/mymod.ko"))).expect("a name");
    }
    lab.write("sev", "drivers/net/* FAIL\nk* PASS\n");
    lab.write("sv", "0x1\tkfun\tdrivers/net/mymod\tEXPORT_SYMBOL_GPL\tNSX\n");
    lab.write("elsewhere", "0x1\tkfun\tfs/mymod\tEXPORT_SYMBOL_GPL\n");
    lab.write("abilens.toml", "severities = ['sev']\n");
    for (arguments, code) in [
        (&[][..], 2),
        (&["--new-symvers", "sv"], 1),
        (&["--base-symvers", "sv"], 1),
        (&["--new-symvers", "elsewhere"], 0),
    ] {
        let (found, text, stderr) = lab.gate(&[&["kb", "kn"], arguments].concat());
        assert_eq!(found, code, "{arguments:?}\n{text}{stderr}");
        assert_eq!(text.contains("may be about the module of kfun"), code == 2, "{text}");
    }
}

#[test]
fn proposals_fail_until_somebody_says_why() {
    let lab = Lab::new();
    lab.write("abilens.toml", "# ours\nfail-on = 'risky'\n");
    let (code, text, _) = lab.gate(&["base.so", "new.so", "--update"]);
    assert_eq!(code, 1);
    let policy = lab.read("abilens.toml");
    assert!(policy.starts_with("# ours\nfail-on = 'risky'\n\n[[waiver]]\nid = \""), "{policy}");
    let n = policy.matches("[[waiver]]").count();
    assert!(text.contains(&format!("{n} waivers were added to abilens.toml: fill in reason and author")), "{text}");
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 1);
    assert!(text.contains("reason and author are empty"), "{text}");
    // Proposals are not proposed again.
    lab.gate(&["base.so", "new.so", "--update"]);
    assert_eq!(lab.read("abilens.toml"), policy);
    let half = policy.replace("reason = \"\"", "reason = \"vendor agreed\"");
    lab.write("abilens.toml", &half);
    assert_eq!(lab.gate(&["base.so", "new.so"]).0, 1);
    lab.write("abilens.toml", &half.replace("author = \"\"", "author = \"K. Maintainer\""));
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains(&format!("{n} findings waived")), "{text}");
    // A year later they have expired; when the change is gone they are not used.
    let (code, text, _) = lab.gate(&["base.so", "new.so", "--today", "2027-11-24"]);
    assert_eq!(code, 1);
    assert!(text.contains("held until 2027-11-23 (K. Maintainer)"), "{text}");
    let (code, text, _) = lab.gate(&["base.so", "base.so"]);
    assert_eq!(code, 1);
    assert!(text.contains("there is no such finding, remove it"), "{text}");
    // Twice the same waiver.
    let twice = lab.read("abilens.toml");
    let first = twice.find("[[waiver]]").map(|at| twice[at..].to_owned()).expect("a waiver");
    lab.write("abilens.toml", &format!("{twice}\n{first}"));
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 1);
    assert!(text.contains("waives again what abilens.toml:4 waives"), "{text}");
}

#[test]
fn an_update_may_begin_a_policy_or_go_to_a_file_of_waivers() {
    let lab = Lab::new();
    assert_eq!(lab.gate(&["base.so", "new.so", "--policy", "p.toml"]).0, 2, "it is not there");
    assert_eq!(lab.gate(&["base.so", "new.so", "--policy", "p.toml", "--update"]).0, 1);
    assert!(lab.read("p.toml").starts_with("[[waiver]]\n"));
    lab.write("abi/q.toml", "waiver-files = ['w.toml']\n");
    lab.write("abi/w.toml", "");
    assert_eq!(lab.gate(&["base.so", "new.so", "--policy", "abi/q.toml", "--update"]).0, 1);
    assert_eq!(lab.read("abi/q.toml"), "waiver-files = ['w.toml']\n");
    assert!(lab.read("abi/w.toml").contains("rule = \"symbol-removed\""));
}

#[test]
fn waivers_by_ids_of_the_release_before_hold_and_are_told_the_new_ones() {
    let lab = Lab::new();
    lab.write("abilens.toml", "fail-on = 'risky'\nwaiver-files = ['w.toml']\n");
    lab.write("w.toml", "# by hand\n");
    lab.gate(&["base.so", "new.so", "--update"]);
    let signed = lab.read("w.toml").replace("reason = \"\"", "reason = \"agreed\"");
    let signed = signed.replace("author = \"\"", "author = \"K. Maintainer\"");
    let (_, json, _) = lab.gate(&["base.so", "new.so", "--format", "json"]);
    let outcome: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut old = signed.clone();
    let mut ids = Vec::new();
    for f in outcome["findings"].as_array().expect("findings") {
        let id = |key: &str| f["finding"][key].as_str().expect("an id").to_owned();
        if old.contains(&id("id")) {
            old = old.replace(&id("id"), &id("previous_id"));
            ids.push((id("previous_id"), id("id")));
        }
    }
    // As abilens-report/1 had them for this very pair.
    assert!(old.contains("id = \"8526cbf327e9b28e\""), "{old}");
    lab.write("w.toml", &old);
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("its id of abilens-report/1") && text.contains(&ids[0].1), "{text}");
    let (_, markdown, _) = lab.gate(&["base.so", "new.so", "--format", "markdown"]);
    let (_, json, _) = lab.gate(&["base.so", "new.so", "--format", "json"]);
    let outcome: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for (_, new) in &ids {
        assert!(markdown.contains(new.as_str()), "{markdown}");
        let problems = outcome["problems"].as_array().expect("problems");
        assert!(problems.iter().any(|p| p["kind"] == "waiver-id-old" && p["new_id"] == **new), "{json}");
    }
    // One by the old id and one by the new are two of the same.
    lab.write("w.toml", &format!("{old}\n{signed}"));
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!((code, text.contains("waives again what w.toml:")), (1, true), "{text}");
    // Put right, and nothing else of the file touched.
    lab.write("w.toml", &old);
    let (code, text, _) = lab.gate(&["base.so", "new.so", "--update"]);
    assert_eq!((code, text.contains("stands now where its id of abilens-report/1 stood")), (0, true), "{text}");
    assert_eq!(lab.read("w.toml"), signed);
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!((code, text.contains("abilens-report/1")), (0, false), "{text}");
}

#[test]
fn an_update_leaves_a_policy_that_can_be_read() {
    let lab = Lab::new();
    let inline = "waiver = [{ id = 'x', reason = 'r', author = 'a', expires = 'never' }]\n";
    for policy in [inline, "waiver = []\n"] {
        lab.write("abilens.toml", policy);
        let (code, stdout, stderr) = lab.gate(&["base.so", "new.so", "--update"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.contains("abilens.toml cannot take more waivers"), "{stderr}");
        assert_eq!(lab.read("abilens.toml"), policy);
    }
}

#[test]
fn a_cause_is_said_once() {
    let lab = Lab::new();
    for arguments in [&["nowhere.so", "new.so"][..], &["base.so", "new.so", "--policy", "nowhere.toml"]] {
        let (code, _, stderr) = lab.gate(arguments);
        assert_eq!((code, stderr.matches("No such file").count()), (2, 1), "{stderr}");
    }
}

#[test]
fn every_form_is_written_in_one_run() {
    let lab = Lab::new();
    lab.write(
        "abilens.toml",
        "[[waiver]]\nrule = 'symbol-removed'\nsubject = 'gone'\nreason = 'a < b'\nauthor = 'x'\nexpires = 'never'\n",
    );
    let forms = ["json", "markdown", "junit", "sarif", "github", "gitlab", "text"];
    let mut arguments = vec!["base.so".to_owned(), "new.so".to_owned()];
    for form in forms {
        arguments.extend(["--report".to_owned(), format!("{form}=out.{form}")]);
    }
    arguments.extend(["--full-report".to_owned(), "full.json".to_owned()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (code, text, stderr) = lab.gate(&arguments);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert!(text.contains("all    full.json\n"), "{text}");
    assert_eq!(lab.read("out.text"), text);
    let json = |name: &str| -> serde_json::Value { serde_json::from_str(&lab.read(name)).expect(name) };
    assert_eq!(json("full.json")["schema"], "abilens-report/2");
    assert_eq!(json("out.json")["schema"], "abilens-gate/2");
    let sarif = json("out.sarif");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let waived: Vec<_> = results.iter().filter(|r| !r["suppressions"][0].is_null()).collect();
    assert_eq!(waived.len(), 1);
    assert!(results.iter().all(|r| r.get("suppressions").is_some()), "on all of them or on none");
    assert_eq!(waived[0]["ruleId"], "symbol-removed");
    let place = &results.iter().find(|r| r["ruleId"] == "member-added-inside").expect("one")["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 2);
    let fails = rules(&json("out.json"), "fails");
    let failing =
        json("out.json")["findings"].as_array().expect("findings").iter().filter(|f| f["status"] == "fails").count();
    assert_eq!(json("out.gitlab").as_array().map(Vec::len), Some(failing));
    let github = lab.read("out.github");
    assert_eq!(github.lines().filter(|l| l.starts_with("::error ")).count(), failing);
    assert_eq!(github.lines().filter(|l| l.starts_with("::notice ")).count(), 1);
    let mut reader = quick_xml::Reader::from_str(Box::leak(lab.read("out.junit").into_boxed_str()));
    let mut failures = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(e) if e.name().as_ref() == b"failure" => failures += 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(failures, failing);
    let markdown = lab.read("out.markdown");
    assert!(fails.iter().all(|rule| markdown.contains(&format!("`{rule}`"))), "{markdown}");
    assert!(markdown.contains("+       4  int more"), "{markdown}");
}

#[test]
fn pages_stay() {
    let lab = Lab::new();
    let inputs = &[("OLD", "base.so"), ("NEW", "new.so")];
    page::hold!("gate-defaults", page::all(lab.dir.path(), page::GATES, inputs, &[]));
    lab.write("plain", "dev_add\nno_such\n");
    lab.write("a.abignore", "[suppress_type]\nname = aux\n");
    lab.write(
        "abilens.toml",
        "suppressions = ['a.abignore']\n\
         [[scope]]\nname = 'list'\nfail-on = 'breaking'\nlists = ['plain']\n\
         [[waiver]]\nrule = 'symbol-removed'\nsubject = 'gone'\nreason = 'a < b'\nauthor = 'x'\nexpires = 'never'\n\
         [[waiver]]\nrule = 'symbol-removed'\nsubject = 'dev_add'\nreason = 'none'\nauthor = 'x'\nexpires = 2026-01-01\n",
    );
    let forms = [page::COMPARISONS, page::GATES].concat();
    page::hold!("gate-policy", page::all(lab.dir.path(), &forms, inputs, &[]));
}

#[test]
fn a_snapshot_may_be_kept_beside_or_in_git() {
    let lab = Lab::new();
    let dump = Command::new(env!("CARGO_BIN_EXE_abilens"))
        .args(["dump", "base.so", "-o", "base.abilens"])
        .current_dir(lab.dir.path())
        .status();
    assert!(dump.expect("the binary runs").success());
    let (code, beside, _) = lab.gate(&["base.abilens", "new.so", "--format", "markdown"]);
    assert_eq!(code, 1);
    let git =
        |arguments: &[&str]| lab.run("git", &[&["-c", "user.name=x", "-c", "user.email=x@x"], arguments].concat());
    git(&["init", "-q"]);
    git(&["add", "base.abilens"]);
    git(&["commit", "-q", "-m", "freeze"]);
    std::fs::remove_file(lab.path("base.abilens")).expect("it was there");
    let (code, kept, stderr) = lab.gate(&["git:HEAD:base.abilens", "new.so", "--format", "markdown"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(kept.replace("git:HEAD:base.abilens", "base.abilens"), beside);
    for (bad, what) in [
        ("git:HEAD:nothing", "git:HEAD:nothing: "),
        ("git:nowhere:base.abilens", "git:nowhere:base.abilens: "),
        ("git:--help:x", "expected git:REVISION:PATH"),
        ("git:HEAD:", "expected git:REVISION:PATH"),
    ] {
        let (code, stdout, stderr) = lab.gate(&[bad, "new.so"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{bad}");
        assert!(stderr.contains(what), "{stderr}");
    }
}

#[test]
fn missing_evidence_could_not_tell() {
    let lab = Lab::new();
    lab.run("strip", &["-g", "-o", "stripped.so", "new.so"]);
    let (code, text, _) = lab.gate(&["base.so", "stripped.so", "--report", "sarif=o.sarif"]);
    assert_eq!(code, 2);
    assert!(
        text.starts_with("COULD NOT TELL  base.so -> stripped.so\n") && text.contains("no debug information"),
        "{text}"
    );
    let sarif: serde_json::Value = serde_json::from_str(&lab.read("o.sarif")).expect("JSON");
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
    lab.write("abilens.toml", "fail-on = 'never'\n");
    assert_eq!(lab.gate(&["base.so", "stripped.so"]).0, 2);
    assert_eq!(lab.gate(&["base.so", "stripped.so", "--allow-incomplete"]).0, 0);
    // One unit of a linked object without types, under a policy that lets pass what is risky.
    let unit =
        |n: &str| (format!("struct {n} {{ int a; }};\n"), format!("int {n}_get(struct {n} *x) {{ return x->a; }}\n"));
    for (name, flags) in [("typed", "-g"), ("half", "-g0")] {
        let units = ["dev", "aux"].map(|n| {
            let file = format!("{name}-{n}.c");
            lab.write(&file, &(unit(n).0 + &unit(n).1));
            let object = format!("{name}-{n}.part");
            lab.run("gcc", &["-c", "-fPIC", if n == "dev" { "-g" } else { flags }, "-o", &object, &file]);
            object
        });
        lab.run("gcc", &["-shared", "-o", &format!("{name}.so"), &units[0], &units[1]]);
    }
    lab.write("abilens.toml", "fail-on = 'breaking'\n");
    let (code, text, _) = lab.gate(&["typed.so", "half.so"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("aux_get: whether its type is still the same"), "{text}");
    assert_eq!(lab.gate(&["typed.so", "half.so", "--allow-incomplete"]).0, 0);
    std::fs::copy(lab.path("half.so"), lab.path("again.so")).expect("a copy");
    let (code, text, _) = lab.gate(&["half.so", "again.so"]);
    assert_eq!(code, 2, "what neither side has a type of was not compared: {text}");
    assert!(text.contains("1 export is compared by symbol only"), "{text}");
    assert_eq!(lab.gate(&["half.so", "again.so", "--allow-incomplete"]).0, 0);
    lab.write("abilens.toml", "fail-on = 'never'\n");
    lab.build("empty.o", "static int x; int *unused(void); static int *f(void) { return &x; } static int (*g)(void) __attribute__((used)); static int *(*h)(void) __attribute__((used)) = f;\n");
    let (code, text, _) = lab.gate(&["empty.o", "empty.o"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("empty.o exports nothing"), "{text}");
}

#[test]
fn what_cannot_be_read_exits_with_2_and_leaves_nothing() {
    let lab = Lab::new();
    let before = || {
        let mut names: Vec<_> =
            std::fs::read_dir(lab.dir.path()).expect("the folder").map(|e| e.expect("one").file_name()).collect();
        names.sort();
        names
    };
    lab.write("bad.list", "dev_add\ndev del\n");
    lab.write("bad.sev", "a PASS\nb NO\n");
    lab.write("bad.breaks", "type 'struct a' changed\nwhat\n");
    lab.write("bad.waivers", "\n[[waiver]]\nid = 'x'\nreasons = ''\n");
    lab.write("abilens.toml", "");
    let there = before();
    let scope = "[[scope]]\nname = 'l'\nfail-on = 'risky'\n";
    for (policy, what) in [
        ("fail-on = 'x'\n".to_owned(), "abilens.toml: line 1: unknown severity `x`"),
        ("a = 1\n".to_owned(), "abilens.toml: line 1: unknown field `a`"),
        (format!("{scope}lists = ['bad.list']\n"), "bad.list: line 2: `dev del` is no symbol"),
        (format!("{scope}lists = ['nowhere']\n"), "abilens.toml: line 4: nowhere: No such file"),
        (
            format!("{scope}lists = [{{ file = 'bad.list' }}]\n"),
            "abilens.toml: line 4: expected a file name, or a table",
        ),
        ("severities = ['bad.sev']\n".to_owned(), "bad.sev: line 2: verdict `NO`"),
        ("allowed-breaks = ['bad.breaks']\n".to_owned(), "bad.breaks: line 2: `what` begins no paragraph"),
        ("waiver-files = ['bad.waivers']\n".to_owned(), "bad.waivers: line 4: unknown field `reasons`"),
        ("[[waiver]]\nid = 'x'\nreason = ''\nauthor = ''\nexpires = 2027-02-30\n".to_owned(), "abilens.toml: line 5: "),
    ] {
        lab.write("abilens.toml", &policy);
        let (code, stdout, stderr) = lab.gate(&[
            "base.so",
            "new.so",
            "--update",
            "--report",
            "sarif=o.sarif",
            "--full-report",
            "o.json",
            "-o",
            "o.txt",
        ]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{policy}");
        assert!(stderr.starts_with(&format!("abilens: error: {what}")), "{what}\n{stderr}");
        assert_eq!(lab.read("abilens.toml"), policy);
        assert_eq!(before(), there, "{policy}");
    }
    for arguments in
        [&["--report", "yaml=x"][..], &["--report", "sarif"], &["--today", "2026-13-01"], &["--format", "yaml"]]
    {
        let (code, _, stderr) = lab.gate(&[&["base.so", "new.so"], arguments].concat());
        assert_eq!(code, 2, "{arguments:?}");
        assert!(!stderr.is_empty());
    }
}

/// A unit of a kernel before the last link, in the style of Linux 6.4 and later (`include/linux/export.h`).
fn unit(body: &str, exported: &[&str]) -> String {
    let mut out = body.to_owned();
    for name in exported {
        out.push_str(&format!(
            "\n__asm__(\".section \\\".export_symbol\\\",\\\"a\\\"\\n__export_symbol_{name}:\\n .asciz \\\"GPL\\\"\\n .asciz \\\"\\\"\\n .quad {name}\\n.previous\");"
        ));
    }
    out + "\n"
}

#[test]
fn the_quick_gate_of_a_kernel_unit_looks_at_its_exports_only() {
    let lab = Lab::new();
    // A type that a source file defines for itself is private in a kernel: this one is a header's.
    lab.write("k.h", "struct k { int a; long b; };\n");
    lab.write("m.h", "struct k { int a; long m; long b; };\n");
    let old = "#include \"k.h\"\nint klist_add(struct k *k) { return k->a; }\nint helper(int x) { return x; }\nint other(int x) { return x; }\n";
    let middle = old.replace("k.h", "m.h").replace("helper(int x)", "helper(long x)");
    let helper = old.replace("int helper(int x)", "long helper(long x)");
    lab.build("old.o", &unit(old, &["klist_add"]));
    lab.build("middle.o", &unit(&middle, &["klist_add"]));
    lab.build("helper.o", &unit(&helper, &["klist_add"]));
    lab.build("none.o", &unit(old, &[]));
    lab.build("two.o", &unit(old, &["klist_add", "other"]));
    let (code, text, _) = lab.gate(&["old.o", "middle.o"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("member-added-inside  struct k m  1 export") && !text.contains("helper("), "{text}");
    let (code, text, _) = lab.gate(&["old.o", "helper.o"]);
    assert_eq!(code, 0, "a function that is not exported may change: {text}");
    // A side without exports may as well be the wrong file.
    let (code, text, _) = lab.gate(&["old.o", "none.o"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("symbol-removed  klist_add") && text.contains("exports nothing"), "{text}");
    let (code, text, _) = lab.gate(&["old.o", "none.o", "--allow-incomplete"]);
    assert_eq!(code, 1, "{text}");
    let (code, text, _) = lab.gate(&["none.o", "two.o", "--allow-incomplete"]);
    assert_eq!(code, 0, "only additions: {text}");
    // A folder of units: those without exports have no interface beside those that have one.
    let internal = "int internal(int x) { return x; }\n";
    for (folder, unit_name, other) in
        [("before", "old.o", internal), ("after", "old.o", "int internal(long x) { return 1; }\n")]
    {
        std::fs::create_dir(lab.path(folder)).expect("a folder");
        std::fs::copy(lab.path(unit_name), lab.path(&format!("{folder}/klist.o"))).expect("a copy");
        lab.build(&format!("{folder}/internal.o"), other);
    }
    let (code, text, _) = lab.gate(&["before", "after"]);
    assert_eq!(code, 0, "{text}");
    std::fs::copy(lab.path("middle.o"), lab.path("after/klist.o")).expect("a copy");
    let (code, text, _) = lab.gate(&["before", "after"]);
    assert_eq!(code, 1, "{text}");
}
