struct sized {
    long size = 4;
};
struct pressed {
    long presses = 1;
};
struct button : sized, pressed {
    int press();
    long colour = 2;
};

button *make_button();
