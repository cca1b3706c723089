//! Reading the text of a header line by line: comments and what `#if 0` leaves out are not seen, and all branches of an
//! `#if` begin with what stood before it.

use super::words::{Token, tokens, without_comments};

/// What reads a text, and can go back to where a branch of `#if` began.
pub(super) trait Lines {
    /// What is put back there.
    type Saved: Clone;
    fn save(&self) -> Self::Saved;
    fn restore(&mut self, saved: Self::Saved);
    /// The line of a macro.
    fn define(&mut self, line: &[Token]);
    /// A line that includes another header. `None` where its text would have to be known.
    fn include(&mut self, _line: &[Token]) -> Option<()> {
        Some(())
    }
    /// A token that is no directive's, and the one behind it in the line. `None` where the braces do not match.
    fn token(&mut self, token: &Token, next: Option<&Token>) -> Option<()>;
    /// Whether all braces are closed.
    fn is_closed(&self) -> bool;
}

/// Reads a whole text. `None` where it does not read like a header.
pub(super) fn read<L: Lines>(text: &str, reader: &mut L) -> Option<()> {
    let mut saved: Vec<L::Saved> = Vec::new();
    // How many conditions are open since `#if 0`, that one included.
    let mut dead = 0;
    for line in without_comments(text).lines() {
        let line: Vec<Token> = tokens(line).into_iter().filter(|t| *t != Token::Other(' ')).collect();
        if line.first() == Some(&Token::Spell) {
            let before = dead;
            dead = still_dead(before, &line[1..]);
            // The condition itself is one like others; those within it are not looked at.
            if before == 0 || dead == 0 {
                directive(&line, reader, &mut saved)?;
            }
        } else if dead == 0 {
            for (at, token) in line.iter().enumerate() {
                reader.token(token, line.get(at + 1))?;
            }
        }
    }
    reader.is_closed().then_some(())
}

fn directive<L: Lines>(line: &[Token], reader: &mut L, saved: &mut Vec<L::Saved>) -> Option<()> {
    let Some(Token::Word(word)) = line.get(1) else { return Some(()) };
    match word.as_str() {
        "if" | "ifdef" | "ifndef" => saved.push(reader.save()),
        "else" | "elif" | "elifdef" | "elifndef" => reader.restore(saved.last()?.clone()),
        "endif" => drop(saved.pop()?),
        "define" => reader.define(line),
        "include" => reader.include(line)?,
        _ => {}
    }
    Some(())
}

/// How many conditions are open since `#if 0` behind a directive, which stands behind its `#`: none in what is compiled.
fn still_dead(dead: usize, directive: &[Token]) -> usize {
    let is = |t: &Token, words: &[&str]| matches!(t, Token::Word(w) if words.contains(&w.as_str()));
    match directive {
        [word, Token::Word(zero)] if dead == 0 && is(word, &["if"]) && zero == "0" => 1,
        [word, ..] if dead > 0 && is(word, &["if", "ifdef", "ifndef"]) => dead + 1,
        [word, ..] if dead > 0 && is(word, &["endif"]) => dead - 1,
        [word, ..] if dead == 1 && is(word, &["else", "elif", "elifdef", "elifndef"]) => 0,
        _ => dead,
    }
}
