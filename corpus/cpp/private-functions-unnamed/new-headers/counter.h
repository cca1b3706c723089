#pragma once

class counter {
public:
    counter();
    int get() const;
    int twice() const { return 2 * get(); }

private:
    int first(int start, int more);
    long step();
    int count;
};
