namespace {
struct probe {
    virtual ~probe() {}
    virtual int get() const { return depth; }
    int depth;
};
}

struct tank {
    tank();
    int level() const;
    probe inside;
};
