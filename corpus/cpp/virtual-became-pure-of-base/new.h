class shape {
public:
    virtual int area();
    virtual int perimeter() = 0;

protected:
    shape();
};

int measure(shape *what);
