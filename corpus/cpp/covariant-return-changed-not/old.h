struct shape {
    virtual shape *clone();
    int area = 3;
};
struct circle : shape {
    shape *clone() override;
};

circle *make_circle();
