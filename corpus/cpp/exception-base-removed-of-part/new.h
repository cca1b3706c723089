struct tag {
};
struct mixin {
    int kind() const;
};
struct window : mixin {
    window();
    virtual ~window();
    int width;
};
