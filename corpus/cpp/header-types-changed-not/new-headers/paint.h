typedef unsigned int word;
namespace paint {
struct brush;
template <class T> struct stroke;
enum { one = 1 };
enum class mode { exact = one, fast = 1 << 1 };
enum shade : word { light = 0, dark };
using amount = word;
using title = char const *;
struct tool {
    int width;
};
struct brush {
    static constexpr int most = 4;
    unsigned hairs;
    unsigned const *marks;
    paint::tool *held;
    int wet : one;
    union {
        int red;
        float grey;
    };
};
template <class U> struct stroke {
    U from;
    int steps;
    using value = U;
};
namespace v2 {
struct canvas {
    int width;
};
}
using v2::canvas;
struct easel {
    static constexpr int legs = 3;
    int height;
};
struct listener {
    int plain() const;
    virtual void begin(unsigned at);
    virtual ~listener();
};
struct reader : public listener {
    virtual ~reader();
    virtual void begin(word at);
    virtual void end();
};
int draw(int how);
}
