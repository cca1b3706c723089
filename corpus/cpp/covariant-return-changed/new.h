struct shape {
    virtual shape *clone();
    int area = 3;
};
struct drawable {
    virtual int draw();
    int colour = 5;
};
struct circle : drawable, shape {
    circle *clone() override;
};

circle *make_circle();
