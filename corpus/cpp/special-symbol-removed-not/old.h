#pragma once
struct Error {
    Error();
    virtual ~Error();
    static int count;
    virtual int code() const;
};
void fail();
