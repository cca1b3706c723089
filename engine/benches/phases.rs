//! The phases on a small input: the pair of libraries of `docs/demo`, which stand in the repository.
//!
//! `lower` goes on to the canonical graph, as the library offers no half of it; `snapshot` is the same graph from
//! disk, so the difference of both is what lowering and canonicalizing cost.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use abilens::Loaded;
use abilens::{NoObserver, Options};
use criterion::{Criterion, criterion_group, criterion_main};

fn demo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/demo").join(name)
}

fn load(path: &Path, o: &Options) -> Loaded {
    abilens::load(path, o, &NoObserver).expect("the demo stands in the repository")
}

fn phases(c: &mut Criterion) {
    let reachable = Options::default();
    let all = Options { all_types: true, ..Options::default() };
    let symbols = Options { debug_info: abilens::DebugInfo::Symbols, ..Options::default() };
    let (old, new) = (demo("libdemo-1.so"), demo("libdemo-2.so"));
    c.bench_function("open (symbols only)", |b| b.iter(|| load(black_box(&old), &symbols)));
    c.bench_function("lower and canonicalize", |b| b.iter(|| load(black_box(&old), &reachable)));
    c.bench_function("lower and canonicalize, all types", |b| b.iter(|| load(black_box(&old), &all)));

    let (a, b) = (load(&old, &reachable), load(&new, &reachable));
    c.bench_function("compare", |bench| {
        bench.iter(|| abilens::diff(black_box(&a), black_box(&b), &reachable, &NoObserver));
    });
    c.bench_function("compare with itself", |bench| {
        bench.iter(|| abilens::diff(black_box(&a), black_box(&a), &reachable, &NoObserver));
    });
    let mut bytes = Vec::new();
    c.bench_function("dump", |bench| {
        bench.iter(|| {
            bytes.clear();
            abilens::dump(black_box(&a), &mut bytes)
        });
    });
    c.bench_function("snapshot", |bench| bench.iter(|| abilens::graph::snapshot::read(black_box(&bytes))));
}

criterion_group!(benches, phases);
criterion_main!(benches);
