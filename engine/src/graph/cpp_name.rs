//! One spelling for the names of C++ types, which compilers spell in their own ways.
//!
//! GCC writes `Vec<long unsigned int, std::allocator<long unsigned int> >`, `X<3u, (E)1>`, `{anonymous}::Y`; clang
//! `Vec<unsigned long, std::allocator<unsigned long>>`, `X<3U, E::b>`, `(anonymous namespace)::Y`.

use super::base_name::base_type_name;
use super::cpp_value::{
    ANONYMOUS, LAMBDA, character, drop_zeros, ends_unnamed, is_word, nameless, number, string, vector,
};

/// How clang may call the type of `nullptr`.
const NULL_TYPE: &[u8] = b"decltype(nullptr)";

/// Whether a name may need [`canonical`].
#[inline]
#[must_use]
pub(crate) fn is_spelt_in_many_ways(text: &[u8]) -> bool {
    memchr::memchr2(b'<', b'{', text).is_some()
}

/// A bracket that is open, and the argument in it that is being spelt. The outermost is the name itself.
struct Open {
    bracket: u8,
    /// Where it stands in the output.
    at: usize,
    /// Where the argument starts.
    start: usize,
    /// It is the first of its own argument: `(& number)`, `(short)3`.
    leads: bool,
}

/// A name while it is spelt.
struct Speller<'o> {
    out: &'o mut Vec<u8>,
    /// Where the name starts in `out`.
    start: usize,
    open: Vec<Open>,
}

/// The canonical spelling of a name, behind what `out` holds: arguments parted by `, `, no blank that the meaning does
/// not need, values as plain decimal numbers, what is pointed or referred to by its bare name, functions around a local
/// type left out (clang does not write them), arithmetic types as C spells them.
pub(crate) fn canonical(text: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    let outermost = Open { bracket: 0, at: start, start, leads: false };
    let mut speller = Speller { out, start, open: vec![outermost] };
    // `-gsimple-template-names=mangled` of clang: `_STNt|<int>`.
    let marked = text.strip_prefix(b"_STN").filter(|rest| rest.contains(&b'|'));
    let text = marked.unwrap_or(text);
    let mut at = 0;
    while at < text.len() {
        at += speller.piece(&text[at..], marked.is_some()).max(1);
    }
}

impl Speller<'_> {
    /// Spells the next piece of a text; how long that is.
    fn piece(&mut self, rest: &[u8], marked: bool) -> usize {
        let byte = rest[0];
        // Most pieces are told from these by their first two letters.
        if matches!(byte, b'(' | b'{' | b'<')
            && matches!(rest.get(1), Some(b'a' | b'u' | b'l'))
            && let Some((length, name)) = nameless(rest)
        {
            self.blank_behind_word();
            self.out.extend_from_slice(name.as_bytes());
            return length;
        }
        if matches!(byte, b'\'' | b'L' | b'u' | b'U')
            && let Some((length, value)) = character(rest)
        {
            let signed = self.out.ends_with(b"(signed char)");
            self.drop_cast();
            let value = if signed { i64::from(value as u8 as i8) } else { i64::from(value) };
            self.out.extend_from_slice(value.to_string().as_bytes());
            return length;
        }
        if is_word(byte) && !byte.is_ascii_digit() {
            return self.word(rest);
        }
        if byte.is_ascii_digit() || byte == b'-' && rest.get(1).is_some_and(u8::is_ascii_digit) {
            self.drop_cast();
            let (length, number) = number(rest);
            self.out.extend_from_slice(&number);
            return length;
        }
        if byte == b'"'
            && let Some((length, values)) = string(rest)
        {
            self.out.extend_from_slice(values.as_bytes());
            return length;
        }
        match byte {
            b' ' => {}
            b'|' if marked => {}
            b':' if rest.get(1) == Some(&b':') && self.drop_function() => return 2,
            b'&' if self.is_address(rest) => {}
            b',' => {
                self.out.extend_from_slice(b", ");
                let start = self.out.len();
                if let Some(open) = self.open.last_mut() {
                    open.start = start;
                }
            }
            b'<' | b'(' | b'{' => self.opened(byte),
            b'>' | b')' | b'}' => self.closed(byte, &rest[1..]),
            other => self.out.push(other),
        }
        1
    }

    /// Where the argument starts that is being spelt.
    fn argument(&self) -> usize {
        self.open.last().map_or(self.start, |o| o.start)
    }

    fn blank_behind_word(&mut self) {
        if self.out.len() > self.start && self.out.last().is_some_and(|&b| is_word(b)) {
            self.out.push(b' ');
        }
    }

    fn word(&mut self, rest: &[u8]) -> usize {
        if rest[0] == b'_'
            && let Some((length, elements)) = vector(rest)
        {
            self.blank_behind_word();
            self.out.extend_from_slice(format!("__vector({elements})").as_bytes());
            return length;
        }
        let (length, arithmetic) = words(rest);
        let word = &rest[..length];
        if matches!(word, b"const" | b"volatile") && qualify(self.out, self.argument(), word) {
            return length;
        }
        if word == b"decltype" && rest.starts_with(NULL_TYPE) {
            self.blank_behind_word();
            self.out.extend_from_slice(b"std::nullptr_t");
            return NULL_TYPE.len();
        }
        let behind = |b: u8| is_word(b) || matches!(b, b'*' | b'&' | b')' | b'>' | b']');
        if self.out.len() > self.start && self.out.last().is_some_and(|&b| behind(b)) {
            self.out.push(b' ');
        }
        match (arithmetic, word) {
            (Some(name), _) => self.out.extend_from_slice(name.as_bytes()),
            (None, b"nullptr") if self.open.len() > 1 => {
                self.drop_cast();
                self.out.push(b'0');
            }
            (None, b"__complex__") => self.out.extend_from_slice(b"_Complex"),
            (None, b"__restrict__") => self.out.extend_from_slice(b"__restrict"),
            (None, word) => self.out.extend_from_slice(word),
        }
        length
    }

    /// Whether an `&` at the start of an argument takes the address of something, which not every compiler writes: of
    /// functions GCC writes the name alone.
    fn is_address(&self, rest: &[u8]) -> bool {
        let name = rest[1..].trim_ascii_start();
        self.open.len() > 1
            && self.out.len() == self.argument()
            && (name.first().is_some_and(|&b| is_word(b)) || nameless(name).is_some())
    }

    fn opened(&mut self, bracket: u8) {
        let start = self.argument();
        if bracket == b'{' && self.open.len() > 1 {
            // Of a value of class type the type: clang does not write it.
            self.out.truncate(start);
        }
        let leads = self.out.len() == start && self.open.len() > 1;
        self.open.push(Open { bracket, at: self.out.len(), start: self.out.len() + 1, leads });
        self.out.push(bracket);
    }

    fn closed(&mut self, bracket: u8, rest: &[u8]) {
        let counterpart = match bracket {
            b'>' => b'<',
            b')' => b'(',
            _ => b'{',
        };
        let is_arrow = bracket == b'>' && self.out.last() == Some(&b'-');
        let open = if is_arrow { None } else { self.open.pop_if(|o| o.bracket == counterpart) };
        let Some(open) = open else { return self.out.push(bracket) };
        let is_last = matches!(rest.trim_ascii_start().first(), Some(b',' | b'>' | b')' | b'}'));
        if bracket == b')' && open.leads && is_last {
            // They hold the whole argument.
            self.out.remove(open.at);
            return;
        }
        if bracket == b'}' {
            drop_zeros(self.out, open.at + 1);
        }
        self.out.push(bracket);
    }

    /// Takes back a cast that stands at the start of an argument: `(short)` before a number.
    fn drop_cast(&mut self) {
        if self.out.last() != Some(&b')') {
            return;
        }
        let mut depth = 0usize;
        for at in (self.start..self.out.len()).rev() {
            match self.out[at] {
                b')' => depth += 1,
                b'(' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let before = &self.out[self.start..at];
                if [&b"<"[..], b", ", b"(", b"{"].iter().any(|b| before.ends_with(b)) {
                    self.out.truncate(at);
                }
                return;
            }
        }
    }

    /// Takes back the function in which a type stands, behind the scope of which the text goes on: `ns::f(int) const` of
    /// `ns::f(int) const::local`.
    fn drop_function(&mut self) -> bool {
        if self.open.len() < 2 {
            return false;
        }
        let start = self.argument();
        let spelt = &self.out[start..];
        if !spelt.ends_with(b"]") && !spelt.ends_with(LAMBDA.as_bytes()) && !ends_function(spelt) {
            return false;
        }
        let mut kept = start;
        for word in [&b"const "[..], b"volatile "] {
            if self.out[kept..].starts_with(word) {
                kept += word.len();
            }
        }
        self.out.truncate(kept);
        true
    }
}

/// Whether a text ends with the parameters of a function, or with what qualifies it.
fn ends_function(mut spelt: &[u8]) -> bool {
    // The last letters of what may end one; most texts end otherwise.
    if !matches!(spelt.last(), Some(b')' | b'&' | b't' | b'e')) {
        return false;
    }
    for word in [&b"&&"[..], b"&", b" volatile", b" const"] {
        spelt = spelt.strip_suffix(word).unwrap_or(spelt);
    }
    spelt.ends_with(b")")
        && ![ANONYMOUS, LAMBDA].iter().any(|name| spelt.ends_with(name.as_bytes()))
        && !ends_unnamed(spelt)
}

/// Puts a qualifier that stands behind a type in front of it: GCC writes `char const*` for `const char*`. What stands
/// behind a pointer or the parameters of a function qualifies that, and stays; then and at the start of an argument there
/// is nothing to do.
fn qualify(out: &mut Vec<u8>, start: usize, word: &[u8]) -> bool {
    let spelt = &out[start.min(out.len())..];
    if spelt.is_empty()
        || ends_function(spelt)
        || spelt.iter().any(|b| matches!(b, b'*' | b'&' | b'['))
        || matches!(spelt, b"const" | b"volatile")
    {
        return false;
    }
    let at = if word == b"volatile" && spelt.starts_with(b"const ") { start + b"const ".len() } else { start };
    out.splice(at..at, [word, b" "].concat());
    true
}

/// The length of the word at the start of a text, or of all that make up the name of an arithmetic type, with the
/// canonical name of that.
fn words(text: &[u8]) -> (usize, Option<String>) {
    let word = |from: usize| text[from..].iter().take_while(|&&b| is_word(b)).count();
    let is_arithmetic = |word: &[u8]| {
        matches!(
            word,
            b"long" | b"short" | b"int" | b"char" | b"unsigned" | b"signed" | b"double" | b"float" | b"__int128"
        )
    };
    let first = word(0);
    // Most words are told by their first letter.
    if !matches!(text.first(), Some(b'l' | b's' | b'i' | b'c' | b'u' | b'd' | b'f' | b'_')) {
        return (first, None);
    }
    let mut end = 0;
    let mut next = first;
    while next > end && is_arithmetic(text[end..next].trim_ascii_start()) {
        end = next;
        let blank = usize::from(text.get(end) == Some(&b' '));
        next = end + blank + word((end + blank).min(text.len()));
        if blank == 0 {
            break;
        }
    }
    match end {
        0 => (first, None),
        end => (end, base_type_name(&text[..end])),
    }
}

/// Where the arguments of a template stand in a canonical name that ends with them: each as start and end; none if it
/// has none.
#[must_use]
pub(crate) fn arguments(name: &[u8]) -> Vec<(usize, usize)> {
    if name.last() != Some(&b'>') {
        return Vec::new();
    }
    // From the end, for a scope before it may have arguments of its own.
    let mut depth = 0usize;
    let mut cuts = Vec::new();
    for (at, &byte) in name.iter().enumerate().rev() {
        match byte {
            b'>' | b')' | b']' | b'}' if !(byte == b'>' && at > 0 && name[at - 1] == b'-') => depth += 1,
            b'<' | b'(' | b'[' | b'{' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    cuts.push(at);
                    break;
                }
            }
            b',' if depth == 1 => cuts.push(at),
            _ => {}
        }
    }
    if depth != 0 {
        return Vec::new();
    }
    cuts.reverse();
    let mut out = Vec::with_capacity(cuts.len());
    for (i, &cut) in cuts.iter().enumerate() {
        let start = cut + if i == 0 { 1 } else { 2 };
        let end = cuts.get(i + 1).copied().unwrap_or(name.len() - 1);
        if start < end {
            out.push((start, end));
        }
    }
    out
}

/// A canonical name without the arguments of all templates in it, of scopes too; `None` if it has none, or does not read
/// as one.
#[must_use]
pub(crate) fn without_arguments(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len());
    // What stands open, the innermost last.
    let mut open: Vec<u8> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let byte = u8::try_from(c).unwrap_or(b'_');
        let is_end = byte == b'>' && before != '-';
        before = c;
        match byte {
            b'<' | b'(' | b'[' | b'{' => {
                if !open.contains(&b'<') {
                    out.push(c);
                }
                open.push(byte);
                continue;
            }
            b')' | b']' | b'}' => {
                let wanted = match byte {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                if open.pop() != Some(wanted) {
                    return None;
                }
            }
            // In parentheses it compares.
            _ if is_end && open.last() == Some(&b'<') => {
                open.pop();
            }
            _ if is_end && open.is_empty() => return None,
            _ => {}
        }
        if !open.contains(&b'<') {
            out.push(c);
        }
    }
    (open.is_empty() && out.len() < name.len()).then_some(out)
}

/// Where arguments stand in a canonical name, at whatever depth, that have no arguments of their own: each as start and end.
pub(crate) fn leaves(name: &[u8]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, &byte) in name.iter().enumerate() {
        match byte {
            b',' | b'>' | b'}' => {
                out.extend(start.filter(|&s| s < at).map(|s| (s, at)));
                start = (byte == b',').then_some(at + 2);
            }
            b'<' | b'{' => start = Some(at + 1),
            b'(' | b')' | b'[' | b']' => start = None,
            _ => {}
        }
    }
    out
}

/// The name of the template that a name is an instance of, whatever the arguments: `Vec<>::node` of `Vec<int>::node`.
#[must_use]
pub(crate) fn of_template(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut depth = 0usize;
    for c in name.chars() {
        depth = depth.saturating_sub(usize::from(c == '>'));
        if depth == 0 {
            out.push(c);
        }
        depth += usize::from(c == '<');
    }
    out
}

/// The canonical form of a name that is text already.
#[must_use]
pub(crate) fn canonical_text(name: &str) -> String {
    let mut out = Vec::new();
    canonical(name.as_bytes(), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Words that fundamental types are spelt with.
pub(crate) const FUNDAMENTAL: [&str; 15] = [
    "bool", "char", "char16_t", "char32_t", "char8_t", "double", "float", "int", "long", "short", "signed", "unsigned",
    "void", "wchar_t", "__int128",
];

/// Namespaces of compilers' own libraries.
pub(crate) const STANDARD: [&str; 5] = ["std", "__gnu_cxx", "__cxxabiv1", "__gnu_debug", "__gnu_parallel"];

/// Whether a namespace is one of those.
#[must_use]
pub(crate) fn is_standard(outermost: &str) -> bool {
    STANDARD.contains(&outermost)
}

/// The name of a class without scopes and arguments: that of its constructors.
#[must_use]
pub(crate) fn bare(name: &str) -> &str {
    let end = arguments(name.as_bytes()).first().map_or(name.len(), |a| a.0 - 1);
    name.get(..end).unwrap_or(name).rsplit("::").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> String {
        let mut out = b"ns::".to_vec();
        canonical(text.as_bytes(), &mut out);
        String::from_utf8(out).unwrap().split_off(4)
    }

    #[test]
    fn compilers_agree() {
        for (gcc, clang, canonical) in [
            (
                "V<long unsigned int, std::allocator<long unsigned int> >",
                "V<unsigned long, std::allocator<unsigned long>>",
                "V<unsigned long, std::allocator<unsigned long>>",
            ),
            ("X<3, 7ul>", "X<3U, 7UL>", "X<3, 7>"),
            ("X<(short int)3, -1l>", "X<(short)3, -1L>", "X<3, -1>"),
            ("X<(char)97>", "X<'a'>", "X<97>"),
            ("X<'\\n', '\\x03', '\\000'>", "X<10, 3, 0>", "X<10, 3, 0>"),
            (
                "X<{anonymous}::Y, const char*>",
                "X<(anonymous namespace)::Y, const char *>",
                "X<(anonymous)::Y, const char*>",
            ),
            ("F<void (int, char* const)>", "F<void(int, char *const)>", "F<void(int, char* const)>"),
            ("F<int (*)(long long int)>", "F<int (*)(long long)>", "F<int(*)(long long)>"),
            (
                "P<char const*, int const volatile&, C const, char* const>",
                "P<const char *, const volatile int &, const C, char *const>",
                "P<const char*, const volatile int&, const C, char* const>",
            ),
            ("P<int[3], true>", "P<int [3], true>", "P<int[3], true>"),
            ("D<longer, unsigned_t, int>", "D<longer,unsigned_t,int>", "D<longer, unsigned_t, int>"),
            ("H<0x1f, 1.5f, 5.0e-1f>", "H<0x1f, 1.500000e+00, 5.000000e-01>", "H<0x1f, 1.5, 0.5>"),
            ("P<(& ns::number), twice>", "P<&ns::number, &twice>", "P<ns::number, twice>"),
            ("P<(& ns::(anonymous namespace)::n)>", "P<&ns::(anonymous namespace)::n>", "P<ns::(anonymous)::n>"),
            ("P<0, ((int (ns::rec::*)() const)0)>", "P<nullptr, nullptr>", "P<0, 0>"),
            ("P<&ns::rec::b, int (&)[3]>", "P<&ns::rec::b, int (&)[3]>", "P<ns::rec::b, int(&)[3]>"),
            ("P<int (& (*)(char const*))[3]>", "P<int (&(*)(const char *))[3]>", "P<int(&(*)(const char*))[3]>"),
            ("P<int (* ns::rec::*)(int)>", "P<int (*ns::rec::*)(int)>", "P<int(* ns::rec::*)(int)>"),
            ("L<'\\37777777777', -1>", "L<'\\xff', (signed char)'\\xff'>", "L<255, -1>"),
            ("L<4660, 97, 128512>", "L<L'\\u1234', u'a', U'\\U0001f600'>", "L<4660, 97, 128512>"),
            ("B<ns::f()::local>", "B<local>", "B<local>"),
            (
                "B<ns::h::f() const::local const*, f(T) [with T = int]::in>",
                "B<const local *, in>",
                "B<const local*, in>",
            ),
            ("B<ns::f()::<lambda(int)> >", "B<(lambda at /a (b)/c.cc:11:154)>", "B<(lambda)>"),
            ("B<ns::<lambda(auto:1, long int)> >", "B<ns::(lambda at c.cc:9:21)>", "B<ns::(lambda)>"),
            ("B<ns::<unnamed enum> >", "B<ns::(unnamed enum at c.cc:7:338)>", "B<ns::(unnamed enum)>"),
            (
                "B<__complex__ double, __vector(4) int, int* __restrict__>",
                "B<_Complex double, __attribute__((__vector_size__(4 * sizeof(int)))) int, int *__restrict>",
                "B<_Complex double, __vector(4) int, int* __restrict>",
            ),
            ("A<pt{1, 2}, str<4>{\"abc\"}>", "A<{1, 2}, {{97, 98, 99, 0}}>", "A<{1, 2}, {{97, 98, 99}}>"),
            ("A<nest{pt{1, 0}, true, 0}, pt{}>", "A<{{1, 0}, true, nullptr}, {0, 0}>", "A<{{1}, true}, {}>"),
            (
                "B<void (R::*)() const noexcept, int() const>",
                "B<void (R::*)() const noexcept, int () const>",
                "B<void(R::*)() const noexcept, int() const>",
            ),
            ("B<int() const volatile &>", "B<int () const volatile &>", "B<int() const volatile&>"),
            ("B<std::nullptr_t>", "B<decltype(nullptr)>", "B<std::nullptr_t>"),
            ("V<int, X<3> >", "_STNV|<int, X<3> >", "V<int, X<3>>"),
            ("B<const {anonymous}::Y&>", "B<(anonymous namespace)::Y const &>", "B<const (anonymous)::Y&>"),
        ] {
            assert_eq!((spelt(gcc), spelt(clang)), (canonical.to_owned(), canonical.to_owned()), "{gcc}");
        }
    }

    #[test]
    fn damaged_names_end() {
        for text in [
            "<",
            ">",
            "X<",
            "X<'",
            "X<'\\",
            "X<)3>",
            "X<((3",
            "X<-",
            "long ",
            "X<long long long>",
            "X<\"",
            "X<\"\\",
            "X<(lambda",
            "X<(& ",
            "X<{{}}>}",
            "X<__attribute__((__vector_size__(4 * sizeof(",
            "X<)::y>",
            "X<1e",
            "X<const f()::",
            "'",
            "\u{e9}<'\u{e9}'>",
        ] {
            spelt(text);
            let _ = arguments(spelt(text).as_bytes());
        }
    }

    #[test]
    fn names_are_told_without_arguments() {
        for (name, rest) in [
            ("A<int>::B<F(int, int), 3>", Some("A<>::B<>")),
            ("A<int>::B", Some("A<>::B")),
            ("A<(1>2), int(*)(B<char>)>", Some("A<>")),
            ("A<(1<2)>", None),
            ("A<(anonymous)::x, int[3]>", Some("A<>")),
            ("(anonymous)::A<int>", Some("(anonymous)::A<>")),
            ("A", None),
            ("A<", None),
            ("A>", None),
            ("A<(>)", None),
        ] {
            assert_eq!(without_arguments(name).as_deref(), rest, "{name}");
        }
    }

    #[test]
    fn arguments_are_cut_at_their_own_level() {
        let cut = |name: &str| -> Vec<String> {
            arguments(name.as_bytes()).into_iter().map(|(a, b)| name[a..b].to_owned()).collect()
        };
        assert_eq!(
            cut("A<int>::B<std::pair<int, char>, 3, F(int, int)>"),
            ["std::pair<int, char>", "3", "F(int, int)"]
        );
        assert_eq!(cut("A<int>::B"), Vec::<String>::new());
        assert_eq!(cut("A<>"), Vec::<String>::new());
        assert_eq!(of_template("ns::A<int, B<char>>::C<3>::d"), "ns::A<>::C<>::d");
        let name = b"A<ns::red, B<3, ns::green>(int), {ns::red, 4}>";
        let of_name: Vec<&[u8]> = leaves(name).into_iter().map(|(start, end)| &name[start..end]).collect();
        assert_eq!(of_name, [&b"ns::red"[..], b"3", b"ns::green", b"ns::red", b"4"]);
    }
}
