#pragma once
class Parser {
public:
    Parser();
    virtual ~Parser();
    virtual int next();
    int state;
};
