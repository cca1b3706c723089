class counter {
public:
    counter();
    int get() const { return how == fast; }

private:
    enum mode { slow, fast };
    mode how;
};
