class shape {
public:
    virtual int area();
    virtual int perimeter();

protected:
    shape();
};

int measure(shape *what);
