class counter {
public:
    counter();
    int get();

private:
    int count;
};
