//! Gates on lists of symbols: what stands in twenty lines, lists as vendors ship them, CRCs that differ.

use std::process::Command;

use super::{Lab, forms};

#[test]
fn what_happened_to_listed_symbols_stands_in_twenty_lines() {
    let lab = Lab::new();
    let names: Vec<String> = (0..60).map(|i| format!("s{i}")).collect();
    // Everything reaches everything; the structs that only others lead to sort first by name.
    let structs = |member: &str| {
        let one = |n: &String| format!("struct a{n} {{ {member} int x; struct a{n} *next; }};\n");
        let holder: String = names.iter().map(|n| format!("struct a{n} *{n}; ")).collect();
        names.iter().map(one).collect::<String>() + &format!("struct all {{ {holder} }};\n")
    };
    let rest = "int use1(struct all *p) { return !p; }\nint use2(struct all *p) { return !p; }\n\
                struct all *give(void) { return 0; }\n";
    let gone = "int gone1(void) { return 0; }\nint gone2(void) { return 0; }\n";
    let takes =
        |more: &str| format!("int takes1(int a{more}) {{ return a; }}\nint takes2(long a{more}) {{ return !a; }}\n");
    lab.build("base.so", &format!("{}{rest}{gone}{}", structs(""), takes("")));
    lab.build("new.so", &format!("{}{rest}{}", structs("long more;"), takes(", int more")));
    lab.write("list", "gone1\ngone2\ntakes1\ntakes2\nuse1\nuse2\n");
    lab.write("abilens.toml", "fail-on = 'never'\n[[scope]]\nname = 'six'\nfail-on = 'risky'\nlists = ['list']\n");
    let (code, text, _) = lab.gate(&["base.so", "new.so"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.lines().count() <= 20, "{text}");
    for name in ["gone1", "gone2", "takes1()", "takes2()"] {
        assert!(text.contains(name), "{name}\n{text}");
    }
    let out = Command::new(env!("CARGO_BIN_EXE_abilens"))
        .args(["diff", "base.so", "new.so"])
        .current_dir(lab.dir.path())
        .output()
        .expect("the binary runs");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let first: Vec<&str> = text.lines().take(20).collect();
    for name in ["gone1", "gone2", "takes1()", "takes2()"] {
        assert!(first.iter().any(|line| line.contains(name)), "{name}\n{text}");
    }
}

#[test]
fn lists_as_vendors_ship_them() {
    let lab = Lab::new();
    let row = |name: &str, crc: u32| format!("{crc:#010x}\t{name}\tvmlinux\tEXPORT_SYMBOL_GPL\t\n");
    lab.write("Module.kabi", &[row("dev_add", 1), row("aux_get", 2), row("dev_add", 1)].concat());
    lab.write("Module.kabi_dup", "");
    lab.write("new.symvers", &[row("dev_add", 1), row("aux_get", 3)].concat());
    let policy =
        "fail-on = 'never'\n[[scope]]\nname = 'kabi'\nfail-on = 'never'\nlists = ['Module.kabi', 'Module.kabi_dup']\n";
    lab.write("abilens.toml", policy);
    let arguments = ["base.so", "new.so", "--new-symvers", "new.symvers", "--format", "json"];
    let (code, text, stderr) = lab.gate(&arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{text}");
    let outcome: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(forms::json("gate", &outcome), [""; 0]);
    let problems: Vec<String> = outcome["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .map(|p| format!("{} {} {}:{}", p["effect"], p["kind"], p["file"], p["line"]).replace('"', ""))
        .collect();
    for note in
        ["note listed-twice Module.kabi:3", "note list-empty Module.kabi_dup:1", "note crc-differs Module.kabi:2"]
    {
        assert!(problems.iter().any(|p| p == note), "{note}\n{problems:#?}");
    }
    let crc = &outcome["crcs"][0];
    assert_eq!((crc["name"].as_str(), crc["new"].as_str()), (Some("aux_get"), Some("0x00000003")), "{crc:#}");
    assert!(crc["reaches"].as_u64().is_some_and(|n| n > 0) && crc["causes"].is_array(), "{crc:#}");
    lab.write("Module.kabi", &[row("dev_add", 1), row("aux_get", 2), row("dev_add", 7)].concat());
    let (code, _, stderr) = lab.gate(&arguments);
    assert_eq!(code, 2);
    let what = "Module.kabi: line 3: `dev_add` of vmlinux has the CRC 0x00000007 here and 0x00000001 in line 1";
    assert!(stderr.contains(what), "{stderr}");
}
