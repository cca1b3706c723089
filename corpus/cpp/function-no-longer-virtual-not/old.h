struct shape {
    virtual int area();
    virtual int perimeter();
};
struct square : shape {
    virtual int area();
};

shape *make_square();
