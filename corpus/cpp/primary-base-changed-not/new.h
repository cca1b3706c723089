struct counter {
    virtual int step();
    long count = 1;
};
struct button : counter {
    int step() override;
    virtual int press();
    long colour = 5;
};

button *make_button();
