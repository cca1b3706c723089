//! Packages as inputs, from outside: what is said of two packages is what is said of the folders that they unpack to, and
//! packages that are damaged or hostile are refused by name.

mod debuginfod;
mod devel;
mod lab;
mod plugins;
mod sets;

use std::path::Path;

use lab::Lab;

#[test]
fn packages_are_compared_as_the_folders_that_they_unpack_to() {
    let lab = Lab::new();
    let expected = lab.report("");
    assert!(expected.contains("\"name\": \"struct box\"") || expected.contains("struct box"), "{expected}");
    assert!(expected.contains("usr/lib/x86_64-linux-gnu/libbox.so.1.0"), "{expected}");
    for (ending, option) in [("tar", ""), ("tar.gz", "z"), ("tar.xz", "J"), ("tar.bz2", "j")] {
        lab.pack(ending, |package, folder| format!("tar -C {folder} -c{option}f {package} usr"));
        assert_eq!(lab.report(&format!(".{ending}")), expected, "{ending}");
    }
    for compression in ["none", "gzip", "xz", "zstd"] {
        lab.debian(compression);
        assert_eq!(lab.report(".deb"), expected, "{compression}");
    }
    for folder in ["old", "new", "old-dbg", "new-dbg"] {
        // Links are stored as links.
        lab.run_in(folder, &format!("zip -qry ../{folder}.zip usr"));
    }
    assert_eq!(lab.report(".zip"), expected, "zip");
    for payload in ["w9.gzdio", "w6.xzdio", "w3.zstdio", "w9.bzdio"] {
        lab.rpm(payload);
        assert_eq!(lab.report(".rpm"), expected, "{payload}");
    }
}

#[test]
fn without_its_debug_package_a_stripped_one_is_incomplete() {
    let lab = Lab::new();
    lab.debian("xz");
    let out = lab.abilens("diff old.deb new.deb");
    assert_eq!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(String::from_utf8_lossy(&out.stdout).contains("no debug information"));
    // One place for both sides, and snapshots of packages.
    let snapshot =
        |side: &str| lab.abilens(&format!("dump {side}.deb --debug old-dbg.deb --debug new-dbg.deb -o {side}.abilens"));
    assert_eq!([snapshot("old"), snapshot("new")].map(|out| out.status.code()), [Some(0); 2]);
    let out = lab.abilens("gate old.abilens new.abilens");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn what_is_no_place_for_debug_files_is_said() {
    let lab = Lab::new();
    let out = lab.abilens("diff old new --debug-dir box.c");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("box.c") && said.contains("neither a folder nor a package"), "{said}");
}

#[test]
fn damaged_and_hostile_packages_are_refused() {
    let lab = Lab::new();
    lab.debian("xz");
    let whole = std::fs::read(lab.path("old.deb")).expect("a package");
    for length in [100, whole.len() / 2, whole.len() - 200] {
        std::fs::write(lab.path("cut.deb"), &whole[..length]).expect("a file");
        lab.refused("cut.deb", &["offset 0x", "package: "]);
    }
    let mut changed = whole.clone();
    let at = changed.len() - 300;
    changed[at] ^= 0x55;
    std::fs::write(lab.path("changed.deb"), changed).expect("a file");
    lab.refused("changed.deb", &["(data.tar.xz): offset 0x", "cannot be decompressed"]);
    // A bomb of 256 MB.
    std::fs::File::create(lab.path("zeros")).and_then(|file| file.set_len(256 << 20)).expect("a file");
    lab.run("tar -czf bomb.tar.gz zeros");
    lab.refused("bomb.tar.gz", &["offset 0x", "more than the"]);
    // A path that climbs, a link that leads out, a package without an object.
    std::fs::create_dir(lab.path("inner")).expect("a folder");
    lab.run("tar -C inner -P -cf climbs.tar ../box.c");
    lab.refused("climbs.tar", &["offset 0x0", "member ../box.c leads out of the package"]);
    let library = lab.path("old/usr/lib/x86_64-linux-gnu/libbox.so.1.0");
    std::os::unix::fs::symlink(library, lab.path("inner/vmlinux")).expect("a link");
    std::os::unix::fs::symlink(Path::new("../../../../../../../../etc/passwd"), lab.path("inner/lib.so"))
        .expect("a link");
    lab.run("tar -C inner -cf links.tar .");
    lab.refused("links.tar", &["holds no ELF object"]);
}
