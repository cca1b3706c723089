struct sized {
    long size = 4;
};
struct named {
    long id = 9;
};
struct button : sized, named {
    long colour = 1;
};

button *make_button();
