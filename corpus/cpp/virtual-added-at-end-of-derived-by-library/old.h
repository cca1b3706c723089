class shape {
public:
    virtual int area();

private:
    shape();
    friend class square;
};
class square : public shape {
public:
    static square *make();
    virtual int corners();

private:
    square();
};
