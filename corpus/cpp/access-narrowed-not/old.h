class counter {
public:
    counter();
    int now() { return count; }
protected:
    int step();
private:
    int count;
};
