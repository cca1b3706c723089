//! Names taken apart and spelt, and names that are made to hurt.

use super::*;

fn text(name: &str) -> String {
    source(name).unwrap_or_else(|| "-".to_owned())
}

#[test]
fn declarations_are_spelt_as_the_source_has_them() {
    for (name, expected) in [
        ("_Z3foov", "foo()"),
        ("_Z3fooPKcRiOS_", "foo(const char *, int &, const char &&)"),
        ("_Z3fooPKcRiOi", "foo(const char *, int &, int &&)"),
        ("_ZNK2ns1A3getEi", "ns::A::get(int) const"),
        ("_ZNKR2ns1A3getEv", "ns::A::get() const &"),
        ("_ZNO2ns1A3getEv", "ns::A::get() &&"),
        ("_ZN2ns1AC1Ei", "ns::A::A(int)"),
        ("_ZN2ns1AC2Ei", "ns::A::A(int)"),
        ("_ZN2ns1AD0Ev", "ns::A::~A()"),
        ("_ZN1BCI11AEi", "B::A(int)"),
        ("_ZN3VecIiSaIiEE4pushERKi", "Vec<int, std::allocator<int>>::push(const int &)"),
        ("_Z3maxIiET_S0_S0_", "max<int>(int, int)"),
        ("_Z1fB5cxx11v", "f[abi:cxx11]()"),
        ("_ZTV1A", "vtable for A"),
        ("_ZTIN2ns1AE", "typeinfo for ns::A"),
        ("_ZTS3VecIiE", "typeinfo name for Vec<int>"),
        ("_ZTT1D", "VTT for D"),
        ("_ZTC1D8_1C", "construction vtable for D"),
        ("_ZThn16_N1D1fEv", "thunk to D::f()"),
        ("_ZTv0_n24_N1D1fEv", "thunk to D::f()"),
        ("_ZTcv0_n24_h8_N1D5cloneEv", "thunk to D::clone()"),
        ("_ZGVZ4instvE1x", "guard variable for inst()::x"),
        ("_ZTW1x", "TLS wrapper function for x"),
        ("_ZGR1r_", "reference temporary for r"),
        ("_ZZ4instvE1x_0", "inst()::x"),
        ("_ZZ1fvENKUliE_clEi", "f()::{lambda(int)#1}::operator()(int) const"),
        ("_Z1gIN2ns4infoMUlvE_EEvT_", "g<ns::info::{lambda()#1}>(ns::info::{lambda()#1})"),
        ("_Z1fPFivE", "f(int (*)())"),
        ("_Z1fPFPFvcEiE", "f(void (*(*)(int))(char))"),
        ("_Z1fRA3_Ki", "f(const int (&)[3])"),
        ("_Z1fM1AFivE", "f(int (A::*)())"),
        ("_Z1fM1AKFivE", "f(int (A::*)() const)"),
        ("_Z1fPDoFvvE", "f(void (*)() noexcept)"),
        ("_Z1fDu", "f(char8_t)"),
        ("_Z1fSs", "f(std::string)"),
        ("_Z1fRKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE", "f(const std::string &)"),
        ("_ZlsRSoRK1A", "operator<<(std::ostream &, const A &)"),
        ("_ZN1AcvbEv", "A::operator bool()"),
        ("_ZN1AcvT_IiEEv", "A::operator int<int>()"),
        ("_ZN1AlsEi", "A::operator<<(int)"),
        ("_ZN1AltIiEEbT_", "A::operator< <int>(int)"),
        ("_Znwm", "operator new(unsigned long)"),
        ("_ZN12_GLOBAL__N_11fEv", "(anonymous)::f()"),
        ("_Z1fIJicEEvDpT_", "f<int, char>(int, char)"),
        ("_Z1fIJEEvDpRKT_", "f<>()"),
        ("_ZNW3mod1AC1Ev", "A@mod::A()"),
        ("_ZW3mod3foov", "foo@mod()"),
        ("_Z3foov.cold", "foo() [.cold]"),
        ("_Z3addi.avx2", "add(int) [.avx2]"),
        ("_Z1fDF16_DB7_Dn", "f(_Float16, _BitInt(7), std::nullptr_t)"),
        ("_Z1fILi3ELb1ELc65EEvv", "f<3, true, (char)65>()"),
        ("_Z1fIiEDTplfp_fp_ET_", "f<int>(int)"),
        ("_ZN2ns1fITkNS_1CEiEEvT_", "ns::f<int>(int)"),
        ("_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE", "core::fmt::Write::write_fmt"),
        ("_RNvC6_123foo3bar", "123foo::bar"),
        ("foo", "-"),
        ("_Z", "-"),
        ("_ZN", "-"),
        ("_ZGVbN2v_acos", "-"),
    ] {
        assert_eq!(text(name), expected, "{name}");
    }
}

#[test]
fn parts_of_a_declaration_are_told_apart() {
    let ctor = view("_ZN2ns1AC2Ei").unwrap();
    assert_eq!((ctor.what, ctor.class().as_deref()), (What::Constructor(b'2'), Some("ns::A")));
    let table = view("_ZTVN2ns1AE").unwrap();
    assert_eq!((table.what, table.class().as_deref()), (What::OfClass(Special::Table), Some("ns::A")));
    let member = view("_ZNVK2ns1A3getEic").unwrap();
    assert_eq!((member.name().as_str(), member.qualifiers.as_str()), ("ns::A::get", " const volatile"));
    assert_eq!(member.parameters, Some(vec!["int".to_owned(), "char".to_owned()]));
    let template = view("_Z3maxIiET_S0_S0_").unwrap();
    assert_eq!((template.result.as_deref(), template.is_instantiation()), (Some("int"), true));
    let local = view("_ZZ4instvE1x").unwrap();
    assert!(local.is_local && !local.names_unnamed);
    let closure = view("_Z1gIN2ns4infoMUlvE_EEvT_").unwrap();
    assert!(!closure.is_local && closure.names_unnamed);
    assert!(view("_Z1gIZ1fvEUlvE_EvT_").unwrap().is_local);
    let tagged = view("_ZN2ns1fB3foo1AIiE1gEv");
    assert_eq!(tagged.unwrap().path[1].tags, ["foo"]);
    assert_eq!(view("_ZW3mod3foov").unwrap().module, "mod");
    for name in [
        "_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE",
        "_ZN33_$LT$l..Bar$u20$as$u20$l..Foo$GT$2go17h2e7a3dbe3c001effE",
        "_ZN33_$LT$l..Bar$u20$as$u20$l..Foo$GT$2go17h2e7a3dbe3c001effE.llvm.12345",
        "_RNvC6_123foo3bar",
    ] {
        assert!(is_of_rust(name) && view(name).is_none(), "{name}");
    }
    for name in ["_ZN3lib4openEi", "_ZN3lib17h0123456789abcdefEi", "_ZN3lib17h0123456789abcdegE", "_Reserved", "lib"] {
        assert!(!is_of_rust(name), "{name}");
    }
}

#[test]
fn hostile_names_end() {
    let deep = format!("_Z1f{}i", "P".repeat(60_000));
    assert_eq!(view(&deep), None);
    source(&deep);
    // Each substitution doubles the text.
    let mut doubling = "_Z1fIiE1AIS_S_E".to_owned();
    for i in 0..60 {
        doubling.push_str(&format!("1AIS{0}_S{0}_E", char::from(b'0' + (i % 10))));
    }
    source(&doubling);
    let mut nested = "_Z1f1AIiiE".to_owned();
    for _ in 0..200 {
        nested.push_str("S_IS1_S1_E");
    }
    assert!(source(&nested).is_none_or(|text| text.len() < 1 << 21));
    for name in [
        "_Z99999999999999999999f",
        "_Z5f",
        "_ZS999999999999999_",
        "_ZN1AC9Ev",
        "_ZTv0_n",
        "_Z1fIL",
        "_Z1fIXE",
        "_ZZ",
        "_Z1fLi",
    ] {
        assert_eq!(source(name), None, "{name}");
    }
    for repeated in ["N", "Z", "I", "1AI", "X", "Dp", "cv", "_Z1fIX", "F", "M", "Ul", "sr", "L_Z", "S", "T", "DT"] {
        source(&format!("_Z{}", repeated.repeat(5_000)));
    }
    assert_eq!(source("_Z5f\u{1b}[2Jv").as_deref(), Some("f\u{fffd}[2J()"));
}

#[test]
fn names_for_files_of_others_are_spelt_as_cppfilt_does() {
    for (name, expected) in [
        ("_ZN2ns1CC1Ev", "ns::C::C()"),
        ("_ZTVN2ns1CE", "vtable for ns::C"),
        ("_ZTTN2ns1CE", "VTT for ns::C"),
        ("_ZTIN2ns1CE", "typeinfo for ns::C"),
        ("_ZTSN2ns1CE", "typeinfo name for ns::C"),
        ("_ZThn8_N2ns1CD1Ev", "non-virtual thunk to ns::C::~C()"),
        ("_ZTv0_n24_N2ns1CD0Ev", "virtual thunk to ns::C::~C()"),
        ("_ZTch0_h16_N2ns1C1fEi", "covariant return thunk to ns::C::f(int)"),
        ("_ZGVN2ns1xE", "guard variable for ns::x"),
        ("_Z1fRSo", "f(std::basic_ostream<char, std::char_traits<char> >&)"),
        (
            "_ZNSsC1ERKSs",
            "std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string(std::basic_string<char, std::char_traits<char>, std::allocator<char> > const&)",
        ),
        ("_Z1gILj5ELl1ELb1ELin3EEvi", "void g<5u, 1l, true, -3>(int)"),
        ("_Z1hi", "h(int)"),
    ] {
        assert_eq!(super::as_binutils(name).as_deref(), Some(expected), "{name}");
    }
    assert_eq!(super::as_binutils("main"), None);
}
