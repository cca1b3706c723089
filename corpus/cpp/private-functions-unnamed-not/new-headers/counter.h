#pragma once

class counter {
public:
    counter();
    int get() { return checked(2, 1); }
    virtual ~counter();

private:
    int checked(int start, int more);
    virtual int hook(int start);
    int count;
};
