class shape {
public:
    virtual int area();
};
class square : public shape {
public:
    static square *make();

private:
    square();
};

int measure(shape *what);
