struct failure {
};
struct tag {
};
struct trouble : failure {
};
struct problem : tag, trouble {
    problem();
    virtual ~problem();
    int code;
};

void fail();
