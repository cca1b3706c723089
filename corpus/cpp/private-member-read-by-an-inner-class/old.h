class counter {
public:
    class reader {
    public:
        explicit reader(const counter &of) : of(of) {}
        int read() const { return of.count; }

    private:
        const counter &of;
    };
    counter();
    counter(const counter &);
    counter &operator=(const counter &);
    ~counter();
    int get() const;
    static reader make(const counter &);

private:
    int count;
    int rest[2];
};
