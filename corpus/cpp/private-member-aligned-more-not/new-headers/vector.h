#pragma once
#include <xmmintrin.h>

class vector {
public:
    static vector *make();
    void add(const vector &other);
    float at(int index) const;

private:
    vector();
    vector(const vector &);
    __m128 parts;
};
