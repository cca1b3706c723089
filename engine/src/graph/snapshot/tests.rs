//! Laws of snapshots: round trip, determinism, and no panic and no wrong graph from any damage.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use xxhash_rust::xxh3::xxh3_64;

use crate::graph::snapshot::*;
use crate::graph::{
    Binding, Constant, Convention, Edge, EdgeFlags, EdgeKind, Export, Flags, FloatAbi, Form, InnerCalls, KernelFloor,
    Ksym, Linkage, Machine, Member, MemberFlags, Names, Node, Number, ObjectId, ObjectInfo, ObjectKind, PointerSigning,
    SourcePos, SymbolKind, Traits, TypeId, Untyped, VersionNeed, Visibility,
};
use crate::ground::diagnostic::DiagnosticLevel;

/// Indices are drawn from all numbers and brought into range once the sizes are known.
type Draw = u32;

fn small_or_any() -> impl Strategy<Value = u64> {
    prop_oneof![0..300u64, any::<u64>()]
}

fn small_or_any_u32() -> impl Strategy<Value = u32> {
    prop_oneof![0..300u32, any::<u32>()]
}

fn edge() -> impl Strategy<Value = Edge> {
    let value = prop_oneof![-300..300i64, any::<i64>()];
    let kinds = prop::sample::select(columns::EDGE_KINDS.to_vec());
    let bit_size = prop_oneof![3 => Just(0u32), 1 => any::<u32>()];
    (value, any::<Draw>(), any::<Draw>(), bit_size, small_or_any_u32(), kinds, any::<u8>()).prop_map(
        |(value, target, name, bit_size, line, kind, flags)| Edge {
            value,
            target: TypeId(target),
            name: NameId(name),
            bit_size,
            line,
            kind,
            flags: EdgeFlags(flags),
        },
    )
}

fn pos() -> impl Strategy<Value = SourcePos> {
    (any::<Draw>(), small_or_any_u32()).prop_map(|(file, line)| SourcePos { file: NameId(file), line })
}

fn node() -> impl Strategy<Value = (Node, SourcePos, u128, Vec<Edge>)> {
    let kinds = prop::sample::select(columns::KINDS.to_vec());
    let sizes = (small_or_any(), small_or_any_u32(), small_or_any());
    let row =
        (kinds, any::<Draw>(), any::<u32>(), sizes).prop_map(|(kind, name, flags, (byte_size, alignment, aux))| Node {
            kind,
            name: NameId(name),
            flags: Flags(flags),
            byte_size,
            alignment,
            aux,
        });
    (row, pos(), any::<u128>(), vec(edge(), 0..8))
}

fn export() -> impl Strategy<Value = Export> {
    let ids = (any::<Draw>(), any::<Draw>(), any::<Draw>(), any::<Option<Draw>>(), pos());
    let traits = (0..5usize, 0..3usize, 0..3usize, any::<bool>(), any::<bool>(), any::<bool>());
    let ksym = any::<Option<(bool, Draw)>>();
    let numbers = (any::<u64>(), any::<u64>(), any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>());
    (ids, traits, ksym, numbers).prop_map(|(ids, traits, ksym, numbers)| Export {
        name: NameId(ids.0),
        version: NameId(ids.1),
        version_default: traits.3,
        object: ObjectId(ids.2),
        kind: [SymbolKind::Function, SymbolKind::Object, SymbolKind::Tls, SymbolKind::Ifunc, SymbolKind::Untyped]
            [traits.0],
        binding: [Binding::Global, Binding::Weak, Binding::Unique][traits.1],
        visibility: [Visibility::Default, Visibility::Protected, Visibility::Hidden][traits.2],
        variant_pcs: traits.5,
        size: numbers.0,
        address: numbers.1,
        section: numbers.2,
        read_only: traits.4,
        inner_calls: InnerCalls::new(numbers.1 % 2 == 0, numbers.1 % 3 == 0),
        ksym: ksym.map(|(gpl_only, namespace)| Ksym { gpl_only, namespace: NameId(namespace) }),
        type_id: ids.3.map(TypeId),
        untyped: [Untyped::Whole, Untyped::Stated, Untyped::Unknown][(numbers.0 % 3) as usize],
        alignment: numbers.3,
        form: Flags(numbers.4),
        mode: numbers.5,
        pos: ids.4,
        asked: false,
    })
}

fn object() -> impl Strategy<Value = ObjectInfo> {
    let texts = (".*", any::<Option<String>>(), "[0-9a-f]{0,40}", ".*");
    let lists = (vec(".*", 0..3), vec(".*", 0..3), vec(any::<u16>(), 0..3), vec(".*", 0..3));
    (texts, lists, any::<u32>(), any::<u64>(), any::<bool>()).prop_map(|(texts, lists, units, dies, own_headers)| {
        ObjectInfo {
            name: texts.0,
            module: texts.1,
            build_id: texts.2,
            soname: texts.3,
            needed: lists.0,
            version_nodes: lists.1,
            units,
            dies,
            languages: lists.2,
            own_headers,
            modes: lists.3,
            linkage: Linkage {
                kind: if own_headers { ObjectKind::Library } else { ObjectKind::Relocatable },
                traits: Traits(units & Traits::ALL.0),
                tls_size: dies,
                isa: units,
                version_needs: vec![VersionNeed {
                    library: "libc.so.6".into(),
                    node: "GLIBC_2.34".into(),
                    weak: own_headers,
                }],
                os_abi: (units % 256) as u8,
                initializers: units,
                finalizers: units / 2,
                search_path: vec!["/opt/lib".into()],
                kernel_floor: own_headers.then_some(KernelFloor { os: 0, version: [3, units, 0] }),
                pointer_signing: (!own_headers).then_some(PointerSigning { platform: dies, version: 3 }),
            },
        }
    })
}

fn diagnostic() -> impl Strategy<Value = Diagnostic> {
    let level = prop::sample::select(vec![DiagnosticLevel::Note, DiagnosticLevel::Lost]);
    let code = prop::sample::select(crate::ground::diagnostic::CODES.to_vec());
    (level, code, ".*", ".*", any::<Option<u64>>(), ".*").prop_map(|(level, code, object, section, offset, message)| {
        Diagnostic { level, code, object, section, offset, message }
    })
}

/// Arbitrary graphs that obey the rules of [`Graph`] and no others.
fn graph() -> impl Strategy<Value = Graph> {
    let machine = (any::<u16>(), any::<u8>(), any::<bool>(), 0..3usize);
    let columns = (vec(".*", 0..20), vec(node(), 0..20), vec(export(), 0..6), vec(object(), 0..3));
    let rest = (members(), vec(constant(), 0..4), vec(any::<[Draw; 2]>(), 0..6));
    (columns, machine, rest).prop_map(|((texts, rows, exports, objects), machine, (members, constants, described))| {
        let mut graph = Graph {
            machine: Machine {
                e_machine: machine.0,
                pointer_size: machine.1,
                big_endian: machine.2,
                float_abi: [FloatAbi::Unknown, FloatAbi::Soft, FloatAbi::Hard][machine.3],
                convention: Convention { known: u32::from(machine.0), values: u32::from(machine.1) },
            },
            objects,
            first_edge: vec![0],
            ..Graph::default()
        };
        texts.iter().for_each(|t| _ = graph.names.intern(t));
        for (node, pos, deep, edges) in rows {
            graph.nodes.push(node);
            graph.positions.push(pos);
            graph.deep.push(deep);
            graph.edges.extend(edges);
            graph.first_edge.push(graph.edges.len() as u32);
        }
        graph.asked = exports.iter().take(2).cloned().collect();
        graph.exports = exports;
        bring_into_range(&mut graph);
        let (mut class, names) = (0, graph.names.len() as u32);
        graph.constants = constants;
        for c in &mut graph.constants {
            [&mut c.name, &mut c.pos.file].into_iter().for_each(|n| n.0 %= names);
        }
        for (step, mut members) in members {
            class += step;
            for m in &mut members {
                [&mut m.name, &mut m.symbol, &mut m.signature].into_iter().for_each(|n| n.0 %= names);
            }
            if class < graph.nodes.len() as u32 {
                graph.members.push(TypeId(class), members);
            }
        }
        let (nodes, objects) = (graph.nodes.len() as u32, graph.objects.len() as u32);
        if nodes > 0 && objects > 0 {
            let rows = described.iter().map(|[id, object]| (TypeId(id % nodes), ObjectId(object % objects)));
            graph.described = std::collections::BTreeSet::from_iter(rows).into_iter().collect();
        }
        graph
    })
}

/// Some members of classes: the difference to the class before, and the columns of each member.
fn members() -> impl Strategy<Value = Vec<(u32, Vec<Member>)>> {
    let member = (any::<[Draw; 3]>(), any::<[i64; 2]>(), any::<u32>(), 0..=MemberFlags::ALL.0).prop_map(
        |([name, symbol, signature], [slot, value], line, flags)| Member {
            name: NameId(name),
            symbol: NameId(symbol),
            signature: NameId(signature),
            slot,
            value,
            line,
            flags: MemberFlags(flags),
        },
    );
    vec((1..4u32, vec(member, 1..4)), 0..4)
}

fn constant() -> impl Strategy<Value = Constant> {
    (any::<[Draw; 2]>(), any::<u32>(), 0..4usize, any::<u64>()).prop_map(|([name, file], line, form, bits)| Constant {
        name: NameId(name),
        pos: SourcePos { file: NameId(file), line },
        value: Number { form: [Form::Signed, Form::Unsigned, Form::Single, Form::Double][form], bits },
    })
}

fn bring_into_range(graph: &mut Graph) {
    let (names, nodes) = (graph.names.len() as u32, graph.nodes.len() as u32);
    let objects = graph.objects.len() as u32;
    let name = |n: &mut NameId| n.0 %= names;
    graph.nodes.iter_mut().for_each(|n| name(&mut n.name));
    if let Some(void) = graph.nodes.first_mut() {
        void.kind = Kind::Void;
    }
    graph.positions.iter_mut().for_each(|p| name(&mut p.file));
    for e in &mut graph.edges {
        name(&mut e.name);
        e.target.0 %= nodes;
    }
    if objects == 0 {
        graph.exports.clear();
        graph.asked.clear();
    }
    for e in graph.exports.iter_mut().chain(&mut graph.asked) {
        name(&mut e.name);
        name(&mut e.version);
        name(&mut e.pos.file);
        e.object.0 %= objects;
        e.type_id = e.type_id.filter(|_| nodes > 0).map(|t| TypeId(t.0 % nodes));
        if let Some(k) = &mut e.ksym {
            name(&mut k.namespace);
        }
    }
}

fn bytes_of(graph: &Graph, diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mut out = Vec::new();
    write(graph, diagnostics, &mut out).unwrap();
    out
}

fn texts(names: &Names) -> Vec<&str> {
    (0..names.len()).map(|id| names.get(NameId(id as u32))).collect()
}

fn assert_same(a: &Graph, b: &Graph) {
    assert_eq!(texts(&a.names), texts(&b.names));
    assert_eq!(a.machine, b.machine);
    assert_eq!(a.objects, b.objects);
    assert_eq!(a.exports, b.exports);
    assert_eq!(a.asked, b.asked);
    assert_eq!(a.nodes, b.nodes);
    assert_eq!(a.first_edge, b.first_edge);
    assert_eq!(a.edges, b.edges);
    assert_eq!(a.positions, b.positions);
    assert_eq!(a.deep, b.deep);
    assert_eq!(a.members, b.members);
    assert_eq!(a.constants, b.constants);
    assert_eq!(a.described, b.described);
}

/// A graph with a bit of everything, always the same.
fn sample() -> (Graph, Vec<Diagnostic>) {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut tree = |min: usize| loop {
        let graph = graph().new_tree(&mut runner).unwrap().current();
        if graph.nodes.len() >= min && graph.exports.len() >= 3 && graph.names.len() >= min {
            return graph;
        }
    };
    let graph = tree(8);
    let lost = Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "unit-damaged",
        object: "libfoo.so".to_owned(),
        section: ".debug_info".to_owned(),
        offset: Some(0x1234),
        message: "the unit ends in the middle of an entry".to_owned(),
    };
    (graph, vec![lost])
}

/// Puts the right header checksum on a changed header.
fn seal(bytes: &mut [u8]) {
    let end = 16 + 32 * Section::COUNT;
    let sum = xxh3_64(&bytes[..end]).to_le_bytes();
    bytes[end..end + 8].copy_from_slice(&sum);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn round_trip(graph in graph(), diagnostics in vec(diagnostic(), 0..4)) {
        let bytes = bytes_of(&graph, &diagnostics);
        let (read_graph, read_diagnostics) = read(&bytes).unwrap();
        assert_same(&graph, &read_graph);
        prop_assert_eq!(&diagnostics, &read_diagnostics);
        prop_assert_eq!(bytes, bytes_of(&read_graph, &read_diagnostics));
    }

    #[test]
    fn any_bytes_are_an_error(tail in vec(any::<u8>(), 0..2000), magic in any::<bool>()) {
        let mut bytes = if magic { MAGIC.to_vec() } else { Vec::new() };
        bytes.extend_from_slice(&tail);
        prop_assert!(read(&bytes).is_err());
    }
}

#[test]
fn empty_graph_round_trips() {
    let (graph, diagnostics) = read(&bytes_of(&Graph::default(), &[])).unwrap();
    assert!(graph.is_empty() && graph.edges.is_empty() && diagnostics.is_empty());
}

#[test]
fn thread_count_does_not_reach_the_bytes() {
    let (graph, diagnostics) = sample();
    let with = |n| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| bytes_of(&graph, &diagnostics))
    };
    assert_eq!(with(1), with(8));
}

#[test]
fn every_flipped_bit_and_every_truncation_is_an_error() {
    let (graph, diagnostics) = sample();
    let good = bytes_of(&graph, &diagnostics);
    for len in 0..good.len() {
        let error = read(&good[..len]).unwrap_err();
        let expected = if len < 8 { Reason::ForeignMagic } else { Reason::Truncated };
        assert_eq!(error.reason, expected, "{len}");
    }
    let mut bytes = good.clone();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            assert!(read(&bytes).is_err(), "bit {bit} of byte {at}");
            bytes[at] ^= 1 << bit;
        }
    }
    bytes.push(0);
    assert_eq!(read(&bytes).unwrap_err().reason, Reason::TrailingData);
}

#[test]
fn damage_under_a_valid_checksum_is_an_error_or_a_valid_graph() {
    let (graph, diagnostics) = sample();
    let good = bytes_of(&graph, &diagnostics);
    let sections: [Vec<u8>; Section::COUNT] = container::read(&good)
        .unwrap()
        .1
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let probe = |sections: &[Vec<u8>; Section::COUNT]| {
        let mut bytes = Vec::new();
        container::write(sections, &mut bytes).unwrap();
        if let Ok((graph, diagnostics)) = read(&bytes) {
            check(&graph, &diagnostics).unwrap();
            graph.ids().for_each(|id| _ = (graph.size_of(id), graph.name(id), graph.strip(id)));
        }
    };
    for i in 0..Section::COUNT {
        let mut changed = sections.clone();
        for at in 0..sections[i].len() {
            for xor in [0x01, 0x10, 0x80, 0xff] {
                changed[i][at] ^= xor;
                probe(&changed);
                changed[i][at] ^= xor;
            }
        }
        for len in 0..sections[i].len() {
            changed[i].truncate(len);
            probe(&changed);
            changed[i].clone_from(&sections[i]);
        }
    }
}

#[test]
fn lying_lengths_are_refused_before_they_cost_anything() {
    let (graph, diagnostics) = sample();
    let good = bytes_of(&graph, &diagnostics);
    for section in 0..Section::COUNT {
        for field in 0..3 {
            for value in [0, 1, 1 << 20, 1 << 40, u64::MAX] {
                let mut bytes = good.clone();
                let at = 16 + 32 * section + 8 * field;
                if bytes[at..at + 8] == u64::to_le_bytes(value) {
                    continue;
                }
                bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
                seal(&mut bytes);
                assert!(read(&bytes).is_err(), "section {section} field {field} value {value}");
            }
        }
    }
}

#[test]
fn what_compresses_too_well_is_stored() {
    let mut sections: [Vec<u8>; Section::COUNT] = Default::default();
    sections[3] = vec![0; 10 << 20];
    let mut bytes = Vec::new();
    container::write(&sections, &mut bytes).unwrap();
    assert!(bytes.len() > 10 << 20);
    assert!(container::read(&bytes).unwrap().1[3] == sections[3]);
}

#[test]
fn errors_say_what_and_where() {
    let (graph, diagnostics) = sample();
    let mut bytes = bytes_of(&graph, &diagnostics);
    let text = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert_eq!(text(b"\x7fELF"), "snapshot: header at offset 0x0: this is not an abilens snapshot");
    *bytes.last_mut().unwrap() ^= 1;
    assert!(text(&bytes).starts_with("snapshot: described at offset 0x"), "{}", text(&bytes));
    bytes[8] = 9;
    assert_eq!(
        text(&bytes),
        "snapshot: header at offset 0x8: format version 9 is newer than 6, the newest this abilens reads"
    );
}

#[test]
fn a_graph_that_breaks_its_rules_is_not_written() {
    let refused = |change: fn(&mut Graph)| {
        let (mut graph, _) = sample();
        change(&mut graph);
        let error = write(&graph, &[], &mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    };
    refused(|g| _ = g.deep.pop());
    refused(|g| g.nodes[0].kind = Kind::Base);
    refused(|g| g.nodes[1].name = NameId(9999));
    refused(|g| g.edges[0].target = TypeId(9999));
    refused(|g| _ = g.edges.pop());
    refused(|g| g.exports[0].object = ObjectId(9999));
    refused(|g| g.first_edge.reverse());
    refused(|g| g.described = vec![(TypeId(0), ObjectId(9999))]);
    refused(|g| g.described = vec![(TypeId(9999), ObjectId(0))]);
    refused(|g| g.described = vec![(TypeId(0), ObjectId(0)); 2]);
    refused(|g| {
        let value = Number::signed(1);
        g.constants.push(Constant { name: NameId(9999), pos: SourcePos::default(), value });
    });
}

/// Figures of `docs/snapshot.md`: `cargo test --release -p abilens snapshot -- --ignored --nocapture`.
#[test]
#[ignore = "measures; run in release"]
fn large_graph_is_small_and_fast() {
    let graph = synthetic(150_000);
    let start = std::time::Instant::now();
    let bytes = bytes_of(&graph, &[]);
    let written = start.elapsed();
    let mut best = std::time::Duration::MAX;
    for _ in 0..10 {
        let start = std::time::Instant::now();
        let (a, b) = join(|| read(&bytes).unwrap(), || read(&bytes).unwrap());
        best = best.min(start.elapsed());
        assert_eq!(a.0.edges.len(), b.0.edges.len());
    }
    assert_same(&graph, &read(&bytes).unwrap().0);
    let sizes = std::array::from_fn::<_, { Section::COUNT }, _>(|i| {
        let at = 16 + 32 * i + 8;
        (container::SECTIONS[i], u64::from_le_bytes(*bytes[at..].first_chunk().unwrap()))
    });
    println!("{} bytes, written in {written:?}, two read in {best:?}, {sizes:?}", bytes.len());
    // Random references compress far worse than those of real code: the budget of 8 MB is for a fifth of these edges.
    assert!(bytes.len() < 9 << 20 && best.as_millis() < 300);
}

/// The numbers on disk: a change that moves these figures needs a new [`VERSION`].
#[test]
fn the_format_does_not_move() {
    let sums = |bytes: &[u8]| container::read(bytes).unwrap().1.iter().map(|s| xxh3_64(s)).collect::<Vec<_>>();
    let of_graph = sums(&bytes_of(&synthetic(300), &[]));
    assert_eq!(xxh3_64(&of_graph.iter().flat_map(|s| s.to_le_bytes()).collect::<Vec<_>>()), 4_225_354_330_114_736_224);
}

/// A random number, mostly a low one.
fn common(random: &mut impl FnMut(u64) -> u64, below: u64) -> u64 {
    (0..4).map(|_| random(below)).min().unwrap_or_default()
}

/// For 150,000 types: a million edges and 250,000 names, several times what a cloud vmlinux has.
/// Most references go to a few common names and types or to near ones, as they do in C.
fn synthetic(types: u32) -> Graph {
    let mut graph = Graph { first_edge: vec![0], ..Graph::default() };
    let mut state = 1u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let words = ["dev", "node", "page", "sched", "queue", "lock", "count", "flags", "ops", "state", "list", "net"];
    let mut fresh = 0;
    for id in 0..types {
        let kind = columns::KINDS[if id == 0 { 0 } else { random(17) as usize }];
        let many = kind.is_record() || matches!(kind, Kind::Enum | Kind::Function);
        let mut word = || words[random(12) as usize];
        let prefix = format!("{}_{}", word(), word());
        let name = if many { graph.names.intern(&format!("{prefix}_{id}")) } else { NameId::NONE };
        let file = graph.names.intern(&format!("include/linux/{prefix}.h"));
        graph.nodes.push(Node {
            kind,
            name,
            flags: Flags(0),
            byte_size: random(64) * 8,
            alignment: 0,
            aux: u64::from(kind == Kind::Array) * random(64),
        });
        graph.positions.push(SourcePos { file, line: random(3000) as u32 });
        graph.deep.push(u128::from(xxh3_64(&id.to_le_bytes())) << 64 | u128::from(xxh3_64(&id.to_be_bytes())));
        let (mut value, mut line) = (0, random(3000) as u32);
        for _ in 0..if many { random(40) } else { u64::from(id > 0) } {
            line += random(3) as u32;
            value += random(4).cast_signed() * 32;
            let known = graph.names.len() as u64;
            let name = match random(4) {
                0 => {
                    fresh += 1;
                    graph.names.intern(&format!("{prefix}_{}{fresh}", words[random(12) as usize]))
                }
                1 => NameId((known - 1 - random(known.min(256))) as u32),
                _ => NameId(common(&mut random, known.min(4096)) as u32),
            };
            let target = match random(8) {
                0 => random(u64::from(types)),
                1..4 => u64::from(id).saturating_sub(random(64)),
                _ => common(&mut random, u64::from(types).min(64)),
            };
            let kind = if many { EdgeKind::Member } else { EdgeKind::Target };
            let target = TypeId(target as u32);
            graph.edges.push(Edge { value, target, name, bit_size: 0, line, kind, flags: EdgeFlags(0) });
        }
        graph.first_edge.push(graph.edges.len() as u32);
        if id % 100 == 1 {
            let pos = SourcePos { file, line };
            graph.constants.push(Constant { name, pos, value: Number::signed(-value) });
            graph.constants.push(Constant { name, pos, value: Number { form: Form::Double, bits: line.into() } });
        }
    }
    graph
}
