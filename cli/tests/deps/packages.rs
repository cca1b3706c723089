//! Packages of Debian: names, sources and versions, their debug files, the order of rebuilds, and the file for ben.

use crate::expected;
use crate::lab::{GONE, HOLDS, KEPT, Lab, NEW, OLD};

/// A library between, which holds `struct conf` in a struct of its own.
const MIDDLE: &str = "struct conf { int a; int b; };\nint use(struct conf *);\nstruct middle { struct conf c; int x; };\n\
                      int middle(struct middle *m) { return use(&m->c) + m->x; }\n";

/// Packages `alpha` (a rebuild), `beta++` (breaks), `gamma` (may stay), and `data` without a program.
fn usual(lab: &Lab) {
    lab.program("alpha/usr/bin/alpha", HOLDS, "");
    lab.program("beta++/usr/bin/beta", GONE, "");
    lab.program("gamma/usr/bin/gamma", KEPT, "");
    lab.write("data/usr/share/data/x", "1");
    lab.deb("alpha", "Source: alpha-source (1:2.0-1)\nVersion: 1:2.0-1+b2\n");
    lab.deb("beta++", "Version: 3.1-2\n");
    lab.deb("gamma", "Version: 1\n");
    lab.deb("data", "Version: 1\n");
}

#[test]
fn packages_in_a_folder_are_told_one_by_one_by_their_own_names() {
    let lab = Lab::new();
    usual(&lab);
    let (code, answer) = lab.json("packages old new");
    assert_eq!(code, 1);
    let all: Vec<[String; 4]> = answer["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|p| ["name", "source", "version", "standing"].map(|key| p[key].as_str().unwrap_or_default().to_owned()))
        .collect();
    assert_eq!(
        all,
        [
            ["beta++", "beta++", "3.1-2", "breaks"],
            ["alpha", "alpha-source", "1:2.0-1+b2", "rebuild"],
            ["gamma", "gamma", "1", "stays"],
            ["data", "data", "1", "not-concerned"],
        ]
    );
    // The same packages by themselves.
    let all = "packages/alpha.deb packages/beta++.deb packages/gamma.deb packages/data.deb";
    assert_eq!(lab.standings(&format!("{all} old new")), lab.standings("packages old new"));
    let (_, text) = lab.text("packages old new --width 60");
    assert!(text.contains("alpha 1:2.0-1+b2 (of alpha-source)"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
}

#[test]
fn packages_of_rpm_name_their_sources() {
    let lab = Lab::new();
    lab.program("files/usr/bin/holds", HOLDS, "");
    let spec = format!(
        "%global debug_package %{{nil}}\n%global __os_install_post %{{nil}}\n%global _build_id_links none\nName: tool-set\n\
         Version: 1.2\nRelease: 3\nSummary: tool\nLicense: MIT\nAutoReqProv: no\n%description\ntool\n\
         %package -n tool\nSummary: tool\nAutoReqProv: no\n%description -n tool\ntool\n\
         %install\nmkdir -p %{{buildroot}}\ncp -a {} %{{buildroot}}/usr\n%files -n tool\n/usr\n",
        lab.path("files/usr").display()
    );
    lab.write("tool-set.spec", &spec);
    let top = lab.path("packages").display().to_string();
    let defined = [format!("--define=_topdir {top}"), format!("--define=_rpmdir {top}")];
    let named = ["--define=_rpmfilename %{NAME}.rpm", "tool-set.spec"];
    let mut rpmbuild = std::process::Command::new("rpmbuild");
    rpmbuild.args(["-bb", "--quiet", "--nodeps", "--target", "x86_64"]).args(defined).args(named);
    let out = rpmbuild.current_dir(lab.path("")).output().expect("rpmbuild: cargo xtask test installs it");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let (code, answer) = lab.json("packages/tool-set.rpm old new");
    let package = &answer["packages"][0];
    let said = ["name", "source", "version", "standing"].map(|key| package[key].as_str().unwrap_or_default());
    assert_eq!((code, said), (1, ["tool", "tool-set", "1.2-3", "rebuild"]));
}

#[test]
fn a_program_beside_modules_of_a_kernel_is_looked_at() {
    let lab = Lab::new();
    lab.program("driver/usr/bin/tool", GONE, "");
    lab.write("module.c", "int init_module(void) { return 0; }\n");
    lab.run("gcc -c -o module.ko module.c");
    lab.run("mkdir -p driver/lib/modules modules");
    lab.run("cp module.ko driver/lib/modules/module.ko");
    lab.run("mv module.ko modules/module.ko");
    assert_eq!(lab.standings("driver old new"), (1, expected(&[("driver", "breaks")])));
    assert_eq!(lab.standings("modules old new"), (0, expected(&[("modules", "not-concerned")])));
    // What a compressed program needs is not known.
    lab.run("gzip driver/usr/bin/tool");
    assert_eq!(lab.standings("driver/usr/bin/tool.gz old new"), (2, expected(&[("tool.gz", "cannot-tell")])));
}

#[test]
fn the_packages_of_the_library_itself_are_not_rebuilt() {
    let lab = Lab::new();
    for (side, source) in [("old", OLD), ("new", NEW)] {
        lab.library("libfoo1/usr/lib/libfoo.so.1", source, "");
        lab.library(
            "libfoo1/usr/lib/libfoo-more.so.1",
            "int kept(int);\nint more(void) { return kept(1); }\n",
            "old/libfoo.so.1",
        );
        lab.deb("libfoo1", "Source: foo\nVersion: 1\n");
        lab.run(&format!("cp packages/libfoo1.deb {side}.deb"));
    }
    lab.program("gamma/usr/bin/gamma", KEPT, "");
    lab.deb("gamma", "Version: 1\n");
    let told = lab.standings("packages old.deb new.deb");
    assert_eq!(told, (0, expected(&[("gamma", "stays"), ("libfoo1", "not-concerned")])));
    // Two sets of all packages are no single library: each is looked at.
    lab.run("cp -r packages whole");
    let told = lab.standings("packages whole whole").1;
    assert_eq!(told, expected(&[("gamma", "stays"), ("libfoo1", "stays")]));
}

#[test]
fn a_damaged_package_is_told_and_the_others_as_well() {
    let lab = Lab::new();
    usual(&lab);
    let whole = std::fs::read(lab.path("packages/gamma.deb")).expect("a file");
    std::fs::write(lab.path("packages/gamma.deb"), &whole[..whole.len() - 200]).expect("a file");
    let standings = [("beta++", "breaks"), ("alpha", "rebuild"), ("gamma", "cannot-tell"), ("data", "not-concerned")];
    assert_eq!(lab.standings("packages old new"), (2, expected(&standings)));
}

#[test]
fn packages_of_debug_files_are_no_consumers() {
    let lab = Lab::new();
    // Inside of the type that only a program knows that was compiled with it.
    let opaque = "struct conf;\nint use(struct conf *);\nint main(int n, char **v) { return n > 9 ? use((struct conf *)v) : 0; }\n";
    lab.program("tool/usr/bin/tool", opaque, "-Wl,--build-id=0x0123456789abcdef");
    std::fs::create_dir_all(lab.path("tool-dbgsym/usr/lib/debug/.build-id/01")).expect("a folder");
    lab.run("objcopy --only-keep-debug tool/usr/bin/tool tool-dbgsym/usr/lib/debug/.build-id/01/23456789abcdef.debug");
    lab.run("strip tool/usr/bin/tool");
    lab.deb("tool", "Version: 1\n");
    assert_eq!(lab.standings("packages old new"), (1, expected(&[("tool", "rebuild")])));
    lab.deb("tool-dbgsym", "Version: 1\nSource: tool\n");
    assert_eq!(lab.standings("packages old new"), (0, expected(&[("tool", "stays")])));
}

#[test]
fn who_needs_a_library_that_is_rebuilt_comes_after_it() {
    let lab = Lab::new();
    lab.library("libmiddle1/usr/lib/libmiddle.so.1", MIDDLE, "old/libfoo.so.1");
    let both = format!(
        "{}int main(void) {{ struct middle m = {{ {{ 1, 2 }}, 3 }}; return middle(&m) + use(&m.c); }}\n",
        MIDDLE.replace(" { return use(&m->c) + m->x; }", ";")
    );
    lab.program("user/usr/bin/user", &both, "libmiddle1/usr/lib/libmiddle.so.1");
    lab.deb("libmiddle1", "Source: middle\nVersion: 1\n");
    lab.deb("user", "Version: 1\n");
    let (code, answer) = lab.json("packages old new");
    assert_eq!(code, 1);
    let levels: Vec<(&str, u64)> = answer["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|p| (p["name"].as_str().expect("a name"), p["level"].as_u64().expect("a level")))
        .collect();
    assert_eq!(levels, [("libmiddle1", 1), ("user", 2)]);
    assert_eq!(answer["packages"][1]["after"], serde_json::json!(["libmiddle1"]));
    assert_eq!(answer["cycles"], serde_json::json!([]));
    let (_, text) = lab.text("packages old new");
    assert!(text.contains("    level 1      middle\n    level 2      user\n"), "{text}");
}

/// Who uses the library between, without the one that changed.
const BETWEEN: &str = "struct conf { int a; int b; };\nstruct middle { struct conf c; int x; };\nint middle(struct middle *);\n\
                       int main(void) { struct middle m = { { 1, 2 }, 3 }; return middle(&m); }\n";

#[test]
fn a_library_between_passes_on_what_changed_in_what_it_holds() {
    let lab = Lab::new();
    lab.library("libmiddle.so.1", &format!("{MIDDLE}int plain(void) {{ return 0; }}\n"), "old/libfoo.so.1");
    lab.library(
        "libouter.so.1",
        &format!("{}int outer(struct middle *m) {{ return middle(m); }}\n", before_main(BETWEEN)),
        "libmiddle.so.1",
    );
    lab.program("between", BETWEEN, "-Wl,--as-needed libmiddle.so.1");
    lab.program("further", &BETWEEN.replace("middle(", "outer("), "-Wl,--as-needed -Wl,-rpath-link,. libouter.so.1");
    let opaque =
        "struct middle;\nint middle(struct middle *);\nint main(void) { return middle((struct middle *)0); }\n";
    lab.program("opaque", opaque, "-Wl,--as-needed libmiddle.so.1");
    lab.program("plain", "int plain(void);\nint main(void) { return plain(); }\n", "-Wl,--as-needed libmiddle.so.1");
    let all = "libmiddle.so.1 libouter.so.1 between further opaque plain";
    let standings = [
        ("libmiddle.so.1", "rebuild"),
        ("between", "rebuild"),
        ("libouter.so.1", "rebuild"),
        ("further", "rebuild"),
        ("opaque", "not-concerned"),
        ("plain", "not-concerned"),
    ];
    assert_eq!(lab.standings(&format!("{all} old new")), (1, expected(&standings)));
    let (_, answer) = lab.json(&format!("{all} old new"));
    let levels: Vec<&serde_json::Value> = (0..4).map(|at| &answer["packages"][at]["level"]).collect();
    assert_eq!(levels, [1, 2, 2, 3]);
    assert_eq!(answer["counts"]["rebuild_in_doubt"], 3);
    let why = &answer["packages"][1]["programs"][0]["why"];
    assert_eq!(why, "it takes `middle` of libmiddle.so.1, which has another `struct conf` once it is rebuilt");
    // Nothing is passed on where nothing changed, whatever else makes rebuild.
    let told = lab.standings("libmiddle.so.1 between old kept").1;
    assert_eq!(told, expected(&[("libmiddle.so.1", "rebuild"), ("between", "not-concerned")]));
    // A library that does not tell its types may hold anything.
    lab.run("strip libmiddle.so.1");
    let told = lab.standings("libmiddle.so.1 between opaque old new");
    let standings = [("libmiddle.so.1", "rebuild"), ("between", "cannot-tell"), ("opaque", "not-concerned")];
    assert_eq!(told, (2, expected(&standings)));
}

/// The declarations of a program.
fn before_main(source: &str) -> &str {
    source.split("int main").next().expect("a part")
}

#[test]
fn packages_that_need_one_another_are_named() {
    let lab = Lab::new();
    let one = format!("{MIDDLE}int two(void);\nint one(void) {{ return two(); }}\n");
    let two = format!("{}int one(void);\nint two(void) {{ return one(); }}\n", MIDDLE.replace("middle", "other"));
    lab.library("one/usr/lib/libone.so.1", &one, "old/libfoo.so.1");
    lab.library("two/usr/lib/libtwo.so.1", &two, "old/libfoo.so.1 one/usr/lib/libone.so.1");
    lab.library("one/usr/lib/libone.so.1", &one, "old/libfoo.so.1 two/usr/lib/libtwo.so.1");
    lab.deb("one", "Version: 1\n");
    lab.deb("two", "Version: 1\n");
    let (code, answer) = lab.json("packages old new");
    assert_eq!((code, &answer["cycles"]), (1, &serde_json::json!([["one", "two"]])));
    assert_eq!((&answer["packages"][0]["level"], &answer["packages"][1]["level"]), (&1.into(), &1.into()));
    // Packages of one source are built at once.
    lab.deb("one", "Source: all\nVersion: 1\n");
    lab.deb("two", "Source: all\nVersion: 1\n");
    assert_eq!(lab.json("packages old new").1["cycles"], serde_json::json!([]));
}

#[test]
fn a_file_for_ben_goes_by_versions_or_by_the_names_of_the_libraries() {
    let lab = Lab::new();
    usual(&lab);
    let by_version = "title = \"old to new\";\n\
        notes = \"Rebuilding is not enough for: beta++.\";\n\
        is_affected = .package ~ /^(alpha|beta\\+\\+)$/;\n\
        is_good = (.package ~ /^alpha$/ & >> \"1:2.0-1+b2\")\n  | (.package ~ /^beta\\+\\+$/ & >> \"3.1-2\");\n\
        is_bad = (.package ~ /^alpha$/ & <= \"1:2.0-1+b2\")\n  | (.package ~ /^beta\\+\\+$/ & <= \"3.1-2\");\n";
    assert_eq!(lab.text("packages old new --format ben"), (1, by_version.to_owned()));
    // Libraries in packages whose names go with their SONAMEs.
    for (package, soname, source) in [("libfoo1", "libfoo.so.1", OLD), ("libfoo2", "libfoo.so.2", NEW)] {
        lab.library(&format!("{package}/usr/lib/{soname}"), source, "");
        lab.write(&format!("{package}/DEBIAN/control"), "");
        lab.deb(package, "Source: foo\nVersion: 1\n");
        lab.run(&format!("mv packages/{package}.deb {package}.deb"));
    }
    let by_name = "title = \"libfoo1 to libfoo2\";\n\
        notes = \"Rebuilding is not enough for: beta++.\";\n\
        is_affected = .package ~ /^(alpha|beta\\+\\+|gamma)$/;\n\
        is_good = .depends ~ \"libfoo2\"\n  | .pre-depends ~ \"libfoo2\";\n\
        is_bad = .depends ~ \"libfoo1\"\n  | .pre-depends ~ \"libfoo1\";\n";
    assert_eq!(lab.text("packages libfoo1.deb libfoo2.deb --format ben"), (1, by_name.to_owned()));
    // Nothing is affected where nothing changed.
    let nothing = "title = \"old\";\nis_affected = false;\nis_good = false;\nis_bad = false;\n";
    assert_eq!(lab.text("packages old old --format ben"), (0, nothing.to_owned()));
}

#[test]
fn hostile_names_of_packages_are_not_obeyed() {
    let lab = Lab::new();
    lab.program("holds", HOLDS, "");
    // A control file that says what no name can be: then the file's name stands, which is no better.
    lab.write("evil/DEBIAN/control", "");
    lab.run("mkdir -p evil/usr/bin control");
    lab.run("cp holds evil/usr/bin/holds");
    lab.write("control/control", "Package: a\u{1b}[31mb\" | true\nVersion: 1\"\n");
    lab.write("debian-binary", "2.0\n");
    lab.run("tar -C control -cf control.tar ./control");
    lab.run("tar -C evil -cf data.tar ./usr");
    lab.run("ar rc evil.deb debian-binary control.tar data.tar");
    let name = "fleet/x\u{1b}[31m\"; is_bad = true; (a|b)$\u{202e}.deb";
    std::fs::create_dir_all(lab.path("fleet")).expect("a folder");
    std::fs::rename(lab.path("evil.deb"), lab.path(name)).expect("a file");
    for form in ["text", "json", "ben"] {
        let (code, text) = lab.text(&format!("fleet old new --format {form}"));
        assert_eq!(code, 1, "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{form}: {text}");
    }
    let (_, ben) = lab.text("fleet old new --format ben");
    let affected = r#"is_affected = .package ~ /^(x.\[31m\"\;.is_bad.\=.true\;.\(a\|b\)\$.\.deb)$/;"#;
    assert!(ben.lines().any(|line| line == affected), "{ben}");
    assert_eq!(ben.lines().filter(|line| line.starts_with("is_bad")).count(), 1, "{ben}");
}
