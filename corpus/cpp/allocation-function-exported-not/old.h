#pragma once
int add(int value);
struct Node {
    int id;
};
