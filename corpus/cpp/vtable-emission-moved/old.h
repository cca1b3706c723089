struct shape {
    virtual int area();
    int side = 2;
};

int measure(shape *what);
shape *make_shape();
