struct widget {
    virtual int draw();
    long width = 1;
    long height = 2;
};
struct clickable {
    virtual int press();
    int colour = 5;
};
struct button : widget, clickable {
    int press() override;
};

int click(clickable *what);
