template <class T>
struct box {
    T what;
    T take() const { return what; }
    static int made;
};

struct base {
    virtual ~base();
    virtual int run() { return 1; }
};

struct item : base {
    int price = 5;
    short parts[2] = {};
    box<int> inside{3};
    int twice() const { return 2 * price; }
    template <class T> T as() const { return T(price); }
};

struct later;

int first(const item &what);
int second(item what);
int third(const later *what);
later *make();
int fourth();
