class shape {
public:
    virtual int area();
};
class rectangle : public shape {
public:
    virtual int corners();

protected:
    rectangle();
};
class square : public rectangle {
public:
    int area() override;
    static square *make();

private:
    square();
};
