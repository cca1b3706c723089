struct widget {
    virtual int draw();
};
struct clickable {
    virtual int press();
};

int click(clickable *what);
