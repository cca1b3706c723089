//! `abilens check` on small kernels and modules made with gcc: sections as EXPORT_SYMBOL, modpost and MODULE_*()
//! leave them.

#[path = "../forms/mod.rs"]
mod forms;
mod given;
mod lab;
#[path = "../ledger/mod.rs"]
mod ledger;
mod loader;
#[path = "../page/mod.rs"]
mod page;

use std::path::Path;
use std::process::Command;

use lab::{BODY, CRCS, EXPORTS, Lab, MAGIC, WIDGET, WIDGET_CHANGED, WIDGET_GREW, assert_fate, check, json};

#[test]
fn what_did_not_change_loads_and_runs() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let report = assert_fate(&[&lab.usual(), &old, &old], 0, "runs", "", &[]);
    assert_eq!(report["modules"][0]["types"]["module"], 2, "{report:#}");
    assert_eq!(report["modules"][0]["crcs_compared"], 3);
    let text = check(&[&lab.usual(), &old, &old]);
    assert!(String::from_utf8_lossy(&text.stdout).starts_with("LOADS AND RUNS   demo.ko"));
}

#[test]
fn every_compiler_class_and_byte_order() {
    for compiler in ["clang", "s390x-linux-gnu-gcc", "arm-linux-gnueabihf-gcc"] {
        let lab = Lab::with(compiler);
        let usual = lab.usual();
        let old = lab.kernel("6.1", WIDGET, EXPORTS);
        let report = assert_fate(&[&usual, &old, &old], 0, "runs", "", &[]);
        assert_eq!(report["modules"][0]["crcs_compared"], 3, "{compiler}");
        let crc = lab.kernel("6.2", WIDGET, &EXPORTS.replace("0x22", "0x23"));
        assert_fate(&[&usual, &old, &crc], 1, "refused", "override", &["crc-differs"]);
        let types = lab.kernel("6.3", WIDGET_CHANGED, EXPORTS);
        assert_fate(&[&usual, &old, &types], 1, "types-differ", "", &[]);
    }
}

#[test]
fn the_release_counts_only_without_crcs() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let new = lab.kernel("6.2", WIDGET, EXPORTS);
    assert_fate(&[&lab.usual(), &old, &new], 0, "runs", "", &[]);
    let bare = lab.module("bare.ko", WIDGET, "INFO(\"license=GPL\");", BODY);
    assert_fate(&[&bare, &old, &new], 1, "refused", "rebuild", &["vermagic", "no-versions"]);
    assert_fate(&[&bare, &old, &old], 1, "refused", "rebuild", &["no-versions"]);
    let told = ["--new-vermagic", "6.1 SMP mod_unload modversions "].map(Path::new);
    assert_fate(&[&lab.usual(), &old, &old, told[0], told[1]], 1, "refused", "rebuild", &["vermagic"]);
}

#[test]
fn a_symbol_that_went_away_needs_porting_unless_weak() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let new = lab.kernel("6.2", WIDGET, r#"EXPORT("", widget_get, "", 0x11);"#);
    let symvers = lab.path("Module.symvers");
    let list =
        "0x00000011\twidget_get\tvmlinux\tEXPORT_SYMBOL\t\n0x00000099\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t\n";
    std::fs::write(&symvers, list).expect("a file");
    let told = [Path::new("--new-symvers"), &symvers];
    let usual = lab.usual();
    assert_fate(&[&usual, &old, &new], 1, "refused", "port", &["unknown-symbol"]);
    assert_fate(&[&usual, &old, &new, told[0], told[1]], 1, "refused", "port", &["unknown-symbol"]);
    // In a table: what needs porting first, and what is to be said of several is said once.
    lab.run(&["cp", "modules/demo.ko", "modules/other.ko"]);
    let text = String::from_utf8_lossy(&check(&[&lab.path("modules"), &old, &new]).stdout).into_owned();
    assert!(text.starts_with("REFUSED   2 modules built for"), "{text}");
    let once = text.matches("widget_use: vmlinux exported it in OLD").count();
    assert!(once == 1 && text.contains("2 modules  unknown-symbol") && text.contains("demo, other"), "{text}");
    let weak = format!("extern int widget_use(struct widget *) __attribute__((weak));\n{BODY}\n{CRCS}");
    let weak = lab.module("weak.ko", WIDGET, "INFO(\"license=GPL\");", &weak);
    assert_fate(&[&weak, &old, &new], 0, "runs", "", &[]);
}

#[test]
fn a_crc_alone_could_be_overridden_a_type_not() {
    let lab = Lab::new();
    let usual = lab.usual();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let exports = EXPORTS.replace("0x22", "0x23");
    let crc = lab.kernel("6.2", WIDGET, &exports);
    let report = assert_fate(&[&usual, &old, &crc], 1, "refused", "override", &["crc-differs"]);
    let reason = &report["modules"][0]["reasons"][0];
    assert_eq!((&reason["built_with"], &reason["found"]), (&0x22.into(), &0x23.into()));
    let both = lab.kernel("6.3", WIDGET_CHANGED, &exports);
    let report = assert_fate(&[&usual, &old, &both], 1, "refused", "rebuild", &["crc-differs"]);
    assert_eq!(report["findings"][0]["subject"]["name"], "widget", "{report:#}");
    let text = String::from_utf8_lossy(&check(&[&usual, &old, &both]).stdout).into_owned();
    assert!(text.starts_with("REFUSED   demo.ko   could run if rebuilt"), "{text}");
    assert!(text.contains("struct widget differs") && text.contains("widget_use"), "{text}");
    assert!(text.contains("1 CRC differs") && text.contains("8 -> 12 bytes"), "{text}");
}

#[test]
fn overriding_does_not_help_against_what_no_crc_tells() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let other = "EXPORT(\"\", other, \"\", 0x44); int other(void) { return 1; }";
    let new = lab.kernel("6.2", WIDGET_CHANGED, &format!("{EXPORTS}{other}"));
    let body = "int other(void);\nint init_module(void) { return widget_use(widget_get()) + other(); }";
    let crcs = CRCS.replace("} };", "}, { 0x45, \"other\" } };");
    let module = lab.module("demo.ko", WIDGET, "INFO(\"license=GPL\");", &format!("{body}\n{crcs}"));
    // The CRC that differs has no type behind it; the type that differs has no CRC that tells.
    assert_fate(&[&module, &old, &new], 1, "refused", "rebuild", &["crc-differs"]);
}

#[test]
fn a_type_that_no_crc_tells_of_is_found() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let new = lab.kernel("6.2", WIDGET_CHANGED, EXPORTS);
    let report = assert_fate(&[&lab.usual(), &old, &new], 1, "types-differ", "", &[]);
    assert_eq!(
        report["modules"][0]["findings"][0]["imports"],
        serde_json::json!(["module_layout", "widget_get", "widget_use"])
    );
}

#[test]
fn what_the_module_only_declares_cannot_hurt_it() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let new = lab.kernel("6.2", WIDGET_CHANGED, EXPORTS);
    let opaque = "struct widget;\nstruct widget *widget_get(void);\nint widget_use(struct widget *w);\n";
    let opaque = lab.module("opaque.ko", opaque, "INFO(\"license=GPL\");", &format!("{BODY}\n{CRCS}"));
    // Types behind `module_layout` are judged by OLD, and only as far as the module knows them.
    assert_fate(&[&opaque, &old, &new], 0, "runs", "", &[]);
    // Whoever has no debug information of its own may know everything that its imports reach.
    let bare = lab.path("modules/bare.ko");
    lab.run(&["strip", "-g", "-o", "modules/bare.ko", "modules/opaque.ko"]);
    assert_fate(&[&bare, &old, &new], 1, "types-differ", "", &[]);
}

#[test]
fn what_an_assembler_describes_says_nothing() {
    let lab = Lab::new();
    // GNU as calls every function one without parameters and result.
    let assembler =
        ".globl widget_use\n.type widget_use, %function\nwidget_use:\n nop\n.size widget_use, .-widget_use\n";
    std::fs::write(lab.path("use.s"), assembler).expect("a source");
    lab.run(&["gcc", "-g", "-c", "use.s", "-o", "use.o"]);
    let source = format!(
        "static const char vermagic[] __attribute__((used)) = \"6.1 {MAGIC}\";\nstatic struct widget one;\n\
         struct widget *widget_get(void) {{ return &one; }}\nvoid module_layout(struct widget *w) {{ }}\n\
         {EXPORTS}\nEXPORT(\"\", module_layout, \"\", 0x99);"
    );
    let c = lab.compile("asm", "image.o", WIDGET, &source);
    lab.run(&["ld", "-r", "asm/image.o", "use.o", "-o", "asm/vmlinux.o"]);
    let kernel = c.with_file_name("vmlinux.o");
    let report = assert_fate(&[&lab.usual(), &kernel, &kernel], 0, "runs", "", &[]);
    assert_eq!(report["modules"][0]["types"]["none"], 1, "{report:#}");
}

#[test]
fn a_declaration_may_leave_the_length_open() {
    let lab = Lab::new();
    let api = format!("{WIDGET}extern const int table[];\n");
    let exports = format!("const int table[4] = {{ 1, 2, 3, 4 }};\nEXPORT(\"\", table, \"\", 0x33);{EXPORTS}");
    let old = lab.kernel("6.1", &api, &exports);
    let body = "int init_module(void) { return widget_use(widget_get()) + table[1]; }";
    let crcs = CRCS.replace("} };", "}, { 0x33, \"table\" } };");
    let module = lab.module("demo.ko", &api, "INFO(\"license=GPL\");", &format!("{body}\n{crcs}"));
    assert_fate(&[&module, &old, &old], 0, "runs", "", &[]);
    // What the elements are is another matter.
    let wide = api.replace("const int table", "const long table");
    let new = lab.kernel("6.2", &wide, &exports.replace("const int table", "const long table"));
    assert_fate(&[&module, &old, &new], 1, "types-differ", "", &[]);
}

#[test]
fn a_type_of_the_modules_own_is_its_own() {
    let lab = Lab::new();
    // Headers know the name alone; the kernel never sees what the module makes of it.
    let api = format!("{WIDGET}struct cookie;\nint widget_keep(struct cookie *c);\n");
    let exports =
        format!("{EXPORTS}int widget_keep(struct cookie *c) {{ return !c; }}\nEXPORT(\"\", widget_keep, \"\", 0x33);");
    let old = lab.kernel("6.1", &api, &exports);
    let body = "struct cookie { int a, b; }; static struct cookie c;\n\
                int init_module(void) { c.b = widget_use(widget_get()); return widget_keep(&c); }";
    let crcs = CRCS.replace("} };", "}, { 0x33, \"widget_keep\" } };");
    let module = lab.module("demo.ko", &api, "INFO(\"license=GPL\");", &format!("{body}\n{crcs}"));
    assert_fate(&[&module, &old, &old], 0, "runs", "", &[]);
}

#[test]
fn growth_hurts_who_embeds() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let new = lab.kernel("6.2", WIDGET_GREW, EXPORTS);
    assert_fate(&[&lab.usual(), &old, &new], 1, "may-misbehave", "", &[]);
    let body = format!(
        "struct mine {{ struct widget w; int own; }};\nint own(struct mine *m) {{ return m->own; }}\n{BODY}\n{CRCS}"
    );
    let embeds = lab.module("embeds.ko", WIDGET, "INFO(\"license=GPL\");", &body);
    let report = assert_fate(&[&embeds, &old, &new], 1, "types-differ", "", &[]);
    let why = report["modules"][0]["findings"][0]["why"].as_str().unwrap_or_default().to_owned();
    assert!(why.contains("struct mine holds it by value"), "{why}");
}

#[test]
fn licence_and_namespace_are_asked_for() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let gpl = r#"EXPORT("_gpl", widget_get, "", 0x11); EXPORT("", widget_use, "", 0x22);"#;
    let gpl = lab.kernel("6.2", WIDGET, gpl);
    assert_fate(&[&lab.usual(), &old, &gpl], 0, "runs", "", &[]);
    let code = format!("{BODY}\n{CRCS}");
    let closed = lab.module("closed.ko", WIDGET, "INFO(\"license=Proprietary\");", &code);
    assert_fate(&[&closed, &old, &gpl], 1, "refused", "port", &["gpl-only"]);
    let unsaid = lab.module("unsaid.ko", WIDGET, "", &code);
    assert_fate(&[&unsaid, &old, &gpl], 1, "refused", "port", &["gpl-only"]);
    let dual = lab.module("dual.ko", WIDGET, "INFO(\"license=Dual MIT/GPL\");", &code);
    assert_fate(&[&dual, &old, &gpl], 0, "runs", "", &[]);
    let ns = r#"EXPORT("", widget_get, "WIDGETS", 0x11); EXPORT("", widget_use, "", 0x22);"#;
    let ns = lab.kernel("6.3", WIDGET, ns);
    assert_fate(&[&lab.usual(), &old, &ns], 1, "refused", "port", &["namespace"]);
    let imports = "INFO(\"license=GPL\"); INFO(\"import_ns=OTHERS\"); INFO(\"import_ns=WIDGETS\");";
    let imports = lab.module("imports.ko", WIDGET, imports, &code);
    assert_fate(&[&imports, &old, &ns], 0, "runs", "", &[]);
}

#[test]
fn extended_versions_are_relied_on() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let tables = |names: &str| {
        format!(
            "{BODY}\n{}\nstatic const unsigned crcs[] __attribute__((used, section(\"__version_ext_crcs\"))) = \
             {{ 0x99, 0x11, 0x23 }};\n\
             static const char names[] __attribute__((used, section(\"__version_ext_names\"))) = \"{names}\";",
            CRCS.replace("0x22", "0x77")
        )
    };
    let source = tables("module_layout\\0widget_get\\0widget_use");
    let module = lab.module("ext.ko", WIDGET, "INFO(\"license=GPL\");", &source);
    let report = assert_fate(&[&module, &old, &old], 1, "refused", "override", &["crc-differs"]);
    assert_eq!(report["modules"][0]["reasons"][0]["built_with"], 0x23, "{report:#}");
    let source = tables("module_layout\\0widget_get");
    let module = lab.module("short.ko", WIDGET, "INFO(\"license=GPL\");", &source);
    let report = assert_fate(&[&module, &old, &old], 2, "could-not-tell", "", &[]);
    let text = report["modules"][0]["could_not_tell"].to_string();
    assert!(text.contains("section __version_ext_names") && text.contains("end before"), "{text}");
}

#[test]
fn an_import_without_a_crc_is_a_doubt() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let crcs = r#"VERSIONS = { { 0x99, "module_layout" }, { 0x11, "widget_get" } };"#;
    let module = lab.module("demo.ko", WIDGET, "INFO(\"license=GPL\");", &format!("{BODY}\n{crcs}"));
    assert_fate(&[&module, &old, &old], 1, "may-misbehave", "", &["no-symbol-version"]);
}

#[test]
fn pages_stay() {
    let lab = Lab::new();
    lab.kernel("6.1", WIDGET, EXPORTS);
    lab.kernel("6.2", WIDGET_CHANGED, &EXPORTS.replace("0x22", "0x23"));
    lab.kernel("6.3", WIDGET_GREW, EXPORTS);
    lab.usual();
    lab.module("another.ko", WIDGET, "INFO(\"license=Proprietary\");", &format!("{BODY}\n{CRCS}"));
    let lines: &[&[&str]] = &[
        &["check", "modules", "6.1", "6.1"],
        &["check", "modules", "6.1", "6.2"],
        &["check", "modules", "6.1", "6.2", "--width", "60"],
        &["check", "modules", "6.1", "6.2", "--width", "200", "--full"],
        &["check", "modules", "6.1", "6.2", "--color", "always"],
        &["check", "modules", "6.1", "6.2", "--format", "json"],
        &["check", "modules/demo.ko", "6.1", "6.3", "--full"],
        &["check", "modules/demo.ko", "6.1", "6.3", "--format", "json"],
    ];
    page::hold!("check", page::all(&lab.path(""), lines, &[], &[]));
}

#[test]
fn a_debug_file_does_not_tell() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    lab.usual();
    lab.run(&["objcopy", "--only-keep-debug", "modules/demo.ko", "modules/debug.ko"]);
    let report = assert_fate(&[&lab.path("modules/debug.ko"), &old, &old], 2, "could-not-tell", "", &[]);
    let text = report["modules"][0]["could_not_tell"].to_string();
    assert!(text.contains("__versions is not in this file") && text.contains(".modinfo is not in this file"), "{text}");
}

#[test]
fn a_kernel_without_evidence_does_not_tell() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let usual = lab.usual();
    // No version magic, no CRCs: whether it would be loaded, nothing says.
    let source = format!(
        "static struct widget one;\nstruct widget *widget_get(void) {{ return &one; }}\n\
         int widget_use(struct widget *w) {{ return w->value; }}\n{EXPORTS}"
    );
    let new = lab.compile("mute", "vmlinux.o", WIDGET, &source);
    lab.run(&["objcopy", "--wildcard", "--strip-symbol", "__crc_*", "mute/vmlinux.o"]);
    assert_fate(&[&usual, &old, &new], 2, "could-not-tell", "", &[]);
    lab.run(&["strip", "-g", "mute/vmlinux.o"]);
    let told = ["--new-vermagic", "6.1 SMP preempt mod_unload modversions "].map(Path::new);
    assert_fate(&[&usual, &old, &new, told[0], told[1]], 2, "could-not-tell", "", &[]);
    assert_fate(&[&usual, &old, &new, told[0], told[1], Path::new("--allow-incomplete")], 0, "could-not-tell", "", &[]);
}

#[test]
fn a_kernel_with_btf_alone_is_not_held_against_dwarf() {
    let lab = Lab::new();
    // BTF does not say that it is aligned.
    let api = WIDGET.replace("value; };", "value; } __attribute__((aligned(64)));");
    let module = lab.module("demo.ko", &api, "INFO(\"license=GPL\");", &format!("{BODY}\n{CRCS}"));
    for folder in ["6.1", "6.2"] {
        lab.kernel(folder, &api, EXPORTS);
        let c = format!("{folder}/vmlinux.o.c");
        let o = format!("{folder}/vmlinux.o");
        lab.run(&["gcc", "-gbtf", "-O2", "-std=gnu11", "-w", "-c", &c, "-o", &o]);
    }
    let report = assert_fate(&[&module, &lab.path("6.1/vmlinux.o"), &lab.path("6.2/vmlinux.o")], 0, "runs", "", &[]);
    assert_eq!(report["modules"][0]["types"]["module"], 0, "{report:#}");
}

#[test]
fn a_list_of_another_build_is_refused() {
    let lab = Lab::new();
    let kernel = lab.kernel("6.1", WIDGET, EXPORTS);
    let symvers = lab.path("Module.symvers");
    let list = |crc: &str| {
        let lines = [(crc, "widget_get"), ("0x22", "widget_use"), ("0x99", "module_layout")];
        let text = lines.map(|(crc, name)| format!("{crc}\t{name}\tvmlinux\tEXPORT_SYMBOL\t\n")).concat();
        std::fs::write(&symvers, text).expect("a file");
    };
    let all = [&lab.usual(), &kernel, &kernel, Path::new("--new-symvers"), &symvers];
    list("0x11");
    assert_fate(&all, 0, "runs", "", &[]);
    list("0x12");
    let out = check(&all);
    let stderr = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{stderr}");
    assert!(out.stdout.is_empty());
    let what = "Module.symvers: 1 of 3 CRCs are others than in the __kcrctab of";
    assert!(stderr.contains(what) && stderr.contains("`widget_get`: 0x00000012, there 0x00000011"), "{stderr}");
}

#[test]
fn snapshots_stand_for_kernels() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let new = lab.kernel("6.2", WIDGET_CHANGED, EXPORTS);
    let usual = lab.usual();
    let dump = |kernel: &Path, name: &str| {
        let snapshot = lab.path(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        assert!(command.arg("dump").arg(kernel).arg("-o").arg(&snapshot).status().expect("it runs").success());
        snapshot
    };
    let (old, new) = (dump(&old, "old.snap"), dump(&new, "new.snap"));
    // A snapshot holds neither CRCs nor version magic.
    assert_fate(&[&usual, &old, &new], 2, "could-not-tell", "", &[]);
    let symvers = lab.path("Module.symvers");
    let line = |crc: &str, name: &str| format!("{crc}\t{name}\tvmlinux\tEXPORT_SYMBOL\t\n");
    let list = [("0x11", "widget_get"), ("0x22", "widget_use"), ("0x99", "module_layout")];
    std::fs::write(&symvers, list.map(|(crc, name)| line(crc, name)).concat()).expect("a file");
    let magic = format!("6.2 {MAGIC}");
    let told = [Path::new("--new-symvers"), &symvers, Path::new("--new-vermagic"), Path::new(&magic)];
    let [a, b, c, d] = told;
    assert_fate(&[&usual, &old, &new, a, b, c, d], 1, "types-differ", "", &[]);
    assert_fate(&[&usual, &old, &old, a, b, c, d], 0, "runs", "", &[]);
    // A list of another build would tell a wrong fate.
    std::fs::write(&symvers, line("0x11", "widget_get")).expect("a file");
    let (code, report) = json(&[&usual, &old, &old, a, b, c, d]);
    assert_eq!((code, &report["diagnostics"][0]["code"]), (1, &"symvers-mismatch".into()), "{report:#}");
    std::fs::write(&symvers, "nonsense\n").expect("a file");
    let out = check(&[&usual, &old, &old, a, b]);
    let stderr = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr.contains("Module.symvers: line 1:"), "{stderr}");
}

#[test]
fn modules_that_are_given_provide_for_each_other() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let body = format!("{BODY}\nint helper(void) {{ return 1; }}\nEXPORT(\"\", helper, \"\", 0x55);\n{CRCS}");
    let provider = lab.module("provider.ko", WIDGET, "INFO(\"license=GPL\");", &body);
    let body = "int helper(void);\nint init_module(void) { return helper(); }\n\
                VERSIONS = { { 0x99, \"module_layout\" }, { 0x55, \"helper\" } };";
    let user = lab.module("user.ko", WIDGET, "INFO(\"license=GPL\");", body);
    let (code, report) = json(&[&user, &provider, &old, &old]);
    assert_eq!(code, 0, "{report:#}");
    let report = assert_fate(&[&user, &old, &old], 2, "could-not-tell", "", &[]);
    assert!(report["modules"][0]["could_not_tell"].to_string().contains("helper"), "{report:#}");
    // The provider is refused, and so is who needs it.
    let new = lab.kernel("6.2", WIDGET, r#"EXPORT("", widget_get, "", 0x11); EXPORT("", widget_use, "", 0x99);"#);
    let (code, report) = json(&[&lab.path("modules"), &old, &new]);
    assert_eq!(code, 1, "{report:#}");
    let user = report["modules"].as_array().and_then(|m| m.iter().find(|m| m["name"] == "user")).expect("user");
    assert_eq!(user["reasons"][0]["rule"], "provider-refused", "{report:#}");
    let text = String::from_utf8_lossy(&check(&[&lab.path("modules"), &old, &new]).stdout).into_owned();
    assert!(text.starts_with("REFUSED   2 modules built for"), "{text}");
}
