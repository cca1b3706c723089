#pragma once
struct Base {
    Base();
    virtual ~Base();
    virtual int id() const = 0;
};
