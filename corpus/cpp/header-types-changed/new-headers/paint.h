namespace paint {
enum class mode { exact = 1, fast = 3, rough = 2 };
enum class shade : unsigned short { light, dark };
typedef long amount;
struct tool {
    int width;
};
struct brush : tool {
    int hairs;
    bool is_wet;
};
template <class T> struct stroke {
    int steps;
    T from;
};
struct listener {
    virtual void end();
    virtual void begin();
};
int mix(double part) = delete;
int draw(int how);
}
