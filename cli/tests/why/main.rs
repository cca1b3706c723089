//! `abilens why` on small modules and folders that stand for a machine: what its kernel shows in `/sys` and `/proc`, and the modules
//! that are installed.

#[path = "../forms/mod.rs"]
mod forms;
#[allow(dead_code, reason = "what only `check` uses of it")]
#[path = "../check/lab.rs"]
mod lab;
#[path = "../ledger/mod.rs"]
mod ledger;
mod machine;
#[path = "../page/mod.rs"]
mod page;

use std::process::Command;

use lab::{BODY, CRCS, EXPORTS, Lab, WIDGET, WIDGET_CHANGED};
use machine::Machine;
use serde_json::Value;

/// The list of the usual kernel, with another CRC of `widget_use`.
const OTHER_CRC: &str = "0x11\twidget_get\tvmlinux\tEXPORT_SYMBOL\t\n0x23\twidget_use\tvmlinux\tEXPORT_SYMBOL\t\n\
                         0x99\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n";
/// The list of the usual kernel.
const SAME_CRCS: &str = "0x11\twidget_get\tvmlinux\tEXPORT_SYMBOL\t\n0x22\twidget_use\tvmlinux\tEXPORT_SYMBOL\t\n\
                         0x99\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n";
const LIST: &str = "usr/src/linux-headers-6.2/Module.symvers";
const MAGIC: &str = "6.2 SMP preempt mod_unload modversions ";

fn refusals(answer: &Value) -> Vec<(String, String, String)> {
    let word = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let all = answer["refusals"].as_array().expect("refusals").iter();
    all.map(|r| (word(&r["rule"]), word(&r["symbol"]), word(&r["cause"]))).collect()
}

#[track_caller]
fn assert_refused(answer: &Value, expected: &[(&str, &str, &str)]) {
    let found = refusals(answer);
    let found: Vec<_> =
        found.iter().map(|(rule, symbol, cause)| (rule.as_str(), symbol.as_str(), cause.as_str())).collect();
    assert_eq!(found, expected, "{answer:#}");
    let verdict = if expected.is_empty() { "would-load" } else { "refused" };
    assert_eq!(answer["verdict"], verdict, "{answer:#}");
}

#[test]
fn a_crc_with_equal_types_asks_for_a_rebuild() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    machine.write(LIST, OTHER_CRC);
    lab.usual();
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("crc-differs", "widget_use", "types-equal")]);
    let r = &answer["refusals"][0];
    assert_eq!((r["demanded"].as_u64(), r["offered"].as_u64()), (Some(0x22), Some(0x23)));
    assert!(answer["because"].as_str().is_some_and(|text| text.ends_with("a rebuild suffices")), "{answer:#}");
    assert!(answer["helps"][0].as_str().is_some_and(|text| text.starts_with("build it again with the headers of 6.2")));
}

#[test]
fn a_struct_that_differs_is_named() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET_CHANGED);
    machine.write(LIST, OTHER_CRC);
    lab.usual();
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("crc-differs", "widget_use", "types-differ")]);
    let finding = &answer["findings"][0];
    assert_eq!((&finding["subject"]["name"], &finding["rule"]), (&"widget".into(), &"member-added-inside".into()));
    assert!(answer["because"].as_str().is_some_and(|text| text.ends_with("`struct widget` differs")), "{answer:#}");
}

#[test]
fn without_debug_information_the_kernel_it_was_built_against_tells() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET_CHANGED);
    machine.write(LIST, OTHER_CRC);
    lab.usual();
    lab.run(&["objcopy", "--strip-debug", "modules/demo.ko"]);
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("crc-differs", "widget_use", "not-at-hand")]);
    assert!(answer["types_not_told"][0].as_str().is_some_and(|text| text.contains("--built-against")), "{answer:#}");
    lab.kernel("6.1", WIDGET, EXPORTS);
    for old in ["6.1/vmlinux.o", "6.1/vmlinux"] {
        machine::btf(&lab, "6.1/vmlinux.o", &lab.path("6.1/vmlinux"));
        let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC, "--built-against", old], 1);
        assert_refused(&answer, &[("crc-differs", "widget_use", "types-differ")]);
    }
}

#[test]
fn the_modules_of_the_kernel_tell_its_crcs() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    lab.usual();
    let own = |versions: &str| {
        let info = "INFO(\"license=GPL\"); INFO(\"intree=Y\");";
        let source = format!("INFO(\"vermagic={MAGIC}\"); {info} MODULE;\n{BODY}\n{versions}");
        lab.compile("own", "own.ko", WIDGET, &source);
        machine.copy(&lab.path("own/own.ko"), "usr/lib/modules/6.2/kernel/own.ko");
    };
    machine.link("usr/lib", "lib");
    own(CRCS);
    let answer = machine.why(&lab, "modules/demo.ko", &[], 0);
    assert_refused(&answer, &[]);
    assert_eq!((&answer["kernel"]["vermagic"], &answer["module"]["crcs_compared"]), (&MAGIC.into(), &3.into()));
    own(&CRCS.replace("0x22", "0x23"));
    assert_refused(&machine.why(&lab, "modules/demo.ko", &[], 1), &[("crc-differs", "widget_use", "types-equal")]);
    // What nobody uses is not known, and never equal.
    own(r#"VERSIONS = { { 0x99, "module_layout" }, { 0x11, "widget_get" } };"#);
    let answer = machine.why(&lab, "modules/demo.ko", &[], 2);
    assert_eq!(answer["verdict"], "could-not-tell", "{answer:#}");
    assert!(answer["because"].as_str().is_some_and(|text| text.contains("`widget_use`")), "{answer:#}");
    // Two modules that say otherwise: one is of another build.
    own(CRCS);
    let other = CRCS.replace("0x22", "0x77");
    let source = format!("INFO(\"vermagic={MAGIC}\"); INFO(\"intree=Y\"); MODULE;\n{BODY}\n{other}");
    lab.compile("own", "other.ko", WIDGET, &source);
    machine.copy(&lab.path("own/other.ko"), "usr/lib/modules/6.2/kernel/other.ko");
    let answer = machine.why(&lab, "modules/demo.ko", &[], 2);
    assert!(
        answer["because"].as_str().is_some_and(|text| text.contains("the kernel's CRC of `widget_use`")),
        "{answer:#}"
    );
}

#[test]
fn a_list_of_another_build_is_not_taken() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    lab.usual();
    let source = format!("INFO(\"vermagic={MAGIC}\"); INFO(\"intree=Y\"); MODULE;\n{BODY}\n{CRCS}");
    lab.compile("own", "own.ko", WIDGET, &source);
    machine.copy(&lab.path("own/own.ko"), "lib/modules/6.2/kernel/own.ko");
    machine.write(LIST, OTHER_CRC);
    let answer = machine.why(&lab, "modules/demo.ko", &[], 0);
    let states: Vec<&str> =
        answer["evidence"].as_array().expect("evidence").iter().filter_map(|e| e["state"].as_str()).collect();
    assert!(states.contains(&"unreadable"), "{answer:#}");
    // One that the user names is an error.
    std::fs::write(lab.path("list"), OTHER_CRC).expect("a file");
    let text = machine.fails(&lab, "modules/demo.ko", &["--symvers", "list"]);
    assert!(text.contains("it belongs to another build"), "{text}");
}

#[test]
fn lists_are_found_where_distributions_put_them() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    lab.usual();
    lab.run(&["xz", "-k", "modules/demo.ko"]);
    std::fs::write(lab.path("symvers"), OTHER_CRC).expect("a file");
    lab.run(&["gzip", "-k", "symvers"]);
    lab.run(&["xz", "-k", "symvers"]);
    for (file, place) in [
        ("symvers.gz", "lib/modules/6.2/symvers.gz"),
        ("symvers.xz", "usr/lib/modules/6.2/symvers.xz"),
        ("symvers.gz", "boot/symvers-6.2.gz"),
        ("symvers", "usr/src/kernels/6.2/Module.symvers"),
    ] {
        machine.copy(&lab.path(file), place);
        let answer = machine.why(&lab, "modules/demo.ko.xz", &["--vermagic", MAGIC], 1);
        assert_refused(&answer, &[("crc-differs", "widget_use", "types-equal")]);
        assert!(answer["kernel"]["crcs"].as_str().is_some_and(|path| path.ends_with(place)), "{answer:#}");
        machine.remove(place);
    }
    // The link to the headers is absolute, and means the machine's.
    machine.write("usr/src/headers/Module.symvers", OTHER_CRC);
    machine.link("/usr/src/headers", "lib/modules/6.2/build");
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("crc-differs", "widget_use", "types-equal")]);
}

#[test]
fn symbols_of_the_running_kernel_say_what_is_gone() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    lab.usual();
    machine.write("proc/kallsyms", "0000000000000000 T widget_get\n0000000000000000 T widget_put\n");
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("unknown-symbol", "widget_use", "")]);
    machine.write("proc/kallsyms", "0 T widget_get\n0 T widget_use\n0 r __ksymtab_widget_get\n");
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("unknown-symbol", "widget_use", "")]);
    // A name alone says neither that it is exported nor with which CRC.
    machine.write("proc/kallsyms", "0 T widget_get\n0 T widget_use\n");
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 2);
    assert_eq!(answer["verdict"], "could-not-tell", "{answer:#}");
}

#[test]
fn types_speak_where_nothing_tells_crcs() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET_CHANGED);
    lab.usual();
    machine.write("proc/kallsyms", "0 T widget_get\n0 T widget_use\n");
    let answer = machine.why(&lab, "modules/demo.ko", &[], 2);
    assert!(answer["because"].as_str().is_some_and(|text| text.contains("`struct widget` differs")), "{answer:#}");
    // A module that is let in reads wrong bytes.
    machine.write(LIST, SAME_CRCS);
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[]);
    assert_eq!(answer["hits"].as_array().map(Vec::len), Some(1), "{answer:#}");
}

#[test]
fn signatures_are_asked_for_by_some() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    machine.write(LIST, SAME_CRCS);
    machine.write("proc/sys/kernel/tainted", "12288\n");
    lab.usual();
    let arguments = ["--vermagic", MAGIC];
    assert_refused(&machine.why(&lab, "modules/demo.ko", &arguments, 0), &[]);
    machine.write("sys/module/module/parameters/sig_enforce", "N\n");
    machine.write("sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
    assert_refused(&machine.why(&lab, "modules/demo.ko", &arguments, 0), &[]);
    machine.write("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    assert_refused(&machine.why(&lab, "modules/demo.ko", &arguments, 1), &[("signature", "", "")]);
    machine.write("sys/module/module/parameters/sig_enforce", "Y\n");
    assert_refused(&machine.why(&lab, "modules/demo.ko", &arguments, 1), &[("signature", "", "")]);
    let mut bytes = std::fs::read(lab.path("modules/demo.ko")).expect("a module");
    bytes.extend_from_slice(b"~Module signature appended~\n");
    std::fs::write(lab.path("modules/demo.ko"), bytes).expect("a module");
    // Whether the key is trusted, nobody but the kernel knows.
    let answer = machine.why(&lab, "modules/demo.ko", &arguments, 2);
    assert_eq!((&answer["verdict"], &answer["module"]["signed"]), (&"could-not-tell".into(), &true.into()));
    machine.write("sys/module/module/parameters/sig_enforce", "N\n");
    machine.write("sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
    assert_refused(&machine.why(&lab, "modules/demo.ko", &arguments, 0), &[]);
    machine.write("proc/sys/kernel/modules_disabled", "1\n");
    assert_refused(&machine.why(&lab, "modules/demo.ko", &arguments, 1), &[("modules-off", "", "")]);
}

#[test]
fn struct_module_of_another_size_is_refused_since_6_4() {
    let (lab, machine) = (Lab::new(), Machine::new());
    let header = format!("{WIDGET}struct module {{ char name[72]; }};\nvoid module_of(struct module *m);\n");
    lab.compile(
        "6.8",
        "vmlinux.o",
        &header,
        "void module_of(struct module *m) { } int widget_use(struct widget *w) { return w->id; }",
    );
    machine::btf(&lab, "6.8/vmlinux.o", &machine.path("sys/kernel/btf/vmlinux"));
    lab.usual();
    machine.write("usr/src/linux-headers-6.8/Module.symvers", SAME_CRCS);
    machine.write("proc/sys/kernel/osrelease", "6.8\n");
    let magic = ["--vermagic", "6.8 SMP preempt mod_unload modversions "];
    let answer = machine.why(&lab, "modules/demo.ko", &magic, 1);
    assert_refused(&answer, &[("struct-module", "", "")]);
    assert_eq!((answer["sizes"][0]["built_with"].as_u64(), answer["sizes"][0]["found"].as_u64()), (Some(64), Some(72)));
    machine.write("usr/src/linux-headers-6.2/Module.symvers", SAME_CRCS);
    machine.write("proc/sys/kernel/osrelease", "6.2\n");
    assert_refused(&machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 0), &[]);
}

#[test]
fn a_distilled_base_tells_sizes() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET_CHANGED);
    machine.write(LIST, OTHER_CRC);
    lab.usual();
    // `struct widget` of eight bytes, as pahole distils it: BTF of one type without members.
    let strings = b"\0widget\0";
    let mut base: Vec<u8> = vec![0x9f, 0xeb, 1, 0];
    for word in [24, 0, 12, 12, strings.len() as u32, 1, 4 << 24, 8] {
        base.extend_from_slice(&u32::to_le_bytes(word));
    }
    base.extend_from_slice(strings);
    std::fs::write(lab.path("base"), base).expect("a file");
    lab.run(&["objcopy", "--strip-debug", "--add-section", ".BTF.base=base", "modules/demo.ko"]);
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("crc-differs", "widget_use", "not-at-hand")]);
    let size = &answer["sizes"][0];
    assert_eq!((size["built_with"].as_u64(), size["found"].as_u64()), (Some(8), Some(12)), "{answer:#}");
    let because = answer["because"].as_str().expect("a sentence");
    assert!(because.ends_with("`struct widget` has another size"), "{because}");
}

#[test]
fn vectors_are_no_difference_of_btf() {
    let (lab, machine) = (Lab::new(), Machine::new());
    let vector = "typedef int four __attribute__((vector_size(16)));\n";
    let header = format!("{vector}{}", WIDGET.replace("int value;", "int value; four all;"));
    machine.runs(&lab, "6.2", &header);
    machine.write(LIST, OTHER_CRC);
    lab.module("demo.ko", &header, "INFO(\"license=GPL\");", &format!("{BODY}\n{CRCS}"));
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("crc-differs", "widget_use", "types-equal")]);
}

#[test]
fn sentences_of_the_log_are_explained() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    machine.write(LIST, OTHER_CRC);
    lab.usual();
    let log = "[    1.000000] other: disagrees about version of symbol widget_get\n\
               [   10.500000] demo: disagrees about version of symbol widget_use\n\
               [   10.500001] demo: Unknown symbol widget_use (err -22)\n\
               [   10.500001] demo: Unknown symbol widget_use (err -22)\n\
               [   11.000000] demo: version magic '6.1 SMP preempt mod_unload modversions ' should be '6.2 SMP preempt_rt mod_unload modversions '\n";
    std::fs::write(lab.path("log"), log).expect("a log");
    let answer = machine.why(&lab, "modules/demo.ko", &["--log", "log"], 1);
    let rules: Vec<&str> =
        answer["log"].as_array().expect("sentences").iter().filter_map(|s| s["rule"].as_str()).collect();
    assert_eq!(rules, ["crc-differs", "unknown-symbol", "vermagic"], "{answer:#}");
    assert_eq!(answer["log"][1]["repeated"], 1);
    // The kernel's own words tell its version magic.
    assert_refused(&answer, &[("vermagic", "", ""), ("crc-differs", "widget_use", "types-equal")]);
}

#[test]
fn what_only_the_log_knows_refuses_too() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    machine.write(LIST, SAME_CRCS);
    lab.usual();
    std::fs::write(lab.path("log"), "Loading of unsigned module is rejected\n").expect("a log");
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC, "--log", "log"], 1);
    assert_eq!(
        (&answer["verdict"], answer["refusals"].as_array().map(Vec::len)),
        (&"refused".into(), Some(0)),
        "{answer:#}"
    );
    let said = machine.command(&lab, "modules/demo.ko", &["--vermagic", MAGIC, "--log", "-"]);
    let text = machine::with_input(said, "demo: loading out-of-tree module taints kernel.\n");
    assert!(text.starts_with("WOULD LOAD   modules/demo.ko\n"), "{text}");
    assert!(text.contains("That alone refuses nothing"), "{text}");
}

#[test]
fn a_file_stands_for_the_kernel() {
    let lab = Lab::new();
    lab.usual();
    lab.kernel("6.2", WIDGET_CHANGED, &EXPORTS.replace("0x22", "0x23"));
    machine::btf(&lab, "6.2/vmlinux.o", &lab.path("types/vmlinux"));
    std::fs::write(lab.path("types/Module.symvers"), OTHER_CRC).expect("a list");
    for kernel in ["6.2/vmlinux.o", "types/vmlinux", "types"] {
        let arguments = ["--kernel", kernel, "--vermagic", MAGIC];
        let answer = machine::answer(&lab, "modules/demo.ko", &arguments, 1);
        assert_refused(&answer, &[("crc-differs", "widget_use", "types-differ")]);
    }
}

#[test]
fn a_proprietary_module_has_to_know_what_is_for_gpl_alone() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    lab.module("closed.ko", WIDGET, "INFO(\"license=Proprietary\");", &format!("{BODY}\n{CRCS}"));
    machine.write(
        LIST,
        &SAME_CRCS.replace("0x22\twidget_use\tvmlinux\tEXPORT_SYMBOL", "0x22\twidget_use\tvmlinux\tEXPORT_SYMBOL_GPL"),
    );
    let answer = machine.why(&lab, "modules/closed.ko", &["--vermagic", MAGIC], 1);
    assert_refused(&answer, &[("gpl-only", "widget_use", "")]);
    machine.remove(LIST);
    let source = format!("INFO(\"vermagic={MAGIC}\"); INFO(\"intree=Y\"); MODULE;\n{BODY}\n{CRCS}");
    lab.compile("own", "own.ko", WIDGET, &source);
    machine.copy(&lab.path("own/own.ko"), "lib/modules/6.2/kernel/own.ko");
    let answer = machine.why(&lab, "modules/closed.ko", &[], 2);
    assert!(
        answer["because"].as_str().is_some_and(|text| text.contains("for GPL modules only is not known")),
        "{answer:#}"
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    let (lab, machine) = (Lab::new(), Machine::new());
    lab.usual();
    machine.write("proc/sys/kernel/osrelease", "6.2\n");
    machine.write("sys/kernel/btf/vmlinux", "\u{1}\u{2} is no BTF");
    machine.write(LIST, "0x11\n");
    let answer = machine.why(&lab, "modules/demo.ko", &["--vermagic", MAGIC], 2);
    let unreadable =
        answer["evidence"].as_array().expect("evidence").iter().filter(|e| e["state"] == "unreadable").count();
    assert_eq!(unreadable, 2, "{answer:#}");
    // Neither is what is wrong with what the user names.
    for (arguments, part) in [
        (&["--symvers", "nowhere"][..], "nowhere"),
        (&["--root", "modules/demo.ko"], "is no folder"),
        (&["--log", "modules"], "a folder"),
        (&["--built-against", "nowhere"], "nowhere"),
        (&["--kernel", "modules/api.h"], "api.h"),
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_abilens"))
            .args(["why", "modules/demo.ko"])
            .args(arguments)
            .current_dir(lab.path(""))
            .output();
        let out = out.expect("the binary runs");
        let text = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{arguments:?} {text}");
        assert!(text.contains(part) && out.stdout.is_empty(), "{arguments:?} {text}");
    }
    let text = machine.fails(&lab, "6.1", &[]);
    assert!(text.contains("6.1"), "{text}");
}

#[test]
fn no_terminal_obeys_what_files_say() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET);
    machine.write("proc/sys/kernel/osrelease", "6.2\u{1b}]0;t\u{7}\n");
    machine.write("sys/module/module/parameters/sig_enforce", "\u{1b}[31mY\n");
    lab.usual();
    std::fs::write(lab.path("log"), "demo: Unknown symbol \u{1b}[31m\u{202e}x (err -2)\n").expect("a log");
    let out = machine.command(&lab, "modules/demo.ko", &["--log", "log"]).output().expect("the binary runs");
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text}");
    let out = machine
        .command(&lab, "modules/demo.ko", &["--log", "log", "--format", "json"])
        .output()
        .expect("the binary runs");
    assert!(!out.stdout.contains(&0x1b) && serde_json::from_slice::<Value>(&out.stdout).is_ok());
}

#[test]
fn answers_fit_their_width() {
    let (lab, machine) = (Lab::new(), Machine::new());
    machine.runs(&lab, "6.2", WIDGET_CHANGED);
    machine.write(LIST, OTHER_CRC);
    lab.usual();
    let mut pages = String::new();
    for width in ["60", "100", "200"] {
        let arguments = ["--vermagic", MAGIC, "--width", width, "--full"];
        pages.push_str(&machine.page(&lab, "modules/demo.ko", &arguments));
        let out = machine.command(&lab, "modules/demo.ko", &arguments).output().expect("the binary runs");
        let text = String::from_utf8_lossy(&out.stdout);
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= width.parse().ok(), "{text}");
    }
    page::hold!("widths", pages);
}
