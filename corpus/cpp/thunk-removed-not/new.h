struct widget {
    virtual int draw();
    long width = 1;
};
struct clickable {
    virtual int press();
    int colour = 5;
};
class button : public widget, public clickable {
public:
    static button *make();
    int press() override;

private:
    button();
    ~button();
};

int click(clickable *what);
