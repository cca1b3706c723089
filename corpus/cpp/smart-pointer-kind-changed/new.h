#include <memory>

struct holder {
    std::shared_ptr<int> held;
    long count;
};

holder *make_holder();
