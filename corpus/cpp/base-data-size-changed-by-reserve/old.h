class alignas(64) task {
public:
    task();
    virtual int execute() = 0;
    long version;

private:
    unsigned long m_reserved[5];
};

int run(task &what);
