struct drawn {
    int draw() const;
};
struct pressed {
    int press() const;
};
struct button : drawn, pressed {
    button();
    long colour;
};

button *make_button();
