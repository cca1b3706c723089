class counter {
public:
    counter();
    int get() const { return how == fast; }

private:
    enum mode { idle, slow, fast };
    mode how;
};
