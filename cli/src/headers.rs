//! Public headers as the user named them: which files they are, and what their texts name.

use std::path::Path;
use std::sync::Arc;

use abilens::ground::headers::{PublicHeaders, Words};

/// Texts of more bytes than this together are not read: a hundred times those of a large library.
const MOST: u64 = 256 << 20;

/// A folder stands for the headers in it, a file for itself; what does not exist here is a part of the
/// paths that the compiler recorded, and `all` for every header there is.
pub(crate) fn named(names: &[String]) -> PublicHeaders {
    let mut headers = PublicHeaders::default();
    let mut texts: Option<Vec<String>> = Some(Vec::new());
    let mut bytes = 0;
    let mut read = |path: &Path| {
        let size = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
        bytes += size.unwrap_or(0);
        let text = size.filter(|_| bytes <= MOST).and_then(|_| std::fs::read(path).ok());
        match (&mut texts, text) {
            (Some(texts), Some(text)) => texts.push(String::from_utf8_lossy(&text).into_owned()),
            // What one of them names is not known, so it is not known what none of them names.
            _ => texts = None,
        }
    };
    let mut parts = Vec::new();
    for name in names {
        let path = Path::new(name);
        if path.is_file() {
            headers.files.extend(path.file_name().map(|f| f.to_string_lossy().into_owned()));
            read(path);
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
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let inner = entry.path();
                // Links into the tree again would not end.
                if entry.file_type().is_ok_and(|t| t.is_dir()) {
                    folders.push(inner);
                } else if let Ok(relative) = inner.strip_prefix(path) {
                    headers.files.insert(relative.to_string_lossy().into_owned());
                    read(&inner);
                }
            }
        }
    }
    if let Some(texts) = texts.filter(|t| parts.is_empty() && !t.is_empty()) {
        headers.words = Some(Arc::new(Words::of(texts.iter().map(String::as_str))));
    }
    headers.parts = parts;
    if headers.everything {
        // Whoever says all means all, whatever else is said.
        headers = PublicHeaders { everything: true, ..PublicHeaders::default() };
    }
    headers
}
