#pragma once
inline const int &limit() {
    static const int count = 7;
    return count;
}
int bump();
