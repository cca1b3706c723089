typedef unsigned int word;
namespace paint {
enum class mode { exact = 1, fast = 2 };
enum shade : unsigned { light, dark = 1 };
typedef unsigned int amount;
typedef const char *title;
struct tool {
    int width;
};
struct brush {
    static constexpr int most = 4;
    word hairs;
    const word *marks;
    tool *held;
    int wet : 1;
    union {
        int red;
        float grey;
    };
};
template <class T> struct stroke {
    T from;
    int steps;
    typedef T value;
};
struct canvas {
    int width;
};
struct easel {
    static constexpr int legs = 3;
    int height;
};
struct listener {
    virtual void begin(word at);
    virtual ~listener();
};
struct reader : listener {
    virtual void end();
};
int draw(int how);
}
