struct style {
    int colour;
};
struct shape {
    style now;
};

shape *make_shape();
