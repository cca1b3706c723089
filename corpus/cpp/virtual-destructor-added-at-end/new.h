struct shape {
    virtual int area();
    virtual ~shape();
};

int measure(shape *what);
