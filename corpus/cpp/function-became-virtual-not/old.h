struct shape {
    virtual int area();
    virtual int perimeter();
};
struct square : shape {
    int area() override;
};

shape *make_square();
