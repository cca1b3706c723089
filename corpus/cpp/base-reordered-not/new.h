struct drawn {
    int draw() const;
};
struct pressed {
    int press() const;
};
struct button : pressed, drawn {
    button();
    long colour;
};

button *make_button();
