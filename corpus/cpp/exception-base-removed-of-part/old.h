struct tag {
};
struct mixin : tag {
    int kind() const;
};
struct window : mixin {
    window();
    virtual ~window();
    int width;
};
