//! A type or symbol of one input as C: offsets, sizes, holes, padding and cache lines, in the manner of pahole.
//!
//! Anonymous structs and unions are expanded where they stand, with offsets from the start of the outermost
//! record. The walk keeps its own stack; nesting past a bound is shown as `{...}`.

mod class;

use crate::graph::{
    Edge, EdgeFlags, EdgeKind, Export, Flags, Graph, Kind, SourcePos, SymbolKind, TypeId, Untyped, spell,
};
use crate::ground::printable::one_line as printable;

/// Names that are proposed in the place of one that there is not.
pub const SIMILAR: usize = 8;
/// Bytes of a cache line, as everywhere x86-64 and AArch64 count them.
const CACHE_LINE: u64 = 64;
/// Deepest nesting that is expanded.
pub(super) const MAX_DEPTH: usize = 64;
/// Lines after which nothing is expanded any more: broken input can nest a record in itself twice.
pub(super) const MAX_ROWS: usize = 100_000;
/// Declarations longer than this do not widen the column of offsets.
const MAX_TEXT: usize = 60;

/// Everything of that name: `task_struct`, `struct task_struct`, a typedef, enum or base type, an exported
/// function or variable (also `name@VERSION`). `None` if there is nothing. Declarations show only where
/// there is no definition.
#[must_use]
pub fn show(g: &Graph, name: &str) -> Option<String> {
    let (kinds, bare) = split_keyword(name);
    let mut parts: Vec<String> = types(g, kinds, bare).into_iter().map(|id| show_type(g, id)).collect();
    if kinds.is_none() {
        parts.extend(exports(g, bare).map(|e| show_export(g, e)));
    }
    if parts.is_empty() { None } else { Some(parts.join("\n")) }
}

/// Up to `limit` names that contain `name`, or else as much of its beginning as any name contains, case
/// apart: what the user may have meant.
#[must_use]
pub fn similar_names(g: &Graph, name: &str, limit: usize) -> Vec<String> {
    let types = g.ids().filter(|&id| !g.node(id).name.is_none()).map(|id| (g.name(id), spell::type_name(g, id)));
    let exports = g.exports.iter().map(|e| (g.str(e.name), g.str(e.name).to_owned()));
    resembling(split_keyword(name).1, types.chain(exports), limit)
}

/// The same of names, each with how it is spelt.
#[must_use]
pub fn resembling<'n>(wanted: &str, names: impl Iterator<Item = (&'n str, String)>, limit: usize) -> Vec<String> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().collect();
    let mut names: Vec<(String, String)> = names.map(|(name, spelt)| (name.to_lowercase(), spelt)).collect();
    names.sort_by(|a, b| (a.1.len(), &a.1).cmp(&(b.1.len(), &b.1)));
    names.dedup();
    // Not less than four letters: what follows from fewer is chance.
    for length in (wanted.len().min(4)..=wanted.len()).rev() {
        let part: String = wanted[..length].iter().collect();
        let mut found: Vec<&(String, String)> = names.iter().filter(|n| n.0.contains(&part)).collect();
        if !found.is_empty() {
            found.sort_by_key(|n| !n.0.starts_with(&part));
            return found.into_iter().take(limit).map(|n| n.1.clone()).collect();
        }
    }
    Vec::new()
}

/// The types of a name as [`show`] reads it; none if it is no type's.
pub(crate) fn types_called(g: &Graph, name: &str) -> Vec<TypeId> {
    let (kinds, bare) = split_keyword(name);
    types(g, kinds, bare)
}

fn split_keyword(name: &str) -> (Option<&'static [Kind]>, &str) {
    let name = name.trim();
    let keywords: [(&str, &'static [Kind]); 5] = [
        ("struct ", &[Kind::Struct, Kind::Class]),
        ("class ", &[Kind::Class, Kind::Struct]),
        ("union ", &[Kind::Union]),
        ("enum ", &[Kind::Enum]),
        ("typedef ", &[Kind::Typedef]),
    ];
    for (word, kinds) in keywords {
        if let Some(rest) = name.strip_prefix(word) {
            return (Some(kinds), rest.trim());
        }
    }
    (None, name)
}

fn types(g: &Graph, kinds: Option<&[Kind]>, name: &str) -> Vec<TypeId> {
    let Some(wanted) = g.names.find(name).filter(|n| !n.is_none()) else { return Vec::new() };
    let all: Vec<TypeId> = g
        .ids()
        .filter(|&id| g.node(id).name == wanted && g.node(id).kind != Kind::Function)
        .filter(|&id| kinds.is_none_or(|k| k.contains(&g.node(id).kind)))
        .collect();
    let defined = |id: &TypeId| !g.node(*id).flags.has(Flags::DECLARATION);
    let definitions: Vec<TypeId> = all.iter().copied().filter(defined).collect();
    if definitions.is_empty() { all } else { definitions }
}

/// The exports of a name as [`show`] reads it.
pub(super) fn exports<'a>(g: &'a Graph, name: &str) -> impl Iterator<Item = &'a Export> {
    let (name, version) = match name.split_once('@') {
        Some((name, version)) => (name, Some(version.trim_start_matches('@'))),
        None => (name, None),
    };
    let name = g.names.find(name).filter(|n| !n.is_none());
    let version = version.map(str::to_owned);
    g.exports.iter().filter(move |e| Some(e.name) == name && version.as_deref().is_none_or(|v| g.str(e.version) == v))
}

fn position(g: &Graph, pos: SourcePos) -> Option<String> {
    let file = g.str(pos.file);
    let file = &printable(file.strip_prefix("./").unwrap_or(file));
    match (file.is_empty(), pos.line) {
        (true, _) => None,
        (false, 0) => Some(file.clone()),
        (false, line) => Some(format!("{file}:{line}")),
    }
}

fn show_export(g: &Graph, e: &Export) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(position(g, e.pos));
    if let Some(object) = g.objects.get(e.object.0 as usize) {
        facts.push(object.module.clone().unwrap_or_else(|| object.name.clone()));
    }
    if !e.version.is_none() {
        facts.push(format!("version {}{}", g.str(e.version), if e.version_default { " (default)" } else { "" }));
    }
    if let Some(ksym) = e.ksym {
        facts.push(if ksym.gpl_only { "GPL-only export" } else { "export" }.to_owned());
        if !ksym.namespace.is_none() {
            facts.push(format!("namespace {}", g.str(ksym.namespace)));
        }
    }
    let name = g.str(e.name);
    let is_function = e.type_id.is_some_and(|t| g.node(t).kind == Kind::Function);
    if !is_function {
        facts.push(format!("{} bytes", e.size));
    }
    if e.alignment != 0 {
        facts.push(format!("aligned to {}", e.alignment));
    }
    let text = match e.type_id {
        Some(t) if g.node(t).kind == Kind::Unknown => {
            format!("{name};  /* its type could not be read */")
        }
        Some(t) => {
            let storage = if e.kind == SymbolKind::Tls { "_Thread_local " } else { "" };
            let unknown = if crate::graph::unknown::is_unknown(g, t) {
                "  /* <unknown>: a type that could not be read */"
            } else {
                ""
            };
            format!("{storage}{};{unknown}", spell::function(g, t, name))
        }
        None if e.untyped == Untyped::Stated => {
            format!("{name};  /* assembler: its debug information states that it has no type */")
        }
        None => format!("{name};  /* no debug information tells its type */"),
    };
    format!("/* {} */\n{}\n", printable(&facts.join(", ")), printable(&text))
}

fn show_type(g: &Graph, id: TypeId) -> String {
    let node = g.node(id);
    let mut out = match position(g, g.positions[id.index()]) {
        Some(place) => format!("/* {place} */\n"),
        None => String::new(),
    };
    match node.kind {
        Kind::Struct | Kind::Class | Kind::Union | Kind::Enum if node.flags.has(Flags::DECLARATION) => {
            let why = if node.flags.has(Flags::LEFT_OUT) {
                "only declared: the compiler was told to leave definitions out (-femit-struct-debug-*)"
            } else {
                "only declared: this input holds no definition"
            };
            out.push_str(&format!("{};  /* {why} */\n", tag(g, id)));
        }
        Kind::Struct | Kind::Class | Kind::Union => record(g, id, &mut out),
        Kind::Enum => enumeration(g, id, &mut out),
        Kind::Typedef => {
            let target = g.target(id);
            out.push_str(&format!("typedef {};\n", printable(&spell::declaration(g, target, g.name(id)))));
            let body = g.strip(target);
            if g.node(body).kind.is_tagged() && !g.node(body).flags.has(Flags::DECLARATION) {
                out.push('\n');
                if g.node(body).kind == Kind::Enum { enumeration(g, body, &mut out) } else { record(g, body, &mut out) }
            }
        }
        _ => {
            let name = printable(&spell::type_name(g, id));
            out.push_str(&format!("{name};  /* size: {} */\n", node.byte_size));
        }
    }
    out
}

/// `struct foo`; `struct` if anonymous. C++ names get their keyword here too, as in a definition.
fn tag(g: &Graph, id: TypeId) -> String {
    printable(format!("{} {}", spell::keyword(g.node(id).kind), g.name(id)).trim_end())
}

fn enumeration(g: &Graph, id: TypeId, out: &mut String) {
    let node = g.node(id);
    let enumerators: Vec<&Edge> = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator).collect();
    out.push_str(&format!("{} {{\n", tag(g, id)));
    for e in &enumerators {
        let cut =
            if node.flags.has(Flags::CUT_VALUES) { "  /* low 32 bits; the upper ones are not known */" } else { "" };
        out.push_str(&format!("    {},{cut}\n", printable(&spell::member(g, e))));
    }
    let underlying = g.edges(id).iter().find(|e| e.kind == EdgeKind::Target);
    let underlying = underlying
        .map_or_else(String::new, |e| format!(", underlying type: {}", printable(&spell::type_name(g, e.target))));
    out.push_str(&format!(
        "\n    /* size: {}, enumerators: {}{underlying} */\n}};\n",
        node.byte_size,
        enumerators.len()
    ));
}

/// One printed line, before its columns are known.
enum Row {
    Text(String),
    /// Declaration, offset, size.
    Member(String, String, String),
}

/// A record that is being listed.
struct Open<'a> {
    edges: &'a [Edge],
    next: usize,
    /// Bits from the start of the outermost record.
    start: i64,
    /// Bits behind the members listed so far.
    end: i64,
    /// Bits behind the storage unit of the last bit-field: up to there a gap is a bit hole.
    unit_end: i64,
    size_bits: i64,
    is_union: bool,
    /// What closes it: the declaration's rest, offset and size.
    close: (String, String, String),
}

#[derive(Default)]
struct Totals {
    members: usize,
    holes: usize,
    hole_bytes: i64,
    bit_holes: usize,
    hole_bits: i64,
    /// Cache lines whose start was passed.
    lines: u64,
}

fn bits(bytes: u64) -> i64 {
    i64::try_from(bytes.saturating_mul(8)).unwrap_or(i64::MAX)
}

fn offset(bit_offset: i64) -> String {
    match (bit_offset.div_euclid(8), bit_offset.rem_euclid(8)) {
        (bytes, 0) => bytes.to_string(),
        (bytes, bit) => format!("{bytes}:{bit}"),
    }
}

fn counted(n: i64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

/// `3 bytes`, `3 bits`, `3 bytes and 3 bits`.
fn span(bits: i64) -> String {
    match (bits / 8, bits % 8) {
        (bytes, 0) => counted(bytes, "byte"),
        (0, bits) => counted(bits, "bit"),
        (bytes, bits) => format!("{} and {}", counted(bytes, "byte"), counted(bits, "bit")),
    }
}

fn record(g: &Graph, id: TypeId, out: &mut String) {
    let node = g.node(id);
    out.push_str(&format!("{} {{\n", tag(g, id)));
    let mut rows = Vec::new();
    let mut totals = Totals::default();
    let close = (String::new(), String::new(), String::new());
    let is_union = node.kind == Kind::Union;
    let mut stack = vec![Open {
        edges: g.edges(id),
        next: 0,
        start: 0,
        end: 0,
        unit_end: 0,
        size_bits: bits(node.byte_size),
        is_union,
        close,
    }];
    if node.flags.has(Flags::OWN_VPTR)
        && let Some(open) = stack.last_mut()
    {
        let size = u64::from(g.machine.pointer_size);
        open.end = bits(size);
        rows.push(Row::Member(indented(1, "/* pointer to the virtual table */"), "0".to_owned(), size.to_string()));
    }
    let mut padding = 0;
    while let Some(open) = stack.last_mut() {
        let Some(edge) = open.edges.get(open.next) else {
            let rest =
                if open.is_union { 0 } else { open.start.saturating_add(open.size_bits).saturating_sub(open.end) };
            if stack.len() == 1 {
                padding = rest;
            } else if rest > 0 {
                rows.push(Row::Text(indented(stack.len(), &format!("/* {} padding */", span(rest)))));
            }
            let depth = stack.len() - 1;
            if let Some(done) = stack.pop()
                && depth > 0
            {
                rows.push(Row::Member(indented(depth, &done.close.0), done.close.1, done.close.2));
            }
            continue;
        };
        open.next += 1;
        let depth = stack.len();
        if let Some(next) = member(g, edge, depth, &mut stack, &mut totals, &mut rows) {
            stack.push(next);
        }
    }
    print_rows(&rows, out);
    class::print(g, id, out);
    summary(g, id, &totals, padding, out);
}

fn indented(depth: usize, text: &str) -> String {
    format!("{}{text}", "    ".repeat(depth))
}

/// Lists a member; an anonymous record comes back to be opened.
fn member<'a>(
    g: &'a Graph,
    edge: &Edge,
    depth: usize,
    stack: &mut [Open<'a>],
    totals: &mut Totals,
    rows: &mut Vec<Row>,
) -> Option<Open<'a>> {
    let open = stack.last_mut()?;
    if edge.kind == EdgeKind::VirtualSlot {
        return None;
    }
    let text = printable(&spell::member(g, edge));
    if edge.kind == EdgeKind::Base && edge.flags.has(EdgeFlags::VIRTUAL) {
        let text = indented(depth, &format!("/* base */ {text};"));
        rows.push(Row::Member(text, "?".to_owned(), g.size_of(edge.target).unwrap_or(0).to_string()));
        return None;
    }
    if !matches!(edge.kind, EdgeKind::Member | EdgeKind::Base) {
        rows.push(Row::Text(indented(depth, &format!("{text};"))));
        return None;
    }
    totals.members += usize::from(depth == 1);
    let text = if edge.kind == EdgeKind::Base { format!("/* base */ {text}") } else { text };
    let byte_size = g.size_of(edge.target);
    if edge.flags.has(EdgeFlags::UNKNOWN_OFFSET) {
        rows.push(Row::Member(indented(depth, &format!("{text};")), "?".to_owned(), "?".to_owned()));
        return None;
    }
    let at = open.start.saturating_add(edge.value);
    let is_bit_field = edge.flags.has(EdgeFlags::BIT_FIELD);
    let size_bits = if is_bit_field { i64::from(edge.bit_size) } else { bits(byte_size.unwrap_or(0)) };
    if !open.is_union && at > open.end {
        holes(at, open.end, open.unit_end, depth, totals, rows);
    }
    cache_line(at, depth, totals, rows);
    open.end = open.end.max(at.saturating_add(size_bits));
    if is_bit_field {
        let unit = bits(byte_size.unwrap_or(1)).max(8);
        open.unit_end = at.saturating_sub(at.rem_euclid(unit)).saturating_add(unit);
    }
    let size = if is_bit_field { String::new() } else { byte_size.unwrap_or(0).to_string() };
    if let (Some(body), Some((head, tail))) = (anonymous(g, edge.target), text.split_once("{...}"))
        && depth < MAX_DEPTH
        && rows.len() < MAX_ROWS
    {
        rows.push(Row::Text(indented(depth, &format!("{head}{{"))));
        let node = g.node(body);
        let close = (format!("}}{tail};"), offset(at), size);
        let is_union = node.kind == Kind::Union;
        let edges = g.edges(body);
        return Some(Open {
            edges,
            next: 0,
            start: at,
            end: at,
            unit_end: at,
            size_bits: bits(node.byte_size),
            is_union,
            close,
        });
    }
    rows.push(Row::Member(indented(depth, &format!("{text};")), offset(at), size));
    None
}

/// The anonymous record that a member is made of, perhaps through qualifiers and array dimensions.
pub(super) fn anonymous(g: &Graph, mut id: TypeId) -> Option<TypeId> {
    for _ in 0..MAX_DEPTH {
        let node = g.node(id);
        if node.kind.is_record() {
            return (node.name.is_none() && !node.flags.has(Flags::DECLARATION)).then_some(id);
        }
        if !node.kind.is_qualifier() && node.kind != Kind::Array {
            return None;
        }
        id = g.target(id);
    }
    None
}

/// Lists the gap before a member: what is left of a bit-field's storage unit, then whole bytes.
fn holes(at: i64, end: i64, unit_end: i64, depth: usize, totals: &mut Totals, rows: &mut Vec<Row>) {
    let bit_end = if at % 8 != 0 {
        at
    } else if unit_end > end {
        unit_end.min(at)
    } else {
        end.saturating_add((-end).rem_euclid(8)).min(at)
    };
    let (bit_gap, gap) = (bit_end - end, at - bit_end);
    let mut texts = Vec::new();
    if bit_gap > 0 {
        totals.bit_holes += 1;
        totals.hole_bits += bit_gap;
        texts.push(format!("/* {} hole */", counted(bit_gap, "bit")));
    }
    if gap > 0 {
        totals.holes += 1;
        totals.hole_bytes += gap / 8;
        texts.push(format!("/* {} hole */", counted(gap / 8, "byte")));
    }
    rows.push(Row::Text(String::new()));
    rows.extend(texts.into_iter().map(|t| Row::Text(indented(depth, &t))));
    rows.push(Row::Text(String::new()));
}

fn cache_line(at: i64, depth: usize, totals: &mut Totals, rows: &mut Vec<Row>) {
    let bytes = u64::try_from(at / 8).unwrap_or(0);
    let line = bytes / CACHE_LINE;
    if line > totals.lines {
        totals.lines = line;
        let ago = match bytes % CACHE_LINE {
            0 => String::new(),
            n => format!(" was {} ago", counted(i64::try_from(n).unwrap_or(0), "byte")),
        };
        let text = format!("/* --- cache line {line} boundary ({} bytes){ago} --- */", line * CACHE_LINE);
        rows.push(Row::Text(indented(depth, &text)));
    }
}

fn print_rows(rows: &[Row], out: &mut String) {
    let members = || rows.iter().filter_map(|r| if let Row::Member(t, o, s) = r { Some((t, o, s)) } else { None });
    let text = members().map(|m| m.0.chars().count()).filter(|&n| n <= MAX_TEXT).max().unwrap_or(0);
    let offsets = members().map(|m| m.1.len()).max().unwrap_or(0).max(5);
    let sizes = members().map(|m| m.2.len()).max().unwrap_or(0).max(5);
    if members().next().is_some() {
        out.push_str(&format!(
            "{:text$}  /* {:>offsets$}  {:>sizes$} */\n",
            "",
            "offset",
            "size",
            offsets = offsets.max(6),
            sizes = sizes
        ));
    }
    for row in rows {
        match row {
            Row::Text(t) => out.push_str(t),
            Row::Member(t, o, s) => {
                out.push_str(&format!("{t:text$}  /* {o:>offsets$}  {s:>sizes$} */", offsets = offsets.max(6)));
            }
        }
        out.push('\n');
    }
}

fn summary(g: &Graph, id: TypeId, totals: &Totals, padding: i64, out: &mut String) {
    let node = g.node(id);
    let lines = node.byte_size.div_ceil(CACHE_LINE);
    let mut text = format!("\n    /* size: {}, cache lines: {lines}, members: {} */\n", node.byte_size, totals.members);
    if totals.holes > 0 {
        text.push_str(&format!(
            "    /* holes: {}, sum of holes: {} */\n",
            totals.holes,
            counted(totals.hole_bytes, "byte")
        ));
    }
    if totals.bit_holes > 0 {
        let sum = counted(totals.hole_bits, "bit");
        text.push_str(&format!("    /* bit holes: {}, sum of bit holes: {sum} */\n", totals.bit_holes));
    }
    if padding > 0 {
        text.push_str(&format!("    /* padding: {} */\n", span(padding)));
    }
    out.push_str(&text);
    let packed = crate::graph::layout::is_packed(g, id).then(|| "packed".to_owned());
    let aligned = (node.alignment != 0).then(|| format!("aligned({})", node.alignment));
    let attributes: Vec<String> = packed.into_iter().chain(aligned).collect();
    match attributes.is_empty() {
        true => out.push_str("};\n"),
        false => out.push_str(&format!("}} __attribute__(({}));\n", attributes.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::builder::GraphBuilder;

    fn graph() -> Graph {
        let mut b = GraphBuilder::new();
        let int = b.int();
        let uint = b.base("unsigned int", 4, 7);
        let char_ = b.base("char", 1, 6);
        let long = b.base("long", 8, 5);
        let comm = b.array(char_, Some(16));
        let (x, y) = (b.member("x", 0, int), b.member("y", 0, long));
        let union_ = b.add(Kind::Union, "", 8, vec![x, y]);
        let (p, q) = (b.member("p", 0, char_), b.member("", 64, union_));
        let inner = b.structure("", 24, vec![p, q]);
        let two = b.array(inner, Some(2));
        let members = vec![
            b.member("a", 0, char_),
            b.member("l", 64, long),
            b.bit_field("f", 128, 3, uint),
            b.bit_field("g", 136, 1, uint),
            b.member("comm", 160, comm),
            b.member("", 320, union_),
            b.member("pair", 384, two),
            b.member("last", 768, int),
        ];
        let task = b.structure("task", 104, members);
        b.node_mut(task).alignment = 8;
        b.at(task, "./include/task.h", 12);
        b.typedef("task_t", task);
        let p_task = b.pointer(task);
        b.opaque(Kind::Struct, "hidden");
        b.opaque(Kind::Struct, "task");
        let e = vec![b.enumerator("A", 0), b.enumerator("B", -1)];
        b.add(Kind::Enum, "color", 4, e);
        let f = b.function(int, &[("t", p_task)], Flags::default());
        b.export("run", Some(f));
        b.export("blob", None);
        b.finish()
    }

    #[test]
    fn a_struct_with_everything() {
        let text = show(&graph(), "struct task").unwrap();
        let expected = "\
/* include/task.h:12 */
struct task {
                         /* offset   size */
    char a;              /*      0      1 */

    /* 7 bytes hole */

    long l;              /*      8      8 */
    unsigned int f : 3;  /*     16        */

    /* 5 bits hole */

    unsigned int g : 1;  /*     17        */

    /* 23 bits hole */

    char comm[16];       /*     20     16 */

    /* 4 bytes hole */

    union {
        int x;           /*     40      4 */
        long y;          /*     40      8 */
    };                   /*     40      8 */
    struct {
        char p;          /*     48      1 */

        /* 7 bytes hole */

        union {
            int x;       /*     56      4 */
            long y;      /*     56      8 */
        };               /*     56      8 */
        /* 8 bytes padding */
    } pair[2];           /*     48     48 */
    /* --- cache line 1 boundary (64 bytes) was 32 bytes ago --- */
    int last;            /*     96      4 */

    /* size: 104, cache lines: 2, members: 8 */
    /* holes: 3, sum of holes: 18 bytes */
    /* bit holes: 2, sum of bit holes: 28 bits */
    /* padding: 4 bytes */
} __attribute__((aligned(8)));
";
        assert_eq!(text, expected);
        assert_eq!(show(&graph(), "task").unwrap(), expected, "the declaration of the same name does not show");
    }

    #[test]
    fn other_names() {
        let g = graph();
        assert_eq!(show(&g, "run").unwrap(), "/* test */\nint run(struct task *t);\n");
        assert!(show(&g, "blob").unwrap().contains("no debug information"));
        assert!(show(&g, "hidden").unwrap().contains("only declared"));
        assert!(show(&g, "task_t").unwrap().starts_with("typedef struct task task_t;\n\nstruct task {"));
        assert!(show(&g, "enum color").unwrap().contains("    B = -1,\n\n    /* size: 4, enumerators: 2 */"));
        assert!(show(&g, "union task").is_none());
        assert!(show(&g, "").is_none());
        assert_eq!(similar_names(&g, "TAS", 1), ["task_t"]);
        assert_eq!(similar_names(&g, "struct task_strukt", 1), ["task_t"]);
        assert!(similar_names(&g, "unheard of", 1).is_empty());
    }

    #[test]
    fn a_record_that_holds_itself_ends() {
        let mut b = GraphBuilder::new();
        let s = b.structure("s", 8, vec![]);
        let a = b.structure("", 8, vec![]);
        let x = b.member("", 0, a);
        b.edges_mut(s).push(x);
        b.edges_mut(a).extend([x, x]);
        let text = show(&b.finish(), "s").unwrap();
        assert!(text.contains("struct {...};"), "{text}");
    }
}
