struct named {
    int id() const;
};
struct counter : private named {
    counter();
    virtual ~counter();
    int count;
};
