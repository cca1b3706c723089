//! `kmidiff`: folders of a kernel with its modules, and an image that lies elsewhere.

use crate::lab::Lab;

const NO_CHANGE: i32 = 0;
const ERROR: i32 = 1;
const CHANGED: i32 = 4;
const BROKEN: i32 = 12;

/// Folders `old`, `new` and `more` with `vmlinux` and a module: in `new` a struct grew that the image exports, in `more` the
/// module exports one function more.
fn kernels() -> Lab {
    let lab = Lab::empty();
    let shared = format!("{}/../corpus/shared", env!("CARGO_MANIFEST_DIR"));
    let image = "#include \"export.h\"\n#include \"include/linux/dev.h\"\nint dev_id(struct dev *d) { return d->id; }\n\
                 EXPORT_SYMBOL(dev_id);\nint tick(void) { return 1; }\nEXPORT_SYMBOL_GPL(tick);\n";
    let module = |more: &str| {
        format!(
            "#include \"export.h\"\nMODULE_INFO(\"name=aid\");\nint aid(int a) {{ return a; }}\nEXPORT_SYMBOL(aid);\n{more}"
        )
    };
    let more = "int again(int a) { return a; }\nEXPORT_SYMBOL(again);\n";
    for (folder, member, more) in [("old", "", ""), ("new", "long flags;", ""), ("more", "", more)] {
        lab.write(&format!("{folder}/image.c"), image);
        lab.write(&format!("{folder}/include/linux/dev.h"), &format!("struct dev {{ {member} int id; }};\n"));
        lab.write(&format!("{folder}/module.c"), &module(more));
        for (source, made) in [("image.c", "vmlinux"), ("module.c", "aid.ko")] {
            lab.run(&format!("gcc -g -w -fno-pic -c -I {shared} {folder}/{source} -o {folder}/{made}"));
        }
    }
    lab
}

#[test]
fn kernels_with_modules_are_compared() {
    let lab = kernels();
    for (new, code) in [("old", NO_CHANGE), ("new", BROKEN), ("more", CHANGED)] {
        let told = lab.call("kmidiff", &format!("old {new}"));
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
    }
    let told = lab.call("kmidiff", "old new");
    for word in ["struct dev", "dev_id"] {
        assert!(told.report.contains(word), "{}", told.report);
    }
}

#[test]
fn an_image_may_lie_elsewhere() {
    let lab = kernels();
    lab.write("boot/readme", "");
    lab.write("boot-new/readme", "");
    lab.run("mv old/vmlinux boot/vmlinux-1");
    lab.run("mv new/vmlinux boot-new/image");
    let told = lab.call("kmidiff", "--vmlinux1 boot/vmlinux-1 --l2 boot-new/image old new");
    assert_eq!(told.code, Some(BROKEN), "{}{}", told.report, told.errors);
    assert!(told.report.starts_with("BREAKING   old -> new") && told.report.contains("3 exports"), "{}", told.report);
    // One that is named takes the place of what lies in the folder, and one in the folder is there anyway.
    assert_eq!(lab.code("kmidiff", "--l1 boot/vmlinux-1 --l2 boot/vmlinux-1 old more"), CHANGED);
    assert_eq!(lab.code("kmidiff", "--l1 boot/vmlinux-1 --l2 more/vmlinux old more"), CHANGED);
}

#[test]
fn lists_and_suppression_files_leave_out_what_they_name() {
    let lab = kernels();
    lab.write("list", "[abi_whitelist]\n  aid\n  tick\n");
    lab.write("other", "[abi_whitelist]\n  dev_id\n");
    lab.write("dev.suppr", "[suppress_type]\nname = dev\n");
    for (options, code) in [
        ("-w list", NO_CHANGE),
        ("--kmi-whitelist list -w other", BROKEN),
        ("--linux-kernel-abi-whitelist list", NO_CHANGE),
        ("--suppr dev.suppr", NO_CHANGE),
        ("--suppressions dev.suppr", NO_CHANGE),
    ] {
        assert_eq!(lab.code("kmidiff", &format!("{options} old new")), code, "{options}");
    }
    // The tool reads none unasked.
    let unasked = [("LIBABIGAIL_DEFAULT_USER_SUPPRESSION_FILE", "dev.suppr")];
    assert_eq!(lab.program(&lab.path("bin/kmidiff"), "old new", &unasked).code, Some(BROKEN));
}

#[test]
fn wrong_usage_and_bad_files_are_errors() {
    let lab = kernels();
    for (line, what) in [
        ("--bogus old new", "--bogus"),
        ("old", "FOLDER2"),
        ("old new more", "unexpected argument"),
        ("old nowhere", "nowhere: No such file"),
        ("--l1 nowhere old new", "nowhere: No such file"),
        ("--l1 old old new", "old: is no file"),
        ("-w nowhere old new", "nowhere: No such file"),
        ("--suppr nowhere old new", "nowhere: No such file"),
    ] {
        let told = lab.call("kmidiff", line);
        assert_eq!(told.code, Some(ERROR), "{line}: {}{}", told.report, told.errors);
        assert!(told.errors.contains(what), "{line}: {}", told.errors);
        assert_eq!(told.report, "", "{line}");
    }
}

#[test]
fn every_option_of_the_tool_is_taken() {
    let lab = kernels();
    let help = lab.call("kmidiff", "--help").report;
    for option in
        "help version verbose debug-info-dir1 d1 debug-info-dir2 d2 vmlinux1 l1 vmlinux2 l2 suppressions suppr \
                   kmi-whitelist ctf impacted-interfaces full-impact exported-interfaces-only \
                   allow-non-exported-interfaces show-bytes show-bits show-hex show-dec"
            .split_whitespace()
    {
        assert!(help.contains(&format!("--{option}")), "{option}");
    }
    let quiet = "--verbose --d1 old --d2 new -i -f --exported-interfaces-only --allow-non-exported-interfaces --show-bytes \
                 --show-bits --show-hex --show-dec";
    let told = lab.call("kmidiff", &format!("{quiet} old new"));
    assert_eq!((told.code, told.errors.as_str()), (Some(BROKEN), ""), "{}", told.report);
}
