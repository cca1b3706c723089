#pragma once
// Instances of templates with arguments of each kind. QUALIFIED: a function type with qualifiers.
#include <cstddef>

namespace ns {
enum colour { red, green };
enum { without_tag = 4 };
enum class size : unsigned char { small, large };
struct rec {
    int a, b;
    int get() const;
    static int stat;
};
extern const int number;
extern int row[3];
int twice(int value);

template <typename... T> struct list {
    int at;
};
template <auto V> struct value {
    int at;
};
template <auto &V> struct referred {
    int at;
};
template <typename T> struct box {
    int at;
};
template <typename T> using alias = box<T>;
template <typename T, typename U = list<T>, int N = sizeof(T)> struct defaults {
    int at;
};
template <template <typename...> class... TT> struct templates {
    int at;
};
template <typename T> struct outer {
    template <T V> struct inner {
        int at;
    };
    struct plain {
        int at;
    };
};
inline namespace v2 {
struct versioned {
    int at;
};
} // namespace v2
typedef struct {
    int x;
} tagless;
inline auto lambda = [](int x) { return x; };
} // namespace ns

struct values {
    ns::value<3> three;
    ns::value<3u> unsigned_three;
    ns::value<-1> minus;
    ns::value<(short)-3> small;
    ns::value<-9223372036854775807LL> far;
    ns::value<18446744073709551615ULL> most;
    ns::value<(__int128)5> widest;
    ns::value<true> yes;
    ns::value<'a'> a;
    ns::value<'\0'> zero;
    ns::value<'\n'> line;
    ns::value<'\''> quote;
    ns::value<'"'> quotes;
    ns::value<','> comma;
    ns::value<'>'> greater;
    ns::value<'\xff'> last;
    ns::value<(signed char)-1> signed_last;
    ns::value<(unsigned char)255> unsigned_last;
    ns::value<L'\x1234'> wide;
    ns::value<u'\u20ac'> sixteen;
    ns::value<U'\U0001F600'> thirty_two;
    ns::value<ns::green> green;
    ns::value<(ns::colour)1> also_green;
    ns::value<ns::without_tag> without_tag;
    ns::value<ns::size::large> large;
    ns::value<(ns::size)9> no_enumerator;
    ns::value<nullptr> nothing;
    ns::value<static_cast<int *>(nullptr)> no_pointer;
    ns::value<static_cast<int (*)(int)>(nullptr)> no_function;
    ns::value<static_cast<int ns::rec::*>(nullptr)> no_member;
    ns::value<static_cast<int (ns::rec::*)() const>(nullptr)> no_member_function;
    ns::value<&ns::number> address;
    ns::value<&ns::row> array;
    ns::value<&ns::rec::stat> static_member;
    ns::value<&ns::rec::b> member;
    ns::value<&ns::rec::get> member_function;
    ns::value<&ns::twice> function;
    ns::referred<ns::number> reference;
    ns::referred<ns::twice> function_reference;
    ns::list<ns::value<ns::green>, ns::value<&ns::number> *, const ns::value<'a'> &> nested;
    ns::box<ns::list<ns::value<ns::size::small>>(ns::value<&ns::twice>)> deeper;
    ns::outer<ns::colour>::inner<ns::green> inside;
    ns::outer<const int *>::inner<&ns::number> pointed;
};

struct types {
    ns::list<> none;
    ns::list<int, unsigned long, const char *, long double> some;
    ns::box<unsigned> plain;
    ns::box<signed char> byte;
    ns::box<long long> longest;
    ns::box<unsigned __int128> widest;
    ns::box<float _Complex> complex;
    ns::box<int __attribute__((vector_size(16)))> vector;
    ns::box<wchar_t> wide;
    ns::box<char32_t> character;
    ns::box<bool> flag;
    ns::box<void> nothing;
    ns::box<decltype(nullptr)> null;
    ns::box<int *const *> pointers;
    ns::box<const int *const> constant;
    ns::box<const volatile int> both;
    ns::box<const int *__restrict> restricted;
    ns::box<const char (&)[4]> array;
    ns::box<const int (*const)[2][3]> matrix;
    ns::box<int[]> unbounded;
    ns::box<int &&(int &&)> references;
    ns::box<void (*)(int, ...)> variadic;
    ns::box<int (*(*)(long))(char)> functions;
    ns::box<int (&(*)(const char *))[3]> of_array;
    ns::box<void (*)() noexcept> quiet;
    ns::box<QUALIFIED> qualified;
    ns::box<int ns::rec::*> member;
    ns::box<int (ns::rec::*)(int) const> member_function;
    ns::box<int (*ns::rec::*)(int)> function_member;
    ns::box<ns::tagless> tagless;
    ns::box<ns::versioned> versioned;
    ns::box<decltype(ns::lambda)> lambda;
    ns::box<ns::box<const ns::box<int *const>>> nested;
    ns::defaults<int> one_given;
    ns::defaults<long, char, 5> all_given;
    ns::templates<> no_templates;
    ns::templates<ns::list, ns::list> two_templates;
    ns::outer<const char *>::plain inside;
    ns::alias<int> alias;
};

values *make_values();
types *make_types();
int take(ns::value<ns::red> *, ns::box<ns::value<ns::green>> *, ns::alias<char> *);
inline auto make_local()
{
    struct local {
        int x;
    };
    return ns::box<local *>{1};
}
decltype(make_local()) *local_one();
