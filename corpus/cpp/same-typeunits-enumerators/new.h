enum class colour : unsigned char { red, green = 7 };

template <colour C> struct paint {
    int layers;
};

struct wall {
    wall();
    int put(paint<colour::green> fresh);
    int area;
};

wall *make_wall();
