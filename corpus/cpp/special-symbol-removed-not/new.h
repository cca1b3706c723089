#pragma once
struct Error {
    Error();
    virtual ~Error();
    virtual int code() const;
};
void fail();
