class shape {
public:
    virtual int area();

protected:
    shape();
};

int measure(shape *what);
