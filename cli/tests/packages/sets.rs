//! Folders of packages: what the packages of a side install together.

use crate::lab::Lab;

/// The packages of two releases in the folders `old-set` and `new-set`: the library, its debug file, its header.
fn sets() -> Lab {
    let lab = Lab::new();
    for (side, width) in [("old", "int"), ("new", "long")] {
        lab.write(
            &format!("{side}-dev/usr/include/box.h"),
            &format!("struct box {{ {width} width; int height; }};\nint area(struct box *b);\n"),
        );
        lab.write(&format!("{side}-set/box.dsc"), "Format: 3.0\n");
        std::fs::create_dir(lab.path(&format!("{side}-all"))).expect("a folder");
        for (part, name) in [("", "libbox1"), ("-dbg", "libbox1-dbg"), ("-dev", "libbox-dev")] {
            lab.deb(&format!("{side}{part}"), &format!("{side}-set/{name}_1_amd64.deb"), "xz");
            std::fs::remove_dir_all(lab.path(&format!("{side}{part}/DEBIAN"))).expect("a folder");
            lab.run(&format!("cp -a {side}{part}/usr {side}-all"));
        }
        // The sources lie beside what was built of them.
        lab.run(&format!("tar -czf {side}-set/box_1.orig.tar.gz box.c"));
    }
    lab
}

#[test]
fn a_folder_of_packages_is_what_they_install_together() {
    let lab = sets();
    let told = |line: &str| {
        let out = lab.abilens(line);
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
    };
    let set = told("diff old-set new-set --format json");
    let expected = told(
        "diff old-all new-all --format json --public-headers old-all/usr/include --public-headers new-all/usr/include",
    );
    let named = |text: &str, kind: &str| {
        let text = text.replace("those that the packages install", "as told");
        text.replace(&format!("old-{kind}"), "old").replace(&format!("new-{kind}"), "new")
    };
    assert_eq!(set.0, Some(1), "{}", set.1);
    assert_eq!(named(&set.1, "set"), named(&expected.1, "all"));
    let text = told("diff old-set new-set");
    assert!(text.1.contains("public headers: those that the packages install"), "{}", text.1);
    assert!(!told("diff old-set new-set --public-headers old-all/usr/include").1.contains("packages install"));
    let gate = told("gate old-set new-set");
    assert_eq!(gate.0, Some(1), "{}", gate.1);
    // A folder of debug packages, and one of packages for development.
    let apart = told("diff old.deb new.deb --debug old-set --debug new-set --old-devel old-set --new-devel new-set");
    assert_eq!(apart.0, Some(2), "there is no such package: {}", apart.1);
    for side in ["old", "new"] {
        lab.deb(side, &format!("{side}.deb"), "xz");
    }
    let apart = told("diff old.deb new.deb --debug old-set --debug new-set --old-devel old-set --new-devel new-set");
    assert_eq!(apart.0, Some(1), "{}", apart.1);
    assert!(apart.1.contains("public headers: as told"), "{}", apart.1);
}

#[test]
fn a_damaged_package_of_a_set_is_refused_by_name() {
    let lab = sets();
    let package = lab.path("new-set/libbox1_1_amd64.deb");
    let whole = std::fs::read(&package).expect("a package");
    std::fs::write(&package, &whole[..whole.len() / 2]).expect("a file");
    lab.refused("new-set/libbox1_1_amd64.deb", &["package: "]);
    let out = lab.abilens("diff old-set new-set");
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("new-set/libbox1_1_amd64.deb"), "{said}");
}

#[test]
fn packages_beside_objects_are_left_out_and_told_of() {
    let lab = sets();
    lab.run("cp old/usr/lib/x86_64-linux-gnu/libbox.so.1.0 old-set/libbox.so.1.0");
    let out = lab.abilens("diff old-set new-set --source symbols");
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("3 packages are left out beside objects, libbox-dev_1_amd64.deb among them"), "{text}");
}

#[test]
fn what_two_packages_hold_under_one_path_stands_below_their_names() {
    let lab = sets();
    lab.run("cp new-set/libbox1_1_amd64.deb old-set/libbox1_2_amd64.deb");
    let out = lab.abilens("dump old-set -o old.abilens");
    assert_eq!(
        out.status.code(),
        Some(2),
        "the debug file of one is missing: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(said.contains("libbox1_2_amd64.deb/usr/lib/x86_64-linux-gnu/libbox.so.1.0"), "{said}");
    assert!(!said.contains("libbox1_1_amd64.deb/usr/lib/x86_64-linux-gnu/libbox.so.1.0"), "{said}");
}

#[test]
fn a_library_whose_links_are_copies_is_one_library() {
    let lab = Lab::new();
    for side in ["old", "new"] {
        let lib = lab.path(side).join("usr/lib/x86_64-linux-gnu");
        std::fs::remove_file(lib.join("libbox.so.1")).expect("a link");
        for name in ["libbox.so", "libbox.so.1"] {
            std::fs::copy(lib.join("libbox.so.1.0"), lib.join(name)).expect("a copy");
        }
        lab.run_in(side, &format!("zip -qr ../{side}.whl usr"));
    }
    let out = lab.abilens("diff old.whl new.whl --debug old-dbg --debug new-dbg --format json");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("libbox.so.1.0") && !text.contains("gnu/libbox.so.1\""), "{text}");
    assert!(text.contains("\"objects\": 1,"), "{text}");
}
