//! `deps`, from outside: which packages a new version of a library makes rebuild, which may stay, which a rebuild does not help,
//! and in which order.

#[path = "../forms/mod.rs"]
mod forms;
mod lab;
mod packages;

use lab::{GONE, HOLDS, KEPT, Lab};

fn expected(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, standing)| ((*name).to_owned(), (*standing).to_owned())).collect()
}

#[test]
fn what_a_program_takes_of_the_library_decides() {
    let lab = Lab::new();
    lab.program("fleet/stays", KEPT, "");
    lab.program("fleet/holds", HOLDS, "");
    lab.program("fleet/asks", GONE, "");
    lab.program("fleet/calls", "int called(int);\nint main(void) { return called(0); }\n", "");
    lab.program("fleet/stranger", "int main(void) { return 0; }\n", "-Wl,--as-needed");
    lab.run("cp fleet/holds fleet/stripped");
    lab.run("strip fleet/stripped");
    let fleet = "fleet/stays fleet/holds fleet/asks fleet/calls fleet/stranger fleet/stripped";
    let told = lab.standings(&format!("{fleet} old new"));
    let standings = [
        ("asks", "breaks"),
        ("calls", "breaks"),
        ("holds", "rebuild"),
        ("stripped", "rebuild"),
        ("stays", "stays"),
        ("stranger", "not-concerned"),
    ];
    assert_eq!(told, (1, expected(&standings)));
    let (_, text) = lab.text(&format!("{fleet} old new"));
    for line in [
        "BREAKS   2 of 6 packages",
        "        `gone`: libfoo.so.1 exported it in OLD; NEW does not export it",
        "        called() takes other arguments in NEW (parameter-added)",
        "        it has no debug information of its own: types were compared by OLD's",
        "        all that it takes of libfoo.so.1 is as it knows it",
    ] {
        assert!(text.lines().any(|there| there == line), "{line}\n{text}");
    }
    // A folder of programs is one package, as bad off as the worst of them.
    assert_eq!(lab.standings("fleet old new"), (1, expected(&[("fleet", "breaks")])));
    // Nothing has to be done where all may stay.
    assert_eq!(lab.standings("fleet old old"), (0, expected(&[("fleet", "stays")])));
    assert_eq!(lab.standings("fleet/stranger old new"), (0, expected(&[("stranger", "not-concerned")])));
}

#[test]
fn a_new_soname_makes_rebuild_who_needs_the_old_one() {
    let lab = Lab::new();
    lab.program("fleet/stays", KEPT, "");
    lab.program("fleet/asks", GONE, "");
    lab.program("fleet/stranger", "int main(void) { return 0; }\n", "-Wl,--as-needed");
    let fleet = "fleet/stays fleet/asks fleet/stranger";
    let kept = [("asks", "rebuild"), ("stays", "rebuild"), ("stranger", "not-concerned")];
    assert_eq!(lab.standings(&format!("{fleet} old kept")), (1, expected(&kept)));
    let (_, text) = lab.text(&format!("{fleet} old kept"));
    assert!(text.contains("libfoo.so.1 is libfoo.so.2 now"), "{text}");
    assert!(text.contains("it needs libfoo.so.1, which NEW does not have; libfoo.so.2 took its place"), "{text}");
    // What is gone from the next version as well is gone for who is rebuilt.
    let bump = [("asks", "breaks"), ("stays", "rebuild"), ("stranger", "not-concerned")];
    assert_eq!(lab.standings(&format!("{fleet} old bump")), (1, expected(&bump)));
    // Nothing takes the place of a library that is gone altogether.
    lab.library("other/libbar.so.1", "int bar(void) { return 0; }\n", "");
    assert_eq!(lab.standings("fleet/stays old other"), (1, expected(&[("stays", "breaks")])));
}

#[test]
fn what_cannot_be_read_never_may_stay() {
    let lab = Lab::new();
    lab.program("fleet/stays", KEPT, "");
    let whole = std::fs::read(lab.path("fleet/stays")).expect("a file");
    std::fs::write(lab.path("fleet/cut"), &whole[..whole.len() / 3]).expect("a file");
    lab.write("notes.txt", "nothing\n");
    let told = lab.standings("fleet/stays fleet/cut notes.txt old new");
    let standings = [("cut", "cannot-tell"), ("notes.txt", "cannot-tell"), ("stays", "stays")];
    assert_eq!(told, (2, expected(&standings)));
    assert_eq!(lab.deps("fleet/stays fleet/cut old new --allow-incomplete").status.code(), Some(0));
    // One bad program leaves open what becomes of its package, and is no reason to forget those that are known.
    assert_eq!(lab.standings("fleet old new"), (2, expected(&[("fleet", "cannot-tell")])));
    lab.program("fleet/asks", GONE, "");
    assert_eq!(lab.standings("fleet old new"), (2, expected(&[("fleet", "breaks")])));
    // A library without debug information says nothing of types: who takes what is still there may notice.
    lab.run("strip --strip-debug -o bare.so old/libfoo.so.1");
    assert_eq!(lab.standings("fleet/stays bare.so bare.so"), (2, expected(&[("stays", "cannot-tell")])));
    let by_symbols = lab.json("fleet/stays bare.so bare.so --source symbols");
    assert_eq!((by_symbols.0, &by_symbols.1["packages"][0]["standing"]), (0, &"stays".into()));
    let notes = by_symbols.1["packages"][0]["programs"][0]["notes"].to_string();
    assert!(notes.contains("only symbols and versions were compared"), "{notes}");
    // Who is not there is an error, and nothing is written.
    let out = lab.deps("fleet/stays absent old new -o answer.txt");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("absent"));
    assert!(!lab.path("answer.txt").exists());
}

#[test]
fn a_plug_in_is_told_by_what_it_takes_of_its_host() {
    let lab = Lab::new();
    for (folder, function) in [("host-old", "call"), ("host-new", "hook")] {
        std::fs::create_dir(lab.path(folder)).expect("a folder");
        lab.write("host.c", &format!("int {function}(int x) {{ return x; }}\nint main(void) {{ return 0; }}\n"));
        lab.run(&format!("gcc -g -rdynamic -o {folder}/host host.c"));
    }
    lab.write("plug.c", "int call(int);\nint plug(void) { return call(3); }\n");
    lab.run("gcc -g -shared -fPIC -o plug.so plug.c");
    assert_eq!(lab.standings("plug.so host-old host-new"), (1, expected(&[("plug.so", "breaks")])));
    let (code, answer) = lab.json("plug.so host-old host-old");
    let plug = &answer["packages"][0];
    assert_eq!((code, &plug["standing"]), (0, &"stays".into()));
    assert!(plug["programs"][0]["notes"].to_string().contains("taken for a plug-in"), "{plug}");
}

#[test]
fn a_function_of_cpp_with_another_symbol_is_found_by_who_is_rebuilt() {
    let lab = Lab::new();
    for (side, source) in [
        ("cpp-old", "int plain(int x) { return x; }\nint gone(int x) { return x; }\n"),
        ("cpp-new", "int plain(long x, int y) { return int(x) + y; }\n"),
    ] {
        lab.write("library.cpp", source);
        std::fs::create_dir(lab.path(side)).expect("a folder");
        lab.run(&format!("g++ -g -shared -fPIC -Wl,-soname,libcpp.so.1 -o {side}/libcpp.so.1 library.cpp"));
    }
    for name in ["plain", "gone"] {
        lab.write("user.cpp", &format!("int {name}(int);\nint main() {{ return {name}(0); }}\n"));
        lab.run(&format!("g++ -g -o {name} user.cpp cpp-old/libcpp.so.1"));
    }
    let told = lab.standings("plain gone cpp-old cpp-new");
    assert_eq!(told, (1, expected(&[("gone", "breaks"), ("plain", "rebuild")])));
    let (_, text) = lab.text("plain gone cpp-old cpp-new --width 200");
    for line in [
        "        `gone(int)`: libcpp.so.1 exported it in OLD; NEW does not export it",
        "        `plain(int)` is declared otherwise in NEW, with another symbol or none (overload-replaced)",
        "        code that uses it may not compile again: plain(int)",
    ] {
        assert!(text.lines().any(|there| there == line), "{line}\n{text}");
    }
}

#[test]
fn a_rebuild_that_only_may_be_needed_is_told_apart() {
    let lab = Lab::new();
    let weak =
        "int kept(int);\nint gone(int) __attribute__((weak));\nint main(void) { return gone ? gone(0) : kept(0); }\n";
    lab.program("fleet/weak", weak, "");
    let (code, answer) = lab.json("fleet/weak old new");
    assert_eq!(
        (code, &answer["packages"][0]["standing"], &answer["packages"][0]["certain"]),
        (1, &"rebuild".into(), &false.into())
    );
    assert_eq!(answer["counts"]["rebuild_in_doubt"], 1);
    let (_, text) = lab.text("fleet/weak old new");
    assert!(text.contains("1 of them may run on"), "{text}");
}
