class shape {
public:
    virtual int area();
};
class rectangle : public shape {
public:
    virtual int corners();
    int area() override;

protected:
    rectangle();
};
class square : public rectangle {
public:
    static square *make();

private:
    square();
};
