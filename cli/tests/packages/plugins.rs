//! Plug-ins: objects that nobody is linked with by a name, told from libraries by where packages install them.

use crate::lab::Lab;

/// Compiles an object without a SONAME from one line.
fn object(lab: &Lab, path: &str, source: &str) {
    lab.write("plug.c", &format!("{source}\n"));
    lab.write(path, "");
    lab.run(&format!("gcc -g -shared -fPIC -o {path} plug.c"));
}

/// The report on two folders, and its exit code.
fn told(lab: &Lab) -> (Option<i32>, String) {
    let out = lab.abilens("diff old new");
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
}

#[test]
fn what_a_plug_in_no_longer_exports_breaks_nobody_who_is_linked() {
    let both = "int plug_init(void) { return 1; } int plug_more(void) { return 2; }";
    let one = "int plug_init(void) { return 1; }";
    for (folder, severity) in [
        ("usr/lib/x86_64-linux-gnu/host", "risky"),
        ("usr/lib/host/plug-ins", "risky"),
        // Where loaders look, the name of the file serves for the SONAME.
        ("usr/lib/x86_64-linux-gnu", "breaking"),
        ("usr/lib", "breaking"),
        ("build/lib", "breaking"),
    ] {
        let lab = Lab::empty();
        object(&lab, &format!("old/{folder}/plug.so"), both);
        object(&lab, &format!("new/{folder}/plug.so"), one);
        let (code, text) = told(&lab);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(&format!("1  {severity}")), "{folder}: {text}");
        assert_eq!(text.contains("has no SONAME and is installed"), severity == "risky", "{folder}: {text}");
    }
}

#[test]
fn a_plug_in_that_is_gone_is_told_of_though_another_exports_the_same() {
    let source = "int plug_init(void) { return 1; }";
    let lab = Lab::empty();
    for path in ["old/usr/lib/host/a.so", "old/usr/lib/host/b.so", "new/usr/lib/host/b.so", "new/usr/lib/host/c.so"] {
        object(&lab, path, source);
    }
    let (code, text) = told(&lab);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("usr/lib/host/a.so") && text.contains("object-removed"), "{text}");
    assert!(text.contains("whether somebody opens or starts it by its"), "{text}");
}
