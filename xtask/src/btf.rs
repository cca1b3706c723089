//! `btf`: DWARF and BTF of one vmlinux must tell the same layouts.
//!
//! Both are lowered to a graph; every named struct, union and enum that both hold is compared by size and by
//! offset, width and spelling of each member (anonymous records looked into), every exported function that both
//! know by its prototype. What BTF cannot tell apart is a class of its own: the comparison is made again with that
//! difference taken away, and only what is equal then counts as that class. Anything else fails.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use abilens::DebugInfo;
use abilens::graph::spell::{enumerator_value, function, type_name};
use abilens::graph::{EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId};
use abilens::{NoObserver, Options};
use anyhow::{Context, Result, ensure};

use crate::kernels::cached_pair;
use crate::table;

/// What is not told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Blind {
    /// `T x[2][3]` is written as `T x[6]`.
    dimensions: bool,
    /// `T x[0]` is written as `T x[]`.
    lengths: bool,
}

const CLASSES: [(&str, Blind); 3] = [
    ("[0] is [] in BTF", Blind { dimensions: false, lengths: true }),
    ("arrays of several dimensions are flat in BTF", Blind { dimensions: true, lengths: false }),
    ("both", Blind { dimensions: true, lengths: true }),
];

/// See the table of tasks.
pub(crate) fn btf(arguments: &[String]) -> Result<()> {
    let mut images: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    if images.is_empty() {
        let (old, new) = cached_pair()?;
        images.extend([old.vmlinux(), new.vmlinux()]);
    }
    let mut failed = Vec::new();
    for image in &images {
        failed.extend(one(image)?);
    }
    ensure!(failed.is_empty(), "DWARF and BTF differ, and no known cause explains it:\n{}", failed.join("\n"));
    Ok(())
}

fn load(image: &Path, debug_info: DebugInfo) -> Result<Graph> {
    let options = Options { debug_info, all_types: true, ..Options::default() };
    let loaded = abilens::load(image, &options, &NoObserver).with_context(|| image.display().to_string())?;
    Ok(loaded.graph)
}

fn one(image: &Path) -> Result<Vec<String>> {
    let (dwarf, btf) = (load(image, DebugInfo::Dwarf)?, load(image, DebugInfo::Btf)?);
    println!("{}", image.display());
    let (a, b) = (definitions(&dwarf), definitions(&btf));
    let mut rows: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut examples: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut failed = Vec::new();
    for (key, ids) in &a {
        let column = column(key.0);
        let Some(others) = b.get(key) else {
            rows.entry("only in DWARF").or_default()[column] += 1;
            examples.entry("only in DWARF").or_default().push(format!("{} {}", key.0, key.1));
            continue;
        };
        match agree(&dwarf, ids, &btf, others) {
            Some(class) => {
                rows.entry(class).or_default()[column] += 1;
                if class != SAME {
                    examples.entry(class).or_default().push(format!("{} {}", key.0, key.1));
                }
            }
            None => {
                rows.entry("differ").or_default()[column] += 1;
                failed.push(format!("  {} {}{}", key.0, key.1, first_difference(&dwarf, ids, &btf, others)));
            }
        }
    }
    for key in b.keys().filter(|key| !a.contains_key(*key)) {
        rows.entry("only in BTF").or_default()[column(key.0)] += 1;
        examples.entry("only in BTF").or_default().push(format!("{} {}", key.0, key.1));
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(class, n)| {
            let mut row = vec![(*class).to_owned()];
            row.extend(n.iter().map(usize::to_string));
            row
        })
        .collect();
    print!("{}", table::spell(&["named types", "structs", "unions", "enums"], &rows));
    for (class, names) in &examples {
        let more = if names.len() > 6 { ", ..." } else { "" };
        println!("  {class}: {}{more}", names.iter().take(6).cloned().collect::<Vec<_>>().join(", "));
    }
    failed.extend(functions(&dwarf, &btf));
    Ok(failed)
}

fn column(kind: &str) -> usize {
    match kind {
        "struct" => 0,
        "union" => 1,
        _ => 2,
    }
}

type Definitions<'g> = BTreeMap<(&'static str, &'g str), Vec<TypeId>>;

fn definitions(g: &Graph) -> Definitions<'_> {
    let mut out = Definitions::new();
    for id in g.ids() {
        let node = g.node(id);
        let kind = match node.kind {
            Kind::Struct => "struct",
            Kind::Union => "union",
            Kind::Enum => "enum",
            _ => continue,
        };
        if !node.name.is_none() && !node.flags.has(Flags::DECLARATION) {
            out.entry((kind, g.name(id))).or_default().push(id);
        }
    }
    out
}

const SAME: &str = "the same in both";

/// The class that the definitions of a name fall into, `None` if they differ.
fn agree(g: &Graph, a: &[TypeId], h: &Graph, b: &[TypeId]) -> Option<&'static str> {
    let equal = |blind| {
        let layouts = |g: &Graph, ids: &[TypeId]| -> BTreeSet<Vec<String>> {
            ids.iter().map(|&id| layout(g, id, blind)).collect()
        };
        layouts(g, a) == layouts(h, b)
    };
    if equal(Blind::default()) {
        return Some(SAME);
    }
    CLASSES.iter().find(|(_, blind)| equal(*blind)).map(|(class, _)| *class)
}

fn first_difference(g: &Graph, a: &[TypeId], h: &Graph, b: &[TypeId]) -> String {
    let blind = Blind { dimensions: true, lengths: true };
    let (Some(&x), Some(&y)) = (a.first(), b.first()) else { return String::new() };
    let (p, q) = (layout(g, x, blind), layout(h, y, blind));
    let at = p.iter().zip(&q).position(|(s, t)| s != t).unwrap_or(p.len().min(q.len()));
    let line = |v: &[String]| v.get(at).map_or("nothing", String::as_str).to_owned();
    format!(" ({} and {} definitions): DWARF {}, BTF {}", a.len(), b.len(), line(&p), line(&q))
}

/// Size, and a line for each member or enumerator.
fn layout(g: &Graph, id: TypeId, blind: Blind) -> Vec<String> {
    let mut out = vec![format!("size {}", g.node(id).byte_size)];
    let mut stack = vec![(id, 0i64)];
    while let Some((id, base)) = stack.pop() {
        for e in g.edges(id) {
            match e.kind {
                EdgeKind::Enumerator => out.push(format!("{} = {}", g.str(e.name), enumerator_value(e))),
                EdgeKind::Member => {
                    let bits =
                        if e.flags.has(EdgeFlags::BIT_FIELD) { format!(":{}", e.bit_size) } else { String::new() };
                    let spelt = spell(g, e.target, blind);
                    out.push(format!("{} {spelt} {}{bits}", base + e.value, g.str(e.name)));
                    // What has no name of its own is compared here.
                    let inner = element(g, e.target);
                    let node = g.node(inner);
                    if node.name.is_none() && (node.kind.is_record() || node.kind == Kind::Enum) {
                        stack.push((inner, base + e.value));
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// What arrays and qualifiers are made of.
fn element(g: &Graph, mut id: TypeId) -> TypeId {
    while g.node(id).kind == Kind::Array || g.node(id).kind.is_qualifier() {
        id = g.target(id);
    }
    id
}

/// A type as C, arrays as far as they are to be told apart.
fn spell(g: &Graph, id: TypeId, blind: Blind) -> String {
    let mut lengths = Vec::new();
    let mut inner = id;
    while g.node(inner).kind == Kind::Array {
        let node = g.node(inner);
        let open = node.flags.has(Flags::FLEXIBLE) || blind.lengths && node.aux == 0;
        lengths.push(if open { None } else { Some(node.aux) });
        inner = g.target(inner);
    }
    if blind.dimensions && lengths.len() > 1 {
        let open = lengths.contains(&None);
        lengths = vec![if open { None } else { Some(lengths.iter().flatten().product()) }];
    }
    let mut out = type_name(g, inner);
    for length in lengths {
        out.push_str(&length.map_or("[]".to_owned(), |n| format!("[{n}]")));
    }
    // An array of several dimensions or of no length behind a pointer is part of the spelling.
    if blind.lengths { out.replace("[0]", "[]") } else { out }
}

/// Exported functions by their prototype, by class as well.
fn functions(g: &Graph, h: &Graph) -> Vec<String> {
    let typed = |g: &Graph| -> BTreeMap<String, (TypeId, String)> {
        let typed = g.exports.iter().filter_map(|e| {
            let t = e.type_id.filter(|&t| g.node(t).kind == Kind::Function)?;
            Some((g.str(e.name).to_owned(), (t, g.str(e.pos.file).to_owned())))
        });
        typed.collect()
    };
    let (a, b) = (typed(g), typed(h));
    let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut differ = Vec::new();
    let mut both = 0;
    for (name, (t, file)) in &a {
        let Some((u, _)) = b.get(name) else { continue };
        both += 1;
        let (text, other) = (function(g, *t, name), function(h, *u, name));
        if text == other {
            continue;
        }
        // pahole takes the first definition of a name, which may be an inline wrapper of a header.
        if bare(g, *t) == bare(h, *u) {
            classes.entry("named and qualified as another definition of the name has it").or_default().push(name);
        } else if file.is_empty() && bare(g, *t) == ["void"] {
            classes.entry("assembler states no prototype in DWARF").or_default().push(name);
        } else {
            differ.push(format!("  DWARF {text}\n  BTF   {other}"));
        }
    }
    println!("  exported functions: {} by DWARF, {} by BTF, {both} by both", a.len(), b.len());
    for (class, names) in classes {
        println!("  {} {class}: {}", names.len(), names.join(", "));
    }
    println!("  {} differ", differ.len());
    differ
}

/// Types of result and parameters without typedefs and qualifiers of the values.
fn bare(g: &Graph, t: TypeId) -> Vec<String> {
    let counts = |kind| matches!(kind, EdgeKind::Return | EdgeKind::Param);
    g.edges(t).iter().filter(|e| counts(e.kind)).map(|e| type_name(g, g.strip(e.target))).collect()
}
