//! `explain` of symtypes: what the command prints and refuses.

mod forms;
mod lab;

use lab::Lab;

const OLD: &str = "\
t#u32 typedef unsigned int u32
s#device struct device { t#u32 id ; s#device * parent ; }
s#bus struct bus { s#device * first ; }
probe int probe ( s#bus * )
scan int scan ( s#bus * , int )
name extern char * name ( void )
gone int gone ( void )
";

/// `device` has another member, `scan` another parameter besides.
fn sides() -> Lab {
    let lab = Lab::empty();
    let new = OLD.replace("t#u32 id ;", "t#u32 id ; t#u32 flags ;").replace("s#bus * , int )", "s#bus * , long )");
    lab.write("old.symtypes", OLD);
    lab.write("new.symtypes", &new.replace("gone", "come"));
    lab
}

#[test]
fn causes_are_ranked_and_shown() {
    let text = sides().text("old.symtypes new.symtypes");
    for part in [
        "old.symtypes -> new.symtypes (symtypes of genksyms, 1 object)\n  2 of 3 CRCs changed; exports: 1 added, 1 removed\n",
        "all causes are proved",
        "  members            2  1 through this class alone; 1 change;",
        "  struct device (members): 2 CRCs, 1 by it alone\n    + t#u32 flags ;\n  scan (declaration): 1 CRC\n    - int )\n    + long )\n",
        "Exports of the later build alone\n  come\n",
        "Exports of the earlier build alone\n  gone\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn an_export_that_is_asked_for_has_its_story() {
    let lab = sides();
    let text = lab.text("old.symtypes new.symtypes probe");
    assert!(text.contains("proved: this change put back gives 0x"), "{text}");
    assert!(
        text.contains("    struct device (members)\n      reached by probe -> struct bus -> struct device\n"),
        "{text}"
    );
    assert!(!text.contains("scan"), "{text}");
    let out = lab.run("old.symtypes new.symtypes nothing");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("neither side"), "{out:?}");
}

#[test]
fn folders_are_symtypes_where_the_option_says_so() {
    let lab = sides();
    let new = std::fs::read_to_string(lab.path().join("new.symtypes")).expect("a file");
    lab.write("a/net/n.symtypes", OLD);
    lab.write("b/net/n.symtypes", &new);
    let json = lab.json("symtypes", "--symtypes a b");
    assert_eq!(json["changed"][0]["object"], "net/n.symtypes");
    assert_eq!(json["causes"][0]["name"], "s#device");
    assert_eq!(json["changed"].as_array().map(Vec::len), Some(2));
}

/// Three objects, of which two see another `device` each, and the same in the three forms of consolidated files.
const OBJECTS: [(&str, &str); 3] = [
    (
        "bus/b",
        "s#device struct device { int id ; }\ns#bus struct bus { s#device * first ; }\nprobe int probe ( s#bus * )\n",
    ),
    (
        "bus/c",
        "s#device struct device { UNKNOWN }\ns#bus struct bus { s#device * first ; }\nscan int scan ( s#bus * , int )\n",
    ),
    ("net", "s#device struct device { int id ; }\nname char * name ( s#device * )\n"),
];
const SECTIONS: &str = "\
/* bus/b.symtypes */
s#device struct device { int id ; }
s#bus struct bus { s#device * first ; }
probe int probe ( s#bus * )

/* bus/c.symtypes */
s##device
scan int scan ( s#bus * , int )

/* net.symtypes */
name char * name ( s#device * )
";
const MARKED: &str = "\
/* bus/b.o */
override s#device struct device { int id ; }
s#bus struct bus { s#device * first ; }
probe int probe ( s#bus * )

/* bus/c.o */
s##device
scan int scan ( s#bus * , int )

/* net.o */
s#device
name char * name ( s#device * )
";
const VARIANTS: &str = "\
s#bus struct bus { s#device * first ; }
s#device@0 struct device { int id ; }
s#device@1 struct device { UNKNOWN }
name char * name ( s#device * )
probe int probe ( s#bus * )
scan int scan ( s#bus * , int )
F#bus/b.symtypes s#device@0 probe
F#bus/c.symtypes s#device@1 scan
F#net.symtypes s#device@0 name
";

#[test]
fn consolidated_files_of_every_form_say_what_their_folder_says() {
    let change = |text: &str| text.replace("int id ;", "int id ; long more ;").replace("* , int )", "* , long )");
    let folder = Lab::empty();
    for (name, text) in OBJECTS {
        folder.write(&format!("old.symtypes/{name}.symtypes"), text);
        folder.write(&format!("new.symtypes/{name}.symtypes"), &change(text));
    }
    let json = |lab: &Lab| {
        let out = lab.run("old.symtypes new.symtypes --format json probe scan name");
        assert_eq!(out.status.code(), Some(0), "{out:?}");
        String::from_utf8(out.stdout).expect("is text")
    };
    let expected = json(&folder);
    for part in ["bus/b.symtypes", "bus/c.symtypes", "s#device", "scan"] {
        assert!(expected.contains(part), "{part}: {expected}");
    }
    for consolidated in [SECTIONS, MARKED, VARIANTS] {
        let file = Lab::empty();
        file.write("old.symtypes", consolidated);
        file.write("new.symtypes", &change(consolidated));
        assert_eq!(json(&file), expected);
    }
}

#[test]
fn lists_of_another_build_are_told_of() {
    let lab = sides();
    lab.write("list", "0x00000001\tprobe\tvmlinux\tEXPORT_SYMBOL\t\n");
    let out = lab.run("old.symtypes new.symtypes --old-symvers list");
    assert_eq!(out.status.code(), Some(2));
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("they are of different builds"), "{text}");
    assert!(text.contains("computed, 0x00000001 listed"), "{text}");
}

#[test]
fn what_cannot_be_read_or_told_ends_with_2() {
    let lab = sides();
    lab.write("hole.symtypes", "probe int probe ( s#bus * )\n");
    lab.write("other.symtypes", "probe subprogram ( ) -> base_type void\n");
    lab.write("empty.symtypes", "");
    for (line, what) in [
        ("old.symtypes hole.symtypes", "the new symtypes do not define struct bus"),
        ("old.symtypes other.symtypes", "different tools"),
        ("old.symtypes empty.symtypes", "names no export"),
        ("old.symtypes absent.symtypes", "absent.symtypes"),
        ("old.symtypes new.symtypes --format html", "no page about symtypes"),
    ] {
        let out = lab.run(line);
        assert_eq!(out.status.code(), Some(2), "{line}");
        let all = [out.stdout, out.stderr].concat();
        assert!(String::from_utf8_lossy(&all).contains(what), "{line}: {}", String::from_utf8_lossy(&all));
    }
}
