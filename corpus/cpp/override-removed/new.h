struct shape {
    virtual int area();
};
struct square : shape {
    virtual int corners();
};

int measure(shape *what);
