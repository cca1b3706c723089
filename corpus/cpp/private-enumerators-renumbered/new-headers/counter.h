class counter {
public:
    counter();
    int get() const;

private:
    enum mode { idle, slow, fast };
    mode how;
};
