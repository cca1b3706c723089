struct named {
    long name = 3;
};
struct sized {
    long size = 5;
};
struct button : named, sized {
    int look() const;
};

button *make_button();
