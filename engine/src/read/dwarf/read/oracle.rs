//! What is read by hand, held against gimli on real objects: abbreviations and every attribute of every DIE, by two
//! compilers, in each version, width and byte order.

use std::path::Path;
use std::process::Command;

use gimli::{AttributeValue, DebugAbbrev, DebugInfo, DebugTypes, Reader as _, UnitHeader};

use super::attrs::Attrs;
use super::cursor::{Cursor, Value, fixed_size};
use super::plan::{Plans, Slot, slot};
use super::reader::{Reader, reader};
use super::unit::{DwarfFile, UnitContext};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::handle::Files;
use crate::read::dwarf::sections::{DwarfSections, Role};
use crate::read::elf::{Elf, Relocs, Section};

/// What has most kinds of DIEs and forms.
const SOURCE: &str = r#"
#include <stddef.h>
struct opaque;
enum color { RED = -1, GREEN, BLUE = 1000000 };
enum big { HUGE_ = 0x123456789abcdef };
typedef int vec __attribute__((vector_size(16)));
union u { char c[3][4]; double d; struct { unsigned a : 3, b : 5; long : 0; _Bool f : 1; }; };
struct s { struct s *next; union u u; enum color c; enum big b; const volatile char *restrict name; struct opaque *o;
           int (*call)(struct s *, int, ...); vec v; _Complex float z; int tail[]; };
extern _Thread_local int local;
_Thread_local int local = 3;
static int hidden;
int shown[2] = { 1, 2 };
const char *const text = "text";
typedef int (*callback)(struct s *);
__attribute__((noreturn)) void stop(void);
void stop(void) { for (;;) {} }
static inline int twice(int x) { int y = x; { int z = y; return z * 2; } }
int walk(struct s *s, callback back, size_t n)
{
	static int calls;
	for (; s; s = s->next)
		calls += twice(back(s)) + (int)n + hidden++;
	return calls + (int)offsetof(struct s, name);
}
"#;

/// Command lines: compiler, options, what comes out.
const BUILDS: &[&str] = &[
    "gcc -c -gdwarf-2 -gstrict-dwarf",
    "gcc -c -gdwarf-3 -O2",
    "gcc -c -gdwarf-4 -O2",
    "gcc -c -gdwarf-5 -O2",
    "gcc -c -gdwarf-5 -gdwarf64",
    "gcc -c -gdwarf-4 -fdebug-types-section",
    "gcc -c -gdwarf-5 -fdebug-types-section",
    "gcc -c -gdwarf-5 -m32 -O1",
    "gcc -shared -fPIC -gdwarf-4 -O2",
    "gcc -shared -fPIC -gdwarf-5 -ffunction-sections",
    "clang -c -gdwarf-4 -O2",
    "clang -c -gdwarf-5 -O2",
    "clang -c -gdwarf-5 -gdwarf64",
    "clang -c -gdwarf-5 -fdebug-types-section --target=aarch64-linux-gnu",
    "clang -c -gdwarf-5 --target=riscv64-linux-gnu",
    "clang -shared -fPIC -gdwarf-5 -gdwarf-aranges",
    "s390x-linux-gnu-gcc -c -gdwarf-4",
    "s390x-linux-gnu-gcc -c -gdwarf-5 -O2",
];

/// Compiles a source, which may include what is in a folder, with each of the command lines, and reads what comes out
/// both ways.
fn each(source: &str, headers: &Path, builds: &[&str]) {
    let lab = tempfile::tempdir().expect("a folder");
    std::fs::write(lab.path().join("a.c"), source).expect("a file");
    for line in builds {
        let mut words = line.split(' ');
        let mut command = Command::new(words.next().expect("a compiler"));
        command.args(words).args(["a.c", "-o", "out", "-I"]).arg(headers).current_dir(lab.path());
        let out = command.output().expect("a compiler");
        assert!(out.status.success(), "{line}: {}", String::from_utf8_lossy(&out.stderr));
        compare(&sections(&lab.path().join("out")), line);
    }
}

fn sections(file: &Path) -> DwarfSections {
    let bytes = Bytes::from_vec(std::fs::read(file).expect("a file"));
    let elf = Elf::parse("out", bytes).expect("an object");
    let mut lost = Vec::new();
    let read =
        DwarfSections::read(&elf, &Files::default(), file, Role::Main, "out", &mut lost).expect("sound sections");
    assert!(lost.is_empty(), "{lost:?}");
    read.expect("debug information")
}

/// How gimli's value is ours. Where a block or string is, counts from the start of `section`.
fn ours(value: AttributeValue<Reader<'_>>, section: &Reader<'_>) -> Value {
    let block = |bytes: &Reader<'_>| Value::Block(bytes.offset_from(section) as u64, bytes.len() as u32);
    match value {
        AttributeValue::Addr(v) | AttributeValue::Data8(v) | AttributeValue::Udata(v) => Value::Unsigned(v),
        AttributeValue::Data1(v) => Value::Unsigned(v.into()),
        AttributeValue::Data2(v) => Value::Unsigned(v.into()),
        AttributeValue::Data4(v) => Value::Unsigned(v.into()),
        AttributeValue::Flag(v) => Value::Unsigned(v.into()),
        AttributeValue::SecOffset(v) => Value::Unsigned(v as u64),
        AttributeValue::DebugLocListsIndex(v) => Value::Unsigned(v.0 as u64),
        AttributeValue::DebugRngListsIndex(v) => Value::Addrx(v.0 as u64),
        AttributeValue::Sdata(v) => Value::Signed(v),
        AttributeValue::Block(bytes) => block(&bytes),
        AttributeValue::Exprloc(expression) => block(&expression.0),
        AttributeValue::DebugAddrIndex(v) => Value::Addrx(v.0 as u64),
        AttributeValue::DebugStrOffsetsIndex(v) => Value::Strx(v.0 as u64),
        AttributeValue::DebugStrRef(v) => Value::Strp(v.0 as u64),
        AttributeValue::DebugStrRefSup(v) => Value::StrpSup(v.0 as u64),
        AttributeValue::DebugLineStrRef(v) => Value::LineStrp(v.0 as u64),
        AttributeValue::UnitRef(v) => Value::UnitRef(v.0 as u64),
        AttributeValue::DebugInfoRef(v) => Value::InfoRef(v.0 as u64),
        AttributeValue::DebugInfoRefSup(v) => Value::SupRef(v.0 as u64),
        AttributeValue::DebugTypesRef(v) => Value::Sig8(v.0),
        AttributeValue::String(bytes) => Value::Inline(bytes.offset_from(section) as u64),
        other => panic!("{other:?} is of no form that is raw"),
    }
}

fn relocated(relocs: &Relocs, place: usize, value: &AttributeValue<Reader<'_>>) -> Value {
    let value = value.udata_value().expect("a constant");
    let entry = relocs.entry(relocs.lower_bound(place as u64));
    Value::Unsigned(if entry.offset == place as u64 { entry.apply(value) } else { value })
}

/// Reads a unit both ways, DIE by DIE; returns how many there are.
fn compare_unit(all: &DwarfSections, info: &Section, unit: &UnitHeader<Reader<'_>>, start: usize, what: &str) -> usize {
    let encoding = unit.encoding();
    let section = reader(info, all.big_endian);
    let table = unit.abbreviations(&DebugAbbrev::from(reader(&all.abbrev, all.big_endian))).expect("abbreviations");
    let mut cursor = Cursor::new(&all.abbrev, all.big_endian, unit.debug_abbrev_offset().0);
    let plans = Plans::parse(&mut cursor, encoding, u64::MAX).expect("plans");
    assert_eq!(plans, Plans::of(&table, encoding).expect("plans of gimli's table"), "{what}");

    let mut raw = unit.entries_raw(&table, None).expect("DIEs");
    let mut cursor = Cursor::new(info, all.big_endian, start + unit.header_size());
    let mut attrs = Attrs::default();
    let mut count = 0;
    while !raw.is_empty() {
        let at = raw.next_offset();
        assert_eq!(cursor.pos, start + at.0, "{what}: where the next DIE is");
        let code = cursor.uleb().expect("a code");
        let Some(abbreviation) = raw.read_abbreviation().expect("an abbreviation") else {
            assert_eq!(code, 0, "{what}: {at:?}");
            continue;
        };
        count += 1;
        let plan = plans.get(code).expect("a plan");
        attrs.read(&mut cursor, &plans, plan, encoding).expect("attributes");
        let mut expected: Vec<(Slot, Value)> = Vec::new();
        for specification in abbreviation.attributes() {
            if let Some(size) = fixed_size(specification.form(), encoding) {
                assert_eq!(specification.size(unit), Some(size as usize), "{what}: {specification:?}");
            }
            let place = start + raw.next_offset().0;
            let value = raw.read_attribute(*specification).expect("a value").raw_value();
            let slot = slot(specification.name(), plan.family);
            if slot != Slot::Skip && expected.iter().all(|(s, _)| *s != slot) {
                let value = match (&value, info.relocs()) {
                    // The difference of two labels, which RISC-V leaves to the linker. gimli takes it as it stands.
                    (AttributeValue::Data4(_) | AttributeValue::Data8(_), Some(relocs)) => {
                        relocated(relocs, place, &value)
                    }
                    _ => ours(value, &section),
                };
                expected.push((slot, value));
            }
        }
        for (slot, value) in &expected {
            assert_eq!(attrs.get(*slot), Some(*value), "{what}: {slot:?} of the DIE at {at:?}");
        }
        let named = expected.iter().fold(0, |mask, (slot, _)| mask | 1 << *slot as u8);
        assert_eq!(plan.slots, named, "{what}: the DIE at {at:?}");
    }
    count
}

/// Reads all units of an object both ways.
fn compare(all: &DwarfSections, what: &str) {
    let mut count = 0;
    for info in std::iter::once(&all.info).chain(&all.info_extra) {
        let (section, mut start) = (DebugInfo::from(reader(info, all.big_endian)), 0);
        for unit in section.units() {
            let unit = unit.expect("a unit");
            count += compare_unit(all, info, &unit, start, what);
            start += unit.length_including_self();
        }
    }
    for info in &all.types {
        let (section, mut start) = (DebugTypes::from(reader(info, all.big_endian)), 0);
        for unit in section.units() {
            let unit = unit.expect("a unit");
            count += compare_unit(all, info, &unit, start, what);
            start += unit.length_including_self();
        }
    }
    assert!(count > 1, "{what}: {count} DIEs");
}

#[test]
fn dies_are_what_gimli_reads() {
    each(SOURCE, Path::new("."), BUILDS);
}

#[test]
fn dies_of_the_corpus_are_what_gimli_reads() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/c");
    let mut cases: Vec<_> =
        std::fs::read_dir(corpus).expect("cases").map(|case| case.expect("a case").path()).collect();
    cases.sort();
    for case in cases.iter().step_by(20) {
        if let Ok(source) = std::fs::read_to_string(case.join("new.c")) {
            each(&source, case, &["gcc -c -w -gdwarf-4", "clang -c -w -gdwarf-5"]);
        }
    }
}

proptest::proptest! {
    /// Bytes that nobody made sense of: a header that is sound, so that they are looked at, and anything behind it.
    #[test]
    fn any_bytes_end(
        info in proptest::collection::vec(0_u8.., 0..64),
        line in proptest::collection::vec(0_u8..40, 0..96),
        indexes in proptest::collection::vec(0_u8.., 0..24),
        version in 2_u8..6,
        at in 0_u64..40,
        big_endian: bool,
    ) {
        let section = |name, bytes: Vec<u8>| Section::new(name, Bytes::from_vec(bytes));
        let framed = |rest: &[u8]| {
            let word = |n: usize| if big_endian { (n as u32).to_be_bytes() } else { (n as u32).to_le_bytes() };
            let version = if big_endian { [0, version] } else { [version, 0] };
            [&word(rest.len() + 2)[..], &version, rest].concat()
        };
        let sections = DwarfSections {
            big_endian,
            info: section(".debug_info", [framed(&info), framed(&[1, 8, 0, 0, 0, 0, 8, 8]), info.clone()].concat()),
            line: section(".debug_line", framed(&line)),
            abbrev: section(".debug_abbrev", vec![1, 0x11, 0, 0x10, 0x17, 0, 0, 0]),
            str_offsets: section(".debug_str_offsets", indexes.clone()),
            addr: section(".debug_addr", indexes),
            ..DwarfSections::default()
        };
        let file = DwarfFile::new(&sections);
        for index in 0..file.units.len() {
            let Ok(mut context) = UnitContext::open(&file, index) else { continue };
            context.file_count(&file);
            let _ = context.path(&file, at, &[]);
            let block = Value::Block(at, info.len() as u32);
            let _ = (context.location(&file, block), context.member_offset(&file, block));
            let _ = (context.address(&file, Value::Addrx(at)), context.address(&file, Value::Addrx(u64::MAX / 8)));
        }
    }
}
