struct shape {
    int area = 3;
    int edges() const;
};
struct drawn {
    int colour = 7;
};
struct circle : drawn, shape {
    int radius = 5;
};

shape *make_shape();
