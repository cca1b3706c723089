//! Calls as scripts of public projects have them, unchanged but for the variables around them, which stand for a library of two
//! releases.

use crate::lab::Lab;

/// A dump as abidw writes it, of the library that the source makes.
const DUMP: &str = include_str!("../../../engine/tests/abixml/line.abi");
const DUMPED: &str = include_str!("../../../engine/tests/abixml/line.c");

/// OpenZFS, config/Abigail.am: `make checkabi` holds each library against a dump that lies beside its sources.
#[test]
fn openzfs_compares_dumps_with_libraries() {
    let lab = Lab::empty();
    lab.write("lib/libzfs/libzfs.abi", DUMP);
    lab.write("lib/libzfs/libzfs.suppr", "[suppress_function]\n\tname = nobody\n");
    lab.write("include/line.h", "struct line;\n");
    let call = "lib=libzfs.la; abidiff --no-unreferenced-symbols \\\n\
                \t\t    --headers-dir1 ../../include \\\n\
                \t\t    --suppressions ${lib%.la}.suppr \\\n\
                \t\t    ${lib%.la}.abi .libs/${lib%.la}.so";
    let release = |text: &str| {
        lab.write("lib/libzfs/line.c", text);
        lab.write("lib/libzfs/.libs/readme", "");
        lab.build("-Wl,-soname,liba.so.1 lib/libzfs/line.c -o lib/libzfs/.libs/libzfs.so");
        lab.shell("lib/libzfs", call)
    };
    let told = release(DUMPED);
    assert_eq!(told.code, Some(0), "{}{}", told.report, told.errors);
    let told = release(&format!("{DUMPED}int more(void) {{ return 1; }}\n"));
    assert_eq!(told.code, Some(4), "{}{}", told.report, told.errors);
    let told = release(&DUMPED.replace("int look(const void *at) { return !at; }\n", ""));
    assert_eq!(told.code, Some(12), "{}{}", told.report, told.errors);
}

/// DPDK, devtools/check-abi.sh: a suppression file beside the script, and headers of both releases where there are some.
#[test]
fn dpdk_compares_releases_with_their_headers() {
    let lab = Lab::with(&["1", "added", "private", "grown", "removed"]);
    lab.write(
        "devtools/libabigail.abignore",
        "; Ignore symbols\n[suppress_function]\n        symbol_version = EXPERIMENTAL\n",
    );
    let check = |new: &str| {
        let lines = format!(
            "ABIDIFF_OPTIONS=\"--suppr devtools/libabigail.abignore --no-added-syms\"\n\
             ABIDIFF_OPTIONS=\"$ABIDIFF_OPTIONS --headers-dir1 1/include\"\n\
             ABIDIFF_OPTIONS=\"$ABIDIFF_OPTIONS --headers-dir2 {new}/include\"\n\
             dump=1/lib/libbox.so\ndump2={new}/lib/libbox.so\n\
             if ! abidiff $ABIDIFF_OPTIONS $dump $dump2; then exit 1; fi"
        );
        lab.shell("", &lines)
    };
    for (new, code) in [("1", 0), ("added", 0), ("private", 0), ("grown", 1), ("removed", 1)] {
        let told = check(new);
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
    }
}

/// PackageKit and libxmlb, in their CI: public headers of both releases alone.
#[test]
fn packagekit_compares_installed_trees() {
    let lab = Lab::with(&["1", "private", "grown"]);
    for (new, code) in [("1", 0), ("private", 0), ("grown", 12)] {
        let lines = format!(
            "abidiff \\\n    --headers-dir1 1/include \\\n    --headers-dir2 {new}/include \\\n    --drop-private-types \\\n    \
             --fail-no-debug-info \\\n    --no-added-syms \\\n    1/lib/libbox.so \\\n    {new}/lib/libbox.so"
        );
        let told = lab.shell("", &lines);
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
    }
}

/// SPDK, test/make/check_so_deps.sh: files before options, totals first and then the whole.
#[test]
fn spdk_asks_for_totals_first() {
    let lab = Lab::with(&["1", "grown"]);
    lab.write("abigail_suppressions.ini", "");
    let lines = |rest: &str| {
        format!(
            "abidiff 1/lib/libbox.so grown/lib/libbox.so --headers-dir1 1/lib/../include --headers-dir2 grown/include \
             --leaf-changes-only --suppressions abigail_suppressions.ini {rest}"
        )
    };
    let (totals, whole) = (lab.shell("", &lines("--stat")), lab.shell("", &lines("--impacted-interfaces")));
    assert_eq!((totals.code, whole.code), (Some(12), Some(12)), "{}{}", totals.errors, whole.errors);
    assert!(whole.report.starts_with(&totals.report) && whole.report.len() > totals.report.len(), "{}", whole.report);
    assert!(whole.report.contains("struct box") && whole.report.contains("area"), "{}", whole.report);
}

/// Android's build/abi/build_abi.sh: the version is the second word, and compared.
#[test]
fn android_asks_for_a_version_that_is_new_enough() {
    let lab = Lab::empty();
    let told = lab.shell(
        "",
        "version_greater_than() { test \"$(printf '%s\\n' \"$@\" | sort -V | head -n 1)\" != \"$1\"; }\n\
         version_greater_than \"$(abidiff --version | awk '{print $2}')\" \"1.6.0\"",
    );
    assert_eq!(told.code, Some(0), "{}{}", told.report, told.errors);
}

/// rebase-helper, `AbiPkgDiff`: the tool is there if its help ends with 3; then each package with what it may have of debug packages.
#[test]
fn rebase_helper_finds_the_tool_and_compares_packages() {
    let lab = Lab::with(&["1", "added", "removed"]);
    assert_eq!(lab.shell("", "abipkgdiff --help > /dev/null").code, Some(3));
    for (new, code) in [("1", 0), ("added", 4), ("removed", 12)] {
        for side in ["1", new] {
            lab.run(&format!("tar -C {side} -cf {side}.tar lib"));
            lab.run(&format!("tar -C {side} -cf {side}-debuginfo.tar src"));
        }
        let told = lab.shell("", &format!("abipkgdiff --d1 1-debuginfo.tar --d2 {new}-debuginfo.tar 1.tar {new}.tar"));
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
    }
}

/// binaryaudit: the packages stand between the options, and packages for development with them.
#[test]
fn binaryaudit_names_packages_for_development() {
    let lab = Lab::with(&["1", "private", "grown"]);
    lab.write("conf/suppressions.conf", "");
    for (new, code) in [("private", 0), ("grown", 12)] {
        for side in ["1", new] {
            lab.run(&format!("tar -C {side} -cf {side}.tar lib"));
            lab.run(&format!("tar -C {side} -cf {side}-devel.tar include"));
        }
        let line = format!(
            "abipkgdiff --suppressions conf/suppressions.conf 1.tar {new}.tar --devel1 1-devel.tar --devel2 {new}-devel.tar"
        );
        let told = lab.shell("", &line);
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
    }
}

/// A dump of STG, with a symbol and a type.
fn stg(more: &str, size: u32) -> String {
    format!(
        "version: 0x00000002\nroot_id: 0x10\n\
         primitive {{ id: 0x28 name: \"int\" encoding: SIGNED_INTEGER bytesize: 0x00000004 }}\n\
         pointer_reference {{ id: 0x21 kind: POINTER pointee_type_id: 0x30 }}\nmember {{ id: 0x31 name: \"id\" type_id: 0x28 }}\n\
         struct_union {{ id: 0x30 kind: STRUCT name: \"dev\" definition {{ bytesize: {size} member_id: 0x31 }} }}\n\
         function {{ id: 0x40 return_type_id: 0x28 parameter_id: 0x21 }}\n\
         elf_symbol {{ id: 0x50 name: \"dev_id\" is_defined: true symbol_type: FUNCTION type_id: 0x40 full_name: \"dev_id\" }}\n\
         {more}interface {{ id: 0x10 symbol_id: 0x50 {} }}\n",
        if more.is_empty() { "" } else { "symbol_id: 0x51" }
    )
}

/// Android's Kleaf, `update_known_abi_breaks`: additions are no breaks, 0 and 4 are answers, and everything else is a failure.
#[test]
fn kleaf_asks_for_breaks_between_commits() {
    let lab = Lab::empty();
    let more = "elf_symbol { id: 0x51 name: \"more\" is_defined: true symbol_type: FUNCTION type_id: 0x40 full_name: \"more\" }\n";
    lab.write("old.stg", &stg("", 4));
    lab.write("added.stg", &stg(more, 4));
    lab.write("grown.stg", &stg("", 8));
    for (new, code) in [("old", 0), ("added", 0), ("grown", 4)] {
        let told = lab.shell(
            "",
            &format!(
                "stgdiff --ignore interface_addition --ignore type_definition_addition --format short --stg old.stg {new}.stg \
                 --output /dev/stdout"
            ),
        );
        assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
    }
}

/// Android's Soong, `cc/ndk_library.go`: a report in a file, shown where the call fails.
#[test]
fn soong_compares_dumps_of_the_ndk() {
    let lab = Lab::empty();
    lab.write("old.stg", &stg("", 4));
    lab.write("grown.stg", &stg("", 8));
    let call = |new: &str| lab.shell("", &format!("stgdiff --stg old.stg {new}.stg -o out || (cat out && false)"));
    let told = call("old");
    assert_eq!((told.code, told.report.as_str()), (Some(0), ""), "{}", told.errors);
    let told = call("grown");
    assert_eq!(told.code, Some(1));
    assert!(told.report.starts_with("BREAKING") && told.report.contains("struct dev"), "{}", told.report);
}
