template <typename T> struct box {
    virtual ~box() {}
    T value;
};
struct item {
    struct inside {
        int depth;
    } in;
    enum class kind : char { small } of;
};
struct shelf : box<item> {
    virtual int first() const;
    item::inside more[2];
};

shelf *make_shelf();
