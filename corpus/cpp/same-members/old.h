struct widget {
    widget();
    explicit widget(int width);
    widget(const widget &other);
    widget(widget &&other) noexcept;
    widget &operator=(const widget &other) = delete;
    ~widget();

    static widget *make();
    static int count;
    static constexpr int most = 10;
    static const unsigned least = 2u;

    int width() const;
    int width() volatile;
    int take() &;
    int take() &&;
    int many(int first, ...);
    explicit operator bool() const;
    operator int() const;
    int operator[](int at) const;
    int operator()(int what, int how) const;
    widget operator+(const widget &other) const;
    void *operator new(unsigned long size);
    void operator delete(void *what);
    template <typename T> T as() const { return T(wide); }
    friend bool operator==(const widget &one, const widget &other) { return one.wide == other.wide; }

    struct inside {
        int depth;
        struct deeper {
            int depth;
        } more;
    };
    enum state { open, closed };
    enum class mode : char { fast, slow };
    using number = int;
    union {
        int whole;
        float broken;
    };
    struct {
        int left, right;
    } pair;

    inside in;
    state now;
    mode how;
    unsigned narrow : 3;
    signed small : 4;
    bool set : 1;
    number counted;
    int inside::*to_member;
    int (widget::*to_function)(int) const;
    int &to;
    int &&into;
    const char *const name;
    mutable int uses;
    volatile int seen;
    int (&to_array)[4];
    void (*call)(const widget &, ...) noexcept;

protected:
    int guarded;

private:
    int wide;
};
