#pragma once

class counter {
public:
    counter();
    int get() { return checked(2); }
    virtual ~counter();

protected:
    int kept(int start);

private:
    int checked(int start);
    virtual int hook(int start);
    int count;
};
