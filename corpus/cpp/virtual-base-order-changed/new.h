struct sized {
    long size = 4;
};
struct named {
    long id = 9;
};
struct button : virtual named, virtual sized {
    virtual int press();
    long colour = 1;
};

button *make_button();
