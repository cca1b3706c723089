struct widget {
    virtual int draw();
};
struct clickable {
    virtual int press();
    virtual int release();
};

int click(clickable *what);
