struct widget {
    virtual int draw();
};
struct clickable {
    virtual int press();
};
struct button : widget, clickable {
    virtual int width();
    int colour;
};

int click(button *what);
