#include <memory>

struct holder {
    std::unique_ptr<int> held;
    long count;
};

holder *make_holder();
