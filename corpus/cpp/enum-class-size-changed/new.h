enum class colour : char { red, green };
struct pen {
    colour first;
    colour last;
};

pen *make_pen();
