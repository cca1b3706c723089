struct shape {
    virtual int area();
    int perimeter();
};

int measure(shape *what);
