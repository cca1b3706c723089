//! What a finding says of how consumers use a class. All built here, by both compilers.

mod support;

use abilens::model::report::{ClassUse, Report};

use support::Lab;

/// The classes, each of which grows by a member at its end.
const CLASSES: &str = r"
#include <exception>
#ifdef NEW
#define MORE long more;
#else
#define MORE
#endif
struct plain { int a; MORE };
class factory {
  public:
    static factory *make();
    int value() const;
    void release();
  private:
    factory();
    factory(const factory &);
    ~factory();
    int a;
    MORE
};
class created {
  public:
    created();
    int value() const;
    int a;
    MORE
};
class hook {
  public:
    virtual ~hook();
    virtual int run() = 0;
    int a;
    MORE
};
class short_hook {
  public:
    virtual ~short_hook();
    virtual int run();
    int a;
    MORE
};
class ground {
  public:
    virtual ~ground();
    virtual int run();
};
class derived : public ground {
  public:
    derived();
    int b;
    MORE
};
class failure : public std::exception {
  public:
    failure();
    ~failure() throw();
    int a;
    MORE
};
class inlined {
  public:
    inlined();
    int value() const { return a; }
    int a;
    MORE
};
";

const FUNCTIONS: &str = r#"
#include "lib.h"
int of_plain(plain *p) { return p->a; }
factory::factory() : a(0) {}
factory::~factory() {}
factory *factory::make() { return new factory; }
int factory::value() const { return a; }
void factory::release() { delete this; }
created::created() : a(0) {}
int created::value() const { return a; }
hook::~hook() {}
int of_hook(hook &h) { return h.run() + h.a; }
short_hook::~short_hook() {}
int short_hook::run() { return a; }
ground::~ground() {}
int ground::run() { return 1; }
derived::derived() : b(0) {}
failure::failure() : a(0) {}
failure::~failure() throw() {}
void fail() { throw failure(); }
inlined::inlined() : a(0) {}
int of_inlined(inlined &i) { return i.value(); }
created held;
"#;

fn uses<'r>(report: &'r Report, class: &str) -> Vec<&'r [ClassUse]> {
    report.findings.iter().filter(|f| f.root && f.subject.name == class).map(|f| f.consumers.as_slice()).collect()
}

#[test]
fn a_finding_says_what_consumers_do_with_its_class() {
    use ClassUse as U;
    let lab = Lab::new();
    lab.write("lib.h", CLASSES);
    lab.write("lib.cc", FUNCTIONS);
    for compiler in ["g++", "clang++ -fstandalone-debug"] {
        for (side, flag) in [("old", ""), ("new", "-DNEW")] {
            lab.run(&format!("{compiler} -g -shared -fPIC {flag} -Wl,-soname,lib.so lib.cc -o {side}.so"));
        }
        let report = lab.diff("old.so", "new.so");
        let expected: [(&str, &[ClassUse]); 8] = [
            ("plain", &[]),
            ("factory", &[U::FactoryOnly]),
            ("created", &[U::Create, U::Hold, U::Derive]),
            ("hook", &[U::Derive, U::CallVirtually, U::Implement, U::CopyTable]),
            ("short_hook", &[U::Create, U::Derive, U::CallVirtually, U::CopyTable]),
            ("derived", &[U::Create, U::Derive, U::CallVirtually, U::CopyTable]),
            ("failure", &[U::Create, U::Derive, U::CallVirtually, U::CopyTable, U::Catch]),
            ("inlined", &[U::Create, U::Derive, U::Inline]),
        ];
        for (class, wanted) in expected {
            let found = uses(&report, class);
            assert!(!found.is_empty() && found.iter().all(|f| *f == wanted), "{compiler} {class}: {found:?}");
        }
    }
}
