struct report {
    virtual ~report();
};
struct failure {
};
struct problem : report, private failure {
    problem();
    ~problem() override;
    int code;
};

int code_of(report &what);
