struct shape {
    virtual ~shape();
    virtual int corners() const;
};
struct square : shape {
    square();
    int corners() const override;
    int side;
};

shape *make_shape();
