//! The small tables: machine and objects, exports, diagnostics. Row by row.

use super::codec::{Cursor, Sink};
use super::columns::Counts;
use super::container::Section;
use crate::graph::{
    Binding, Convention, Export, Flags, FloatAbi, Graph, InnerCalls, KernelFloor, Ksym, Linkage, Machine, NameId,
    ObjectId, ObjectInfo, ObjectKind, PointerSigning, SourcePos, SymbolKind, Traits, TypeId, Untyped, VersionNeed,
    Visibility,
};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel, intern};
use crate::ground::error::snapshot::SnapshotError;

/// Symbol kinds by their stored number.
const SYMBOL_KINDS: [SymbolKind; 5] =
    [SymbolKind::Function, SymbolKind::Object, SymbolKind::Tls, SymbolKind::Ifunc, SymbolKind::Untyped];
/// Bindings by their stored number.
const BINDINGS: [Binding; 3] = [Binding::Global, Binding::Weak, Binding::Unique];
/// Visibilities by their stored number.
const UNTYPED: [Untyped; 3] = [Untyped::Whole, Untyped::Stated, Untyped::Unknown];
/// How an object refers to its own functions, by its stored number.
const INNER_CALLS: [InnerCalls; 4] = [InnerCalls::None, InnerCalls::ByName, InnerCalls::ByPlace, InnerCalls::Both];
const VISIBILITIES: [Visibility; 3] = [Visibility::Default, Visibility::Protected, Visibility::Hidden];
/// Floating-point conventions by their stored number.
const FLOAT_ABIS: [FloatAbi; 3] = [FloatAbi::Unknown, FloatAbi::Soft, FloatAbi::Hard];
/// Kinds of objects by their stored number.
const OBJECT_KINDS: [ObjectKind; 4] =
    [ObjectKind::Unknown, ObjectKind::Relocatable, ObjectKind::Program, ObjectKind::Library];
/// Levels by their stored number.
const LEVELS: [DiagnosticLevel; 2] = [DiagnosticLevel::Note, DiagnosticLevel::Lost];

/// The stored number of an entry of one of the tables above, which list every variant.
fn number<T: PartialEq>(table: &[T], value: &T) -> u64 {
    table.iter().position(|v| v == value).unwrap_or_default() as u64
}

/// `objects`
pub(crate) fn write_objects(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    let m = graph.machine;
    sink.uint(u64::from(m.e_machine));
    sink.uint(u64::from(m.pointer_size));
    sink.uint(u64::from(m.big_endian) | number(&FLOAT_ABIS, &m.float_abi) << 1);
    sink.uint(u64::from(m.convention.known));
    sink.uint(u64::from(m.convention.values));
    for o in &graph.objects {
        sink.text(&o.name);
        sink.uint(u64::from(o.module.is_some()));
        if let Some(module) = &o.module {
            sink.text(module);
        }
        sink.text(&o.build_id);
        sink.text(&o.soname);
        sink.texts(&o.needed);
        sink.texts(&o.version_nodes);
        sink.uint(u64::from(o.units));
        sink.uint(o.dies);
        sink.uint(o.languages.len() as u64);
        o.languages.iter().for_each(|&l| sink.uint(u64::from(l)));
        sink.uint(u64::from(o.own_headers));
        sink.texts(&o.modes);
        write_linkage(&mut sink, &o.linkage);
    }
    sink.0
}

pub(crate) fn read_objects(counts: Counts, data: &[u8]) -> Result<(Machine, Vec<ObjectInfo>), SnapshotError> {
    let mut c = Cursor::new(Section::Objects.name(), data);
    let (e_machine, pointer_size, traits) = (c.fit(), c.fit(), c.uint());
    let float_abi = c.pick(traits >> 1, &FLOAT_ABIS);
    let recent = counts.version >= 3;
    let convention = if recent { Convention { known: c.fit(), values: c.fit() } } else { Convention::default() };
    let machine = Machine { e_machine, pointer_size, big_endian: traits & 1 == 1, float_abi, convention };
    let objects = rows(&mut c, counts.objects, |c| ObjectInfo {
        name: c.text(),
        module: c.flag().then(|| c.text()),
        build_id: c.text(),
        soname: c.text(),
        needed: c.texts(),
        version_nodes: c.texts(),
        units: c.fit(),
        dies: c.uint(),
        languages: (0..c.count()).map(|_| c.fit()).collect(),
        own_headers: c.flag(),
        modes: if recent { c.texts() } else { Vec::new() },
        linkage: if recent { read_linkage(c, counts.version) } else { Linkage::default() },
    });
    c.finish().map(|()| (machine, objects))
}

fn write_linkage(sink: &mut Sink, l: &Linkage) {
    sink.uint(number(&OBJECT_KINDS, &l.kind));
    sink.uint(u64::from(l.traits.0));
    sink.uint(l.tls_size);
    sink.uint(u64::from(l.isa));
    sink.uint(l.version_needs.len() as u64);
    for need in &l.version_needs {
        sink.text(&need.library);
        sink.text(&need.node);
        sink.uint(u64::from(need.weak));
    }
    sink.uint(u64::from(l.os_abi));
    sink.uint(u64::from(l.initializers));
    sink.uint(u64::from(l.finalizers));
    sink.texts(&l.search_path);
    sink.uint(u64::from(l.kernel_floor.is_some()));
    if let Some(floor) = l.kernel_floor {
        sink.uint(u64::from(floor.os));
        floor.version.iter().for_each(|&n| sink.uint(u64::from(n)));
    }
    sink.uint(u64::from(l.pointer_signing.is_some()));
    if let Some(signing) = l.pointer_signing {
        sink.uint(signing.platform);
        sink.uint(signing.version);
    }
}

fn read_linkage(c: &mut Cursor<'_>, version: u32) -> Linkage {
    let kind = c.one_of(&OBJECT_KINDS);
    let traits = Traits(c.fit());
    let known = if version >= 4 { Traits::ALL } else { Traits::OF_VERSION_3 };
    c.pick(u64::from(traits.0 & !known.0), &[()]);
    let (tls_size, isa) = (c.uint(), c.fit());
    let need = |c: &mut Cursor<'_>| VersionNeed { library: c.text(), node: c.text(), weak: c.flag() };
    let version_needs = (0..c.count()).map(|_| need(c)).collect();
    let linkage = Linkage { kind, traits, tls_size, isa, version_needs, ..Linkage::default() };
    if version < 4 {
        return linkage;
    }
    Linkage {
        os_abi: c.fit(),
        initializers: c.fit(),
        finalizers: c.fit(),
        search_path: c.texts(),
        kernel_floor: c.flag().then(|| KernelFloor { os: c.fit(), version: [c.fit(), c.fit(), c.fit()] }),
        pointer_signing: c.flag().then(|| PointerSigning { platform: c.uint(), version: c.uint() }),
        ..linkage
    }
}

/// `count` rows, none after an error: the vector never outgrows the data.
fn rows<'a, T>(c: &mut Cursor<'a>, count: u32, mut row: impl FnMut(&mut Cursor<'a>) -> T) -> Vec<T> {
    let mut found = Vec::with_capacity((count as usize).min(c.rest()));
    for _ in 0..count {
        if c.failed() {
            break;
        }
        found.push(row(c));
    }
    found
}

/// `exports`
pub(crate) fn write_exports(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    let (mut name, mut address, mut file) = (0i64, 0u64, 0i64);
    for e in graph.exports.iter().chain(&graph.asked) {
        sink.int(i64::from(e.name.0) - name);
        name = i64::from(e.name.0);
        sink.uint(u64::from(e.version.0));
        sink.uint(u64::from(e.object.0));
        let traits = number(&SYMBOL_KINDS, &e.kind)
            | number(&BINDINGS, &e.binding) << 3
            | number(&VISIBILITIES, &e.visibility) << 5
            | u64::from(e.version_default) << 7
            | u64::from(e.read_only) << 8
            | u64::from(e.ksym.is_some()) << 9
            | u64::from(e.ksym.is_some_and(|k| k.gpl_only)) << 10
            | u64::from(e.variant_pcs) << 11
            | number(&UNTYPED, &e.untyped) << 12
            | number(&INNER_CALLS, &e.inner_calls) << 14;
        sink.uint(traits);
        if let Some(k) = e.ksym {
            sink.uint(u64::from(k.namespace.0));
        }
        sink.uint(e.size);
        sink.int(e.address.wrapping_sub(address).cast_signed());
        address = e.address;
        sink.uint(u64::from(e.section));
        sink.uint(e.type_id.map_or(0, |t| u64::from(t.0) + 1));
        sink.uint(u64::from(e.alignment));
        sink.uint(u64::from(e.form.0));
        sink.uint(u64::from(e.mode));
        sink.int(i64::from(e.pos.file.0) - file);
        file = i64::from(e.pos.file.0);
        sink.uint(u64::from(e.pos.line));
    }
    sink.0
}

/// Exports, and what is asked for.
pub(crate) fn read_exports(counts: Counts, data: &[u8]) -> Result<(Vec<Export>, Vec<Export>), SnapshotError> {
    let mut c = Cursor::new(Section::Exports.name(), data);
    let (mut name, mut address, mut file) = (0u32, 0u64, 0u32);
    let names = counts.names;
    let recent = counts.version >= 3;
    let all = counts.exports.saturating_add(counts.asked);
    let mut exports = rows(&mut c, all, |c| {
        let step = c.int();
        name = c.check(i64::from(name).saturating_add(step), names);
        let version = NameId(c.index(names));
        let object = ObjectId(c.index(counts.objects));
        let traits = c.uint();
        let bit = |n: u32| traits >> n & 1 == 1;
        let untyped = c.pick(traits >> 12 & 3, if recent { &UNTYPED[..] } else { &UNTYPED[..1] });
        let inner_calls = c.pick(traits >> 14, if counts.version >= 4 { &INNER_CALLS[..] } else { &INNER_CALLS[..1] });
        let kind = c.pick(traits & 7, &SYMBOL_KINDS);
        let binding = c.pick(traits >> 3 & 3, &BINDINGS);
        let visibility = c.pick(traits >> 5 & 3, &VISIBILITIES);
        let ksym = bit(9).then(|| Ksym { gpl_only: bit(10), namespace: NameId(c.index(names)) });
        let size = c.uint();
        address = address.wrapping_add_signed(c.int());
        let section = c.fit();
        let typed = c.uint();
        let type_id = (typed != 0).then(|| {
            let id = i64::try_from(typed - 1).unwrap_or(i64::MAX);
            TypeId(c.check(id, counts.nodes))
        });
        let alignment = c.fit();
        let (form, mode) = if recent { (Flags(c.fit()), c.fit()) } else { (Flags::default(), 0) };
        let step = c.int();
        file = c.check(i64::from(file).saturating_add(step), names);
        Export {
            name: NameId(name),
            version,
            version_default: bit(7),
            object,
            kind,
            binding,
            visibility,
            variant_pcs: bit(11),
            size,
            address,
            section,
            read_only: bit(8),
            inner_calls,
            ksym,
            type_id,
            untyped,
            alignment,
            form,
            mode,
            pos: SourcePos { file: NameId(file), line: c.fit() },
            asked: false,
        }
    });
    c.finish()?;
    let asked = exports.split_off((counts.exports as usize).min(exports.len()));
    Ok((exports, asked))
}

/// `diagnostics`
pub(crate) fn write_diagnostics(diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mut sink = Sink::default();
    for d in diagnostics {
        sink.uint(number(&LEVELS, &d.level));
        sink.text(d.code);
        sink.text(&d.object);
        sink.text(&d.section);
        sink.uint(u64::from(d.offset.is_some()));
        if let Some(offset) = d.offset {
            sink.uint(offset);
        }
        sink.text(&d.message);
    }
    sink.0
}

pub(crate) fn read_diagnostics(counts: Counts, data: &[u8]) -> Result<Vec<Diagnostic>, SnapshotError> {
    let mut c = Cursor::new(Section::Diagnostics.name(), data);
    let diagnostics = rows(&mut c, counts.diagnostics, |c| Diagnostic {
        level: c.one_of(&LEVELS),
        code: intern(&c.text()),
        object: c.text(),
        section: c.text(),
        offset: c.flag().then(|| c.uint()),
        message: c.text(),
    });
    c.finish().map(|()| diagnostics)
}
