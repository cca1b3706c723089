#include <stdexcept>

struct failure : std::runtime_error {
    explicit failure(int code);
    int code;
};

int code_of(const failure &what);
