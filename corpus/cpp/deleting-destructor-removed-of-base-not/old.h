class shape {
public:
    virtual ~shape();
    virtual int area();

protected:
    shape();
};

class square : public shape {
public:
    square();
    int area() override;
};

shape *make_shape();
int side(const square *what);
