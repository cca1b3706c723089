struct failure {
};
struct trouble : failure {
    int line;
};
struct problem : trouble {
    problem();
    virtual ~problem();
    int code;
};

void fail();
void show(const trouble &what);
