//! Snapshots of older versions: one of each stands in `engine/tests/older`, and is read as what today's abilens makes of
//! the same object, but for what the version does not hold.

mod support;

use abilens::graph::snapshot::{MAGIC, VERSION, read};
use abilens::graph::{Convention, Flags, Graph, InnerCalls, Linkage, ObjectKind, Traits, Untyped};
use abilens::ground::diagnostic::Diagnostic;
use abilens::model::report::Verdict;
use abilens::{Loaded, NoObserver, Options};
use support::{diff, findings, lost, snapshot};
use xxhash_rust::xxh3::xxh3_64;

/// The snapshots, their version, and the object that each was made of.
const PAIRS: [(&str, u8, &str); 6] = [
    ("tests/older/demo.2", 2, "../docs/demo/libdemo-1.so"),
    ("tests/older/zoo.2", 2, "tests/older/zoo.so"),
    ("tests/older/demo.3", 3, "../docs/demo/libdemo-1.so"),
    ("tests/older/zoo.3", 3, "tests/older/zoo.so"),
    ("tests/older/demo.4", 4, "../docs/demo/libdemo-1.so"),
    ("tests/older/zoo.4", 4, "tests/older/zoo.so"),
];

fn load(path: &str) -> Loaded {
    // What a snapshot states of its hashes must be so.
    let options = Options { verify: true, ..Options::default() };
    abilens::load(path, &options, &NoObserver).unwrap_or_else(|e| panic!("{e}"))
}

/// Takes away what a version does not hold, and puts the stated defaults there.
fn without_what_came_later(version: u8, g: &mut Graph) {
    g.constants.clear();
    if version > 3 {
        return;
    }
    for e in &mut g.exports {
        e.inner_calls = InnerCalls::None;
        e.form.0 &= !Flags::OLD_STYLE.0;
    }
    for o in &mut g.objects {
        let Linkage { kind, traits, tls_size, isa, version_needs, .. } = std::mem::take(&mut o.linkage);
        o.linkage =
            Linkage { kind, traits: Traits(traits.0 & 1023), tls_size, isa, version_needs, ..Linkage::default() };
    }
    if version > 2 {
        return;
    }
    g.nodes.iter_mut().for_each(|n| n.flags.set(Flags::SILENT));
    g.machine.convention = Convention::default();
    g.asked.clear();
    for o in &mut g.objects {
        o.modes.clear();
        o.linkage = Linkage { kind: o.linkage.kind, ..Linkage::default() };
    }
    for e in &mut g.exports {
        e.mode = 0;
        e.form = if e.type_id.is_some() { Flags::SILENT } else { Flags::default() };
        if e.untyped == Untyped::Stated {
            e.untyped = Untyped::Unknown;
        }
    }
}

#[test]
fn an_older_version_is_what_the_object_is_but_for_stated_defaults() {
    for (old, version, object) in PAIRS {
        let (old, mut now) = (load(old), load(object));
        let whole = now.clone();
        assert!(now.graph.objects.iter().all(|o| o.linkage.kind == ObjectKind::Library));
        without_what_came_later(version, &mut now.graph);
        let (g, h) = (&old.graph, &now.graph);
        assert_eq!(g.machine, h.machine);
        assert_eq!(g.objects, h.objects);
        assert_eq!(g.nodes, h.nodes);
        assert_eq!(g.first_edge, h.first_edge);
        assert_eq!(g.edges, h.edges);
        assert_eq!(g.positions, h.positions);
        assert_eq!(g.deep, h.deep);
        assert_eq!(g.exports, h.exports);
        assert_eq!((&g.asked, g.names.len()), (&h.asked, h.names.len()));
        assert!(g.ids().all(|id| g.name(id) == h.name(id)));
        // Nothing differs, and that is not "no change": what was not compared is said. Version 4 lacks nothing of which a
        // side has to state all.
        for (a, b) in [(&old, &whole), (&whole, &old), (&old, &old)] {
            let report = diff(a, b);
            assert_eq!(findings(&report), [""; 0]);
            let says_so =
                |d: &Diagnostic| d.code == "snapshot-older" && d.message.contains("constants that headers define");
            assert!(report.diagnostics.iter().any(says_so), "{:?}", report.diagnostics);
            if version > 3 {
                assert_eq!((report.verdict, lost(&report.diagnostics).len()), (Verdict::None, 0));
                continue;
            }
            assert_eq!(report.verdict, Verdict::Incomplete);
            assert!(lost(&report.diagnostics).iter().any(|d| d.code == "snapshot-older"), "{:?}", report.diagnostics);
        }
        // Written anew it has the version of today, and still says what it lacks.
        let bytes = snapshot(&old);
        assert_eq!(bytes[8..12], VERSION.to_le_bytes());
        let (graph, diagnostics) = read(&bytes).expect("it was written now");
        assert_eq!(
            (graph.nodes, graph.exports, graph.objects),
            (old.graph.nodes, old.graph.exports, old.graph.objects)
        );
        assert_eq!(diagnostics, old.diagnostics);
    }
}

#[test]
fn a_change_is_found_from_version_2_on() {
    let demo = |side: &str| load(&format!("../docs/demo/libdemo-{side}.so"));
    let (old, new) = (demo("1"), demo("2"));
    for (path, ..) in PAIRS.iter().filter(|pair| pair.0.contains("demo")) {
        assert_eq!(findings(&diff(&load(path), &new)), findings(&diff(&old, &new)));
    }
}

#[test]
fn an_export_without_a_type_is_not_known_to_be_complete() {
    let zoo = load(PAIRS[1].0);
    let untyped = |e: &&abilens::graph::Export| e.type_id.is_none();
    let untyped: Vec<_> = zoo.graph.exports.iter().filter(untyped).collect();
    assert_eq!(untyped.len(), 1);
    assert_eq!((zoo.graph.str(untyped[0].name), untyped[0].untyped), ("bare", Untyped::Unknown));
}

/// How many sections files of a version have.
fn sections(version: u8) -> usize {
    if version > 3 { 16 } else { 15 }
}

/// Header, section table, checksum (`docs/snapshot.md`).
fn seal(bytes: &mut [u8], sections: usize) {
    let table = 16 + 32 * sections;
    let sum = xxh3_64(&bytes[..table]).to_le_bytes();
    bytes[table..table + 8].copy_from_slice(&sum);
}

#[test]
fn damage_to_an_older_version_is_an_error() {
    for (path, version, _) in PAIRS {
        let good = std::fs::read(path).expect("a file");
        assert!(good.starts_with(&MAGIC) && good[8] == version && read(&good).is_ok());
        for len in 0..good.len() {
            assert!(read(&good[..len]).is_err(), "{len}");
        }
        let mut bytes = good.clone();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                assert!(read(&bytes).is_err(), "bit {bit} of byte {at}");
                bytes[at] ^= 1 << bit;
            }
        }
        // Read as another version, with the right checksum: an error, or a graph that obeys its rules.
        for version in (0..7).filter(|v| *v != version) {
            let mut bytes = good.clone();
            bytes[8] = version;
            seal(&mut bytes, sections(good[8]));
            let error = read(&bytes).expect_err("it is none").to_string();
            assert!(version != 1 || error.contains("format version 1 is not read by this abilens"), "{error}");
        }
    }
}

/// Every byte of a section changed, under checksums that are right: an error or a graph, never a panic.
#[test]
fn damage_under_a_valid_checksum_is_an_error_or_a_graph() {
    for (path, version, _) in PAIRS {
        let good = std::fs::read(path).expect("a file");
        let mut start = 16 + 32 * sections(version) + 8;
        for section in 0..sections(version) {
            let entry = 16 + 32 * section;
            let field = |n: usize| u64::from_le_bytes(*good[entry + 8 * n..].first_chunk().expect("a field"));
            let length = usize::try_from(field(1)).expect("a length");
            // Compressed ones are damaged for the decompressor, and tried as they are elsewhere.
            for at in start..start + length {
                for xor in [0x01, 0x10, 0x80, 0xff] {
                    let mut bytes = good.clone();
                    bytes[at] ^= xor;
                    let sum = xxh3_64(&bytes[start..start + length]).to_le_bytes();
                    bytes[entry + 24..entry + 32].copy_from_slice(&sum);
                    seal(&mut bytes, sections(version));
                    if let Ok((graph, diagnostics)) = read(&bytes) {
                        let loaded = Loaded {
                            path: String::new(),
                            graph,
                            diagnostics,
                            views: None,
                            source: None,
                            shipped: None,
                            sources: None,
                        };
                        let _ = snapshot(&loaded);
                    }
                }
            }
            start += length;
        }
    }
}
