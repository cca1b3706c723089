class context {
public:
    context();
    virtual ~context();
    int version() const;

private:
    int number;
    int flags;
    long reserved[4];
};
