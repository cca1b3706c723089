//! Text of hand-made reports.

use crate::model::report::*;
use crate::render::text::*;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;

fn fact(type_: &str, offset: Option<i64>) -> Option<Facts> {
    Some(Facts { type_: Some(type_.to_owned()), bit_offset: offset, ..Facts::default() })
}

fn finding(rule: &'static str, severity: Severity, kind: &'static str, name: &str) -> Finding {
    Finding {
        id: format!("{rule}/{name}"),
        previous_id: None,
        previous_rule: None,
        quotes: None,
        rule: Rule::from_id(rule).unwrap(),
        severity,
        why: String::new(),
        root: true,
        subject: Subject {
            kind: serde_json::from_value(kind.into()).unwrap(),
            name: name.to_owned(),
            ..Subject::default()
        },
        old: None,
        new: None,
        caused_by: Vec::new(),
        derived: 0,
        also: Vec::new(),
        impact: Impact::default(),
        layout: Vec::new(),
        bases: Vec::new(),
        table: Vec::new(),
        declared: Declared::default(),
        hunks: Vec::new(),
        options: Vec::new(),
        consumers: Vec::new(),
        instances: Vec::new(),
        origin: None,
    }
}

fn line(mark: LayoutMark, old: Option<(i128, &str)>, new: Option<(i128, &str)>) -> LayoutLine {
    LayoutLine {
        mark,
        old_offset: old.map(|o| o.0 * 8),
        old: old.map(|o| o.1.to_owned()),
        new_offset: new.map(|o| o.0 * 8),
        new: new.map(|o| o.1.to_owned()),
        ..LayoutLine::default()
    }
}

fn empty() -> Report {
    let side = |path: &str| Side {
        path: path.to_owned(),
        machine: "x86_64".to_owned(),
        objects: 1,
        units: 2172,
        types: 104_221,
        exports: 9282,
        ..Side::default()
    };
    Report {
        schema: SCHEMA.into(),
        old: side("vmlinux-6.1.170"),
        new: side("vmlinux-6.1.192"),
        verdict: Verdict::None,
        counts: Counts::default(),
        findings: Vec::new(),
        symbols: Vec::new(),
        reach_sets: Vec::new(),
        reserves: Vec::new(),
        releases: Vec::new(),
        diagnostics: Vec::new(),
        attribution: None,
        configuration: None,
        profile: None,
        public_headers: None,
        suppressed: None,
    }
}

fn kernel() -> Report {
    let mut r = empty();
    r.verdict = Verdict::Breaking;
    r.new.exports = 9294;
    r.counts = Counts {
        breaking: 15,
        risky: 1,
        source: 1,
        compatible: 2,
        derived: 61,
        symbols_added: 25,
        symbols_removed: 13,
        symbols_changed: 5693,
        ..Counts::default()
    };
    let mut device = finding("member-added-inside", Severity::Breaking, "struct", "device");
    device.subject.file = Some("./include/linux/device.h".to_owned());
    device.subject.line = Some(584);
    device.subject.member = Some("physical_location".to_owned());
    device.new = fact("struct device_physical_location *", Some(704 * 8));
    device.why = "existing drivers read removable and 11 more members at the old offsets".to_owned();
    device.derived = 61;
    device.also = (0..32).map(|i| format!("struct pci_dev{i}")).collect();
    device.impact = Impact {
        symbols: 4812,
        modules: 377,
        sample: vec!["device_register".to_owned()],
        path: vec!["device_register(struct device *dev)".to_owned(), "struct device".to_owned()],
        through: Some("struct bus".to_owned()),
        ..Impact::default()
    };
    device.layout = vec![line(LayoutMark::Same, Some((0, "struct kobject kobj")), Some((0, "struct kobject kobj")))];
    for _ in 0..4 {
        device.layout.push(line(
            LayoutMark::Same,
            Some((64, "struct device *parent")),
            Some((64, "struct device *parent")),
        ));
    }
    device.layout.push(line(
        LayoutMark::Same,
        Some((696, "struct dev_iommu *iommu")),
        Some((696, "struct dev_iommu *iommu")),
    ));
    device.layout.push(line(
        LayoutMark::Added,
        None,
        Some((704, "struct device_physical_location *physical_location")),
    ));
    for i in 0..12 {
        let name = if i == 0 { "enum device_removable removable".to_owned() } else { format!("bool offline{i}") };
        device.layout.push(line(LayoutMark::Moved, Some((704 + i, &name)), Some((712 + i, &name))));
    }
    let mut size = finding("struct-size-changed", Severity::Breaking, "struct", "device");
    size.root = false;
    size.caused_by = vec![device.id.clone()];
    size.old = Some(Facts { bit_size: Some(736 * 8), ..Facts::default() });
    size.new = Some(Facts { bit_size: Some(744 * 8), ..Facts::default() });
    let mut a = finding("member-type-changed", Severity::Breaking, "struct", "foo");
    a.subject.member = Some("count".to_owned());
    a.old = fact("int", Some(64));
    a.new = fact("long", Some(64));
    a.why = "consumers read 4 of 8 bytes".to_owned();
    a.layout = vec![line(LayoutMark::Changed, Some((8, "int count")), Some((8, "long count")))];
    a.impact = Impact {
        symbols: 2,
        modules: 1,
        sample: vec!["foo_get".to_owned(), "foo_put".to_owned()],
        path: Vec::new(),
        ..Impact::default()
    };
    let mut b = finding("member-renamed", Severity::Source, "struct", "foo");
    b.subject.member = Some("x".to_owned());
    b.old = Some(Facts { name: Some("x".to_owned()), ..Facts::default() });
    b.new = Some(Facts { name: Some("y".to_owned()), ..Facts::default() });
    b.layout.clone_from(&a.layout);
    let mut f = finding("parameter-type-changed", Severity::Risky, "function", "foo_open");
    f.subject.module = Some("foo".to_owned());
    f.subject.member = Some("flags".to_owned());
    f.old = fact("unsigned int", None);
    f.new = fact("unsigned long", None);
    f.impact = Impact {
        symbols: 1,
        modules: 1,
        sample: vec!["foo_open".to_owned()],
        path: vec!["foo_open".to_owned()],
        ..Impact::default()
    };
    r.findings = vec![device, a];
    for i in 0..13 {
        let mut gone = finding("symbol-removed", Severity::Breaking, "function", &format!("removed_function_{i}"));
        gone.old = fact("int (void)", None);
        gone.why = "a consumer that uses it does not load".to_owned();
        r.findings.push(gone);
    }
    r.findings.extend([f, b]);
    for i in 0..2 {
        let mut hole = finding("member-added-in-hole", Severity::Compatible, "struct", &format!("holey{i}"));
        hole.new = fact("unsigned int flags : 3", Some(99));
        hole.subject.file = Some("include/linux/holey.h".to_owned());
        hole.subject.line = Some(12);
        r.findings.push(hole);
    }
    r.findings.push(size);
    r
}

fn check_shape(text: &str, width: usize) {
    for line in text.lines() {
        assert!(line.chars().count() <= width, "{} columns at width {width}: {line}", line.chars().count());
        assert_eq!(line, line.trim_end(), "trailing space");
    }
}

#[test]
fn no_change_says_what_was_compared() {
    let text = render(&empty(), &TextOptions::default());
    assert!(text.starts_with("NO ABI CHANGE   vmlinux-6.1.170 -> vmlinux-6.1.192"), "{text}");
    assert!(text.contains("9,282 exports"), "{text}");
    assert!(text.contains("104,221 types of 2,172 units in 1 object on each side"), "{text}");
}

#[test]
fn incomplete_says_why_at_the_top() {
    let mut r = kernel();
    r.verdict = Verdict::Incomplete;
    r.diagnostics = (0..3)
        .map(|i| Diagnostic {
            level: DiagnosticLevel::Lost,
            code: "unit-damaged",
            object: format!("m{i}.ko"),
            section: ".debug_info".to_owned(),
            offset: Some(0x1234),
            message: "a unit ends in the middle of a DIE".to_owned(),
        })
        .collect();
    let text = render(&r, &TextOptions::default());
    let top: Vec<&str> = text.lines().take(4).collect();
    assert!(top[0].starts_with("COULD NOT TELL"), "{text}");
    assert!(top.iter().any(|l| l.contains("m0.ko .debug_info+0x1234: a unit ends in the middle of a DIE")), "{text}");
    assert!(text.contains("could not be read (3)"), "{text}");
    assert!(text.contains("3 objects: a unit ends"), "{text}");
}

#[test]
fn one_entry_per_subject_and_lists_for_symbols() {
    for width in [60, 80, 100, 120, 200] {
        for full in [false, true] {
            let text = render(&kernel(), &TextOptions { width, full, ..TextOptions::default() });
            check_shape(&text, width);
        }
    }
    let text = render(&kernel(), &TextOptions { width: 120, ..TextOptions::default() });
    let has = |s: &str| assert!(text.contains(s), "no {s:?} in\n{text}");
    has(" 1  breaking    struct device");
    has("736 -> 744 bytes");
    has("4,812 exports in 377 modules");
    has("include/linux/device.h:584");
    has("+ 704  struct device_physical_location *physical_location");
    has("... 10 more moved by +8");
    has("count: int -> long");
    has("removed exports (13)");
    has("flags: unsigned int -> unsigned long");
    has("at 12:3");
    assert!(!text.contains("struct kobject kobj"), "far context is left out\n{text}");
    assert_eq!(text.matches("struct foo").count(), 1, "{text}");
}

#[test]
fn narrow_pages_keep_declarations_whole() {
    let text = render(&kernel(), &TextOptions { width: 80, ..TextOptions::default() });
    assert!(text.contains("704  struct device_physical_location *physical_location"), "{text}");
}

#[test]
fn only_filters_and_says_so() {
    let text = render(&kernel(), &TextOptions { only: vec![Severity::Breaking], ..TextOptions::default() });
    assert!(!text.contains("foo_open"), "{text}");
    assert!(text.contains("4 findings of other severities not shown"), "{text}");
}

#[test]
fn colours_only_on_demand() {
    let plain = render(&kernel(), &TextOptions::default());
    let coloured = render(&kernel(), &TextOptions { color: true, ..TextOptions::default() });
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(without_colours(&coloured), plain);
}

fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut escape = false;
    for c in text.chars() {
        match (escape, c) {
            (false, '\u{1b}') => escape = true,
            (false, c) => out.push(c),
            (true, 'm') => escape = false,
            (true, _) => {}
        }
    }
    out
}

#[test]
fn prototypes_break_between_parameters_and_lists_between_names() {
    let mut r = empty();
    let mut f = finding("parameter-added", Severity::Breaking, "function", "open_the_device");
    let old = "int open_the_device(struct device *device, const char *name_of_the_device, unsigned int flags)";
    f.layout = vec![LayoutLine {
        mark: LayoutMark::Changed,
        old: Some(old.to_owned()),
        new: Some(old.replace("flags", "flags, int mode")),
        ..LayoutLine::default()
    }];
    r.findings = vec![f];
    for i in 0..9 {
        let mut f = finding("symbol-became-gpl-only", Severity::Breaking, "function", &format!("gpl_only_{i}"));
        f.old = Some(Facts { text: Some("any licence".to_owned()), ..Facts::default() });
        f.new = Some(Facts { text: Some("GPL".to_owned()), ..Facts::default() });
        f.subject.module = Some("the_module".to_owned());
        r.findings.push(f);
    }
    let text = render(&r, &TextOptions { width: 80, ..TextOptions::default() });
    assert!(text.contains("*name_of_the_device,\n          unsigned int flags)\n"), "{text}");
    assert!(text.contains("    + int open_the_device(struct device *device,"), "{text}");
    assert!(text.contains("symbol-became-gpl-only (9)"), "{text}");
    assert!(text.contains("any licence -> GPL"), "{text}");
    assert!(!text.contains("\n      [the_module]"), "{text}");
}

#[test]
fn text_is_wrapped_to_the_column() {
    assert_eq!(line::wrap("", 20, 20), [""]);
    assert_eq!(line::wrap("one two three", 7, 20), ["one two", "three"]);
    assert_eq!(line::wrap("verylongword", 4, 20), ["", "verylongword"], "a whole line is there below");
    assert_eq!(line::wrap(&"x".repeat(40), 16, 16), ["x".repeat(16), "x".repeat(16), "x".repeat(8)]);
    let glued = line::glued("struct foo *f");
    assert_eq!(line::wrap(&format!("a {glued}"), 14, 20), ["a", "struct foo *f"]);
}

#[test]
fn long_paths_stay_whole() {
    let mut r = kernel();
    r.old.path = format!("/srv/{}/vmlinux", "old-build/".repeat(12));
    r.new.path = format!("/srv/{}/vmlinux", "new-build/".repeat(12));
    let text = render(&r, &TextOptions { width: 80, ..TextOptions::default() });
    let has = |s: String| assert!(text.contains(&s), "no {s:?} in\n{text}");
    has(format!("BREAKING   old  {}\n", r.old.path));
    has(format!("           new  {}\n", r.new.path));
    assert!(text.contains("\n           9,282 -> 9,294 exports"), "{text}");
}

#[test]
fn reasons_that_differ_in_a_name_are_one() {
    let mut r = empty();
    for (i, name) in ["a", "b", "b", "c"].into_iter().enumerate() {
        let mut f = finding("member-added-inside", Severity::Breaking, "struct", "foo");
        f.id.push_str(&i.to_string());
        f.subject.member = Some(name.to_owned());
        f.why = format!("existing consumers read the members behind `{name}` at their old offsets");
        f.quotes = Some(name.to_owned());
        r.findings.push(f);
    }
    let text = render(&r, &TextOptions { width: 120, ..TextOptions::default() });
    assert!(text.contains("read the members behind `a`, `b`, `c` at their old offsets"), "{text}");
    assert_eq!(text.matches("existing consumers").count(), 1, "{text}");
}

#[test]
fn many_findings_of_one_rule_on_one_subject_are_a_line() {
    let mut r = empty();
    for i in 0..300 {
        let mut f = finding("enumerator-value-changed", Severity::Breaking, "enum", "code");
        f.subject.member = Some(format!("CODE_{i}"));
        f.old = Some(Facts { value: Some(i), ..Facts::default() });
        f.new = Some(Facts { value: Some(i + 1), ..Facts::default() });
        f.why = "existing consumers pass the old value".to_owned();
        r.findings.push(f);
    }
    let text = render(&r, &TextOptions { width: 80, ..TextOptions::default() });
    check_shape(&text, 80);
    assert!(text.contains("CODE_0, CODE_1, "), "{text}");
    assert!(text.lines().count() < 14, "{text}");
    let full = render(&r, &TextOptions { width: 80, full: true, ..TextOptions::default() });
    assert!(full.contains("CODE_299: 299 -> 300"), "{full}");
}

#[test]
fn there_are_never_more_reserves_left_than_there_were() {
    let count = |members, bytes: u64| ReserveCount { members, bit_size: 8 * bytes };
    let of = |name: &str, old, new| {
        let subject = Subject { kind: SubjectKind::Struct, name: name.to_owned(), ..Subject::default() };
        Reserves { subject, old, new }
    };
    let mut r = empty();
    r.reserves = vec![
        of("fewer", Some(count(3, 24)), count(2, 16)),
        of("first", Some(count(0, 0)), count(1, 4)),
        of("grown", Some(count(2, 16)), count(2, 24)),
        of("split", Some(count(1, 48)), count(2, 48)),
    ];
    let text = render(&r, &TextOptions::default());
    let lines: Vec<&str> = text.lines().filter_map(|l| l.trim().strip_prefix("struct ")).collect();
    let of = |name: &str| {
        let line = lines.iter().find_map(|l| l.strip_prefix(name));
        line.unwrap_or_default().trim().to_owned()
    };
    assert_eq!(of("fewer"), "2 of 3 reserves (16 of 24 bytes)");
    assert_eq!(of("first"), "1 reserve (4 bytes), none before");
    assert_eq!(of("grown"), "2 reserves (24 bytes), 2 reserves (16 bytes) before");
    assert_eq!(of("split"), "2 reserves (48 bytes), 1 reserve (48 bytes) before");
}

#[test]
fn a_struct_called_like_its_only_export_is_reached_by_it() {
    let mut opts = finding("member-added-at-tail", Severity::Breaking, "struct", "opts");
    let path = vec!["int opts(const struct opts *o)".to_owned()];
    opts.impact = Impact { symbols: 1, modules: 1, sample: vec!["opts".to_owned()], path, ..Impact::default() };
    let mut own = finding("return-type-changed", Severity::Breaking, "function", "close");
    own.impact = Impact {
        symbols: 1,
        modules: 1,
        sample: vec!["close".to_owned()],
        path: vec!["int close(void)".to_owned()],
        ..Impact::default()
    };
    let mut r = empty();
    r.findings = vec![opts, own];
    let text = render(&r, &TextOptions::default());
    let head = |what: &str| text.lines().find(|l| l.contains(what)).unwrap_or_default();
    assert!(head("struct opts").ends_with("1 export"), "{text}");
    assert!(text.contains("reached by   int opts(const struct opts *o)"), "{text}");
    assert!(head("close()").ends_with("close()"), "{text}");
    assert_eq!(text.matches("reached by").count(), 1, "{text}");
}

#[test]
fn paths_and_counts_of_the_head_stand_apart_at_every_width() {
    for length in (1..60).step_by(5) {
        let mut r = kernel();
        (r.old.path, r.new.path) = ("o".repeat(length), "n".repeat(length));
        for width in 60..=200 {
            let text = render(&r, &TextOptions { width, ..TextOptions::default() });
            let first = text.lines().next().unwrap_or_default();
            if first.contains("exports") {
                let behind = first.split("-> n").nth(1).unwrap_or_default().trim_start_matches('n');
                assert!(behind.starts_with("  "), "{width}: {first}");
                assert!(first.len() <= width, "{width}: {first}");
            }
        }
    }
}
