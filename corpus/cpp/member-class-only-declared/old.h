class span {
public:
    span(int first, int last) : first_(first), last_(last) {}
    span(const span &other) : first_(other.first_), last_(other.last_) {}
    int first() const { return first_; }
    int last() const { return last_; }

private:
    int first_;
    int last_;
};

struct request {
    span what;
    int flags;
};

int width(const request *which);
