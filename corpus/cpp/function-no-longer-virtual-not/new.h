struct shape {
    virtual int area();
    virtual int perimeter();
};
struct square : shape {
    int area();
};

shape *make_square();
