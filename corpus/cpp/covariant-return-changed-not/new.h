struct shape {
    virtual shape *clone();
    int area = 3;
};
struct circle : shape {
    circle *clone() override;
};

circle *make_circle();
