class counter {
public:
    counter();
protected:
    int step();
private:
    int count;
};
