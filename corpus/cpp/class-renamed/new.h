#pragma once
class Reader {
public:
    Reader();
    virtual ~Reader();
    virtual int next();
    int state;
};
