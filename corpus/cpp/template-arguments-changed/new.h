enum colour { red, green };
struct point {
    int x, y;
};
extern const int one, other;
int twice(int value);
int thrice(int value);
template <int N> struct sized {
    int at;
};
template <colour C> struct painted {
    int at;
};
template <const int *P> struct pointed {
    int at;
};
template <int (*F)(int)> struct calling {
    int at;
};
template <int point::*M> struct picking {
    int at;
};
template <char C> struct lettered {
    int at;
};
template <typename... T> struct list {
    int at;
};

struct everything {
    sized<4> number;
    painted<green> colour;
    pointed<&other> address;
    calling<thrice> function;
    picking<&point::y> member;
    lettered<'b'> letter;
    list<int> pack;
    list<sized<2>> nested;
};

everything *make_everything();
