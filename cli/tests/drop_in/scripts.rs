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
