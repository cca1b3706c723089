#include "new.h"

class disk : public device {
public:
    int open() override;
    int reset() override;
    int close() override;
};

int disk::open() { return 1; }
int disk::reset() { return 2; }
int disk::close() { return 3; }

device *make_device() { return new disk; }
