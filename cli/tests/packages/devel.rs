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

/// Types that functions are handed as `void *`: no export reaches them, and each library describes those that its code uses.
#[test]
fn a_public_type_that_no_export_reaches_is_of_the_libraries_that_describe_it() {
    let lab = Lab::empty();
    for (side, more) in [("old", ""), ("new", " long more;")] {
        let header = format!(
            "struct wire {{{more} int length; }};\nstruct both {{{more} int count; }};\n\
             int send(void *p);\nint take(void *p);\nint idle(void *p);\n"
        );
        lab.write(&format!("{side}-headers/wire.h"), &header);
        let both = "((struct both *)p)->count";
        for (library, code) in [
            ("send", format!("int send(void *p) {{ return ((struct wire *)p)->length + {both}; }}")),
            ("take", format!("int take(void *p) {{ return {both}; }}")),
            ("idle", "int idle(void *p) { return p != 0; }".to_owned()),
        ] {
            lab.write("code.c", &format!("#include \"wire.h\"\n{code}\n"));
            lab.write(&format!("{side}/.keep"), "");
            let name = format!("lib{library}.so.1");
            lab.run(&format!("gcc -g -shared -fPIC -I{side}-headers -Wl,-soname,{name} -o {side}/{name} code.c"));
        }
        let dumped = lab.abilens(&format!("dump {side} -o {side}.abilens"));
        assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
    }
    let headers = "--public-headers old-headers --public-headers new-headers";
    for inputs in ["old new", "old.abilens new.abilens", "old.abilens new"] {
        let out = lab.abilens(&format!("diff {inputs} {headers} --format json"));
        assert_eq!(out.status.code(), Some(1), "{}", told(&out).1);
        let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("a report");
        let subject = |id: &serde_json::Value| {
            let findings = report["findings"].as_array().expect("findings");
            let found = findings.iter().find(|f| f["id"] == *id).expect("a finding of the report");
            found["subject"]["name"].as_str().unwrap_or_default().to_owned()
        };
        let releases = report["releases"].as_array().expect("releases").iter();
        let on = releases.map(|release| {
            let mut subjects: Vec<String> = release["findings"].as_array().into_iter().flatten().map(subject).collect();
            subjects.sort();
            subjects.dedup();
            format!("{} {} {}", release["library"], release["advice"], subjects.join(" "))
        });
        let mut on: Vec<String> = on.collect();
        on.sort();
        let expected = [
            r#""libidle.so.1" "keep-soname" "#,
            r#""libsend.so.1" "bump-soname" both wire"#,
            r#""libtake.so.1" "bump-soname" both"#,
        ];
        assert_eq!(on, expected, "{inputs}");
    }
    // Of a library without debug information nobody knows which types its code uses.
    for side in ["old", "new"] {
        lab.run(&format!("cp -r {side} {side}-bare"));
        lab.run(&format!("strip -g {side}-bare/libidle.so.1"));
    }
    let out = lab.abilens(&format!("diff old-bare new-bare {headers} --allow-incomplete --format json"));
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("a report");
    let releases = report["releases"].as_array().expect("releases").iter();
    let advised: Vec<_> =
        releases.map(|r| (r["library"].clone(), r["advice"].clone(), r["breaking"].clone())).collect();
    let expected = [("libidle.so.1", 2), ("libsend.so.1", 2), ("libtake.so.1", 1)];
    assert_eq!(advised, expected.map(|(library, breaking)| (library.into(), "bump-soname".into(), breaking.into())));
    let text = told(&lab.abilens(&format!("diff old new {headers}"))).1;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("in the debug information of libsend.so.1, libtake.so.1"), "{text}");
}

/// What the sources of headers show, and a symbol that one library asks for.
#[test]
fn what_headers_alone_show_is_on_all_libraries_and_an_import_on_one() {
    let lab = Lab::empty();
    for (side, limit, needs) in [("old", 1, ""), ("new", 2, "int nowhere(void);\n")] {
        lab.write(
            &format!("{side}-headers/limit.h"),
            &format!("#define LIMIT {limit}\nint one(void);\nint two(void);\n"),
        );
        for library in ["one", "two"] {
            let (needs, result) = if library == "one" { (needs, "nowhere()") } else { ("", "1") };
            let result = if needs.is_empty() { "1" } else { result };
            let code = format!("#include \"limit.h\"\n{needs}int {library}(void) {{ return {result}; }}\n");
            lab.write("code.c", &code);
            lab.write(&format!("{side}/.keep"), "");
            let name = format!("lib{library}.so.1");
            lab.run(&format!("gcc -g -shared -fPIC -I{side}-headers -Wl,-soname,{name} -o {side}/{name} code.c"));
        }
    }
    let line = "diff old new --headers --old-devel old-headers --new-devel new-headers";
    let out = lab.abilens(&format!("{line} --format json"));
    assert_eq!(out.status.code(), Some(1), "{}", told(&out).1);
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).expect("a report");
    let id = |rule: &str| {
        let findings = report["findings"].as_array().expect("findings");
        findings.iter().find(|f| f["rule"] == rule).expect("a finding of the rule")["id"].clone()
    };
    let (macros, import) = (id("macro-value-changed"), id("symbol-import-added"));
    let releases = report["releases"].as_array().expect("releases");
    let on = |id: &serde_json::Value| -> Vec<&str> {
        let has = |r: &&serde_json::Value| r["findings"].as_array().is_some_and(|ids| ids.contains(id));
        releases.iter().filter(has).filter_map(|r| r["library"].as_str()).collect()
    };
    assert_eq!(on(&macros), ["libone.so.1", "libtwo.so.1"]);
    assert_eq!(on(&import), ["libone.so.1"]);
    let text = told(&lab.abilens(line)).1;
    assert!(text.contains("in the public headers, reached by no export"), "{text}");
    assert!(!text.contains("in no library"), "{text}");
}
