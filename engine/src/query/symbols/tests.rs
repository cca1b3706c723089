//! Symbols files by deb-src-symbols(5), held against made libraries.

use super::*;
use crate::graph::Machine;
use crate::model::symbols::LibrarySymbols;

fn amd64() -> Machine {
    Machine { e_machine: 62, pointer_size: 8, ..Machine::default() }
}

fn library(symbols: &[&str]) -> Library {
    let symbol = |spelt: &&str| {
        let (name, version) = spelt.split_once('@').unwrap_or((spelt, BASE));
        let source = mangled::as_binutils(name);
        Symbol {
            name: name.to_owned(),
            version: version.to_owned(),
            is_weak: false,
            is_internal: is_internal(name),
            source,
        }
    };
    Library { soname: "liba.so.1".to_owned(), symbols: symbols.iter().map(symbol).collect(), versions: Vec::new() }
}

fn parsed(text: &str) -> SymbolsFile {
    SymbolsFile::parse(&format!("liba.so.1 liba1 #MINVER#\n{text}"), |name| Err(name.to_owned()))
        .expect("a symbols file")
}

fn held(text: &str, library: &Library) -> LibrarySymbols {
    let (mut found, _) = check(&parsed(text), "file", std::slice::from_ref(library), amd64());
    found.libraries.remove(0)
}

/// What is gone, gone and optional, new, unexpected.
fn told(text: &str, symbols: &[&str]) -> [Vec<String>; 4] {
    let l = held(text, &library(symbols));
    let names = |of: &[crate::model::symbols::ListedSymbol]| of.iter().map(|e| e.symbol.clone()).collect();
    [names(&l.gone), names(&l.optional_gone), l.new.iter().map(|e| e.symbol.clone()).collect(), names(&l.unexpected)]
}

fn lists(of: [&[&str]; 4]) -> [Vec<String>; 4] {
    of.map(|list| list.iter().map(|&s| s.to_owned()).collect())
}

#[test]
fn what_the_file_lists_and_what_is_offered_is_told_apart() {
    let file = " a@Base 1.0\n b@V1 1.1 1\n#MISSING: 1.2# c@Base 1.0\n (optional)d@Base 1.0\n# a comment\n";
    for (offered, expected) in [
        (&["a", "b@V1", "d"][..], [&[][..], &["c@Base"], &[], &[]]),
        (&["a", "b@V1"], [&[], &["c@Base", "d@Base"], &[], &[]]),
        (&["a", "b@V2", "d"], [&["b@V1"], &["c@Base"], &["b@V2"], &[]]),
        (&["a", "b@V1", "c", "d"], [&[], &[], &[], &["c@Base"]]),
        (&["a", "b@V1", "d", "_init", "__aeabi_idiv"], [&[], &["c@Base"], &[], &[]]),
    ] {
        assert_eq!(told(file, offered), lists(expected), "{offered:?}");
    }
}

#[test]
fn patterns_stand_for_what_has_no_line_of_its_own() {
    let constructors = &["_ZN2ns1fEi", "_ZN2ns1CC1Ev", "_ZN2ns1CC2Ev"][..];
    for (file, offered, expected) in [
        (" (c++)\"ns::f(int)@Base\" 1\n (c++)\"ns::C::C()\"@Base 1\n", constructors, [&[][..], &[], &[], &[]]),
        (" (c++)\"ns::f(long)@Base\" 1\n", &["_ZN2ns1fEi"], [&["ns::f(long)@Base"], &[], &["_ZN2ns1fEi@Base"], &[]]),
        (" (symver)V1 1\n b@V1 2\n", &["a@V1", "b@V1", "c@V2"], [&[], &[], &["c@V2"], &[]]),
        (" *@V1 1\n", &["a@V1"], [&[], &[], &[], &[]]),
        (" *@V1 1\n", &["a@V2"], [&[], &["V1"], &["a@V2"], &[]]),
        (
            " (regex)\"^my_.*@Base$\" 1\n (regex|optional)\"private\" 1\n",
            &["my_a", "not_my_b", "x_private"],
            [&[], &[], &["not_my_b@Base"], &[]],
        ),
        (" (c++|regex)\"^ns::f\\(.*\\)@Base\" 1\n", &["_ZN2ns1fEi", "f"], [&[], &[], &["f@Base"], &[]]),
        (" (regex|c++)^_ZN2ns.*@Base 1\n", &["_ZN2ns1fEi", "_ZN2nsx"], [&[], &[], &["_ZN2nsx@Base"], &[]]),
    ] {
        assert_eq!(told(file, offered), lists(expected), "{file}");
    }
}

#[test]
fn symbols_of_other_machines_are_not_missed() {
    let file = " (arch=i386)a@Base 1\n (arch=!i386)b@Base 1\n (arch-bits=32|optional)c@Base 1\n";
    assert_eq!(told(file, &["b"]), lists([&[], &[], &[], &[]]));
    assert_eq!(told(file, &["a"]), lists([&["b@Base"], &[], &[], &["a@Base"]]));
}

#[test]
fn the_last_line_of_a_symbol_counts_and_further_files_are_read() {
    let file = "liba.so.1 liba1 #MINVER#\n (arch=i386)#include \"more\"\n#include \"rest\"\n a@Base 1\n";
    let more = |name: &str| match name {
        "more" => Ok(" only_i386@Base 1\n".to_owned()),
        "rest" => Ok(" (optional)a@Base 2\n b@Base 2\n".to_owned()),
        other => Err(other.to_owned()),
    };
    let file = SymbolsFile::parse(file, more).expect("a file");
    let (found, lines) = check(&file, "file", &[library(&["x"])], amd64());
    let gone: Vec<&str> = found.libraries[0].gone.iter().map(|e| e.symbol.as_str()).collect();
    assert_eq!(gone, ["b@Base", "a@Base"], "in the order of the lines: {:?}", found.libraries[0]);
    assert!(edited(&file, &lines, "3", "").is_err_and(|why| why.contains("b@Base")));
}

#[test]
fn an_edited_file_lists_what_is_offered() {
    let text = "liba.so.1 liba1 #MINVER#\n* Build-Depends-Package: liba-dev\n# kept\n b@Base 1\n (optional)c@Base 1\n#MISSING: 2# e@Base 1\n";
    let file = SymbolsFile::parse(text, |name| Err(name.to_owned())).expect("a file");
    let offered = library(&["a", "d", "e"]);
    let (_, lines) = check(&file, "file", std::slice::from_ref(&offered), amd64());
    let now = edited(&file, &lines, "3", "").expect("it is edited");
    let expected = "liba.so.1 liba1 #MINVER#\n* Build-Depends-Package: liba-dev\n# kept\n a@Base 3\n#MISSING: 3# b@Base 1\n\
                    #MISSING: 3# (optional)c@Base 1\n d@Base 3\n e@Base 1\n";
    assert_eq!(now, expected);
    let again = SymbolsFile::parse(&now, |name| Err(name.to_owned())).expect("a file");
    let (found, _) = check(&again, "file", &[offered], amd64());
    assert!(!found.is_something_gone() && !found.is_something_new());
}

#[test]
fn new_symbols_of_each_library_of_a_file_stand_in_order() {
    let text = "liba.so.1 a #MINVER#\n m@Base 1\nlibb.so.1 b #MINVER#\n m@Base 1\n";
    let file = SymbolsFile::parse(text, |name| Err(name.to_owned())).expect("a file");
    let a = library(&["a", "m", "x", "y", "z"]);
    let b = Library { soname: "libb.so.1".to_owned(), ..a.clone() };
    let (_, lines) = check(&file, "file", &[a, b], amd64());
    let of = |library: &str| format!("{library} #MINVER#\n a@Base 2\n m@Base 1\n x@Base 2\n y@Base 2\n z@Base 2\n");
    assert_eq!(edited(&file, &lines, "2", ""), Ok([of("liba.so.1 a"), of("libb.so.1 b")].concat()));
}

#[test]
fn what_is_no_symbols_file_is_refused_with_its_line() {
    for (text, what) in [
        (" a 1\n", "line 2: a symbol without its version"),
        (" a@Base\n", "line 2: a symbol without the least version"),
        ("liba.so.2\n", "line 2: neither a symbol"),
        (" (optional a@Base 1\n", "line 2: tags without `)`"),
        (" (c++)\"f()@Base 1\n", "line 2: a quoted symbol"),
        (" (regex)\"(?=x)@Base\" 1\n", "line 2: an expression"),
        ("#include \"nowhere\"\n", "line 2: nowhere"),
    ] {
        let text = format!("liba.so.1 liba1 #MINVER#\n{text}");
        let error = SymbolsFile::parse(&text, |name| Err(name.to_owned())).expect_err("it is refused");
        assert!(error.contains(what), "{error}");
    }
    let own = |name: &str| Ok(format!("#include \"{name}\"\n"));
    assert!(SymbolsFile::parse("#include \"a\"\n", own).is_err_and(|e| e.contains("eight deep")));
}

#[test]
fn lists_are_written() {
    let mut library = library(&["_ZN2ns1CC1Ev", "_ZN2ns1CC2Ev", "_ZN2ns1fEi", "plain", "_init", "__aeabi_x"]);
    library.symbols[2].is_weak = true;
    let written = debian(std::slice::from_ref(&library), "liba1", "1.2");
    let expected = "liba.so.1 liba1 #MINVER#\n (c++)\"ns::C::C()@Base\" 1.2\n (c++|optional=inline)\"ns::f(int)@Base\" 1.2\n plain@Base 1.2\n";
    assert_eq!(written, expected);
    let (found, _) = check(
        &SymbolsFile::parse(&written, |n| Err(n.to_owned())).expect("a file"),
        "f",
        std::slice::from_ref(&library),
        amd64(),
    );
    assert!(!found.is_something_gone() && !found.is_something_new());
    library.versions = vec!["V1".to_owned(), "V2".to_owned()];
    assert_eq!(
        rpm(std::slice::from_ref(&library), 8),
        "liba.so.1()(64bit)\nliba.so.1(V1)(64bit)\nliba.so.1(V2)(64bit)\n"
    );
    assert_eq!(rpm(std::slice::from_ref(&library), 4), "liba.so.1\nliba.so.1(V1)\nliba.so.1(V2)\n");
    assert!(map(&[library.clone(), library]).is_err());
}
