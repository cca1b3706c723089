struct report {
    virtual ~report();
};
struct failure {
};
struct problem : report, failure {
    problem();
    ~problem() override;
    int code;
};

int code_of(report &what);
