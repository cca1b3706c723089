struct named {
    int id() const;
};
struct counter : named {
    counter();
    virtual ~counter();
    int count;
};
