struct base {
    virtual int one();
    int more();
    int a = 1;
};
struct child : virtual base {
    int one() override;
    int c = 3;
};

int sum(base *what);
