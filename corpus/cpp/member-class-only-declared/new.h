class span {
public:
    span(int first, int last) : last_(last), first_(first) {}
    span(const span &other) : last_(other.last_), first_(other.first_) {}
    int first() const { return first_; }
    int last() const { return last_; }

private:
    int last_;
    int first_;
};

struct request {
    span what;
    int flags;
};

int width(const request *which);
