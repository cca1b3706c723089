//! Any bytes as what a preprocessor and clang print of public headers, parted by a line `====`: the text and its macros, and
//! clang's tree of it as JSON, read without a panic, and only public headers declare something.
//!
//! Seeds and the command line: `engine/fuzz/run`.

#![no_main]

use abilens::read::shown::{declarations, mark_guards, preprocessed, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parted = bytes.windows(6).position(|six| six == b"\n====\n");
    let (output, tree) = parted.map_or((bytes, &[][..]), |at| (&bytes[..=at], &bytes[at + 6..]));
    let public = |path: &str| path.strip_prefix("/i/").map(str::to_owned);
    let mut made = preprocessed(&text(output), "u.cc", &public);
    made.shown.sources = vec![text(output); made.shown.files.len()];
    mark_guards(&mut made.shown);
    let lines = made.shown.text().lines().count();
    for line in 1..=lines {
        let _ = made.origin(line);
    }
    for is_cpp in [true, false] {
        let Ok(declared) = declarations(&made.shown, tree, is_cpp) else { continue };
        for declaration in &declared.declarations {
            assert!((declaration.place.file as usize) < made.shown.files.len(), "only public headers count");
            declaration.body.iter().for_each(|body| drop(made.shown.spelt(body)));
        }
    }
});
