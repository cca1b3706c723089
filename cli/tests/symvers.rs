//! `explain` of lists of exports alone.

mod forms;
mod lab;

use serde_json::Value;

use lab::Lab;

fn line(crc: &str, name: &str, module: &str, kind: &str, namespace: &str) -> String {
    format!("{crc}\t{name}\t{module}\t{kind}\t{namespace}\n")
}

/// Three lists: `a` and `b` change together in the second, `a` goes back in the third; `c` moves, `d` is closed.
fn lists() -> Lab {
    let lab = Lab::empty();
    let list = |a: &str, b: &str, c: &str, d: [&str; 2]| {
        line(a, "a", "vmlinux", "EXPORT_SYMBOL", "")
            + &line(b, "b", "net/n", "EXPORT_SYMBOL", "")
            + &line("0x00000007", "c", c, "EXPORT_SYMBOL", "")
            + &line("0x00000008", "d", "net/n", d[0], d[1])
    };
    lab.write("1", &list("0x00000001", "0x00000002", "net/n", ["EXPORT_SYMBOL", ""]));
    lab.write("2", &list("0x00000011", "0x00000012", "net/m", ["EXPORT_SYMBOL_GPL", "NET"]));
    lab.write("3", &list("0x00000001", "0x00000012", "net/m", ["EXPORT_SYMBOL_GPL", "NET"]));
    lab
}

#[test]
fn two_lists_are_held_against_each_other() {
    let lab = lists();
    let text = lab.text("1 2");
    for part in [
        "1 -> 2\n  2 of 4 CRCs changed; exports: 0 added, 0 removed, 1 moved\n",
        "    net/n (1): b\n",
        "    c: net/n -> net/m\n",
        "  closed to modules that could use it\n    d: EXPORT_SYMBOL -> EXPORT_SYMBOL_GPL in NET\n",
        "Lists of CRCs cannot tell why one changed",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("together"), "{text}");
    let back = lab.text("2 1");
    assert!(back.contains("  opened\n    d: EXPORT_SYMBOL_GPL in NET -> EXPORT_SYMBOL\n"), "{back}");
}

#[test]
fn a_series_tells_clusters_and_flaps() {
    let lab = lists();
    let text = lab.text("1 2 3");
    assert!(text.contains("Went back to what they had been\n  a: 0x00000001 -> 0x00000011 -> 0x00000001\n"), "{text}");
    let json = lab.json("symvers", "1 2 3");
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["clusters"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["flaps"][0]["name"], "a");
    let one = lab.json("symvers", "1 2 3 b");
    assert_eq!(one["steps"][0]["changed"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["flaps"], Value::Null);
}

#[test]
fn what_lists_lack_is_said() {
    let lab = lists();
    lab.write("0", "0x00000000\ta\tvmlinux\tEXPORT_SYMBOL\t\n");
    let out = lab.run("0 1");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stdout).contains("which CRCs changed cannot be told: all in 0 are 0"));
    lab.write("old", "0x00000001\ta\tvmlinux\n");
    assert!(lab.text("old 1").contains("old does not say how 1 export may be used."));
    for (line, what) in [
        ("1 lab", "lab"),
        ("1 2 nothing", "no list holds an export `nothing`"),
        ("1 2 --format html", "there is no page about lists of exports"),
    ] {
        let out = lab.run(line);
        assert_eq!(out.status.code(), Some(2), "{line}");
        assert!(String::from_utf8_lossy(&out.stderr).contains(what), "{line}");
    }
}
