//! Tying exports to the functions and variables of BTF, by name; and the interface of BTF by itself.
//!
//! BTF holds no addresses. An export that shares its address with one that was found takes its type, as
//! aliases do everywhere.

use super::lower::UNSTATED;
use super::read::{Btf, Result, Row, kind};
use crate::graph::canon::lowered::Hit;
use crate::graph::canon::table::{Gid, RawTarget, hash_name};
use crate::graph::export::RawExport;
use crate::graph::{Binding, InnerCalls, SymbolKind, Untyped, Visibility};
use crate::ground::maps::FastMap;

/// `BTF_FUNC_GLOBAL`, `BTF_VAR_GLOBAL_ALLOCATED`
const GLOBAL: u32 = 1;
/// `BTF_FUNC_EXTERN`, `BTF_VAR_GLOBAL_EXTERN`
const EXTERN: u32 = 2;

/// The target is a number; `super::Read` makes a node of it. `None`: it lies behind a kind that nobody knows the end of.
fn hit(btf: &Btf, number: u32) -> Option<Hit> {
    let target = match number {
        0 => RawTarget::Void,
        _ => RawTarget::Node(btf.find(number).map(|_| Gid(number))?),
    };
    Some(Hit {
        strength: 1,
        target,
        hash: u128::from(number),
        unit: 0,
        file: 0,
        line: 0,
        alignment: 0,
        form: UNSTATED,
        mode: 0,
    })
}

fn linkage(btf: &Btf, row: &Row) -> u32 {
    if row.kind == kind::FUNC { row.count } else { btf.word(row, 0) }
}

/// Whether two types are one, or prototypes that only name their parameters otherwise.
fn alike(btf: &Btf, a: u32, b: u32) -> bool {
    if a == b {
        return true;
    }
    let proto = |n: u32| btf.find(n).filter(|(_, row)| row.kind == kind::FUNC_PROTO);
    let (Some((f, x)), Some((g, y))) = (proto(a), proto(b)) else { return false };
    let parameter = |i: usize| f.word(x, i * 2 + 1) == g.word(y, i * 2 + 1);
    (x.value, x.count) == (y.value, y.count) && (0..x.count as usize).all(parameter)
}

/// Symbols by the hash of their name: linkage and type, no type where several of one linkage differ.
fn symbols(btf: &Btf, wanted: u8) -> Result<FastMap<u64, (u32, Option<u32>)>> {
    let mut out: FastMap<u64, (u32, Option<u32>)> = FastMap::default();
    for row in btf.rows.iter().filter(|r| r.kind == wanted) {
        let name = hash_name(btf.name(row.name, row.at)?);
        let linkage = linkage(btf, row);
        let slot = out.entry(name).or_insert((linkage, Some(row.value)));
        // pahole calls every function static; where somebody knows better, the global one is meant.
        if slot.0 != linkage {
            if linkage == GLOBAL || slot.0 == EXTERN {
                *slot = (linkage, Some(row.value));
            }
        } else if slot.1.is_some_and(|one| !alike(btf, one, row.value)) {
            slot.1 = None;
        }
    }
    Ok(out)
}

/// The type of each export, by number.
pub(super) fn exports(btf: &Btf, exports: &[RawExport]) -> Result<Vec<Option<Hit>>> {
    let (functions, variables) = (symbols(btf, kind::FUNC)?, symbols(btf, kind::VAR)?);
    let mut hits: Vec<Option<Hit>> = exports
        .iter()
        .map(|e| {
            let name = hash_name(e.name.as_bytes());
            let function = || functions.get(&name).and_then(|f| f.1);
            let variable = || variables.get(&name).and_then(|v| v.1);
            let number = match e.kind {
                SymbolKind::Function | SymbolKind::Ifunc => function(),
                SymbolKind::Object | SymbolKind::Tls => variable(),
                SymbolKind::Untyped => function().or_else(variable),
            };
            number.and_then(|n| hit(btf, n))
        })
        .collect();
    let mut known: FastMap<(u32, u64), Hit> = FastMap::default();
    let place = |e: &RawExport| (e.kind == SymbolKind::Function && e.address != 0).then_some((e.section, e.address));
    for (e, hit) in exports.iter().zip(&hits) {
        if let (Some(place), Some(hit)) = (place(e), hit) {
            known.entry(place).or_insert(*hit);
        }
    }
    for (e, hit) in exports.iter().zip(&mut hits) {
        if hit.is_none() {
            *hit = place(e).and_then(|p| known.get(&p)).copied();
        }
    }
    Ok(hits)
}

/// Every function and variable that BTF itself names, with its type, in the order of their first mention. A name
/// that several have with different types stands there once, without a type: nobody can tell which one is meant.
pub(super) fn interface(btf: &Btf) -> Result<Vec<(RawExport, Option<Hit>)>> {
    let mut sizes: FastMap<u32, u64> = FastMap::default();
    for row in btf.rows.iter().filter(|r| r.kind == kind::DATASEC) {
        let entries = 0..row.count as usize;
        sizes.extend(entries.map(|i| (btf.word(row, i * 3), u64::from(btf.word(row, i * 3 + 2)))));
    }
    let (functions, variables) = (symbols(btf, kind::FUNC)?, symbols(btf, kind::VAR)?);
    let mut seen: FastMap<(u8, u64), ()> = FastMap::default();
    let mut out = Vec::new();
    for (row, number) in btf.rows.iter().zip(btf.start..) {
        let is_function = row.kind == kind::FUNC;
        if !is_function && row.kind != kind::VAR {
            continue;
        }
        let text = btf.name(row.name, row.at)?;
        let name = hash_name(text);
        let of = if is_function { &functions } else { &variables };
        let Some(&(linkage, target)) = of.get(&name) else { continue };
        if linkage == EXTERN || seen.insert((row.kind, name), ()).is_some() {
            continue;
        }
        let export = RawExport {
            name: String::from_utf8_lossy(text).into_owned(),
            version: None,
            version_default: true,
            kind: if is_function { SymbolKind::Function } else { SymbolKind::Object },
            binding: Binding::Global,
            visibility: Visibility::Default,
            variant_pcs: false,
            untyped: Untyped::default(),
            size: if is_function || target.is_none() { 0 } else { sizes.get(&number).copied().unwrap_or(0) },
            address: 0,
            section: 0,
            read_only: false,
            inner_calls: InnerCalls::None,
            ksym: None,
        };
        out.push((export, target.and_then(|n| hit(btf, n))));
    }
    Ok(out)
}
