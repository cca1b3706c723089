template <typename T> struct pair_of {
    T first;
    T second;
};
struct point {
    int x;
    int y;
};

int second_x(const pair_of<point> &what);
