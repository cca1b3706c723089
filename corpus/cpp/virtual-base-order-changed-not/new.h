struct sized {
    long size = 4;
};
struct named {
    long id = 9;
};
struct widget : virtual sized, virtual named {
    virtual int draw();
    long depth = 2;
};
struct button : widget, virtual named, virtual sized {
    virtual int press();
    long colour = 1;
};

button *make_button();
