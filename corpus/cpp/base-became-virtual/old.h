struct named {
    long id = 9;
};
struct button : named {
    virtual int press();
    long colour = 1;
};

button *make_button();
