enum class colour { red, green };
struct pen {
    colour first;
    colour last;
};

pen *make_pen();
