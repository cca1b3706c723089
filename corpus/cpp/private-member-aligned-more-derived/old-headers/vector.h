#pragma once

class vector {
protected:
    vector();

public:
    void add(const vector &other);
    float at(int index) const;

private:
    float parts[4];
};
