struct shape {
    virtual int area();
    virtual int perimeter() = 0;
};

int measure(shape *what);
