struct shape {
    virtual int area();
};

int measure(shape *what);
