class shape {
public:
    static shape *make();
    virtual int area();
    virtual int perimeter();

private:
    shape();
    ~shape();
    int side;
};
