struct shape {
    virtual int area() { return 4; }
};

int measure(shape *what);
shape *make_shape();
