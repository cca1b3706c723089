struct point {
    int x, y;
};
struct nest {
    point at;
    bool flag;
    const char *name;
};
template <unsigned long N> struct text {
    char of[N];
    constexpr text(const char (&given)[N])
    {
        for (unsigned long i = 0; i < N; i++)
            of[i] = given[i];
    }
};
enum class letter : char { a = 'a', none = -3 };
template <point P> struct placed {
    int at;
};
template <nest N> struct nested {
    int at;
};
template <text T> struct named {
    int at;
};
template <auto V> struct value {
    int at;
};

struct everything {
    placed<point{1, 2}> one;
    placed<point{1, 0}> two;
    placed<point{}> origin;
    nested<nest{{1, -2}, true, nullptr}> inner;
    nested<nest{}> nothing;
    named<"abc"> abc;
    named<"a\"b\n"> escaped;
    value<point{3, 4}> any;
    value<letter::a> a;
    value<letter::none> none;
    value<(letter)99> other;
    value<u8'a'> eight;
};

everything *make_everything();
