//! `abipkgdiff`: packages with their debug packages and packages for development.

use crate::lab::Lab;

const NO_CHANGE: i32 = 0;
const ERROR: i32 = 1;
const USAGE: i32 = 3;
const CHANGED: i32 = 4;
const BROKEN: i32 = 12;

/// Each release as `RELEASE.deb`, `RELEASE-dbg.deb` and `RELEASE-dev.deb`, and as folders without those endings.
fn packages(releases: &[&str]) -> Lab {
    let lab = Lab::with(releases);
    for (n, release) in releases.iter().enumerate() {
        let id = format!("{n:02}23456789abcdef0123456789abcdef01234567");
        let library = format!("{release}-pkg/usr/lib/libbox.so.1");
        let debug = format!("{release}-dbg/usr/lib/debug/.build-id/{}/{}.debug", &id[..2], &id[2..]);
        for file in [&library, &debug, &format!("{release}-dev/usr/include/readme")] {
            lab.write(file, "");
        }
        lab.build(&format!(
            "{release}/src/box.c -I {release}/include -Wl,-soname,libbox.so.1 -Wl,--build-id=0x{id} -o {library}"
        ));
        lab.run(&format!("objcopy --only-keep-debug {library} {debug}"));
        lab.run(&format!("objcopy --strip-debug {library}"));
        lab.run(&format!("cp {release}/include/box.h {release}-dev/usr/include/box.h"));
        for kind in ["pkg", "dbg", "dev"] {
            let text = "Package: box\nVersion: 1\nArchitecture: amd64\nMaintainer: Nobody <nobody@example.org>\nDescription: box\n";
            lab.write(&format!("{release}-{kind}/DEBIAN/control"), text);
            lab.run(&format!("dpkg-deb --root-owner-group -Znone -b {release}-{kind} {release}-{kind}.deb"));
        }
    }
    lab
}

#[test]
fn packages_are_compared_with_their_debug_packages() {
    let lab = packages(&["1", "added", "grown"]);
    for (new, code) in [("1", NO_CHANGE), ("added", CHANGED), ("grown", BROKEN)] {
        for ending in ["", ".deb"] {
            let line =
                format!("--d1 1-dbg{ending} --debug-info-pkg2 {new}-dbg{ending} 1-pkg{ending} {new}-pkg{ending}");
            let told = lab.call("abipkgdiff", &line);
            assert_eq!(told.code, Some(code), "{new}: {}{}", told.report, told.errors);
        }
    }
    // Without types nothing is known of them.
    let told = lab.call("abipkgdiff", "1-pkg.deb added-pkg.deb");
    assert_eq!(told.code, Some(ERROR | CHANGED), "{}", told.report);
    assert!(told.errors.starts_with("abipkgdiff: evidence is missing"), "{}", told.errors);
    assert_eq!(lab.code("abipkgdiff", "--allow-incomplete 1-pkg.deb added-pkg.deb"), CHANGED);
    assert_eq!(lab.code("abipkgdiff", "--allow-incomplete --no-added-syms 1-pkg.deb added-pkg.deb"), NO_CHANGE);
}

#[test]
fn packages_for_development_tell_which_types_are_public() {
    let lab = packages(&["1", "private", "grown"]);
    let line =
        |new: &str, options: &str| format!("{options} --d1 1-dbg.deb --d2 {new}-dbg.deb 1-pkg.deb {new}-pkg.deb");
    assert_eq!(lab.code("abipkgdiff", &line("private", "")), BROKEN);
    for options in ["--devel1 1-dev.deb --devel2 private-dev.deb", "--devel-pkg1 1-dev --devel-pkg2 private-dev"] {
        assert_eq!(lab.code("abipkgdiff", &line("private", options)), NO_CHANGE, "{options}");
    }
    assert_eq!(lab.code("abipkgdiff", &line("grown", "--devel1 1-dev.deb --devel2 grown-dev.deb")), BROKEN);
}

#[test]
fn suppression_files_in_packages_are_read_unless_they_are_left_out() {
    let lab = packages(&["1", "grown"]);
    lab.write("1-pkg/usr/share/box/box.abignore", "[suppress_type]\nname = box\n");
    lab.run("dpkg-deb --root-owner-group -Znone -b 1-pkg 1-pkg.deb");
    let line = |ending: &str| format!("--d1 1-dbg{ending} --d2 grown-dbg{ending} 1-pkg{ending} grown-pkg{ending}");
    for ending in ["", ".deb"] {
        let told = lab.call("abipkgdiff", &line(ending));
        assert_eq!(told.code, Some(NO_CHANGE), "{}{}", told.report, told.errors);
        let by = format!("1-pkg{ending}/usr/share/box/box.abignore:1");
        assert!(told.report.contains(&by), "{}", told.report);
        assert_eq!(lab.code("abipkgdiff", &format!("--no-abignore {}", line(ending))), BROKEN);
    }
    lab.write("1-pkg/usr/share/box/box.abignore", "[suppress_thing]\nname = box\n");
    let told = lab.call("abipkgdiff", &line(""));
    assert_eq!((told.code, told.report.as_str()), (Some(ERROR), ""), "{}", told.errors);
    assert!(
        told.errors.contains("1-pkg/usr/share/box/box.abignore: line 1: section `suppress_thing`"),
        "{}",
        told.errors
    );
}

#[test]
fn files_that_come_are_no_change_and_programs_may_be_left_out() {
    let lab = Lab::with(&["1"]);
    for side in ["old", "new"] {
        lab.write(&format!("{side}/usr/lib/readme"), "");
        lab.run(&format!("cp 1/lib/libbox.so {side}/usr/lib/libbox.so.1"));
    }
    lab.write("lid.c", "int lid(void) { return 1; }\n");
    lab.build("lid.c -Wl,-soname,liblid.so.1 -o new/usr/lib/liblid.so.1.0");
    let told = lab.call("abipkgdiff", "old new");
    assert_eq!(told.code, Some(NO_CHANGE), "{}", told.report);
    assert!(told.report.contains("lid [usr/lib/liblid.so.1.0]"), "{}", told.report);
    let told = lab.call("abipkgdiff", "--no-added-binaries old new");
    assert_eq!(told.code, Some(NO_CHANGE), "{}", told.report);
    assert!(told.report.contains("by --no-added-binaries"), "{}", told.report);
    // One that goes is a change.
    assert_eq!(lab.code("abipkgdiff", "new old"), BROKEN);
    // A later version of a library is none that came.
    lab.write("lid.c", "int lid(void) { return 1; }\nint more(void) { return 1; }\n");
    lab.build("lid.c -Wl,-soname,liblid.so.1 -o old/usr/lib/liblid.so.1.1");
    assert_eq!(lab.code("abipkgdiff", "new old"), CHANGED);
    lab.write("old/usr/bin/readme", "");
    lab.write("new/usr/bin/readme", "");
    lab.run("cp new/usr/lib/liblid.so.1.0 old/usr/lib/liblid.so.1.0");
    lab.run("rm old/usr/lib/liblid.so.1.1");
    for (side, name) in [("old", "f"), ("new", "g")] {
        lab.write("tool.c", &format!("int main(void) {{ return 0; }}\nint {name}(void) {{ return 1; }}\n"));
        lab.run(&format!("gcc -g -rdynamic -o {side}/usr/bin/tool tool.c"));
    }
    assert_eq!(lab.code("abipkgdiff", "old new"), BROKEN);
    assert_eq!(lab.code("abipkgdiff", "--dso-only old new"), NO_CHANGE);
}

#[test]
fn wrong_usage_and_bad_files_are_errors() {
    let lab = Lab::with(&["1"]);
    for (line, code, what) in [
        ("--bogus 1 1", USAGE, "--bogus"),
        ("1", USAGE, "PACKAGE2"),
        ("1 1 1", USAGE, "unexpected argument"),
        ("1 nowhere", ERROR, "nowhere: No such file"),
        ("--devel1 1/lib/readme 1 1", ERROR, "1/lib/readme: holds no headers"),
        ("--suppr nowhere 1 1", ERROR, "nowhere: No such file"),
        ("-w nowhere 1 1", ERROR, "nowhere: No such file"),
        ("--self-check 1", ERROR, "--self-check is not taken"),
        ("--wp lists.rpm 1 1", ERROR, "--wp is not taken"),
    ] {
        let told = lab.call("abipkgdiff", line);
        assert_eq!(told.code, Some(code), "{line}: {}{}", told.report, told.errors);
        assert!(told.errors.contains(what), "{line}: {}", told.errors);
        assert_eq!(told.report, "", "{line}");
    }
}

#[test]
fn every_option_of_the_tool_is_taken() {
    let lab = Lab::with(&["1", "removed"]);
    let help = lab.call("abipkgdiff", "--help").report;
    // Those that Debian's abipkgdiff 2.2 names in its help, but for --wp and --self-check, which are refused.
    for option in "debug-info-pkg1 d1 debug-info-pkg2 d2 devel-pkg1 devel1 devel-pkg2 devel2 drop-private-types \
                   no-default-suppression suppressions suppr linux-kernel-abi-whitelist keep-tmp-files dso-only private-dso \
                   leaf-changes-only impacted-interfaces full-impact non-reachable-types exported-interfaces-only \
                   allow-non-exported-interfaces no-linkage-name redundant harmless no-show-locs show-bytes show-bits show-hex \
                   show-dec no-show-relative-offset-changes no-added-syms no-unreferenced-symbols no-added-binaries \
                   no-abignore no-parallel fail-no-dbg show-identical-binaries no-leverage-dwarf-factorization \
                   no-assume-odr-for-cplusplus verbose ctf help version"
        .split_whitespace()
    {
        assert!(help.contains(&format!("--{option}")), "{option}");
    }
    let quiet = "--drop-private-types --keep-tmp-files --private-dso -l -i -f -t --exported-interfaces-only \
                 --allow-non-exported-interfaces --no-linkage-name --redundant --harmless --no-show-locs --show-bytes --show-bits \
                 --show-hex --show-dec --no-show-relative-offset-changes --no-unreferenced-symbols --no-parallel --fail-no-dbg \
                 --show-identical-binaries --no-leverage-dwarf-factorization --no-assume-odr-for-cplusplus --verbose";
    let told = lab.call("abipkgdiff", &format!("{quiet} 1 removed"));
    assert_eq!((told.code, told.errors.as_str()), (Some(BROKEN), ""), "{}", told.report);
}

/// A package of RPM of what lies in `FOLDER/usr`, that provides these.
fn rpm(lab: &Lab, folder: &str, provides: &str) {
    let spec = format!(
        "%global debug_package %{{nil}}\n%global __os_install_post %{{nil}}\n%global _build_id_links none\n\
         Name: {folder}\nVersion: 1\nRelease: 1\nSummary: box\nLicense: MIT\nAutoReqProv: no\nProvides: {provides}\n\
         %description\nbox\n%install\nmkdir -p %{{buildroot}}\ncp -a {} %{{buildroot}}/usr\n%files\n/usr\n",
        lab.path(folder).join("usr").display()
    );
    lab.write(&format!("{folder}.spec"), &spec);
    let top = lab.path("rpmbuild");
    let line = format!(
        "rpmbuild -bb --quiet --nodeps --target x86_64 --define _topdir@{0} --define _rpmdir@{0}",
        top.display()
    );
    let words: Vec<String> = line.split(' ').map(|word| word.replace('@', " ")).collect();
    let out = std::process::Command::new(&words[0])
        .args(&words[1..])
        .args(["--define", "_rpmfilename %{NAME}.rpm", &format!("{folder}.spec")])
        .current_dir(lab.path(""))
        .output()
        .expect("rpmbuild; cargo xtask test installs it");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    std::fs::rename(top.join(format!("{folder}.rpm")), lab.path(&format!("{folder}.rpm"))).expect("a package");
}

#[test]
fn libraries_that_a_package_does_not_provide_are_private() {
    let lab = Lab::empty();
    let [both, one] =
        ["int more(int x) { return x; } int less(int x) { return x; }\n", "int more(int x) { return x; }\n"];
    lab.write("both.c", both);
    lab.write("one.c", one);
    // Of each folder the sources of a public library, of a private one and of a plug-in.
    for (folder, sources) in [
        ("old", ["both", "both", "both"]),
        ("inner", ["both", "one", "one"]),
        ("outer", ["one", "both", "both"]),
        ("moved", ["one", "both", "both"]),
    ] {
        let private = format!("{folder}/usr/lib64/box");
        lab.write(&format!("{private}/readme"), "");
        let public = if folder == "moved" { private.clone() } else { format!("{folder}/usr/lib64") };
        lab.build(&format!("{}.c -Wl,-soname,libbox.so.1 -o {public}/libbox.so.1", sources[0]));
        lab.build(&format!("{}.c -Wl,-soname,libinner.so.1 -o {private}/libinner.so.1", sources[1]));
        // No type is known of what counts for nobody, and nobody misses it.
        lab.build(&format!("{}.c -g0 -o {private}/plug.so", sources[2]));
        rpm(&lab, folder, if folder == "moved" { "box" } else { "libbox.so.1()(64bit)" });
    }
    let told = |line: &str| lab.call("abipkgdiff", line);
    let inner = told("old.rpm inner.rpm");
    assert_eq!((inner.code, &*inner.report), (Some(NO_CHANGE), ""), "{}", inner.errors);
    let said = "abipkgdiff: 2 libraries are left out, usr/lib64/box/libinner.so.1 among them: their packages do not provide \
                them by a SONAME; --private-dso compares such\n";
    assert_eq!(inner.errors, said);
    let asked = told("--private-dso old.rpm inner.rpm");
    assert_eq!(asked.code, Some(ERROR | BROKEN), "{}", asked.report);
    assert!(asked.report.contains("libinner.so.1") && asked.report.contains("plug.so"), "{}", asked.report);
    assert!(!asked.errors.contains("left out"), "{}", asked.errors);
    // A public library is compared, also where the new package keeps it to itself.
    assert_eq!(told("old.rpm outer.rpm").code, Some(BROKEN));
    let moved = told("old.rpm moved.rpm");
    assert_eq!(moved.code, Some(BROKEN), "{}{}", moved.report, moved.errors);
    assert!(moved.report.contains("less"), "{}", moved.report);
    // A package that provides no library: nobody can depend on one.
    let private = told("moved.rpm inner.rpm");
    assert_eq!(private.code, Some(NO_CHANGE), "{}", private.report);
    // What does not say what it provides has no private libraries: a folder, another package.
    assert_eq!(told("old inner").code, Some(ERROR | BROKEN));
}
