//! Histories of graphs that are built by hand.

use super::{Collector, Unanswered, blame};
use crate::graph::builder::GraphBuilder;
use crate::graph::loaded::Loaded;
use crate::graph::{Edge, Flags, Kind};
use crate::model::history::{How, Onset, State, What};

/// An input of a graph, in which every type has a hash of its own: nothing is taken for equal unread.
fn loaded(b: GraphBuilder, salt: u128) -> Loaded {
    let mut graph = b.finish();
    for (i, deep) in (0..).zip(&mut graph.deep) {
        *deep = salt * 1000 + i;
    }
    Loaded {
        path: format!("{salt}.so"),
        graph,
        diagnostics: Vec::new(),
        views: None,
        source: Some("x.so".into()),
        shipped: None,
        sources: None,
    }
}

/// A release with `struct item` of these members (all of type `int`, at these offsets in bytes), which `use` takes.
fn release(salt: u128, members: &[(&str, i64)]) -> Loaded {
    let mut b = GraphBuilder::new();
    let int = b.int();
    let edges: Vec<Edge> = members.iter().map(|(name, at)| b.member(name, at * 8, int)).collect();
    let item = b.structure("item", 4 * members.len() as u64, edges);
    b.typedef("item", item);
    let pointer = b.pointer(item);
    let function = b.function(int, &[("i", pointer)], Flags::default());
    b.export("use", Some(function));
    loaded(b, salt)
}

fn collected(mut collector: Collector, releases: &[Loaded]) -> Collector {
    releases.iter().for_each(|loaded| collector.add(&loaded.path, loaded));
    collector
}

#[test]
fn members_are_followed_by_name() {
    let releases = [
        release(1, &[("a", 0), ("b", 4)]),
        release(2, &[("a", 0), ("new", 4), ("b", 8)]),
        release(3, &[("a", 0), ("b", 4)]),
    ];
    let history = collected(Collector::new(), &releases).finish(false);
    assert_eq!((history.counts.types_changed, history.counts.symbols_changed, history.counts.flaps), (1, 0, 1));
    let [item] = history.subjects.as_slice() else { panic!("{:?}", history.subjects) };
    assert_eq!((item.spelt().as_str(), item.definitions.len()), ("struct item", 2));
    let what: Vec<What> = item.changes[0].differences.iter().map(|d| d.what).collect();
    assert_eq!(what, [What::Size, What::MemberAdded, What::MemberChanged]);
    assert_eq!(item.changes[0].differences[2].how, [How::Moved]);
    let blames = blame(&history, Some("b"));
    let b = &blames[0].members[0];
    assert_eq!((b.since, b.onset, b.places.len()), (2, Onset::Exact, 3));
    let all = collected(Collector::new(), &releases).finish(true);
    let function = all.subjects.iter().find(|s| s.name == "use").expect("a function");
    assert!(!function.changed && function.cells[1].reaches_a_change);
}

#[test]
fn definitions_of_one_name_are_told_apart_by_their_files() {
    let both = |salt, size| {
        let mut b = GraphBuilder::new();
        let int = b.int();
        for (file, bytes) in [("one.c", 4), ("/build/two.c", size)] {
            let member = b.member("m", 0, int);
            let id = b.structure("state", bytes, vec![member]);
            b.at(id, file, 1);
        }
        loaded(b, salt)
    };
    let history = collected(Collector::new(), &[both(1, 8), both(2, 16)]).finish(false);
    let [state] = history.subjects.as_slice() else { panic!("{:?}", history.subjects) };
    assert_eq!((state.of.as_deref(), state.changes.len()), (Some("two.c"), 1));
    let asked = collected(Collector::of(&["struct state"]), &[both(1, 8), both(2, 16)]).ask("struct state", false);
    assert_eq!(asked.map(|h| h.subjects.len()), Ok(2), "no words tell them apart");
}

#[test]
fn a_typedef_of_its_own_struct_is_no_other_thing() {
    let releases = [release(1, &[("a", 0)])];
    let ask = |name: &str| collected(Collector::of(&[name]), &releases).ask(name, false);
    assert_eq!(ask("item").map(|h| h.subjects[0].spelt()), Ok("struct item".to_owned()));
    assert_eq!(ask("use()").map(|h| h.subjects[0].spelt()), Ok("use()".to_owned()));
    assert_eq!(ask("itemize"), Err(Unanswered::Nothing(vec!["item".to_owned(), "struct item".to_owned()])));
}

#[test]
fn what_lies_in_a_record_without_a_name_has_one() {
    let mut b = GraphBuilder::new();
    let int = b.int();
    let inner = b.member("i", 0, int);
    let union_ = b.add(Kind::Union, "", 4, vec![inner]);
    let (named, unnamed) = (b.member("u", 32, union_), b.member("", 64, union_));
    b.structure("holder", 12, vec![named, unnamed]);
    let history = collected(Collector::new(), &[loaded(b, 1)]).finish(true);
    let holder = history.subjects.iter().find(|s| s.name == "holder").expect("a struct");
    let members = holder.definitions[0].members.iter().map(|m| (m.name.as_str(), m.bit_offset));
    assert_eq!(members.collect::<Vec<_>>(), [("u", Some(32)), ("u.i", Some(32)), ("i", Some(64))]);
}

#[test]
fn a_snapshot_does_not_say_that_a_private_type_is_gone() {
    let releases = [release(1, &[("a", 0)]), loaded(GraphBuilder::new(), 3)];
    let of = |last: Option<&Loaded>| {
        let mut collector = collected(Collector::of(&["item"]), &releases[..1]);
        last.into_iter().for_each(|loaded| collector.add("last", loaded));
        collector.ask("item", false).map(|h| h.subjects[0].cells.last().map(|c| c.state))
    };
    let mut int = GraphBuilder::new();
    int.int();
    let mut object = loaded(int, 4);
    assert_eq!(of(Some(&object)), Ok(Some(State::Absent)));
    object.source = None;
    assert_eq!(of(Some(&object)), Ok(Some(State::Unknown)));
    assert_eq!(of(Some(&releases[1])), Ok(Some(State::Unknown)), "nothing at all was read");
}
