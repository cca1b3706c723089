// The public header of a library of C++ that uses much of the language, as far as C++11 knows it: whatever builds it, the
// library is the same.
#ifndef RICH_H
#define RICH_H

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace rich {

enum class Colour : unsigned char { red, green = 7, blue };
enum Plain { plain_first = -3, plain_last = 40 };
enum Flags : unsigned long { flag_one = 1, flag_high = 1ul << 40 };

typedef int (*Callback)(const char *, void *, ...);
using Names = std::vector<std::string>;

// Passed in registers of each class, and in memory.
struct Two {
    long first;
    double second;
};
struct Floats {
    float x, y, z;
};
struct Big {
    char bytes[40];
    long double tail;
};
struct Bits {
    int a : 3;
    unsigned : 5;
    int whole : 32;
    unsigned char c : 8;
    bool flag : 1;
    Colour colour : 4;
    unsigned long wide : 50;
};
struct __attribute__((packed)) Packed {
    char c;
    int i;
    short s;
};
struct alignas(32) Aligned {
    int i;
};
union Either {
    int i;
    float f;
    struct {
        short low, high;
    };
    char text[12];
};
struct Empty {};
struct Kinds {
    wchar_t w;
    char16_t c16;
    char32_t c32;
    signed char s;
    unsigned __int128 huge;
    std::nullptr_t null;
    long double ld;
    volatile int v;
    const int k;
    bool b;
    int matrix[2][3];
    int (*pointers[4])(const Two &, Two &&);
};

// A template whose instances the library makes, with arguments of many kinds.
template <class T, unsigned N = 4> class Array {
public:
    typedef T value_type;
    Array() : used(0) {}
    T &at(unsigned i);
    const T &at(unsigned i) const;
    unsigned size() const { return used; }
    template <class U> U as(unsigned i) const { return static_cast<U>(items[i]); }
    static int instances;

private:
    T items[N];
    unsigned used;
};
template <class T, unsigned N> int Array<T, N>::instances;
template <class T, unsigned N> T &Array<T, N>::at(unsigned i) { return items[i < N ? i : 0]; }
template <class T, unsigned N> const T &Array<T, N>::at(unsigned i) const { return items[i < N ? i : 0]; }
extern template class Array<long>;
extern template class Array<const char *, 2>;
template <Colour C, char Letter, int Less, bool Is, long *Where> struct Values {
    long *where() const { return Where; }
    int value[static_cast<int>(C) + 1];
};
extern long place;
template <template <class, unsigned> class Holder, class... Ts> struct Pack {
    Holder<int, sizeof...(Ts) + 1> held;
};
template <class T> using Pairs = std::vector<std::pair<T, T>>;

// An interface that consumers implement: no unit of the library emits its table.
class Listener {
public:
    virtual ~Listener() {}
    virtual int heard(const Two &) = 0;
    virtual void done() noexcept = 0;
};

class Base {
public:
    Base();
    explicit Base(int);
    Base(const Base &);
    Base &operator=(const Base &);
    virtual ~Base();
    virtual int size(int scale = 2) const;
    virtual Base *clone() const;
    virtual void pure(Either) = 0;
    int count() const { return counted; }

protected:
    virtual int inner() const;
    int counted;

private:
    mutable int cache;
    char tail;
};

class Left : public virtual Base {
public:
    Left();
    int size(int) const override;
    Left *clone() const override;
    void pure(Either) override;
    long left;
};

class Right : public virtual Base, protected Empty {
public:
    Right();
    void pure(Either) override;
    virtual std::string name() const;
    char right;
};

class Both final : public Left, private Right {
public:
    Both();
    Both(Both &&) noexcept;
    ~Both() override;
    Both *clone() const override;
    void pure(Either) override;
    std::string name() const override;
    int by_lvalue() &;
    int by_rvalue() &&;
    bool operator==(const Both &) const;
    explicit operator bool() const;
    operator std::string() const;
    int operator()(int) const;
    int &operator[](std::size_t);
    void *operator new(std::size_t);
    void operator delete(void *);
    friend bool operator<(const Both &, const Both &);

    static const int limit = 9;
    static constexpr double ratio = 0.5;
    static int shared;
    static thread_local int mine;

    struct Nested {
        enum { one, two } kind;
        Nested *next;
        int Both::*member;
        int (Both::*function)(int) const;
    };
    Nested nested(Nested *) const;

private:
    Nested chain[2];
    std::unique_ptr<Nested> owned;
    struct Secret;
    Secret *secret;
};

// With what the standard library gives.
class Store {
public:
    Store();
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;
    void put(const std::string &key, std::vector<int> value);
    std::shared_ptr<Base> base(std::function<int(const Two &)> visit, Listener *listener) const;
    const std::map<std::string, Names> &names() const;
    Pairs<int> pairs(Pack<Array, int, char> pack, Values<Colour::green, 'x', -1, true, &place> values);

private:
    struct Hash {
        std::size_t operator()(const std::string &) const;
    };
    std::map<std::string, Names> all;
    std::function<void(int)> changed;
    std::shared_ptr<Left> left;
    std::pair<Colour, Array<long>> pair;
};

class Failure : public std::runtime_error {
public:
    explicit Failure(const std::string &what, int code);
    ~Failure() override;
    int code() const noexcept { return number; }

private:
    int number;
};

inline namespace v2 {
struct Versioned {
    int version;
    Versioned &set(int);
};
int versioned(Versioned, Names &&);
} // namespace v2

__attribute__((abi_tag("new"))) std::string tagged(int);
[[deprecated]] int old_one(int);

inline int &counter()
{
    static int counter;
    return ++counter;
}

template <class T> T largest(T a, T b) { return b < a ? a : b; }
extern template long largest<long>(long, long);

Two by_value(Two, Floats, Big, Bits, Empty, Packed, Aligned, Either);
const Kinds *kinds(Kinds &&, Colour, Plain, Flags);
int overloaded(int);
int overloaded(const char *);
int overloaded(std::initializer_list<int>);
void thrower(bool) noexcept(false);
extern const Two constants[3];
extern Colour colour;
extern Array<const char *, 2> words;

} // namespace rich

extern "C" {
struct rich_plain {
    int a : 7;
    struct rich_plain *next;
    int (*call)(struct rich_plain *, rich::Callback);
    double data[];
};
int rich_call(struct rich_plain *, rich::Callback, ...);
extern struct rich_plain *rich_head;
}

#endif
