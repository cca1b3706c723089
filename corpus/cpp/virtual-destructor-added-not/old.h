struct shape {
    virtual ~shape();
    virtual int area();
};
struct square : shape {
    int area() override;
};

shape *make_square();
