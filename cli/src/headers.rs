//! Public headers as the user named them: which files they are, and what their texts name.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use abilens::ground::headers::{PublicHeaders, Root, Texts, Words, is_source_file};

/// Texts of more bytes than this together are not read: a hundred times those of a large library.
const MOST: u64 = 256 << 20;

/// A folder stands for the headers in it, a file for itself; what does not exist here is a part of the
/// paths that the compiler recorded, and `all` for every header there is.
pub(crate) fn named(names: &[String]) -> PublicHeaders {
    let mut headers = PublicHeaders::default();
    let mut texts: Option<Vec<Root>> = Some(Vec::new());
    let mut bytes = 0;
    let mut read = |path: &Path, name: String, root: &mut Root| {
        let size = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
        bytes += size.unwrap_or(0);
        let text = size.filter(|_| bytes <= MOST).and_then(|_| std::fs::read(path).ok());
        let at_hand = text.is_some();
        // Libraries and pictures that lie beside headers are none.
        root.extend(
            text.filter(|text| !text.contains(&0)).map(|text| (name, String::from_utf8_lossy(&text).into_owned())),
        );
        at_hand
    };
    let mut parts = Vec::new();
    for name in names {
        let path = Path::new(name);
        let mut root = Root::new();
        if path.is_file() {
            let name = path.file_name().map(|f| f.to_string_lossy().into_owned());
            headers.files.extend(name.clone());
            let at_hand = read(path, name.unwrap_or_default(), &mut root);
            add(&mut texts, root, at_hand);
            continue;
        }
        if !path.is_dir() {
            if name == "all" {
                headers.everything = true;
            } else {
                parts.push(name.clone());
            }
            continue;
        }
        let mut folders = vec![path.to_path_buf()];
        let mut at_hand = true;
        let mut sources = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let inner = entry.path();
                // Links into the tree again would not end.
                if entry.file_type().is_ok_and(|t| t.is_dir()) {
                    folders.push(inner);
                } else if let Ok(relative) = inner.strip_prefix(path) {
                    let name = relative.to_string_lossy().into_owned();
                    if is_source_file(&name) {
                        sources.push((inner, name));
                        continue;
                    }
                    headers.files.insert(name.clone());
                    at_hand &= read(&inner, name, &mut root);
                }
            }
        }
        // Of a whole tree the sources are no headers, unless a header includes one.
        let included: BTreeSet<String> = if sources.is_empty() { BTreeSet::new() } else { included(&root) };
        for (source, name) in sources {
            if included.contains(name.rsplit('/').next().unwrap_or(&name)) {
                headers.files.insert(name.clone());
                at_hand &= read(&source, name, &mut root);
            }
        }
        add(&mut texts, root, at_hand);
    }
    if let Some(roots) = texts.filter(|t| parts.is_empty() && t.iter().any(|root| !root.is_empty())) {
        headers.words = Some(Arc::new(Words::of(roots.iter().flatten().map(|file| file.1.as_str()))));
        headers.texts = Some(Arc::new(Texts::of(roots)));
    }
    headers.parts = parts;
    if headers.everything {
        // Whoever says all means all, whatever else is said.
        headers = PublicHeaders { everything: true, ..PublicHeaders::default() };
    }
    headers
}

/// The names of the files that headers include, without the folders that they name.
fn included(headers: &Root) -> BTreeSet<String> {
    let file = |line: &str| {
        let directive = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("include")?;
        let path = directive.trim().trim_matches(['"', '<', '>']);
        path.rsplit('/').next().map(str::to_owned)
    };
    headers.iter().flat_map(|(_, text)| text.lines().filter_map(file)).collect()
}

/// What one of them names is not known where its text is not at hand, and so it is not known what none of them names.
fn add(texts: &mut Option<Vec<Root>>, root: Root, at_hand: bool) {
    match texts {
        Some(roots) if at_hand => roots.push(root),
        _ => *texts = None,
    }
}
