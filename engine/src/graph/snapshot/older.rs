//! What files of older versions lack, and what stands in its place. The readers of the sections skip what a version does
//! not have; here their graph is made complete.
//!
//! Version 2 knew nothing of what loaders read of objects, of what objects ask of others, of calling conventions in
//! headers, of compile options, of reasons why an export has no type, and of what a form of debug information cannot
//! state; up to version 3 nothing was known of what a library refers to by name, protects and signs, of where it looks
//! for others, and of what it runs on; up to version 4 nothing of constants that headers define outside of classes. A default never claims what the file does not hold: no fact, or the fact that nobody could have stated it.

use crate::graph::interface::says_something;
use crate::graph::{Flags, Graph, Kind, ObjectInfo, ObjectKind, SymbolKind, Traits, Untyped, library_stem};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

/// The oldest version that is read.
pub(crate) const OLDEST: u32 = 2;

/// Puts the stated defaults into a graph of an older version, and says what was not there.
pub(crate) fn complete(version: u32, graph: &mut Graph, diagnostics: &mut Vec<Diagnostic>) {
    // Version 5 lacks only which libraries describe what no export reaches, and says of none that it does not.
    if version >= 5 {
        return;
    }
    if version >= 3 {
        diagnostics.extend(lacking_constants(version, graph));
        diagnostics.extend(if version == 3 { lacking_marks(version, graph) } else { None });
        diagnostics.sort();
        return;
    }
    // Whether an absent alignment, qualifier or attribute could have been stated, nothing says.
    graph.nodes.iter_mut().for_each(|node| node.flags.set(Flags::SILENT));
    for object in &mut graph.objects {
        object.linkage.kind = kind(object);
    }
    exports(graph);
    diagnostics.extend(lacking(version, graph));
    diagnostics.extend(cut_values(version, graph));
    diagnostics.sort();
}

/// Why an export has no type, as lowering says it today.
fn exports(g: &mut Graph) {
    // An assembler's description of a function, which states neither prototype nor place, was taken for a type.
    // Each type is looked at once, however many exports have it.
    let has_places = g.exports.iter().any(|e| !e.pos.file.is_none());
    let is_bare = |t| !says_something(g, t) && !g.node(t).flags.has(Flags::UNPROTOTYPED);
    let bare: Vec<bool> = g.ids().map(|t| has_places && is_bare(t)).collect();
    let Graph { names, objects, exports, .. } = g;
    for e in exports {
        let name = names.get(e.name);
        let of_linker = name.starts_with("__start_") || name.starts_with("__stop_");
        let made = e.kind == SymbolKind::Untyped && (e.ksym.is_some() || of_linker);
        // Without debug information, and of BTF, a diagnostic tells of the whole object.
        let described = objects.get(e.object.0 as usize).is_some_and(|o| o.units > 0 && !is_of_btf(o));
        if e.pos.file.is_none() && e.type_id.is_some_and(|t| bare[t.index()]) {
            (e.type_id, e.untyped) = (None, Untyped::Stated);
        } else if e.type_id.is_some() {
            e.form.set(Flags::SILENT);
        } else if described {
            e.untyped = if made { Untyped::Stated } else { Untyped::Unknown };
        }
    }
}

/// Whether its types came from BTF, which has no DIEs.
fn is_of_btf(o: &ObjectInfo) -> bool {
    o.units > 0 && o.dies == 0
}

/// What kind of file an object is, as far as its names tell: only libraries have a SONAME.
fn kind(o: &ObjectInfo) -> ObjectKind {
    let file = o.file_name();
    let library = library_stem(file).is_some();
    if o.module.is_some() {
        ObjectKind::Unknown
    } else if !o.soname.is_empty() || library {
        ObjectKind::Library
    } else if file.ends_with(".o") || file.ends_with(".o)") {
        ObjectKind::Relocatable
    } else {
        ObjectKind::Unknown
    }
}

/// Of a kernel nothing is missing that a comparison would look for and that is not told for itself: loaders take its
/// objects by other facts, and they ask only each other. BTF by itself, which names no machine, is no object at all.
fn lacking(version: u32, g: &Graph) -> Option<Diagnostic> {
    let object = g.objects.first()?;
    let (level, what) = if g.is_kernel() || g.machine.e_machine == 0 {
        (
            DiagnosticLevel::Note,
            "constants that headers define outside of classes, and which options its units were compiled with",
        )
    } else {
        let what = "what a loader acts on (version needs, flags, calling conventions), which symbols its objects ask \
                    others for, constants that headers define outside of classes, and which options they were compiled with";
        (DiagnosticLevel::Lost, what)
    };
    let message = format!(
        "the snapshot was made in format version {version}, which does not hold {what}: of that nothing is compared, and a \
         fact that its debug information does not state counts as one that it cannot state; save the input anew with \
         `abilens dump`"
    );
    Some(diagnostic(level, "snapshot-older", &object.name, message))
}

/// Of a shared library version 3 does not hold all that a loader acts on; of all others nothing of that is compared.
fn lacking_marks(version: u32, g: &Graph) -> Option<Diagnostic> {
    let is_library = |o: &&ObjectInfo| {
        o.linkage.kind == ObjectKind::Library && o.module.is_none() && o.linkage.traits.has(Traits::DYNAMIC)
    };
    let object = g.objects.iter().find(is_library)?;
    let message = format!(
        "the snapshot was made in format version {version}, which does not hold all that a loader acts on (when it binds, \
         where it looks for libraries, tables of addresses, protection, the oldest kernel): of that nothing is compared; \
         save the input anew with `abilens dump`"
    );
    Some(diagnostic(DiagnosticLevel::Lost, "snapshot-older", &object.name, message))
}

/// Constants that headers define outside of classes. Debug information has those alone that a unit uses, so that none is there
/// is no missing evidence; that none can be there is said.
fn lacking_constants(version: u32, g: &Graph) -> Option<Diagnostic> {
    let object = g.objects.iter().find(|o| o.units > 0 && !is_of_btf(o))?;
    let message = format!(
        "the snapshot was made in format version {version}, which does not hold constants that headers define outside of \
         classes: their values are not compared; save the input anew with `abilens dump`"
    );
    Some(diagnostic(DiagnosticLevel::Note, "snapshot-older", &object.name, message))
}

/// Enums of BTF of which the file does not tell whether it holds all bits of their values.
fn cut_values(version: u32, g: &Graph) -> Option<Diagnostic> {
    let of_btf = g.objects.iter().any(is_of_btf);
    let wide = |id: &_| g.node(*id).kind == Kind::Enum && g.node(*id).byte_size > 4;
    let first = g.ids().filter(|_| of_btf).find(wide)?;
    let name = if g.node(first).name.is_none() { "one without a name" } else { g.name(first) };
    let message = format!(
        "BTF may hold only the low 32 bits of the values of enums of 64 bits ({name}), and format version {version} of \
         snapshots does not tell: a value that differs there may be the same, and one that is the same may differ"
    );
    let object = g.objects.first().map_or("", |o| &o.name);
    Some(diagnostic(DiagnosticLevel::Lost, "enum-values-cut", object, message))
}

fn diagnostic(level: DiagnosticLevel, code: &'static str, object: &str, message: String) -> Diagnostic {
    let (object, section) = (object.to_owned(), String::new());
    Diagnostic { level, code, object, section, offset: None, message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::builder::GraphBuilder;
    use crate::graph::{Ksym, NameId, SourcePos, TypeId};

    fn untyped(g: &Graph) -> Vec<(&str, bool, Untyped)> {
        g.exports.iter().map(|e| (g.str(e.name), e.type_id.is_some(), e.untyped)).collect()
    }

    /// Of a kernel: assembler, a label, a function in C, one that nothing tells of.
    #[test]
    fn why_a_type_is_missing_follows_from_what_is_there() {
        let mut builder = GraphBuilder::new();
        let bare = builder.function(TypeId::VOID, &[], Flags::default());
        let file = builder.name("include/linux/a.h");
        for (name, type_id) in [("asm", Some(bare)), ("c", Some(bare)), ("label", None), ("nothing", None)] {
            builder.export(name, type_id);
        }
        let mut g = builder.finish();
        (g.objects[0].units, g.objects[0].dies) = (1, 9);
        for e in &mut g.exports {
            e.ksym = Some(Ksym { gpl_only: false, namespace: NameId::NONE });
        }
        g.exports[1].pos = SourcePos { file, line: 7 };
        g.exports[2].kind = SymbolKind::Untyped;
        let (mut without, mut of_btf) = (g.clone(), g.clone());
        without.objects[0].units = 0;
        of_btf.objects[0].dies = 0;
        let mut notes = Vec::new();
        complete(2, &mut g, &mut notes);
        let expected = [
            ("asm", false, Untyped::Stated),
            ("c", true, Untyped::Whole),
            ("label", false, Untyped::Stated),
            ("nothing", false, Untyped::Unknown),
        ];
        assert_eq!(untyped(&g), expected);
        assert!(matches!(&notes[..], [d] if d.code == "snapshot-older" && d.level == DiagnosticLevel::Note));
        for mut g in [without, of_btf] {
            complete(2, &mut g, &mut Vec::new());
            assert_eq!(untyped(&g)[3], ("nothing", false, Untyped::Whole));
        }
        let before = g.exports.clone();
        for version in [3, 4] {
            let mut notes = Vec::new();
            complete(version, &mut g, &mut notes);
            assert!(matches!(&notes[..], [d] if d.message.contains("constants") && d.level == DiagnosticLevel::Note));
        }
        complete(5, &mut g, &mut notes);
        assert_eq!((g.exports, notes.len()), (before, 1));
    }

    #[test]
    fn wide_enums_of_btf_may_be_cut() {
        let mut builder = GraphBuilder::new();
        let wide = builder.add(Kind::Enum, "wide", 8, Vec::new());
        builder.export("x", Some(wide));
        let mut g = builder.finish();
        let codes = |g: &Graph| {
            let mut notes = Vec::new();
            complete(2, &mut g.clone(), &mut notes);
            notes.iter().map(|d| d.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&g), ["snapshot-older"]);
        g.objects[0].units = 1;
        assert_eq!(codes(&g), ["enum-values-cut", "snapshot-older"]);
        g.objects[0].dies = 9;
        assert_eq!(codes(&g), ["snapshot-older"]);
    }

    #[test]
    fn names_tell_what_an_object_is() {
        let named = |name: &str, soname: &str| {
            kind(&ObjectInfo { name: name.to_owned(), soname: soname.to_owned(), ..ObjectInfo::default() })
        };
        assert_eq!(named("x", "libx.so.1"), ObjectKind::Library);
        assert_eq!(named("usr/lib/libx.so.1.2", ""), ObjectKind::Library);
        assert_eq!(named("libx.a(a.o)", ""), ObjectKind::Relocatable);
        assert_eq!(named("a.o", ""), ObjectKind::Relocatable);
        assert_eq!(named("x.sock", ""), ObjectKind::Unknown);
        assert_eq!(named("bin/x", ""), ObjectKind::Unknown);
    }
}
