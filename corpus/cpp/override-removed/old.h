struct shape {
    virtual int area();
};
struct square : shape {
    int area() override;
    virtual int corners();
};

int measure(shape *what);
