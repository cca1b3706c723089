struct widget {
    virtual int draw();
    long height = 2;
    long width = 1;
};
struct clickable {
    virtual int press();
    int colour = 5;
};
struct button : widget, clickable {
    int press() override;
};

button *make_button();
int click(clickable *what);
