enum class size : unsigned char { small, large };
template <typename T, unsigned N> struct sized {
    T at[N];
    T first() const { return at[0]; }
};
template <size S> struct made {
    int at;
};
struct holder {
    sized<int, 3> three;
    sized<sized<char, 2>, 2> nested;
    made<size::large> large;
};

int first_of(const holder &what);
