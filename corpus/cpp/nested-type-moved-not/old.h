struct shape {
    struct style {
        int colour;
    };
    style now;
};

shape *make_shape();
