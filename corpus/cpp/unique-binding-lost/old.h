#pragma once
inline int &counter() {
    static int count = 0;
    return count;
}
int bump();
