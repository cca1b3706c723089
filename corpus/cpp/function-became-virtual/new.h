struct shape {
    virtual int area();
    virtual int perimeter();
};

int measure(shape *what);
