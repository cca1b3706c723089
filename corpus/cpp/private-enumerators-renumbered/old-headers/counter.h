class counter {
public:
    counter();
    int get() const;

private:
    enum mode { slow, fast };
    mode how;
};
