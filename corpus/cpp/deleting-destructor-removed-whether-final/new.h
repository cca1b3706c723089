class shape final {
public:
    static shape *make();
    virtual ~shape();
    virtual int area();

private:
    shape();
};
