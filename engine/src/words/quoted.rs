//! Names that sentences quote.

/// The name that a sentence of this wing quotes, where it quotes one alone: sentences that differ in that name may be told
/// in one, with all the names.
pub(crate) fn quoted(sentence: &str) -> Option<&str> {
    let (_, rest) = sentence.split_once('`')?;
    let (name, rest) = rest.split_once('`')?;
    (!name.is_empty() && !rest.contains('`')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn one_name_alone_is_found() {
        assert_eq!(quoted("read `a` at its old offset"), Some("a"));
        for none in ["", "read it", "`a` and `b`", "`` is no name", "one ` alone"] {
            assert_eq!(quoted(none), None, "{none}");
        }
    }
}
