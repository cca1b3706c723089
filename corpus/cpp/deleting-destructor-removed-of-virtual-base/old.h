struct named {
    virtual int name();
    virtual ~named();
    int length = 1;
};
class shape : public virtual named {
public:
    virtual ~shape();
    virtual int area();

protected:
    shape();
    int sides = 2;
};

int measure(shape *what);
