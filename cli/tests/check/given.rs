//! Modules and the modules that they need: of NEW, and among those that are given.

use std::path::Path;

use crate::lab::{BODY, CRCS, EXPORTS, Lab, WIDGET, assert_fate, json};

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
        lab.module_in(folder, "provider.ko", &api, GPL, PROVIDER);
        lab.path(folder)
    });
    let module = lab.module("demo.ko", &format!("{WIDGET}{GADGET}"), GPL, CONSUMER);
    let magic = ["--new-vermagic", "6.1 SMP preempt mod_unload "].map(Path::new);
    let image = old.join("vmlinux.o");
    assert_fate(&[&module, &image, &new, magic[0], magic[1]], 1, "types-differ", "", &[]);
    lab.run(&["strip", "-g", "modules/demo.ko"]);
    assert_fate(&[&module, &old, &new, magic[0], magic[1]], 1, "types-differ", "", &[]);
    let report = assert_fate(&[&module, &image, &new, magic[0], magic[1]], 2, "could-not-tell", "", &[]);
    let text = report["modules"][0]["could_not_tell"][0].to_string();
    assert!(text.contains("OLD was given without what exports `gadget_use`"), "{text}");
}

/// Verdict and reasons of a module by name.
#[track_caller]
fn verdict_of(report: &serde_json::Value, name: &str) -> (String, String) {
    let m = report["modules"].as_array().and_then(|m| m.iter().find(|m| m["name"] == name)).expect(name);
    let text = [&m["reasons"], &m["doubts"], &m["could_not_tell"]].map(ToString::to_string).concat();
    (m["verdict"].as_str().unwrap_or_default().to_owned(), text)
}

#[test]
fn types_between_modules_that_are_given_are_compared() {
    let lab = Lab::without_crcs();
    let kernel = lab.kernel("6.1", WIDGET, EXPORTS);
    let changed = lab.module("provider.ko", &format!("{WIDGET}{GADGET_CHANGED}"), GPL, PROVIDER);
    let user = lab.module("user.ko", &format!("{WIDGET}{GADGET}"), GPL, CONSUMER);
    let (code, report) = json(&[&changed, &user, &kernel, &kernel]);
    assert_eq!(code, 1, "{report:#}");
    assert_eq!(verdict_of(&report, "user").0, "types-differ", "{report:#}");
    assert_eq!(report["findings"][0]["subject"]["name"], "gadget", "{report:#}");
    let same = lab.module("provider.ko", &format!("{WIDGET}{GADGET}"), GPL, PROVIDER);
    let (code, report) = json(&[&same, &user, &kernel, &kernel]);
    assert_eq!((code, verdict_of(&report, "user").0.as_str()), (0, "runs"), "{report:#}");
    lab.run(&["strip", "-g", "modules/user.ko"]);
    let (code, report) = json(&[&same, &user, &kernel, &kernel]);
    assert_eq!((code, verdict_of(&report, "user").0.as_str()), (2, "could-not-tell"), "{report:#}");
    assert_eq!(verdict_of(&report, "provider").0, "runs", "{report:#}");
}

#[test]
fn what_could_not_be_told_of_a_provider_its_users_share() {
    let lab = Lab::new();
    let old = lab.kernel("6.1", WIDGET, EXPORTS);
    let helper = "int helper(void) { return 1; }\nEXPORT(\"\", helper, \"\", 0x55);";
    let body = "int helper(void);\nint init_module(void) { return helper(); }\n\
                VERSIONS = { { 0x99, \"module_layout\" }, { 0x55, \"helper\" } };";
    let user = lab.module("user.ko", WIDGET, GPL, body);
    let unknown = "int nowhere(void);\nint other(void) { return nowhere(); }";
    let provider = lab.module("provider.ko", WIDGET, GPL, &format!("{BODY}\n{helper}\n{unknown}\n{CRCS}"));
    let (code, report) = json(&[&provider, &user, &old, &old]);
    let (verdict, text) = verdict_of(&report, "user");
    assert_eq!((code, verdict.as_str()), (2, "could-not-tell"), "{report:#}");
    assert!(text.contains("the module provider, which exports `helper`"), "{text}");
    let crcs = CRCS.replace(", { 0x22, \"widget_use\" }", "");
    let provider = lab.module("provider.ko", WIDGET, GPL, &format!("{BODY}\n{helper}\n{crcs}"));
    let (code, report) = json(&[&provider, &user, &old, &old]);
    let (verdict, text) = verdict_of(&report, "user");
    assert_eq!((code, verdict.as_str()), (1, "may-misbehave"), "{report:#}");
    assert!(text.contains("provider-in-doubt"), "{text}");
}

#[test]
fn a_proprietary_module_keeps_its_users_from_gpl_symbols() {
    let lab = Lab::without_crcs();
    let exports = EXPORTS.replace("EXPORT(\"\", widget_get", "EXPORT(\"_gpl\", widget_get");
    let kernel = lab.kernel("6.1", WIDGET, &exports);
    let api = format!("{WIDGET}int first(int);\nint second(int);\n");
    let helper = |name: &str, body: &str| {
        format!(
            "int {name}(int x) {{ return {body}; }}\nEXPORT(\"\", {name}, \"\", 0);\nint init_module(void) {{ return 0; }}"
        )
    };
    let first = |license: &str| lab.module("first.ko", &api, license, &helper("first", "x"));
    let closed = first("INFO(\"license=Proprietary\");");
    let second = lab.module("second.ko", &api, GPL, &helper("second", "first(x)"));
    let body = "int init_module(void) { return second(widget_use(widget_get())); }";
    let user = lab.module("user.ko", &api, GPL, body);
    let all = |first: &Path| [first, &second, &user, &kernel, &kernel].map(Path::to_owned);
    let run = |paths: &[std::path::PathBuf]| json(&paths.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    let (code, report) = run(&all(&closed));
    let (verdict, text) = verdict_of(&report, "user");
    assert_eq!((code, verdict.as_str()), (1, "refused"), "{report:#}");
    assert!(text.contains("proprietary-provider") && text.contains("widget_get"), "{text}");
    assert_eq!(verdict_of(&report, "second").0, "runs", "it uses nothing that is for GPL modules only");
    let body = "int init_module(void) { return second(widget_use(0)); }";
    lab.module("user.ko", &api, GPL, body);
    assert_eq!(verdict_of(&run(&all(&closed)).1, "user").0, "runs");
    let weak = "extern struct widget *widget_get(void) __attribute__((weak));\n\
                int init_module(void) { return second(widget_use(widget_get ? widget_get() : 0)); }";
    lab.module("user.ko", &api, GPL, weak);
    assert_eq!(verdict_of(&run(&all(&closed)).1, "user").0, "may-misbehave");
    let open = first(GPL);
    assert_eq!(verdict_of(&run(&all(&open)).1, "user").0, "runs");
    // The same of a module of NEW's own.
    let folder = lab.path("6.1");
    lab.run(&["cp", "6.1/vmlinux.o", "6.1/vmlinux"]);
    lab.module_in("6.1", "first.ko", &api, "INFO(\"license=Proprietary\");", &helper("first", "x"));
    let body = "int init_module(void) { return first(widget_use(widget_get())); }";
    let user = lab.module("user.ko", &api, GPL, body);
    assert_fate(&[&user, &folder, &folder], 1, "refused", "port", &["proprietary-provider"]);
}
