namespace paint {
enum class mode { exact = 1, fast = 2, rough = 3 };
enum class shade : unsigned char { light, dark };
typedef int amount;
typedef long legacy;
constexpr int depth = 24;
struct tool {
    int width;
};
struct brush : tool {
    short hairs;
    bool is_wet;
};
template <class T> struct stroke {
    T from;
    int steps;
};
struct canvas {
    int width, height;
};
namespace detail {
struct hidden {
    int of;
};
}
struct listener {
    virtual void begin();
    virtual void end();
};
inline int mix(double part) { return part > 0; }
int draw(int how);
}
