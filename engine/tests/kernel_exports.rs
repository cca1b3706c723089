//! Exports of a distribution kernel against its `Module.symvers`.
//!
//! Needs unpacked packages, so it is ignored by default:
//! `ABILENS_KERNEL=<dbg package> ABILENS_SYMVERS=<Module.symvers> cargo test -- --ignored`

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use abilens::DebugInfo;
use abilens::read::input::{Input, OpenOptions};
use rayon::prelude::*;

type Exports = BTreeMap<(String, String), (bool, String)>;

#[test]
#[ignore = "needs an unpacked kernel package, named by ABILENS_KERNEL and ABILENS_SYMVERS"]
fn exports_are_those_of_module_symvers() {
    let kernel = PathBuf::from(std::env::var("ABILENS_KERNEL").expect("ABILENS_KERNEL"));
    let symvers = std::fs::read_to_string(std::env::var("ABILENS_SYMVERS").expect("ABILENS_SYMVERS")).unwrap();
    let mut want = Exports::new();
    for line in symvers.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let module = fields[2].rsplit('/').next().unwrap().to_owned();
        want.insert((module, fields[1].to_owned()), (fields[3] == "EXPORT_SYMBOL_GPL", fields[4].to_owned()));
    }

    let start = Instant::now();
    let options = OpenOptions { debug_info: DebugInfo::Auto, ..OpenOptions::default() };
    let input = Input::discover(&kernel, &options).unwrap();
    println!("{} objects found in {:?}: {:?}", input.sources.len(), start.elapsed(), input.diagnostics);
    let start = Instant::now();
    let loaded: Vec<_> = input.sources.par_iter().map(|s| s.load(&options).unwrap()).collect();
    println!("loaded in {:?}", start.elapsed());
    let mut have = Exports::new();
    let (mut untyped, mut relocations) = (Vec::new(), 0);
    for object in &loaded {
        assert_eq!(object.diagnostics, [], "{}", object.info.name);
        assert!(!object.info.build_id.is_empty(), "{}", object.info.name);
        let dwarf = object.dwarf.as_ref().unwrap_or_else(|| panic!("{} has no DWARF", object.info.name));
        relocations += dwarf.info.relocs().map_or(0, abilens::read::input::Relocs::len);
        for e in &object.exports {
            let (gpl, namespace) = e.ksym.clone().unwrap();
            if e.address == 0 || e.kind == abilens::graph::SymbolKind::Untyped {
                untyped.push((object.info.name.clone(), e.name.clone(), e.kind, e.address));
            }
            let key = (object.info.module.clone().unwrap(), e.name.clone());
            assert_eq!(have.insert(key.clone(), (gpl, namespace.unwrap_or_default())), None, "{key:?} twice");
        }
    }
    println!("{} exports, {relocations} relocations in .debug_info, without type or address: {untyped:?}", have.len());
    let missing: Vec<_> = want.iter().filter(|(k, v)| have.get(k) != Some(v)).collect();
    let surplus: Vec<_> = have.iter().filter(|(k, v)| want.get(k) != Some(v)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing {missing:?}\nsurplus {surplus:?}");
}
