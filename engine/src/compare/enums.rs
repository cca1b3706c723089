//! Enums: enumerators by name, renames by value, sentinels told apart.

use std::collections::BTreeMap;

use super::change::{Change, ChangeId};
use super::judge::bytes;
use super::types::{Comparison, Place};
use crate::graph::{EdgeKind, Graph, TypeId, spell};
use crate::report::model::Facts;
use crate::rules::{Rule, Severity};

/// Compares two enums of one name.
pub fn compare(c: &mut Comparison<'_>, place: &Place, a: TypeId, b: TypeId) {
    let (g, h) = (c.old, c.new);
    let (old, new) = (values(g, a), values(h, b));
    let mut removed: Vec<&String> = old.keys().filter(|n| !new.contains_key(*n)).collect();
    let mut added: Vec<&String> = new.keys().filter(|n| !old.contains_key(*n)).collect();
    let line = |g: &Graph, id, name: &str| g.edges(id).iter().find(|e| g.str(e.name) == name).map_or(0, |e| e.line);
    let at = |name: &str, line: u32| {
        let mut place = place.clone();
        place.subject.member = Some(name.to_owned());
        if line != 0 {
            place.subject.line = Some(line);
        }
        place
    };
    let facts = |name: &str, value: i128| Facts { name: Some(name.to_owned()), value: Some(value), ..Facts::default() };
    let mut renamed = Vec::new();
    removed.retain(|name| {
        let value = old[*name];
        // A value that several names share tells nothing about a rename.
        let sentinel = is_sentinel(g, a, name, &old);
        match added.iter().position(|n| new[*n] == value && is_sentinel(h, b, n, &new) == sentinel) {
            Some(i) if old.values().filter(|v| **v == value).count() == 1 => {
                renamed.push(((*name).clone(), added.remove(i).clone(), value));
                false
            }
            _ => true,
        }
    });
    for (from, to, value) in renamed {
        let why = "the value stayed: only source code notices".to_owned();
        let p = at(&from, line(g, a, &from));
        c.add_at(&p, Rule::EnumeratorRenamed, facts(&from, value), facts(&to, value), (Severity::Source, why), false);
    }
    // The count of the others got another value and another name.
    let counting = |g: &Graph, id, names: &[&String], all: &BTreeMap<String, i128>| {
        let found: Vec<usize> = (0..names.len()).filter(|&i| is_sentinel(g, id, names[i], all)).collect();
        if let [one] = found[..] { Some(one) } else { None }
    };
    let grown = Grown::of(c, (a, &old), (b, &new));
    if let (Some(i), Some(j)) = (counting(g, a, &removed, &old), counting(h, b, &added, &new)) {
        let (from, to) = (removed.remove(i), added.remove(j));
        let judged = (Severity::Risky, SIZED.to_owned());
        let p = at(from, line(g, a, from));
        c.add_at(&p, Rule::EnumSentinelMoved, facts(from, old[from]), facts(to, new[to]), judged, false);
    }
    // Whoever comes or goes in the middle moves those behind: their new values follow from that.
    let (gone, come): (Vec<i128>, Vec<i128>) =
        (removed.iter().map(|n| old[*n]).collect(), added.iter().map(|n| new[*n]).collect());
    let shift = |x: i128, y: i128| {
        let count = |v: &[i128], below: i128| v.iter().filter(|&&v| v < below).count() as i128;
        count(&come, y) - count(&gone, x)
    };
    let moved = |name: &String| {
        let (x, y) = (old.get(name)?, new.get(name)?);
        let sentinel = is_sentinel(g, a, name, &old) && is_sentinel(h, b, name, &new);
        (x != y && !sentinel && y - x == shift(*x, *y)).then_some((*x, *y))
    };
    let shifted: Vec<(&String, (i128, i128))> = old.keys().filter_map(|n| moved(n).map(|v| (n, v))).collect();
    let mut causes: Vec<(i128, bool, ChangeId)> = Vec::new();
    for name in removed {
        let value = old[name];
        let p = at(name, line(g, a, name));
        let behind = shifted.iter().filter(|(_, (x, _))| *x > value).count();
        if behind > 0 {
            let why = moved_behind(behind);
            let facts = Some(facts(name, value));
            let id = c.one_sided(&p, Rule::EnumeratorRemoved, facts, None, (Severity::Breaking, why));
            causes.push((value, false, id));
            continue;
        }
        if old.iter().any(|(other, v)| other != name && *v == value && new.get(other) == Some(v)) {
            let why = "another name has its value on both sides: only source code notices".to_owned();
            c.one_sided(&p, Rule::EnumeratorRemoved, Some(facts(name, value)), None, (Severity::Source, why));
            continue;
        }
        let why = format!("existing consumers may still pass {value}; whether NEW accepts it, the binary does not say");
        c.one_sided(&p, Rule::EnumeratorRemoved, Some(facts(name, value)), None, (Severity::Risky, why));
    }
    for name in added {
        let value = new[name];
        let p = at(name, line(h, b, name));
        let behind = shifted.iter().filter(|(_, (_, y))| *y > value).count();
        if behind > 0 {
            let why = moved_behind(behind);
            let facts = Some(facts(name, value));
            let id = c.one_sided(&p, Rule::EnumeratorAdded, None, facts, (Severity::Breaking, why));
            causes.push((value, true, id));
            continue;
        }
        let changed = |n: &&String| new.get(*n) != old.get(*n);
        let why = if let Some(other) = old.keys().filter(changed).find(|n| old[*n] == value) {
            format!("existing consumers know {value} as `{other}`: what became of that is told by itself")
        } else if old.keys().filter(changed).any(|n| new.contains_key(n)) {
            "existing consumers do not know it; that others have another value is told by itself".to_owned()
        } else {
            "the values that existing consumers know stayed with their names".to_owned()
        };
        c.one_sided(&p, Rule::EnumeratorAdded, None, Some(facts(name, value)), (Severity::Compatible, why));
    }
    let mut renumbered: Vec<(&String, i128, i128)> = Vec::new();
    for (name, &x) in &old {
        let Some(&y) = new.get(name) else { continue };
        if x == y {
            continue;
        }
        let p = at(name, line(g, a, name));
        if moved(name).is_some() && !causes.is_empty() {
            let explains =
                causes.iter().filter(|(v, new, _)| if *new { *v < y } else { *v < x }).map(|c| c.2).collect();
            let sides = (Some(facts(name, x)), Some(facts(name, y)));
            let judged = (Severity::Breaking, other_value(x, y));
            let change = Change::decided(Rule::EnumeratorValueChanged, p.owner, p.subject, sides, judged);
            c.add(Change { causes: explains, root: false, ..change });
        } else if is_sentinel(g, a, name, &old) && is_sentinel(h, b, name, &new) {
            let judged = grown.judge(name, x, y);
            c.add_at(&p, Rule::EnumSentinelMoved, facts(name, x), facts(name, y), judged, false);
        } else {
            renumbered.push((name, x, y));
        }
    }
    // However many have other numbers: it is one change of the enum.
    renumbered.sort_by_key(|r| r.1);
    let more = renumbered.len().saturating_sub(1);
    let mut first = None;
    for (name, x, y) in renumbered {
        let p = at(name, line(g, a, name));
        let mut why = other_value(x, y);
        if first.is_none() && more > 0 {
            let others = if more == 1 { "1 other enumerator".to_owned() } else { format!("{more} others") };
            why.push_str(&format!("; so with {others} of the enum"));
        }
        let sides = (Some(facts(name, x)), Some(facts(name, y)));
        let change =
            Change::decided(Rule::EnumeratorValueChanged, p.owner, p.subject, sides, (Severity::Breaking, why));
        let id = c.add(Change { causes: first.into_iter().collect(), root: first.is_none(), ..change });
        first.get_or_insert(id);
    }
    underlying(c, place, a, b);
}

/// The enumerators by name.
pub fn values(g: &Graph, id: TypeId) -> BTreeMap<String, i128> {
    let edges = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
    edges.map(|e| (g.str(e.name).to_owned(), spell::enumerator_value(e))).collect()
}

fn moved_behind(behind: usize) -> String {
    match behind {
        1 => "the value of the enumerator behind it moved, and existing consumers pass the old one".to_owned(),
        n => format!("the values of {n} enumerators behind it moved, and existing consumers pass the old ones"),
    }
}

fn other_value(x: i128, y: i128) -> String {
    format!("existing consumers pass and expect {x} for it, NEW means {y}")
}

/// Whether an enum only got further enumerators, and how a count of them follows.
struct Grown {
    only: bool,
    /// The enumerator in front of each, by name, with its value: of OLD and of NEW.
    before: [BTreeMap<String, i128>; 2],
}

impl Grown {
    fn of(
        c: &Comparison<'_>,
        (a, old): (TypeId, &BTreeMap<String, i128>),
        (b, new): (TypeId, &BTreeMap<String, i128>),
    ) -> Self {
        let (g, h) = (c.old, c.new);
        let mut by_value: BTreeMap<i128, Vec<&String>> = BTreeMap::new();
        new.iter().for_each(|(name, y)| by_value.entry(*y).or_default().push(name));
        // A value that got another name is known as ever.
        let renamed = |x: &i128| by_value.get(x).is_some_and(|names| names.iter().any(|n| !is_sentinel(h, b, n, new)));
        let stays = |(name, x): (&String, &i128)| match new.get(name) {
            Some(y) => x == y || is_sentinel(g, a, name, old) && is_sentinel(h, b, name, new),
            None => renamed(x),
        };
        let before = |g: &Graph, id| {
            let all = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
            let all: Vec<(&str, i128)> = all.map(|e| (g.str(e.name), spell::enumerator_value(e))).collect();
            all.windows(2).map(|w| (w[1].0.to_owned(), w[0].1)).collect()
        };
        Self { only: new.len() > old.len() && old.iter().all(stays), before: [before(g, a), before(h, b)] }
    }

    /// A count that moved from `x` to `y`.
    fn judge(&self, name: &str, x: i128, y: i128) -> (Severity, String) {
        // It counts up, or it is one more than whatever stands in front of it, as curl's `CURLOPT_LASTENTRY`.
        let distance = |of: &BTreeMap<String, i128>, v: i128| of.get(name).map(|before| v - before);
        let follows = distance(&self.before[0], x).is_some_and(|d| Some(d) == distance(&self.before[1], y));
        if self.only && (y > x || follows) {
            let why = format!("values were added before it, and all that existing consumers know stayed; {SIZED}");
            return (Severity::Compatible, why);
        }
        (Severity::Risky, SIZED.to_owned())
    }
}

/// What consumers may do with the count of the others.
const SIZED: &str = "whether existing consumers size arrays by it or check ranges against it, the binary does not say";

/// A name that counts the others: a word that says so, and no plain enumerator is larger, but for a value that only
/// fixes the size of the enum or stands for none; or it is said to be the last, and stands there.
fn is_sentinel(g: &Graph, id: TypeId, name: &str, all: &BTreeMap<String, i128>) -> bool {
    const FAR: [i128; 7] = [0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, i64::MAX as i128];
    let value = all[name];
    let greatest = || !all.iter().any(|(other, v)| *v > value && !FAR.contains(v) && !counts(other));
    let last = || g.edges(id).iter().rfind(|e| e.kind == EdgeKind::Enumerator).is_some_and(|e| g.str(e.name) == name);
    counts(name) && (greatest() || follows(g, id, name, value)) || words(name).any(|w| w.starts_with("LAST")) && last()
}

/// It stands behind the plain enumerators as their count or as the last of them, and what comes after it is far off:
/// special values.
fn follows(g: &Graph, id: TypeId, name: &str, value: i128) -> bool {
    let end = ["MAX", "LAST", "COUNT", "CNT", "NUM", "END", "SENTINEL", "MAXIMUM"];
    let all: Vec<(&str, i128)> = g
        .edges(id)
        .iter()
        .filter(|e| e.kind == EdgeKind::Enumerator)
        .map(|e| (g.str(e.name), spell::enumerator_value(e)))
        .collect();
    let at = all.iter().position(|(n, _)| *n == name).unwrap_or(0);
    let plain: Vec<i128> = all[..at].iter().filter(|(n, _)| !counts(n)).map(|(_, v)| *v).collect();
    let greatest = plain.iter().max();
    plain.len() > 1
        && words(name).any(|w| end.contains(&w.as_str()))
        && greatest.is_some_and(|g| value == *g || value == g + 1)
        && !all.iter().any(|(_, v)| *v == value + 1)
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split('_').map(str::to_ascii_uppercase)
}

fn counts(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "MAX", "LAST", "COUNT", "CNT", "NUM", "NR", "NB", "END", "SENTINEL", "SIZE", "TOTAL", "LIMIT", "N", "MAXIMUM",
        "NUMBER", "ENTRIES",
    ];
    let upper = name.to_ascii_uppercase();
    words(name).any(|w| WORDS.contains(&w.as_str())) || upper.ends_with("MAX") || upper.ends_with("COUNT")
}

fn underlying(c: &mut Comparison<'_>, place: &Place, a: TypeId, b: TypeId) {
    let (g, h) = (c.old, c.new);
    let (x, y) = (g.node(a).byte_size, h.node(b).byte_size);
    let base = |g: &Graph, id| {
        let t = g.target(id);
        (t != TypeId::VOID).then(|| (spell::type_name(g, t), g.node(g.strip(t)).aux))
    };
    let (s, t) = (base(g, a), base(h, b));
    let facts = |size: u64, base: &Option<(String, u64)>| Facts {
        type_: base.as_ref().map(|b| b.0.clone()),
        bit_size: Some(size.saturating_mul(8)),
        ..Facts::default()
    };
    let (old, new) = (facts(x, &s), facts(y, &t));
    if x != y {
        let why = format!("what was {} is read and written as {}", bytes(x), bytes(y));
        c.add_at(place, Rule::EnumSizeChanged, old, new, (Severity::Breaking, why), true);
        return;
    }
    let (Some(s), Some(t)) = (s, t) else { return };
    let signed = |e: u64| matches!(e, 5 | 6 | 0x0d);
    if signed(s.1) != signed(t.1) {
        let why =
            "whether a consumer widens or compares it, which now extends the sign otherwise, the binary does not say";
        c.add_at(place, Rule::EnumSignednessChanged, old, new, (Severity::Risky, why.to_owned()), false);
    } else if s.0 != t.0 {
        let why = "size and signedness stayed: only source code can notice".to_owned();
        c.add_at(place, Rule::EnumUnderlyingTypeChanged, old, new, (Severity::Source, why), false);
    }
}
