#pragma once
struct Account {
    int balance() const;
    int amount;
};
