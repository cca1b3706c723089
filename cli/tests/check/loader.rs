//! What the loader refuses before it looks at a type, and what it does not mind.

use std::path::Path;

use crate::lab::{BODY, CRCS, EXPORTS, Lab, WIDGET, assert_fate};

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
