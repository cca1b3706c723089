struct shape {
    virtual ~shape();
    virtual int area();
};
struct square : shape {
    int area() override;
    ~square() override;
};

shape *make_square();
int areas();
