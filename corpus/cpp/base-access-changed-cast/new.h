struct shape {
    virtual ~shape();
    virtual int corners() const;
};
struct named {
    virtual ~named();
    int id;
};
struct square : private shape, named {
    square();
    int corners() const override;
    int side;
};

named *make_square();
