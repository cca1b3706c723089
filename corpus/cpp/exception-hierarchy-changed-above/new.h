struct failure {
};
struct trouble : private failure {
    int line;
};
struct problem : trouble {
    problem();
    virtual ~problem();
    int code;
};

void fail();
void show(const trouble &what);
