#include <memory>

using owned = std::unique_ptr<int>;
struct holder {
    owned held;
    long count;
};

holder *make_holder();
