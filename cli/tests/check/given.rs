//! Modules and the modules that they need: of NEW, and among those that are given.

use crate::lab::{EXPORTS, Lab, WIDGET, assert_fate};

const GADGET: &str = "struct gadget { int a; }; int gadget_use(struct gadget *g);\n";
const GADGET_CHANGED: &str = "struct gadget { long z; int a; }; int gadget_use(struct gadget *g);\n";
const PROVIDER: &str = "int gadget_use(struct gadget *g) { return g->a; }\nEXPORT(\"\", gadget_use, \"\", 0);\n";
const CONSUMER: &str = "int init_module(void) { struct gadget g = { 1 }; return gadget_use(&g); }";
const GPL: &str = "INFO(\"license=GPL\");";

#[test]
fn what_old_does_not_export_is_no_assembler() {
    let lab = Lab::without_crcs();
    let [old, new] = [("6.1", GADGET), ("6.2", GADGET_CHANGED)].map(|(folder, gadget)| {
        let api = format!("{WIDGET}{gadget}");
        lab.kernel(folder, &api, EXPORTS);
        // The image's version magic is the first that is met.
        lab.module_in(folder, "provider.ko", &api, GPL, PROVIDER);
        lab.path(folder)
    });
    let module = lab.module("demo.ko", &format!("{WIDGET}{GADGET}"), GPL, CONSUMER);
    let magic = ["--new-vermagic", "6.1 SMP preempt mod_unload "].map(std::path::Path::new);
    let image = old.join("vmlinux.o");
    assert_fate(&[&module, &image, &new, magic[0], magic[1]], 1, "types-differ", "", &[]);
    lab.run(&["strip", "-g", "modules/demo.ko"]);
    assert_fate(&[&module, &old, &new, magic[0], magic[1]], 1, "types-differ", "", &[]);
    let report = assert_fate(&[&module, &image, &new, magic[0], magic[1]], 2, "could-not-tell", "", &[]);
    let text = report["modules"][0]["could_not_tell"][0].to_string();
    assert!(text.contains("OLD was given without what exports `gadget_use`"), "{text}");
}
