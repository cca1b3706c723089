#pragma once

class vector {
public:
    vector();
    void add(const vector &other);
    float at(int index) const;

private:
    float parts[4];
};
