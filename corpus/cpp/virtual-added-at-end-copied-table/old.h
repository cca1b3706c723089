struct shape {
    shape() {}
    virtual int area();
};

int measure(shape *what);
