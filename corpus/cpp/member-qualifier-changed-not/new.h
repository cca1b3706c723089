#pragma once
struct Account {
    int balance();
    int balance() const;
    int amount;
};
