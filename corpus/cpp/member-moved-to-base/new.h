struct sized {
    long size = 4;
};
struct pressed {
    int press();
    long presses = 1;
};
struct button : sized, pressed {
    long colour = 2;
};

button *make_button();
