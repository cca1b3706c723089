class shape {
public:
    virtual int area();
};
class rectangle : public shape {
public:
    virtual int corners();

private:
    rectangle();
    friend class square;
};
class square : public rectangle {
public:
    int area() override;
    static square *make();

private:
    square();
};
