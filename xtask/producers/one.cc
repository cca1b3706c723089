// Most of the library of rich.h.

#include "rich.h"

namespace rich {

namespace {
struct Local {
    int x;
    virtual ~Local() {}
    virtual int get() const { return x; }
};
int helper(const Local &local) { return local.get(); }
} // namespace

struct Both::Secret {
    Local local;
    std::vector<Local *> more;
};

long place;
const Two constants[3] = {{1, 2}, {3, 4}, {5, 6}};
Colour colour = Colour::blue;
Array<const char *, 2> words;
template class Array<long>;
template class Array<const char *, 2>;
template long largest<long>(long, long);

Base::Base() : counted(0), cache(0), tail(0) {}
Base::Base(int n) : counted(n), cache(n), tail(1) {}
Base::Base(const Base &other) : counted(other.counted), cache(other.cache), tail(other.tail) {}
Base &Base::operator=(const Base &other)
{
    counted = other.counted;
    return *this;
}
Base::~Base() {}
int Base::size(int scale) const { return counted * scale + inner(); }
Base *Base::clone() const { return nullptr; }
int Base::inner() const { return cache + tail; }

Left::Left() : left(3) {}
int Left::size(int n) const { return static_cast<int>(left) + n; }
Left *Left::clone() const { return nullptr; }
void Left::pure(Either either) { left = either.i; }

Right::Right() : right('r') {}
void Right::pure(Either either) { right = either.text[0]; }
std::string Right::name() const { return std::string(1, right); }

int Both::shared = 5;
thread_local int Both::mine = 6;
const int Both::limit;
constexpr double Both::ratio;

Both::Both() : Left(), Right(), chain{}, owned(new Nested{}), secret(new Secret{}) {}
Both::Both(Both &&other) noexcept : Base(), Left(), Right(), chain{}, owned(std::move(other.owned)), secret(nullptr) {}
Both::~Both() { delete secret; }
Both *Both::clone() const { return nullptr; }
void Both::pure(Either either) { Left::pure(either); }
std::string Both::name() const { return "both"; }
int Both::by_lvalue() & { return helper(secret->local); }
int Both::by_rvalue() && { return shared + mine; }
bool Both::operator==(const Both &other) const { return secret == other.secret; }
Both::operator bool() const { return secret != nullptr; }
Both::operator std::string() const { return name(); }
int Both::operator()(int n) const { return n; }
int &Both::operator[](std::size_t) { return counted; }
void *Both::operator new(std::size_t size) { return ::operator new(size); }
void Both::operator delete(void *at) { ::operator delete(at); }
bool operator<(const Both &a, const Both &b) { return a.secret < b.secret; }
Both::Nested Both::nested(Nested *from) const { return from ? *from : chain[1]; }

Two by_value(Two two, Floats floats, Big big, Bits bits, Empty, Packed packed, Aligned aligned, Either either)
{
    two.first += bits.whole + packed.i + aligned.i + either.i + big.bytes[0];
    two.second += floats.x;
    return two;
}
const Kinds *kinds(Kinds &&kinds, Colour, Plain, Flags) { return &kinds; }
int overloaded(int n) { return n + counter(); }
int overloaded(const char *text) { return *text; }
int overloaded(std::initializer_list<int> list) { return static_cast<int>(list.size()); }

} // namespace rich

rich_plain *rich_head;
int rich_call(rich_plain *plain, rich::Callback callback, ...) { return callback("", plain, plain->a); }
