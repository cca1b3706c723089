struct widget {
    virtual int draw();
    long width = 1;
};
struct counter {
    virtual int step();
    int count = 5;
};
struct button : widget, counter {
    int draw() override;
};

button *make_button();
