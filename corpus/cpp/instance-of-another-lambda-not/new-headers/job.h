class task {
public:
    virtual ~task();
    virtual bool run() const = 0;
};

template <typename F> class job : public task {
    F &body;

public:
    explicit job(F &body) : body(body) {}
    bool run() const override { return body(); }
};

bool ask(const task &what);
bool above(int number);
bool below(int number);
