class shape {
public:
    virtual int area();
};
class square : public shape {
public:
    int area() override;
    static square *make();

private:
    square();
};

int measure(shape *what);
