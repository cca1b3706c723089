//! Old and new layout side by side: declarations aligned, all of them. The bases and the virtual table of a class likewise.

use std::collections::BTreeMap;

use similar::DiffOp;

use crate::compare::{align, leaves};
use crate::graph::{Edge, EdgeFlags, EdgeKind, Graph, Kind, TypeId, class, spell};
use crate::ground::maps::FastMap;
use crate::model::report::{LayoutLine, LayoutMark};

/// Most bases that are told of one class.
const MOST_BASES: usize = 256;

struct Line {
    offset: Option<i128>,
    /// In bits, of members that have one.
    size: Option<u64>,
    text: String,
    name: String,
}

/// The side-by-side form of two types; empty where there is nothing to show.
pub fn layout(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> Vec<LayoutLine> {
    let kinds = (g.node(a).kind, h.node(b).kind);
    let (old, new) = match kinds {
        (x, y) if x.is_record() && y.is_record() => (members(g, a), members(h, b)),
        (Kind::Enum, Kind::Enum) => (enumerators(g, a), enumerators(h, b)),
        _ => return Vec::new(),
    };
    side_by_side(&old, &new)
}

/// The bases of two classes side by side; empty where neither has any.
pub fn bases(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> Vec<LayoutLine> {
    side_by_side(&bases_of(g, a), &bases_of(h, b))
}

/// The primary virtual tables of two classes side by side; empty where they are alike.
pub fn table(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> Vec<LayoutLine> {
    let lines = side_by_side(&places_of(g, a), &places_of(h, b));
    if lines.iter().all(|l| l.mark == LayoutMark::Same) { Vec::new() } else { lines }
}

/// The bases of a class, each followed by its own.
fn bases_of(g: &Graph, id: TypeId) -> Vec<Line> {
    let mut out = Vec::new();
    let mut work: Vec<(usize, Option<i64>, &Edge)> = Vec::new();
    let push = |work: &mut Vec<(usize, Option<i64>, _)>, depth, start: Option<i64>, at| {
        let all: Vec<_> = class::bases(g, at).map(|edge| (depth, start, edge)).collect();
        work.extend(all.into_iter().rev());
    };
    push(&mut work, 0, Some(0), g.strip(id));
    while let Some((depth, start, edge)) = work.pop() {
        if out.len() == MOST_BASES {
            break;
        }
        let is_virtual = edge.flags.has(EdgeFlags::VIRTUAL);
        let known = !is_virtual && !edge.flags.has(EdgeFlags::UNKNOWN_OFFSET);
        let offset = start.filter(|_| known).and_then(|start| start.checked_add(edge.value));
        let base = g.strip(edge.target);
        let name = g.name(base).to_owned();
        let (indent, access) = ("  ".repeat(depth), edge.flags.access().word());
        let virtual_ = if is_virtual { ", virtual" } else { "" };
        out.push(Line {
            offset: offset.map(i128::from),
            size: g.size_of(base).and_then(|bytes| bytes.checked_mul(8)),
            text: format!("{indent}{access} {name}{virtual_}"),
            name,
        });
        push(&mut work, depth + 1, offset, base);
    }
    out
}

/// The places of a primary virtual table.
fn places_of(g: &Graph, id: TypeId) -> Vec<Line> {
    let table = class::table(g, id);
    let line = |(place, entry): (usize, &class::TableEntry)| {
        let own = if entry.class == g.strip(id) { String::new() } else { format!("{}::", g.name(entry.class)) };
        // What became pure, or is implemented elsewhere, is in one line with what it was.
        let name = class::TableEntry { pure: false, ..entry.clone() }.spelled();
        Line { offset: Some(place as i128), size: None, text: format!("{own}{}", entry.spelled()), name }
    };
    table.entries.iter().enumerate().map(line).collect()
}

fn members(g: &Graph, id: TypeId) -> Vec<Line> {
    let mut list: Vec<Line> = leaves::leaves(g, id)
        .into_iter()
        .map(|l| Line {
            offset: Some(i128::from(l.bit_offset)),
            size: u64::try_from(l.bits()).ok().filter(|&bits| bits > 0),
            text: l.declaration(),
            name: l.name.into_owned(),
        })
        .collect();
    list.sort_by_key(|l| l.offset);
    list
}

fn enumerators(g: &Graph, id: TypeId) -> Vec<Line> {
    let edges = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
    edges
        .map(|e| {
            let name = g.str(e.name).to_owned();
            Line { offset: Some(spell::enumerator_value(e)), size: None, text: name.clone(), name }
        })
        .collect()
}

fn side_by_side(old: &[Line], new: &[Line]) -> Vec<LayoutLine> {
    fn texts(list: &[Line]) -> Vec<&str> {
        list.iter().map(|l| l.text.as_str()).collect()
    }
    let mut all: Vec<LayoutLine> = Vec::new();
    let both = |x: &Line, y: &Line, mark| LayoutLine {
        mark,
        old_offset: x.offset,
        old_size: x.size,
        old: Some(x.text.clone()),
        new_offset: y.offset,
        new_size: y.size,
        new: Some(y.text.clone()),
    };
    for op in align::align(&texts(old), &texts(new)) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for i in 0..len {
                    let (x, y) = (&old[old_index + i], &new[new_index + i]);
                    let mark = if x.offset == y.offset { LayoutMark::Same } else { LayoutMark::Moved };
                    all.push(both(x, y, mark));
                }
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                all.extend(old[old_index..old_index + old_len].iter().map(removed));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                all.extend(new[new_index..new_index + new_len].iter().map(added));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let olds = &old[old_index..old_index + old_len];
                let news = &new[new_index..new_index + new_len];
                let mut places: FastMap<&str, Vec<usize>> = FastMap::default();
                for (k, y) in news.iter().enumerate().filter(|(_, y)| !y.name.is_empty()) {
                    places.entry(&y.name).or_default().push(k);
                }
                let mut next = 0;
                for x in olds {
                    let list = places.get(x.name.as_str()).map_or(&[][..], Vec::as_slice);
                    match list.get(list.partition_point(|&k| k < next)) {
                        Some(&k) => {
                            all.extend(news[next..k].iter().map(added));
                            all.push(both(x, &news[k], LayoutMark::Changed));
                            next = k + 1;
                        }
                        None => all.push(removed(x)),
                    }
                }
                all.extend(news[next..].iter().map(added));
            }
        }
    }
    only_reordered(all)
}

/// What stands at one offset (members of a union) or has one value (aliases) may change its order and is as it was:
/// such a line stays where NEW has it.
fn only_reordered(mut all: Vec<LayoutLine>) -> Vec<LayoutLine> {
    let mut gone: BTreeMap<(Option<i128>, &str), Vec<usize>> = BTreeMap::new();
    for (i, l) in all.iter().enumerate().rev().filter(|(_, l)| l.mark == LayoutMark::Removed) {
        gone.entry((l.old_offset, l.old.as_deref().unwrap_or_default())).or_default().push(i);
    }
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (j, l) in all.iter().enumerate().filter(|(_, l)| l.mark == LayoutMark::Added) {
        let olds = gone.get_mut(&(l.new_offset, l.new.as_deref().unwrap_or_default()));
        same.extend(olds.and_then(Vec::pop).map(|i| (i, j)));
    }
    for &(i, j) in &same {
        let old = all[i].clone();
        let line = &mut all[j];
        *line = LayoutLine {
            mark: LayoutMark::Same,
            new_offset: line.new_offset,
            new_size: line.new_size,
            new: line.new.take(),
            ..old
        };
    }
    let mut dropped: Vec<usize> = same.into_iter().map(|(i, _)| i).collect();
    dropped.sort_unstable();
    let mut at = 0;
    all.retain(|_| {
        at += 1;
        dropped.binary_search(&(at - 1)).is_err()
    });
    all
}

fn removed(x: &Line) -> LayoutLine {
    LayoutLine {
        mark: LayoutMark::Removed,
        old_offset: x.offset,
        old_size: x.size,
        old: Some(x.text.clone()),
        ..LayoutLine::default()
    }
}

fn added(y: &Line) -> LayoutLine {
    LayoutLine {
        mark: LayoutMark::Added,
        new_offset: y.offset,
        new_size: y.size,
        new: Some(y.text.clone()),
        ..LayoutLine::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::builder::GraphBuilder;

    /// `= X 1 1`: mark, name, old and new value.
    fn told(old: &[(&str, i64)], new: &[(&str, i64)]) -> Vec<String> {
        let side = |list: &[(&str, i64)]| {
            let mut b = GraphBuilder::new();
            let edges = list.iter().map(|(name, value)| b.enumerator(name, *value)).collect();
            let id = b.add(Kind::Enum, "e", 4, edges);
            (b.finish(), id)
        };
        let ((g, a), (h, b)) = (side(old), side(new));
        let spell = |l: &LayoutLine| {
            let sign = match l.mark {
                LayoutMark::Added => "+",
                LayoutMark::Removed => "-",
                LayoutMark::Same => "=",
                _ => "~",
            };
            let value = |v: Option<i128>| v.map_or("-".to_owned(), |v| v.to_string());
            let name = l.new.as_deref().or(l.old.as_deref()).unwrap_or_default();
            format!("{sign} {name} {} {}", value(l.old_offset), value(l.new_offset))
        };
        layout(&g, a, &h, b).iter().map(spell).collect()
    }

    #[test]
    fn aliases_in_another_order_are_as_they_were() {
        let old = [("X", 1), ("OLD", 7), ("Y", 9), ("ALIAS", 7)];
        let new = [("X", 1), ("NEWER", 7), ("Y", 9), ("OLD", 7), ("ALIAS", 7), ("Z", 11)];
        let lines = told(&old, &new);
        assert_eq!(lines, ["= X 1 1", "+ NEWER - 7", "= Y 9 9", "= OLD 7 7", "= ALIAS 7 7", "+ Z - 11"]);
    }

    #[test]
    fn an_enumerator_that_is_gone_and_one_that_came_stay_apart() {
        assert_eq!(told(&[("A", 0), ("B", 1)], &[("B", 0), ("A", 1)]), ["+ B - 0", "~ A 0 1", "- B 1 -"]);
    }
}
