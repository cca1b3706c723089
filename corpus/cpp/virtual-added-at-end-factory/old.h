class shape {
public:
    static shape *make();
    virtual int area();

private:
    shape();
    ~shape();
    int side;
};
