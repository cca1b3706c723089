#include <memory>

using owned = std::unique_ptr<int>;
struct holder {
    std::unique_ptr<int> held;
    long count;
};

holder *make_holder();
