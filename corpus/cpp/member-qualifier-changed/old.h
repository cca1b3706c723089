#pragma once
struct Account {
    int balance();
    int amount;
};
