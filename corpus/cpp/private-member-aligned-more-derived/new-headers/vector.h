#pragma once
#include <xmmintrin.h>

class vector {
protected:
    vector();

public:
    void add(const vector &other);
    float at(int index) const;

private:
    __m128 parts;
};
