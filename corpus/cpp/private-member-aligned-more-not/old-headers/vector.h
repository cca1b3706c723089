#pragma once

class vector {
public:
    static vector *make();
    void add(const vector &other);
    float at(int index) const;

private:
    vector();
    vector(const vector &);
    float parts[4];
};
