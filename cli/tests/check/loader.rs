//! What the loader refuses before it looks at a type, and what it does not mind.

use std::path::Path;

use crate::lab::{BODY, CRCS, EXPORTS, Lab, WIDGET, assert_fate, check, json};

const GPL: &str = "INFO(\"license=GPL\");";

#[test]
fn another_machine_is_refused() {
    let lab = Lab::new();
    let kernel = lab.kernel("6.1", WIDGET, EXPORTS);
    for foreign in ["s390x-linux-gnu-gcc", "arm-linux-gnueabihf-gcc"] {
        let other = Lab::with(foreign);
        let report = assert_fate(&[&other.usual(), &kernel, &kernel], 1, "refused", "rebuild", &["machine"]);
        assert_eq!(report["modules"][0]["types"]["module"], 0, "{report:#}");
        // What OLD is tells nothing of NEW then.
        let module = lab.usual();
        lab.run(&["strip", "-g", "modules/demo.ko"]);
        let old = other.kernel("6.1", WIDGET, EXPORTS);
        assert_fate(&[&module, &old, &kernel], 2, "could-not-tell", "", &[]);
    }
}

#[test]
fn a_common_symbol_is_refused() {
    let lab = Lab::new();
    let kernel = lab.kernel("6.1", WIDGET, EXPORTS);
    let code = format!("int shared __attribute__((common));\n{BODY}\n{CRCS}");
    let module = lab.module("demo.ko", WIDGET, GPL, &code);
    let report = assert_fate(&[&module, &kernel, &kernel], 1, "refused", "rebuild", &["common-symbol"]);
    assert_eq!(report["modules"][0]["reasons"][0]["symbol"], "shared");
    let marker = code.replace("shared", "__gnu_lto_v1");
    let module = lab.module("demo.ko", WIDGET, GPL, &marker);
    assert_fate(&[&module, &kernel, &kernel], 0, "runs", "", &[]);
}

#[test]
fn a_namespace_may_name_its_modules() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let exports = r#"EXPORT("", widget_get, "module:foo,demo-*", 0x11); EXPORT("", widget_use, "", 0x22);"#;
    let new = lab.kernel("6.16", WIDGET, exports);
    let code = format!("{BODY}\n{CRCS}");
    let named = lab.module("demo_one.ko", WIDGET, GPL, &code);
    assert_fate(&[&named, &old, &new], 0, "runs", "", &[]);
    let other = lab.module("other.ko", WIDGET, GPL, &code);
    assert_fate(&[&other, &old, &new], 1, "refused", "port", &["namespace"]);
    // Since then nobody can import one; before, nobody asked.
    let info = "INFO(\"license=GPL\"); INFO(\"import_ns=module:foo,demo-*\");";
    let imports = lab.module("demo_one.ko", WIDGET, info, &code);
    assert_fate(&[&imports, &old, &new], 1, "refused", "port", &["namespace"]);
    assert_fate(&[&imports, &old, &old], 0, "runs", "", &[]);
}

#[test]
fn what_the_loader_of_ppc64_defines_is_no_import() {
    let lab = Lab::ppc64le();
    let kernel = lab.kernel("6.1", WIDGET, EXPORTS);
    let code = format!("int own;\nint init_module(void) {{ return own + widget_use(widget_get()); }}\n{CRCS}");
    let module = lab.module("demo.ko", WIDGET, GPL, &code);
    let symbols = std::process::Command::new("readelf").arg("-sW").arg(&module).output().expect("readelf");
    assert!(String::from_utf8_lossy(&symbols.stdout).contains(".TOC."), "it lies in no module then");
    let report = assert_fate(&[&module, &kernel, &kernel], 0, "runs", "", &[]);
    assert_eq!(report["modules"][0]["imports"], 2);
}

#[test]
fn the_blank_at_the_end_of_a_version_magic() {
    let lab = Lab::without_crcs();
    let kernel = lab.kernel("6.1", WIDGET, EXPORTS);
    let module = lab.module("demo.ko", WIDGET, GPL, BODY);
    for magic in ["6.1 SMP preempt mod_unload", "6.1 SMP preempt mod_unload "] {
        let told = ["--new-vermagic", magic].map(Path::new);
        assert_fate(&[&module, &kernel, &kernel, told[0], told[1]], 0, "runs", "", &[]);
    }
    // Of what stands in files it is part.
    let bare = format!("INFO(\"vermagic=6.1 SMP preempt mod_unload\"); {GPL} MODULE;\n{BODY}");
    let bare = lab.compile("modules", "bare.ko", WIDGET, &bare);
    let report = assert_fate(&[&bare, &kernel, &kernel], 1, "refused", "rebuild", &["vermagic"]);
    let text = report["modules"][0]["reasons"][0]["text"].as_str().unwrap_or_default().to_owned();
    assert!(text.ends_with("`6.1 SMP preempt mod_unload` should be `6.1 SMP preempt mod_unload `"), "{text}");
}

/// The usual module with another `__versions`.
fn with_table(lab: &Lab, change: impl Fn(&mut Vec<u8>)) -> std::path::PathBuf {
    lab.usual();
    lab.run(&["objcopy", "--dump-section", "__versions=table", "modules/demo.ko"]);
    let mut table = std::fs::read(lab.path("table")).expect("a table");
    change(&mut table);
    std::fs::write(lab.path("table"), table).expect("a table");
    lab.run(&["objcopy", "--update-section", "__versions=table", "modules/demo.ko", "modules/other.ko"]);
    lab.path("modules/other.ko")
}

#[test]
fn a_table_of_crcs_is_read_as_the_loader_reads_it() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    // A zero record, a second one of a name, the rest of one.
    let odd = with_table(&lab, |table| {
        table.extend([0; 64]);
        let mut second = table[64..128].to_vec();
        second[0] ^= 0xff;
        table.extend(second);
        table.extend([1; 8]);
    });
    assert_fate(&[&odd, &old, &old], 0, "runs", "", &[]);
    let cut = with_table(&lab, |table| table.truncate(130));
    assert_fate(&[&cut, &old, &old], 1, "may-misbehave", "", &["no-symbol-version"]);
}

#[test]
fn one_odd_module_does_not_end_the_run() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let unsaid = |table: &mut Vec<u8>| table[128 + 8..].fill(b'x');
    let variable = |table: &mut Vec<u8>| {
        table.clear();
        for (crc, name) in [(0x99_u32, "module_layout"), (0x11, "widget_get"), (0x22, "widget_use")] {
            let mut padded = name.as_bytes().to_vec();
            padded.resize((name.len() + 4) & !3, 0);
            table.extend((8 + padded.len() as u32).to_le_bytes());
            table.extend(crc.to_le_bytes());
            table.extend(padded);
        }
        table.extend([0; 8]);
    };
    let good = lab.usual();
    type Change<'c> = &'c dyn Fn(&mut Vec<u8>);
    let tables: [(Change<'_>, &str); 2] = [
        (&unsaid, "other.ko: section __versions: offset 0x88: a name has no end"),
        (&variable, "records of different lengths"),
    ];
    for (change, text) in tables {
        let odd = with_table(&lab, change);
        let (code, report) = json(&[&odd, &good, &old, &old]);
        assert_eq!(code, 2, "{report:#}");
        assert_eq!(report["modules"][0]["verdict"], "runs", "{report:#}");
        assert_eq!(report["modules"][1]["verdict"], "could-not-tell", "{report:#}");
        assert!(report["modules"][1]["could_not_tell"][0].to_string().contains(text), "{report:#}");
    }
    lab.run(&["strip", "modules/other.ko"]);
    let report = assert_fate(&[&lab.path("modules/other.ko"), &old, &old], 2, "could-not-tell", "", &[]);
    assert!(report["modules"][0]["could_not_tell"][0].to_string().contains("symbol table was stripped"), "{report:#}");
    let out = check(&[&good, &old]);
    assert_eq!(out.status.code(), Some(2), "a kernel is missing");
}

#[test]
fn a_library_is_no_module() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    lab.run(&["gcc", "-shared", "-o", "lib.so", "-xc", "/dev/null"]);
    let report = assert_fate(&[&lab.path("lib.so"), &old, &old], 2, "could-not-tell", "", &[]);
    assert!(report["modules"][0]["could_not_tell"][0].to_string().contains("this is no kernel module"), "{report:#}");
}
