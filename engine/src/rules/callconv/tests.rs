//! Tables of C types and how they travel. The expectations were read off the assembly of GCC 12 at -O1 for
//! `void take(T v) { global = v; }` and `T give(void) { return global; }`; where clang was asked too (x86-64,
//! AArch64) it agrees with the tables. Vectors need their option there: `-mavx`, on i386 `-msse2`.
//!
//! One known disagreement is not in the tables: `struct { float f; int none[0]; }` on x86-64, which GCC passes in
//! a general register and clang, as the psABI has it, in an SSE register. [`super::sysv`] follows the psABI, and has
//! GCC's way aside.

use super::*;
use crate::graph::{Edge, FloatAbi, Machine, NameId, Node};

/// Hand-made graphs: nodes with their edges, members laid out by the caller.
struct Build(Graph);

fn edge(kind: EdgeKind, target: TypeId, value: i64) -> Edge {
    Edge { value, target, name: NameId::NONE, bit_size: 0, line: 0, kind, flags: EdgeFlags::default() }
}

impl Build {
    fn new(e_machine: u16, pointer_size: u8) -> Self {
        let machine = Machine { e_machine, pointer_size, ..Machine::default() };
        let mut b = Self(Graph { machine, ..Graph::default() });
        b.0.first_edge.push(0);
        b.node(Kind::Void, 0, 0, 0, &[]);
        b
    }
    fn node(&mut self, kind: Kind, byte_size: u64, aux: u64, flags: u32, edges: &[Edge]) -> TypeId {
        let id = TypeId(u32::try_from(self.0.nodes.len()).unwrap());
        self.0.nodes.push(Node { kind, name: NameId::NONE, flags: Flags(flags), byte_size, alignment: 0, aux });
        self.0.edges.extend_from_slice(edges);
        self.0.first_edge.push(u32::try_from(self.0.edges.len()).unwrap());
        id
    }
    fn base(&mut self, name: &str, encoding: u64, bytes: u64) -> TypeId {
        let id = self.node(Kind::Base, bytes, encoding, 0, &[]);
        self.0.nodes[id.index()].name = self.0.names.intern(name);
        id
    }
    fn int(&mut self, bytes: u64) -> TypeId {
        self.base("", 5, bytes)
    }
    fn float(&mut self, bytes: u64) -> TypeId {
        self.base("", 4, bytes)
    }
    fn array(&mut self, of: TypeId, count: u64) -> TypeId {
        self.node(Kind::Array, 0, count, 0, &[edge(EdgeKind::Target, of, 0)])
    }
    fn flexible(&mut self, of: TypeId) -> TypeId {
        self.node(Kind::Array, 0, 0, Flags::FLEXIBLE.0, &[edge(EdgeKind::Target, of, 0)])
    }
    fn vector(&mut self, of: TypeId, count: u64) -> TypeId {
        self.node(Kind::Array, 0, count, Flags::VECTOR.0, &[edge(EdgeKind::Target, of, 0)])
    }
    /// A record with members at byte offsets.
    fn record(&mut self, kind: Kind, bytes: u64, members: &[(TypeId, i64)]) -> TypeId {
        let edges: Vec<Edge> = members.iter().map(|&(t, at)| edge(EdgeKind::Member, t, at * 8)).collect();
        self.node(kind, bytes, 0, 0, &edges)
    }
    fn strukt(&mut self, bytes: u64, members: &[(TypeId, i64)]) -> TypeId {
        self.record(Kind::Struct, bytes, members)
    }
    /// A bit-field of `bits` at `bit_offset`, of any type.
    fn bits(of: TypeId, bit_offset: i64, bits: u32) -> Edge {
        Edge { bit_size: bits, flags: EdgeFlags::BIT_FIELD, ..edge(EdgeKind::Member, of, bit_offset) }
    }
    /// Both ways, as letters: parameter, then result.
    fn ways(&self, t: TypeId) -> String {
        format!("{} {}", letters(&parameter(&self.0, t)), letters(&result(&self.0, t)))
    }
}

/// One letter a register: I(nteger), E(ven integer), S(SE), X(87), F4, V16; or `-`, `mem`, `ref`, `?`.
fn letters(p: &Passing) -> String {
    match p {
        Passing::None => "-".to_owned(),
        Passing::Memory => "mem".to_owned(),
        Passing::Reference => "ref".to_owned(),
        Passing::Unknown => "?".to_owned(),
        Passing::Registers(registers) => registers
            .iter()
            .map(|class| match class {
                RegClass::Integer => "I".to_owned(),
                RegClass::IntegerEven => "E".to_owned(),
                RegClass::Sse => "S".to_owned(),
                RegClass::X87 => "X".to_owned(),
                RegClass::Float(bytes) => format!("F{bytes}"),
                RegClass::Vector(bytes) => format!("V{bytes}"),
            })
            .collect(),
    }
}

/// The C types of the tables, by the name they have there. No member is a pointer or a `long`, so the layouts
/// are the same on every machine of the tables (but i386, where only whole scalars are looked at).
fn samples(b: &mut Build) -> Vec<(&'static str, TypeId)> {
    let (i8, i16, i32, i64, i128) = (b.int(1), b.int(2), b.int(4), b.int(8), b.int(16));
    let (f, d) = (b.float(4), b.float(8));
    let pointer_size = u64::from(b.0.machine.pointer_size);
    let pointer = b.node(Kind::Pointer, pointer_size, 0, 0, &[]);
    let (cf, cd, ci) = (b.base("complex float", 3, 8), b.base("complex double", 3, 16), b.base("complex int", 0x80, 8));
    let i8x3 = b.array(i8, 3);
    let fx4 = b.array(f, 4);
    let fx0 = b.flexible(f);
    let ix0 = b.array(i32, 0);
    let dx1 = b.array(d, 1);
    let v16 = b.vector(i32, 4);
    let v8 = b.vector(i32, 2);
    let v4 = b.vector(i8, 4);
    let v32 = b.vector(i32, 8);
    let s_f = b.strukt(4, &[(f, 0)]);
    let fields = [Build::bits(i32, 0, 5), Build::bits(i32, 5, 20), Build::bits(i32, 32, 30), Build::bits(i64, 64, 40)];
    let bit_fields = b.node(Kind::Struct, 16, 0, 0, &fields);
    let float_bits = b.node(Kind::Struct, 8, 0, 0, &[edge(EdgeKind::Member, f, 0), Build::bits(i32, 32, 3)]);
    let f_pair = b.strukt(8, &[(s_f, 0), (s_f, 4)]);
    let opaque = b.node(Kind::Struct, 0, 0, Flags::DECLARATION.0, &[]);
    let flag = b.base("_Bool", 2, 1);
    vec![
        ("int", i32),
        ("_Bool", flag),
        ("char", i8),
        ("void *", pointer),
        ("float", f),
        ("double", d),
        ("__int128", i128),
        ("_Complex float", cf),
        ("_Complex double", cd),
        ("_Complex int", ci),
        ("v16", v16),
        ("v8", v8),
        ("v4", v4),
        ("v32", v32),
        ("{char[3]}", b.strukt(3, &[(i8x3, 0)])),
        ("{char; short}", b.strukt(4, &[(i8, 0), (i16, 2)])),
        ("{int; float}", b.strukt(8, &[(i32, 0), (f, 4)])),
        ("{float; float; float}", b.strukt(12, &[(f, 0), (f, 4), (f, 8)])),
        ("{double; long long}", b.strukt(16, &[(d, 0), (i64, 8)])),
        ("{float[4]}", b.strukt(16, &[(fx4, 0)])),
        ("{double; double; double}", b.strukt(24, &[(d, 0), (d, 8), (d, 16)])),
        ("{double[1]}", b.strukt(8, &[(dx1, 0)])),
        ("{float}", s_f),
        ("{{float}; {float}}", f_pair),
        ("union {float; int}", b.record(Kind::Union, 4, &[(f, 0), (i32, 0)])),
        ("union {double}", b.record(Kind::Union, 8, &[(d, 0)])),
        ("{long long}", b.strukt(8, &[(i64, 0)])),
        ("{int[5]}", b.strukt(20, &[(i32, 0), (i32, 4), (i32, 8), (i32, 12), (i32, 16)])),
        ("{__int128}", b.strukt(16, &[(i128, 0)])),
        ("packed {char; int}", b.strukt(5, &[(i8, 0), (i32, 1)])),
        ("packed {int; char}", b.strukt(5, &[(i32, 0), (i8, 4)])),
        ("{char; float[]}", b.strukt(4, &[(i8, 0), (fx0, 4)])),
        ("{float; int[0]}", b.strukt(4, &[(f, 0), (ix0, 4)])),
        ("{}", b.strukt(0, &[])),
        ("{_Alignas(16) int}", b.strukt(16, &[(i32, 0)])),
        ("{int:5; int:20; int:30; long long:40}", bit_fields),
        ("{float; int:3}", float_bits),
        ("{v16}", b.strukt(16, &[(v16, 0)])),
        ("{v16; v16}", b.strukt(32, &[(v16, 0), (v16, 16)])),
        ("{int[1000]}", b.strukt(4000, &[(i32, 0)])),
        ("struct opaque", opaque),
        ("void", TypeId::VOID),
    ]
}

/// Checks all samples but those that the machine does not have (left out of the table).
fn check(e_machine: u16, pointer_size: u8, expected: &[(&str, &str)]) {
    let mut b = Build::new(e_machine, pointer_size);
    let samples = samples(&mut b);
    for (name, ways) in expected {
        let (_, id) = samples.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no sample {name}"));
        assert_eq!(b.ways(*id), *ways, "{name}");
    }
}

#[test]
fn x86_64() {
    check(
        machine::X86_64,
        8,
        &[
            ("int", "I I"),
            ("_Bool", "I I"),
            ("void *", "I I"),
            ("float", "S S"),
            ("double", "S S"),
            ("__int128", "II II"),
            ("_Complex float", "S S"),
            ("_Complex double", "SS SS"),
            ("_Complex int", "I I"),
            ("v16", "V16 V16"),
            ("v8", "S S"),
            ("v4", "I I"),
            ("v32", "V32 V32"),
            ("{char[3]}", "I I"),
            ("{char; short}", "I I"),
            ("{int; float}", "I I"),
            ("{float; float; float}", "SS SS"),
            ("{double; long long}", "SI SI"),
            ("{float[4]}", "SS SS"),
            ("{double; double; double}", "mem mem"),
            ("{double[1]}", "S S"),
            ("{float}", "S S"),
            ("{{float}; {float}}", "S S"),
            ("union {float; int}", "I I"),
            ("union {double}", "S S"),
            ("{int[5]}", "mem mem"),
            ("{__int128}", "II II"),
            ("packed {char; int}", "mem mem"),
            ("packed {int; char}", "I I"),
            ("{char; float[]}", "I I"),
            ("{}", "- -"),
            ("{_Alignas(16) int}", "I I"),
            ("{int:5; int:20; int:30; long long:40}", "II II"),
            ("{float; int:3}", "I I"),
            ("{v16}", "V16 V16"),
            ("{v16; v16}", "mem mem"),
            ("{int[1000]}", "mem mem"),
            ("struct opaque", "? ?"),
            ("void", "- -"),
        ],
    );
}

#[test]
fn x87_and_quad_floats_are_told_apart_by_name() {
    let mut b = Build::new(machine::X86_64, 8);
    let (i64, f) = (b.int(8), b.float(4));
    let long_double = b.base("long double", 4, 16);
    let complex = b.base("complex long double", 3, 32);
    let quad = b.base("__float128", 4, 16);
    let quad_c23 = b.base("_Float128", 4, 16);
    let cases = [
        (long_double, "mem X"),
        (complex, "mem XX"),
        (quad, "V16 V16"),
        (quad_c23, "V16 V16"),
        (b.strukt(16, &[(long_double, 0)]), "mem X"),
        (b.strukt(32, &[(complex, 0)]), "mem mem"),
        (b.strukt(16, &[(quad, 0)]), "V16 V16"),
        (b.strukt(32, &[(f, 0), (long_double, 16)]), "mem mem"),
        (b.record(Kind::Union, 16, &[(long_double, 0), (i64, 0)]), "mem mem"),
    ];
    for (i, (id, ways)) in cases.into_iter().enumerate() {
        assert_eq!(b.ways(id), ways, "case {i}");
    }
}

#[test]
fn gcc_and_arrays_of_no_elements_on_x86_64() {
    let mut b = Build::new(machine::X86_64, 8);
    let (i32, f, d) = (b.int(4), b.float(4), b.float(8));
    let (ix0, fx0, open) = (b.array(i32, 0), b.array(f, 0), b.flexible(i32));
    let cases = [
        (b.strukt(4, &[(f, 0), (ix0, 4)]), "S", "I"),
        (b.strukt(8, &[(d, 0), (ix0, 8)]), "S", "S"),
        (b.strukt(4, &[(f, 0), (fx0, 4)]), "S", "S"),
        (b.strukt(4, &[(f, 0), (open, 4)]), "S", "S"),
        (b.strukt(12, &[(f, 0), (f, 4), (f, 8), (ix0, 12)]), "SS", "SI"),
        (b.strukt(4, &[(i32, 0), (fx0, 4)]), "I", "I"),
    ];
    for (i, (id, psabi, gcc)) in cases.into_iter().enumerate() {
        assert_eq!(
            (letters(&parameter(&b.0, id)), letters(&by_gcc(&b.0, id, false))),
            (psabi.into(), gcc.into()),
            "{i}"
        );
    }
}

#[test]
fn aarch64() {
    check(
        machine::AARCH64,
        8,
        &[
            ("int", "I I"),
            ("void *", "I I"),
            ("float", "F4 F4"),
            ("__int128", "EI II"),
            ("_Complex float", "F4F4 F4F4"),
            ("_Complex double", "F8F8 F8F8"),
            ("_Complex int", "I I"),
            ("v16", "V16 V16"),
            ("v8", "V8 V8"),
            ("v4", "I I"),
            ("v32", "ref mem"),
            ("{char[3]}", "I I"),
            ("{int; float}", "I I"),
            ("{float; float; float}", "F4F4F4 F4F4F4"),
            ("{double; long long}", "II II"),
            ("{float[4]}", "F4F4F4F4 F4F4F4F4"),
            ("{double; double; double}", "F8F8F8 F8F8F8"),
            ("{{float}; {float}}", "F4F4 F4F4"),
            ("union {float; int}", "I I"),
            ("union {double}", "F8 F8"),
            ("{int[5]}", "ref mem"),
            ("{__int128}", "EI II"),
            ("packed {char; int}", "I I"),
            ("{char; float[]}", "I I"),
            ("{float; int[0]}", "I I"),
            ("{}", "- -"),
            ("{int:5; int:20; int:30; long long:40}", "II II"),
            ("{float; int:3}", "I I"),
            ("{v16; v16}", "V16V16 V16V16"),
            ("{int[1000]}", "ref mem"),
            ("struct opaque", "? ?"),
        ],
    );
}

#[test]
fn aarch64_even_pairs_follow_the_members_not_the_outermost_type() {
    let mut b = Build::new(machine::AARCH64, 8);
    let (i64, quad) = (b.int(8), b.float(16));
    let top = b.strukt(16, &[(i64, 0), (i64, 8)]);
    b.0.nodes[top.index()].alignment = 16;
    assert_eq!(b.ways(top), "II II");
    let nested = b.strukt(16, &[(top, 0)]);
    assert_eq!(b.ways(nested), "EI II");
    let mixed = b.record(Kind::Union, 16, &[(quad, 0), (i64, 0)]);
    assert_eq!(b.ways(mixed), "EI II");
    let hfa = b.strukt(64, &[(quad, 0), (quad, 16), (quad, 32), (quad, 48)]);
    assert_eq!(b.ways(hfa), "F16F16F16F16 F16F16F16F16");
}

#[test]
fn arm_hard_float() {
    check(
        machine::ARM,
        4,
        &[
            ("int", "I I"),
            ("float", "F4 F4"),
            ("double", "F8 F8"),
            ("_Complex float", "F4F4 F4F4"),
            ("_Complex int", "II mem"),
            ("v16", "V16 V16"),
            ("v4", "I I"),
            ("{char[3]}", "I I"),
            ("{char; short}", "I I"),
            ("{int; float}", "II mem"),
            ("{float; float; float}", "F4F4F4 F4F4F4"),
            ("{double; long long}", "EIII mem"),
            ("{double; double; double}", "F8F8F8 F8F8F8"),
            ("union {float; int}", "I I"),
            ("{long long}", "EI mem"),
            ("{int[5]}", "mem mem"),
            ("packed {int; char}", "II mem"),
            ("{float; int[0]}", "I I"),
            ("{v16; v16}", "V16V16 V16V16"),
            ("{}", "- -"),
        ],
    );
}

#[test]
fn arm_soft_float() {
    let mut b = Build::new(machine::ARM, 4);
    b.0.machine.float_abi = FloatAbi::Soft;
    let samples = samples(&mut b);
    for (name, ways) in [
        ("int", "I I"),
        ("float", "I I"),
        ("double", "EI II"),
        ("_Complex float", "II mem"),
        ("v16", "EIII IIII"),
        ("{float}", "I I"),
        ("{float; float; float}", "III mem"),
        ("{double[1]}", "EI mem"),
        ("{double; double; double}", "mem mem"),
    ] {
        let (_, id) = samples.iter().find(|(n, _)| *n == name).unwrap();
        assert_eq!(b.ways(*id), ways, "{name}");
    }
}

#[test]
fn i386() {
    check(
        machine::I386,
        4,
        &[
            ("int", "mem I"),
            ("void *", "mem I"),
            ("float", "mem X"),
            ("double", "mem X"),
            ("_Complex float", "mem II"),
            ("_Complex double", "mem mem"),
            ("v16", "V16 V16"),
            ("v4", "mem I"),
            ("{int; float}", "mem mem"),
            ("{float}", "mem mem"),
            ("{}", "- -"),
        ],
    );
}

#[test]
fn s390x() {
    check(
        machine::S390,
        8,
        &[
            ("int", "I I"),
            ("void *", "I I"),
            ("float", "F4 F4"),
            ("double", "F8 F8"),
            ("__int128", "ref mem"),
            ("_Complex float", "ref mem"),
            ("_Complex int", "ref mem"),
            ("v16", "? ?"),
            ("{char[3]}", "ref mem"),
            ("{char; short}", "I mem"),
            ("{int; float}", "I mem"),
            ("{float}", "F4 mem"),
            ("{double[1]}", "I mem"),
            ("union {double}", "I mem"),
            ("{long long}", "I mem"),
            ("packed {int; char}", "ref mem"),
            ("{float; int[0]}", "I mem"),
            ("{}", "ref mem"),
        ],
    );
}

#[test]
fn a_machine_without_a_table_is_unknown() {
    check(243, 8, &[("int", "? ?"), ("{float}", "? ?"), ("void", "- -")]);
}

#[test]
fn a_record_that_contains_itself_ends() {
    for m in [machine::X86_64, machine::AARCH64, machine::ARM, machine::I386, machine::S390] {
        let mut b = Build::new(m, 8);
        let id = TypeId(1);
        b.strukt(8, &[(id, 0), (id, 0)]);
        assert_eq!(b.ways(id), "? ?");
        // A member that ends beyond its record, and an array longer than its record.
        let i64 = b.int(8);
        let long = b.array(i64, 1 << 61);
        let outside = b.strukt(8, &[(i64, 4)]);
        let broken = b.strukt(8, &[(long, 0)]);
        assert_eq!(b.ways(outside), "? ?");
        assert_eq!(b.ways(broken), "? ?");
    }
}

#[test]
fn scalars() {
    let mut b = Build::new(machine::X86_64, 8);
    let int = b.int(4);
    let unsigned = b.base("unsigned int", 7, 4);
    let constant = b.node(Kind::Const, 0, 0, 0, &[edge(EdgeKind::Target, unsigned, 0)]);
    let alias = b.node(Kind::Typedef, 0, 0, 0, &[edge(EdgeKind::Target, constant, 0)]);
    assert_eq!(scalar_class(&b.0, int), Scalar::Integer { bytes: 4, signed: true });
    assert_eq!(scalar_class(&b.0, alias), Scalar::Integer { bytes: 4, signed: false });
    let values = [edge(EdgeKind::Enumerator, TypeId::VOID, 0), edge(EdgeKind::Enumerator, TypeId::VOID, -1)];
    let negative = b.node(Kind::Enum, 4, 0, 0, &values);
    let positive = b.node(Kind::Enum, 4, 0, 0, &values[..1]);
    let typed = b.node(Kind::Enum, 4, 0, 0, &[edge(EdgeKind::Target, unsigned, 0), values[1]]);
    assert_eq!(scalar_class(&b.0, negative), Scalar::Enum { bytes: 4, signed: true });
    assert_eq!(scalar_class(&b.0, positive), Scalar::Enum { bytes: 4, signed: false });
    assert_eq!(scalar_class(&b.0, typed), Scalar::Enum { bytes: 4, signed: false });
    assert_eq!(scalar_class(&b.0, TypeId::VOID), Scalar::Void);
    let (half, brain) = (b.base("_Float16", 4, 2), b.base("__bf16", 4, 2));
    assert_eq!(scalar_class(&b.0, half), Scalar::Float { bytes: 2, brain: false });
    assert_eq!(scalar_class(&b.0, brain), Scalar::Float { bytes: 2, brain: true });
    let decimal = b.base("_Decimal64", 0x0f, 8);
    assert_eq!(scalar_class(&b.0, decimal), Scalar::Decimal { bytes: 8 });
    assert_eq!(b.ways(decimal), "S S");
    let (accum, fract) = (b.base("_Accum", 0x0d, 4), b.base("unsigned long _Fract", 0x0e, 4));
    assert_eq!(scalar_class(&b.0, accum), Scalar::Fixed { bytes: 4, signed: true, fraction: false });
    assert_eq!(scalar_class(&b.0, fract), Scalar::Fixed { bytes: 4, signed: false, fraction: true });
    assert_eq!((b.ways(accum), scalar_class(&b.0, accum).as_integer()), ("I I".to_owned(), None));
    assert_eq!(integer_extension(&b.0, int), Some(4));
    b.0.machine.e_machine = machine::S390;
    assert_eq!(integer_extension(&b.0, int), Some(8));
}

#[test]
fn words_for_sentences() {
    use RegClass::{Float, Integer, IntegerEven, Sse};
    let say = |classes: &[RegClass]| describe(&Passing::Registers(classes.to_vec()));
    assert_eq!(say(&[Integer]), "one general register");
    assert_eq!(say(&[Sse, Sse]), "two SSE registers");
    assert_eq!(say(&[Sse, Integer]), "one SSE and one general register");
    assert_eq!(say(&[Float(4); 3]), "three 4-byte floating-point registers");
    assert_eq!(say(&[IntegerEven, Integer]), "an even-odd pair of general registers");
    assert_eq!(describe(&Passing::Memory), "memory");
}
