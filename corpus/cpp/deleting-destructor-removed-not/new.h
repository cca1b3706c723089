class shape {
public:
    static shape *make();
    virtual int area();
    virtual void release();

private:
    shape();
    virtual ~shape();
};
