#pragma once

enum class kept { sorted, unsorted };
struct plain {};
struct counted {};
template <typename T, typename P, kept K> struct list_of : P {
    T *first;
    long count;
    void add() { count++; }
};

struct table {
    list_of<int, plain, kept::sorted> rows;
};

long count_of(const table &what);
