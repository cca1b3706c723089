//! What a release of a library asks for: SONAME kept, bumped, bumped for nothing, and what cannot be told.

mod support;

use abilens::model::report::{Release, ReleaseAdvice, RemarkKind, Report, Verdict};
use abilens::{NoObserver, Options};
use support::Lab;

/// Two libraries of one function each, with what is given beside it.
fn lab(sides: [(&str, &str); 2]) -> Lab {
    let lab = Lab::new();
    for (side, (code, soname)) in ["old", "new"].into_iter().zip(sides) {
        lab.write(&format!("{side}.c"), format!("int kept(int a) {{ return a; }}\n{code}"));
        let soname = if soname.is_empty() { String::new() } else { format!("-Wl,-soname,{soname}") };
        std::fs::create_dir_all(lab.path(side)).expect("a folder");
        lab.run(&format!("gcc -g -shared -fPIC {side}.c -o {side}/libx.so.1 {soname}"));
    }
    lab
}

fn one(report: &Report) -> &Release {
    assert_eq!(report.releases.len(), 1, "{:?}", report.releases);
    &report.releases[0]
}

fn advice(sides: [(&str, &str); 2]) -> (ReleaseAdvice, Vec<RemarkKind>) {
    let lab = lab(sides);
    let report = lab.diff("old/libx.so.1", "new/libx.so.1");
    let release = one(&report);
    assert_eq!(release.because.is_empty(), matches!(release.advice, ReleaseAdvice::KeepSoname));
    assert!(release.because.iter().all(|id| report.findings.iter().any(|f| f.root && f.id == *id)));
    (release.advice, release.remarks.iter().map(|r| r.kind).collect())
}

const X1: &str = "libx.so.1";
const X2: &str = "libx.so.2";
const GONE: &str = "int gone(void) { return 1; }\n";

#[test]
fn what_breaks_asks_for_another_soname() {
    assert_eq!(advice([(GONE, X1), ("", X1)]), (ReleaseAdvice::BumpSoname, vec![RemarkKind::SonameBumpMissing]));
    assert_eq!(advice([(GONE, X1), ("", X2)]), (ReleaseAdvice::BumpSoname, vec![]));
    // Without a SONAME consumers ask for the file.
    assert_eq!(advice([(GONE, ""), ("", "")]), (ReleaseAdvice::BumpSoname, vec![RemarkKind::SonameBumpMissing]));
}

#[test]
fn what_is_added_asks_for_a_minor_version() {
    assert_eq!(advice([("", X1), (GONE, X1)]), (ReleaseAdvice::BumpMinor, vec![]));
    assert_eq!(advice([("", X1), (GONE, X2)]), (ReleaseAdvice::BumpMinor, vec![RemarkKind::SonameBumpNeedless]));
}

/// Whoever wants what another project added takes it from there.
#[test]
fn what_another_project_added_asks_for_nothing() {
    for (place, advice) in [("/usr/include", ReleaseAdvice::KeepSoname), ("/build/x", ReleaseAdvice::BumpMinor)] {
        let lab = Lab::new();
        lab.write("x.c", "#include <level.h>\nint kept(enum level a) { return a; }");
        for (side, enumerators) in [("old", "LOW, HIGH"), ("new", "LOW, HIGH, HIGHEST")] {
            lab.write(&format!("{side}/level.h"), format!("enum level {{ {enumerators} }};"));
            let map = format!("-ffile-prefix-map={side}={place}");
            lab.run(&format!("gcc -g -shared -fPIC -I{side} {map} x.c -o {side}/libx.so.1 -Wl,-soname,libx.so.1"));
        }
        let report = lab.diff("old/libx.so.1", "new/libx.so.1");
        assert_eq!(report.findings.iter().filter(|f| f.root).count(), 1, "{:?}", report.findings);
        assert_eq!(one(&report).advice, advice, "{place}");
    }
}

#[test]
fn nothing_asks_for_nothing() {
    assert_eq!(advice([("", X1), ("", X1)]), (ReleaseAdvice::KeepSoname, vec![]));
    assert_eq!(advice([("", X1), ("", X2)]), (ReleaseAdvice::KeepSoname, vec![RemarkKind::SonameBumpNeedless]));
    // It gets a name for the first time.
    assert_eq!(advice([("", ""), ("", X1)]), (ReleaseAdvice::KeepSoname, vec![]));
}

#[test]
fn what_was_not_compared_is_not_told() {
    let sides = lab([(GONE, X1), (GONE, X1)]);
    sides.run("strip old/libx.so.1");
    sides.run("strip new/libx.so.1");
    let report = sides.diff("old/libx.so.1", "new/libx.so.1");
    assert_eq!(one(&report).advice, ReleaseAdvice::CannotTell);
    // Who takes it as it is gets what could be read.
    let (old, new) = (sides.load("old/libx.so.1"), sides.load("new/libx.so.1"));
    let options = Options { allow_incomplete: true, ..Options::default() };
    assert_eq!(one(&abilens::diff(&old, &new, &options, &NoObserver)).advice, ReleaseAdvice::KeepSoname);
    // What is gone is gone, whatever else could not be read.
    let sides = lab([(GONE, X1), ("", X1)]);
    sides.run("strip old/libx.so.1");
    sides.run("strip new/libx.so.1");
    assert_eq!(one(&sides.diff("old/libx.so.1", "new/libx.so.1")).advice, ReleaseAdvice::BumpSoname);
}

/// Each library of a folder by itself; the version in the name of a file.
#[test]
fn libraries_of_a_folder_are_released_by_themselves() {
    let lab = Lab::new();
    for (side, file, code) in [
        ("old", "liba.so.1.2.3", "int a(void) { return 1; }"),
        ("new", "liba.so.1.2.4", "int a(void) { return 1; } int b(void) { return 2; }"),
        ("old", "libc.so.1.0", "int c(void) { return 1; } int d(void) { return 1; }"),
        ("new", "libc.so.1.1", "int c(void) { return 1; }"),
        ("old", "libe.so.1", "int e(void) { return 1; }"),
        ("new", "libe.so.1", "int e(void) { return 2; }"),
    ] {
        lab.write(&format!("{side}/x.c"), code);
        let soname = &file[..9];
        lab.run(&format!("gcc -g -shared -fPIC {side}/x.c -o {side}/{file} -Wl,-soname,{soname}"));
    }
    let report = lab.diff("old", "new");
    let told: Vec<_> = report.releases.iter().map(|r| (r.library.as_str(), r.advice, r.remarks.len())).collect();
    assert_eq!(
        told,
        [
            ("liba.so.1", ReleaseAdvice::BumpMinor, 1),
            ("libc.so.1", ReleaseAdvice::BumpSoname, 2),
            ("libe.so.1", ReleaseAdvice::KeepSoname, 0)
        ]
    );
    assert_eq!(report.releases[0].remarks[0].kind, RemarkKind::SemverMismatch);
    assert_eq!(
        report.releases[0].remarks[0].text,
        "the version went from 1.2.3 to 1.2.4, and something was added: its second number should change"
    );
}

/// What is not known of one library is known of the others.
#[test]
fn a_library_without_debug_information_says_nothing_of_others() {
    let lab = Lab::new();
    for side in ["old", "new"] {
        for name in ["whole", "thin"] {
            lab.write(&format!("{side}/x.c"), format!("int {name}(int a) {{ return a; }}"));
            let library = format!("{side}/lib{name}.so.1");
            lab.run(&format!("gcc -g -shared -fPIC {side}/x.c -o {library} -Wl,-soname,lib{name}.so.1"));
        }
        // Libraries that can be run name an interpreter, as programs do.
        lab.write(
            &format!("{side}/x.c"),
            "const char run[] __attribute__((section(\".interp\"))) = \"/lib/ld.so\";\nint runs(int a) { return a; }",
        );
        lab.run(&format!("gcc -g -shared -fPIC {side}/x.c -o {side}/libruns.so.1 -Wl,-soname,libruns.so.1"));
        lab.run(&format!("strip {side}/libthin.so.1"));
    }
    let told = |report: &Report| -> Vec<_> {
        report.releases.iter().map(|r| (r.library.clone(), r.verdict, r.advice)).collect()
    };
    let none = Some(Verdict::None);
    let mut wanted = vec![
        ("libruns.so.1".to_owned(), none, ReleaseAdvice::KeepSoname),
        ("libthin.so.1".to_owned(), Some(Verdict::Incomplete), ReleaseAdvice::CannotTell),
        ("libwhole.so.1".to_owned(), none, ReleaseAdvice::KeepSoname),
    ];
    assert_eq!(told(&lab.diff("old", "new")), wanted);
    for side in ["old", "new"] {
        lab.run(&format!("strip {side}/libruns.so.1"));
    }
    (wanted[0].1, wanted[0].2) = (Some(Verdict::Incomplete), ReleaseAdvice::CannotTell);
    assert_eq!(told(&lab.diff("old", "new")), wanted);
}

#[test]
fn only_libraries_are_released() {
    let lab = Lab::new();
    lab.write("x.c", "int x = 1; int main(void) { return x; }");
    lab.run("gcc -g -c x.c -o x.o");
    lab.run("gcc -g x.o -o x");
    lab.run("gcc -g -no-pie -static x.o -o static");
    for file in ["x.o", "x", "static"] {
        assert!(lab.diff(file, file).releases.is_empty(), "{file}");
    }
}
