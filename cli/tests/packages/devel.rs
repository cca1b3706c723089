//! Headers that packages for development install are the public ones.

use std::process::Output;

use crate::lab::Lab;

/// Versions of a library whose struct `inner` of an internal header is reached from the public `struct box`.
fn lab() -> Lab {
    let lab = Lab::empty();
    for (side, width, inner) in [("old", "int", "int a;"), ("new", "int", "int a; int b;"), ("bad", "long", "int a;")] {
        let public =
            format!("struct inner;\nstruct box {{ {width} width; struct inner *in; }};\nint area(struct box *b);\n");
        lab.write("src/box.h", &public);
        lab.write("src/inner.h", &format!("struct inner {{ {inner} }};\n"));
        let code =
            "#include \"box.h\"\n#include \"inner.h\"\nint area(struct box *b) { return b->width * b->in->a; }\n";
        lab.write("src/box.c", code);
        lab.run(&format!("gcc -g -shared -fPIC -Wl,-soname,libbox.so.1 -o {side}.so src/box.c"));
        lab.write(&format!("{side}/usr/include/box.h"), &public);
        lab.write(&format!("{side}/usr/share/doc/box/include/other.h"), "struct inner { int a; };\n");
    }
    lab
}

fn told(out: &Output) -> (Option<i32>, String) {
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
}

#[test]
fn what_a_development_package_does_not_install_is_private() {
    let lab = lab();
    for side in ["old", "new", "bad"] {
        lab.deb(side, &format!("{side}.deb"), "xz");
        lab.run(&format!("tar -C {side} -czf {side}.tar.gz usr"));
        lab.write(&format!("{side}-tar/box-1/include/box.h"), "");
        std::fs::copy(
            lab.path(&format!("{side}/usr/include/box.h")),
            lab.path(&format!("{side}-tar/box-1/include/box.h")),
        )
        .expect("a copy");
        lab.run(&format!("tar -C {side}-tar -cf {side}.tar box-1"));
    }
    let without = told(&lab.abilens("diff old.so new.so"));
    assert_eq!(without.0, Some(1), "{}", without.1);
    let folders = "--public-headers old/usr/include --public-headers new/usr/include";
    let expected = told(&lab.abilens(&format!("diff old.so new.so {folders}")));
    assert_eq!(expected.0, Some(0), "{}", expected.1);
    for ending in ["", ".deb", ".tar.gz", ".tar"] {
        let devel = format!("--old-devel old{ending} --new-devel new{ending}");
        assert_eq!(told(&lab.abilens(&format!("diff old.so new.so {devel}"))), expected, "{ending}");
        let gate = told(&lab.abilens(&format!("gate old.so new.so {devel}")));
        assert_eq!(gate.0, Some(0), "{}", gate.1);
        let both = told(&lab.abilens(&format!("diff old.so new.so --devel old{ending}")));
        assert_eq!(both.0, Some(0), "{}", both.1);
        let bad = told(&lab.abilens(&format!("diff old.so bad.so --old-devel old{ending} --new-devel bad{ending}")));
        assert_eq!(bad.0, Some(1), "{ending}: {}", bad.1);
    }
}

#[test]
fn headers_are_told_by_the_folders_that_pkg_config_names() {
    let lab = Lab::empty();
    for (side, width) in [("old", "int"), ("new", "long")] {
        // No text names the struct, so that only the path tells that it is public.
        let public =
            format!("#define LIB(x) lib_ ## x\nstruct LIB(box) {{ {width} width; }};\nint area(struct LIB(box) *b);\n");
        lab.write("src/box.h", &public);
        lab.write("src/box.c", "#include \"box.h\"\nint area(struct lib_box *b) { return b->width; }\n");
        lab.run(&format!("gcc -g -shared -fPIC -o {side}.so src/box.c"));
        for folder in [format!("{side}-plain"), format!("{side}-pc")] {
            lab.write(&format!("{folder}/usr/include/box-1/box.h"), &public);
        }
        let machine = format!("{side}-machine/usr/include/x86_64-linux-gnu/box.h");
        lab.write(&machine, &public);
        let pc = "includedir=/usr/include\nName: box\nCflags: -I${includedir}/box-1\n";
        lab.write(&format!("{side}-pc/usr/lib/x86_64-linux-gnu/pkgconfig/box.pc"), pc);
    }
    let with =
        |kind: &str| told(&lab.abilens(&format!("diff old.so new.so --old-devel old-{kind} --new-devel new-{kind}")));
    for kind in ["pc", "machine"] {
        let told = with(kind);
        assert_eq!(told.0, Some(1), "{kind}: {}", told.1);
    }
    let plain = with("plain");
    assert!(plain.0 != Some(1), "by its whole path alone it is another header: {}", plain.1);
}

#[test]
fn a_package_without_headers_is_no_development_package() {
    let lab = Lab::new();
    lab.debian("xz");
    for (place, word) in [
        ("old.deb", "old.deb: holds no headers: neither a folder `include` nor a file that is called a header"),
        ("box.c", "box.c: holds no headers: it is neither a folder nor a package"),
        ("nowhere.deb", "nowhere.deb: No such file"),
    ] {
        let out = told(&lab.abilens(&format!("diff old.deb new.deb --devel {place}")));
        assert_eq!(out.0, Some(2), "{}", out.1);
        assert!(out.1.contains(word), "{}", out.1);
    }
}
