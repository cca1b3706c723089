class alignas(64) task {
public:
    task();
    virtual int execute() = 0;
    long version;

private:
    unsigned long m_reserved[6];
};

int run(task &what);
