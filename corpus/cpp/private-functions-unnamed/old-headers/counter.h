#pragma once

class counter {
public:
    counter();
    int get() const;
    int twice() const { return 2 * get(); }

private:
    int first(int start);
    void step();
    long scaled(long factor) const;
    static int made;
    int count;
};
