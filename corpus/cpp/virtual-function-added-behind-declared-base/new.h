struct shape {
    shape() : sides(1) {}
    virtual int area(int);
    virtual int edge() { return 1; }
    int sides;
};
struct square : shape {
    square() : side(2) {}
    virtual int shrink(int);
    virtual int grow(int);
    int side;
};

int use(square *);
